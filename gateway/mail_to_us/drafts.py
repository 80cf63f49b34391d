"""A mail that was sent to be checked, as the draft it stands for: to whom, and what it would say. Pure.

Who checks a draft sends it to the check address, and says to whom it is to go: by `To:`, `Cc:` and `Bcc:` lines at
the top of the text, or by leaving the real readers beside the check address (docs/notices.md).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import getaddresses
from typing import Final

from gateway.intake.fields import fields, without
from gateway.model.message import Envelope, Place, Reading, TextCut, Unit, ZoneKind
from gateway.model.own_address import is_at
from gateway.registers.address import normal
from gateway.registers.resolve import ADDRESS_LIKE

_NAMES: Final = (b"to", b"cc", b"bcc")
_TO_LINE: Final = re.compile(r"[*_ \t]*(to|cc|bcc)[*_ \t]*:(.*)", re.IGNORECASE)
_OTHER_LINE: Final = re.compile(r"[\w /*]{1,30}:.*")  # a purpose, a statement: what is said to the gateway goes on
_LINES: Final = 12  # filled lines at the top, as many as may hold what is said to the gateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What would be sent, and to whom."""

    recipients: tuple[str, ...]
    content: bytes  # with the header that it would have; the lines for us are still in it
    cuts: tuple[TextCut, ...]  # that take those lines out


def asks_for_a_check(envelope: Envelope, content: bytes, address: str) -> bool:
    """Whether a mail is sent to the check address, by its envelope or its header; *address* empty: there is none.

    A mail service that splits a mail hands over the copies of other readers without that address in the envelope: the
    header still has it, and nothing of it may be sent.
    """
    header = (one for field in fields(content, frozenset(_NAMES)) for one in _addresses(field.value))
    return any(is_at(one, address) for one in (*envelope.recipients, *header))


def drafted(reading: Reading, content: bytes, envelope: Envelope, address: str) -> Draft:
    """The draft that such a mail stands for. Without recipients when it names none."""
    named: dict[str, list[str]] = {"to": [], "cc": [], "bcc": []}
    cuts: list[TextCut] = []
    for unit in reading.units:
        for name, addresses, cut in _to_lines(unit):
            named[name] += [one for one in addresses if one not in named[name] and not is_at(one, address)]
            cuts.append(cut)
    header = {name.decode(): list(_mailboxes(content, name, address)) for name in (b"to", b"cc")}
    shown = {name: [*header[name], *named[name]] for name in ("to", "cc")}
    found = [
        *envelope.recipients,
        *(one for name in _NAMES for field in fields(content, frozenset({name})) for one in _addresses(field.value)),
        *(one for addresses in named.values() for one in addresses),
    ]
    recipients = tuple({normal(one): one for one in reversed(found) if not is_at(one, address)}.values())[::-1]
    kept = without(content, tuple(fields(content, frozenset(_NAMES))))
    return Draft(recipients=recipients, content=_header(shown) + kept, cuts=tuple(cuts))


def _to_lines(unit: Unit) -> Iterator[tuple[str, list[str], TextCut]]:
    if unit.place not in {Place.TEXT, Place.HTML} or unit.nested:
        return
    quoted = min((zone.start for zone in unit.zones if zone.kind is ZoneKind.QUOTED), default=len(unit.text))
    filled = list(re.finditer(r"[^\r\n]*\S[^\r\n]*", unit.text[:quoted]))
    for line in filled[:_LINES]:
        match = _TO_LINE.fullmatch(line[0].strip())
        if match is None:
            if _OTHER_LINE.match(line[0].strip()) is None:
                return
            continue
        addresses = list(dict.fromkeys(ADDRESS_LIKE.findall(match[2])))
        if addresses:
            cut = TextCut(unit=unit.id, start=line.start(), end=line.end(), replacement="")
            yield match[1].lower(), addresses, cut


def _addresses(value: bytes) -> list[str]:
    return ADDRESS_LIKE.findall(value.decode("utf-8", "replace"))


def _mailboxes(content: bytes, name: bytes, ours: str) -> Iterator[str]:
    """The mailboxes of a field as they stand, but for the check address."""
    for field in fields(content, frozenset({name})):
        for display, address in getaddresses([field.value.decode("utf-8", "replace")]):
            if "@" in address and not is_at(address, ours):
                yield _mailbox(display, address)


def _mailbox(display: str, address: str) -> str:
    plain = "".join(char for char in display if char not in '"\\<>\r\n')
    if not plain:
        return address
    return f"{plain} <{address}>" if plain.startswith("=?") else f'"{plain}" <{address}>'


def _header(shown: Mapping[str, Sequence[str]]) -> bytes:
    lines = [f"{name.capitalize()}: " + ",\r\n ".join(boxes) + "\r\n" for name, boxes in shown.items() if boxes]
    return "".join(lines).encode("utf-8", "replace")
