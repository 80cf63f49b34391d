"""What all pages of information governance do: name their register, keep conflicts apart, record who looked."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode

from gateway.console.closed import closed
from gateway.console.desk import Desk
from gateway.console.pages.governance.fields import FIELDS
from gateway.console.replies import Viewer, Visit
from gateway.language import joined, mark
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordKind
from gateway.model.parties import PartyId, PersonId, RegisterSnapshot
from gateway.registers.about_person import Stand
from gateway.registers.files.columns import RegisterKind
from gateway.registers.own_people import own_people

_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS: Final = {
    "sar": mark("Their own data"),
    "foi": mark("Freedom of information"),
    "tls": mark("Verified TLS"),
    "smime": "S/MIME",
    "openpgp": "OpenPGP",
    "pdf": mark("PDF with a password"),
    "ict": "ICT",
    "ig": mark("Information governance"),
}
# Of people one does not say that they are in force.
_STAND_WORDS: Final = {
    (RegisterKind.PEOPLE, Stand.IN_FORCE): "current",
    (RegisterKind.STAFF, Stand.IN_FORCE): "current",
    (RegisterKind.GROUNDS, Stand.SUSPENDED): mark("not in use"),
}
_PEOPLE_COLUMNS: Final = frozenset({"person", "given_by", "acts_for", "no_contact", "risk_to", "from", "merged_into"})


def register_of(visit: Visit) -> RegisterKind:
    """The register that the address names.

    Raises:
        PermanentFailure: there is none.
    """
    try:
        return RegisterKind(visit.here["kind"])
    except ValueError:
        raise PermanentFailure("there is no such register") from None


def own_of(desk: Desk, viewer: Viewer) -> frozenset[str]:
    """Whom the viewer must neither see nor keep in the registers: themselves and their household (SAFE-2)."""
    return own_people(desk.directory(), viewer.addresses)


def keep_apart(desk: Desk, visit: Visit, names: Collection[str], what: str) -> None:
    """Refuse what names the viewer or their household, on the record.

    Args:
        names: as `shelf.named_people` has them.
        what: which page, for the record.

    Raises:
        PermanentFailure: it does; the answer is that of a page that is not there.
    """
    if own_of(desk, visit.viewer).isdisjoint(names):
        return
    facts = [("why", "conflict-of-interest"), ("route", what), ("client", visit.client)]
    desk.record(RecordKind.REQUEST_REFUSED, visit.viewer.account, facts)
    raise PermanentFailure("it names whoever looks, or their household")


def looked_at(desk: Desk, visit: Visit, what: str, identity: str) -> None:
    """REC-1: who looked at whose entry is on the record before it is shown."""
    facts = [("what", what), ("id", identity), ("client", visit.client)]
    desk.record(RecordKind.VIEWED, visit.viewer.account, facts)


def day_words(text: str) -> str:
    """ "2026-04-30" as "30 April 2026"; anything else as it is."""
    match = _DAY.fullmatch(text)
    if match is None:
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return joined("", (day,))


def in_words(word: str) -> str:
    """A word of a closed list as people read it."""
    return _WORDS.get(word, closed(word))


def stand_words(kind: RegisterKind, stand: Stand) -> str:
    """How an entry stands, as a member of a closed list."""
    return _STAND_WORDS.get((kind, stand), stand.value)


def cell_words(kind: RegisterKind, column: str, cell: str, registers: RegisterSnapshot) -> str:
    """A cell as people read it: names beside references, days in words."""
    if column in _PEOPLE_COLUMNS:
        return joined(", ", (_person(one, registers) for one in cell.split("|") if one))
    if column == "relations":
        parts = (one.partition(":") for one in cell.split("|") if one)
        return joined(
            ", ", (joined(": ", (in_words(name), _person(other.strip(), registers))) for name, _, other in parts)
        )
    if column == "party":
        party = registers.parties.get(PartyId(cell))
        return (mark("All partners") if cell == "*" else cell) if party is None else f"{party.name} ({cell})"
    if column == "ground":
        ground = registers.grounds.get(cell)
        return cell if ground is None else f"{ground.title} ({cell})"
    if cell == "*":
        return mark("All")
    field = FIELDS[kind][column]
    if field.choices or column == "roles":
        return joined(", ", (in_words(one) for one in cell.split("|") if one))
    return joined(", ", map(day_words, cell.split("|")))


def _person(identity: str, registers: RegisterSnapshot) -> str:
    found = registers.people.get(PersonId(identity))
    return (mark("Everybody") if identity == "*" else identity) if found is None else f"{found.name} ({identity})"


def address(path: str, query: Mapping[str, str]) -> str:
    """A path with its query, without what is empty."""
    kept = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def page_of(text: str, count: int, size: int) -> int:
    """The page that is asked for, of those that there are."""
    last = max(1, -(-count // size))
    return min(last, max(1, int(text))) if text.isdecimal() and len(text) < 7 else 1
