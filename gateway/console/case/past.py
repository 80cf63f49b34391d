"""What came before: a case's own history, and what its readers were sent about the same people earlier."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gateway.case.file import CaseFile
from gateway.console.pages.service.stages import Stage, stages
from gateway.console.queue import name_of
from gateway.language import all_of, mark
from gateway.model.decision import Asked
from gateway.model.outcome import RecordKind
from gateway.model.parties import PartyId
from gateway.record.reading import Which, disclosures, entries

_MOST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Something that the same partner got about the same person."""

    at: datetime
    case: str
    party: str  # name
    basis: str  # "on consent", "on an approval" …
    hidden: bool  # without what identifies them


_BASES: Final = {
    "consent": mark("with consent"),
    "agreement": mark("under our agreement"),
    "approval": mark("on an approval"),
    "release": mark("let go by a manager"),
    "ground": mark("as the law demands"),
}


def history(file: CaseFile) -> tuple[Stage, ...]:
    """Every step of the case, oldest first; the looks at single pages are told by the look at their file."""
    told = (
        one
        for one in entries(file.app.database, case=file.message.case)
        if one.kind != RecordKind.VIEWED.value or one.facts.get("what") != "page"
    )
    return stages([replace(one, by=name_of(one.by, file.setting.staff)) for one in told])


def earlier(file: CaseFile) -> tuple[Earlier, ...]:
    """The last times that these readers got something about these people. Not for its sender."""
    if file.unlooked or Asked.SENDER in file.roles:
        return ()
    found = sorted(_earlier(file), key=lambda one: one.at, reverse=True)
    return tuple(dict.fromkeys(found))[:_MOST]


def _earlier(file: CaseFile) -> Iterator[Earlier]:
    people = {one for person in file.look.found.people for one in person.candidates}
    parties = {facts.recipient.party.id for facts in file.look.facts if facts.recipient.party is not None}
    registers = file.look.directory.registers
    for person in sorted(people):
        for party in sorted(parties):
            for one in disclosures(file.app.database, Which(about=person, to=party)):
                known = registers.parties.get(PartyId(one.party))
                yield Earlier(
                    at=one.at,
                    case=one.case,
                    party=one.party if known is None else known.name,
                    basis=_basis(one.basis),
                    hidden=one.details is not None and one.details.anonymised,
                )


def _basis(text: str) -> str:
    words = dict.fromkeys(_BASES.get(one.partition(":")[0], "") for one in text.split("+"))
    return all_of(filter(None, words)) or mark("without anything that needed one")
