"""One person of the register as bytes, and back."""

import json
import struct
from collections.abc import Sequence
from datetime import date
from typing import Final

from redaction.people.person import PersonRow

_FIELD: Final = "\x1f"
_VALUE: Final = "\x1e"
_MOST_HOMES: Final = 255
_WRITTEN_OUT: Final = "\x1d"  # before a row whose values hold a mark themselves


def packed(row: PersonRow, homes: Sequence[int]) -> bytes:
    """A row as bytes: the keys of its *homes*, its id, all else.

    The keys are there because look-up asks who lives together, and reading addresses for it would take long.
    """
    fields = [
        row.id,
        row.name,
        "" if row.date_of_birth is None else row.date_of_birth.isoformat(),
        row.nhs_number,
        row.upn,
        row.nino,
    ]
    several = [
        row.aliases,
        row.case_ids,
        row.addresses,
        row.protected_addresses,
        row.emails,
        row.phones,
        tuple(word for pair in row.relations for word in pair),
    ]
    text = _FIELD.join([*fields, *map(_VALUE.join, several)])
    # An empty value among several would be lost, and a mark in a value would part it.
    plain = text.count(_FIELD) == len(fields) + len(several) - 1 and text.count(_VALUE) == sum(
        max(len(values) - 1, 0) for values in several
    )
    if not plain or any(not value for values in several for value in values) or row.name[:1] == _WRITTEN_OUT:
        text = _FIELD + _WRITTEN_OUT + json.dumps([fields, several])
    homes = homes[:_MOST_HOMES]
    return struct.pack(f"<B{len(homes)}Q", len(homes), *homes) + text.encode("utf-8", "surrogatepass")


def homes_of(data: bytes) -> tuple[int, ...]:
    """The keys alone, of the row's bytes."""
    return struct.unpack_from(f"<{data[0]}Q", data, 1)


def id_of(data: bytes) -> str:
    """The id alone, of the row's bytes."""
    identity, _, _ = data[1 + 8 * data[0] :].partition(b"\x1f")
    return identity.decode("utf-8", "surrogatepass") if identity else unpacked(data).id


def ties_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The id and the ids of whom the row relates to, of the row's bytes: the rest of them is left as it lies."""
    body = data[1 + 8 * data[0] :]
    if body[:1] == b"\x1f":
        row = unpacked(data)
        return row.id, tuple(other for _, other in row.relations)
    related = body.rpartition(b"\x1f")[2].decode("utf-8", "surrogatepass")
    return id_of(data), tuple(related.split(_VALUE)[1::2]) if related else ()


def names_of(data: bytes) -> tuple[str, ...]:
    """The name and the aliases, of the row's bytes."""
    body = data[1 + 8 * data[0] :]
    if body[:1] == b"\x1f":
        row = unpacked(data)
        return row.name, *row.aliases
    fields = body.split(b"\x1f", 7)
    name = fields[1].decode("utf-8", "surrogatepass")
    return (name, *fields[6].decode("utf-8", "surrogatepass").split(_VALUE)) if fields[6] else (name,)


def unpacked(data: bytes) -> PersonRow:
    """The row that ``packed`` was given."""
    text = data[1 + 8 * data[0] :].decode("utf-8", "surrogatepass")
    if text[:2] == _FIELD + _WRITTEN_OUT:
        fields, several = json.loads(text[2:])
    else:
        values = text.split(_FIELD)
        fields, several = values[:6], [value.split(_VALUE) if value else [] for value in values[6:]]
    pairs = several[6]
    return PersonRow(
        id=fields[0],
        name=fields[1],
        date_of_birth=date.fromisoformat(fields[2]) if fields[2] else None,
        nhs_number=fields[3],
        upn=fields[4],
        nino=fields[5],
        aliases=tuple(several[0]),
        case_ids=tuple(several[1]),
        addresses=tuple(several[2]),
        protected_addresses=tuple(several[3]),
        emails=tuple(several[4]),
        phones=tuple(several[5]),
        relations=tuple(zip(pairs[::2], pairs[1::2], strict=True)),
    )
