"""One person of the register as bytes, and back. The id lies elsewhere: it is asked for most, and alone."""

import json
from datetime import date
from typing import Final

from redaction.people.person import PersonRow

_FIELD: Final = "\x1f"
_VALUE: Final = "\x1e"
_WRITTEN_OUT: Final = "\x1d"  # before a row whose values hold a mark themselves


def packed(row: PersonRow) -> bytes:
    """A row without its id as bytes: the name, and in the end whom it relates to, which both are read alone."""
    fields = [
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
    if not plain or any(not value for values in several for value in values):
        text = _FIELD + _WRITTEN_OUT + json.dumps([fields, several])
    return text.encode("utf-8", "surrogatepass")


def relations_of(data: bytes) -> tuple[str, ...]:
    """The ids of whom the row relates to, of the row's bytes: the rest of them is left as it lies."""
    if data[:1] == b"\x1f":
        return tuple(other for _, other in unpacked("", data).relations)
    related = data.rpartition(b"\x1f")[2]
    return tuple(str(related, "utf-8", "surrogatepass").split(_VALUE)[1::2]) if related else ()


def names_of(data: bytes) -> tuple[str, ...]:
    """The name and the aliases, of the row's bytes."""
    if data[:1] == b"\x1f":
        row = unpacked("", data)
        return row.name, *row.aliases
    fields = data.split(b"\x1f", 6)
    name = str(fields[0], "utf-8", "surrogatepass")
    return (name, *str(fields[5], "utf-8", "surrogatepass").split(_VALUE)) if fields[5] else (name,)


def unpacked(identity: str, data: bytes) -> PersonRow:
    """The row that ``packed`` was given, of this id."""
    text = data.decode("utf-8", "surrogatepass")
    if text[:2] == _FIELD + _WRITTEN_OUT:
        fields, several = json.loads(text[2:])
    else:
        values = text.split(_FIELD)
        fields, several = values[:5], [value.split(_VALUE) if value else [] for value in values[5:]]
    pairs = several[6]
    return PersonRow(
        id=identity,
        name=fields[0],
        date_of_birth=date.fromisoformat(fields[1]) if fields[1] else None,
        nhs_number=fields[2],
        upn=fields[3],
        nino=fields[4],
        aliases=tuple(several[0]),
        case_ids=tuple(several[1]),
        addresses=tuple(several[2]),
        protected_addresses=tuple(several[3]),
        emails=tuple(several[4]),
        phones=tuple(several[5]),
        relations=tuple(zip(pairs[::2], pairs[1::2], strict=True)),
    )
