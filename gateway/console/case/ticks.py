"""The tick boxes of a case: what is hidden, by person and kind. Ticked is hidden.

Whoever sent it may hide more than the rules would, never less. Whoever may let it go may leave something in clear;
that takes a ground (CONS-4), so what they leave unticked makes their choice a release of just that.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gateway.case.file import CaseFile
from gateway.console.case.form import offered
from gateway.console.case.places import file_names, place_words
from gateway.console.case.shown import open_answers
from gateway.console.replies import Visit
from gateway.decide.people import named
from gateway.language import joined, mark, mark_count
from gateway.model.answers import Spot
from gateway.model.decision import AnswerKind
from gateway.model.found import FoundHit
from gateway.model.message import Unit
from gateway.model.parties import Kind

MOST: Final = 60  # boxes; what is beyond them stays as the rules say
FIELD: Final = "tick-"
GROUPS: Final = "ticks"  # the hidden field that says for which boxes a form was made

KINDS: Final = {
    Kind.NAME: mark("Names"),
    Kind.CONTACT: mark("Telephone numbers and email addresses"),
    Kind.ADDRESS: mark("Addresses"),
    Kind.DATE_OF_BIRTH: mark("Dates of birth and ages"),
    Kind.IDENTIFIER: mark("Numbers that identify"),
    Kind.FAMILY: mark("Who is family"),
    Kind.EDUCATION: mark("School"),
    Kind.ATTENDANCE: mark("Attendance"),
    Kind.FINANCE: mark("Money"),
    Kind.HEALTH: mark("Health"),
    Kind.SEN: mark("Special educational needs"),
    Kind.ETHNICITY: mark("Ethnicity"),
    Kind.RELIGION: mark("Religion"),
    Kind.SEXUAL_LIFE: mark("Sexual life"),
    Kind.OFFENCE: mark("Offences"),
    Kind.IMMIGRATION: mark("Immigration"),
    Kind.SOCIAL_CARE: mark("Social care"),
    Kind.SAFEGUARDING: mark("Safeguarding"),
}
"""What each kind of data is called where people read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One box."""

    field: str
    title: str  # "Names"
    hint: str  # "3 places: Subject, Text"
    ticked: bool  # is hidden
    fixed: bool  # this viewer cannot untick it
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The boxes of one person."""

    title: str
    hint: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """All boxes of a case, as this viewer has set them."""

    people: tuple[About, ...]
    made_for: str  # which boxes these are: another look may find other things
    left_out: int  # boxes beyond the most that a page has; what they stand for is hidden by the rules alone

    @property
    def all(self) -> Iterator[Tick]:
        """Every box."""
        return (one for person in self.people for one in person.ticks)

    def unticked(self, hidden: frozenset[Spot]) -> bool:
        """Whether something that the rules would hide is to stay in clear."""
        return any(not one.ticked and not hidden.isdisjoint(one.spots) for one in self.all)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the boxes come to, as an answer takes it."""

    more: tuple[Spot, ...]  # hidden besides
    clear: tuple[Spot, ...] | None  # None: nothing that the rules would hide is left in clear


def ticks(visit: Visit, file: CaseFile) -> Ticks:
    """The boxes, ticked as the form says; without one as the rules would have it."""
    groups = _groups(file)
    hidden = _hidden(file)
    may_untick = _may_untick(file)
    made_for = _made_for(groups)
    said = visit.form if visit.said(GROUPS) == made_for else None
    units = file.look.reading.units
    names = file_names(units)
    people: dict[str, list[Tick]] = {}
    for number, ((about, kind), hits) in enumerate(list(groups.items())[:MOST]):
        ruled = any(hit.id in hidden for hit in hits)
        fixed = ruled and not may_untick
        field = f"{FIELD}{number}"
        ticked = fixed or (ruled if said is None else field in said)
        people.setdefault(about, []).append(
            Tick(
                field=field,
                title=KINDS[kind],
                hint=_where([units[hit.unit] for hit in hits], names),
                ticked=ticked,
                fixed=fixed,
                spots=tuple(_spot(hit, file) for hit in hits),
            )
        )
    return Ticks(
        people=tuple(
            About(title=_who(about, groups, file), hint=_known(about, file), ticks=tuple(boxes))
            for about, boxes in people.items()
        ),
        made_for=made_for,
        left_out=max(0, len(groups) - MOST),
    )


def stale(visit: Visit, file: CaseFile) -> bool:
    """Whether a form was made for other boxes than those of now."""
    return bool(visit.said(GROUPS)) and visit.said(GROUPS) != _made_for(_groups(file))


def choice(boxes: Ticks, file: CaseFile) -> Choice:
    """What they come to."""
    hidden = _hidden(file)
    ruled = frozenset(_spot(hit, file) for hit in file.look.found.hits if hit.id in hidden)
    more = tuple(spot for one in boxes.all if one.ticked for spot in one.spots if spot not in ruled)
    if not boxes.unticked(ruled):
        return Choice(more=more, clear=None)
    return Choice(more=more, clear=tuple(spot for one in boxes.all if not one.ticked for spot in one.spots))


def _may_untick(file: CaseFile) -> bool:
    return offered(AnswerKind.RELEASE, open_answers(file), file)


def _hidden(file: CaseFile) -> frozenset[int]:
    return frozenset[int]().union(*(one.hidden_cut for one in file.look.decisions))


def _groups(file: CaseFile) -> Mapping[tuple[str, Kind], list[FoundHit]]:
    """Finds about anybody but mere correspondents, in the order in which they are read."""
    policy = file.app.settings.policy.policy
    telling = frozenset[int]().union(*(named(facts, policy).telling for facts in file.look.facts)) | _hidden(file)
    groups: dict[tuple[str, Kind], list[FoundHit]] = {}
    for hit in sorted(file.look.found.hits, key=lambda one: (one.unit, one.start, one.end)):
        if hit.id in telling:
            groups.setdefault((hit.about, hit.kind), []).append(hit)
    first: dict[str, int] = {}
    for about, _ in groups:
        first.setdefault(about, len(first))
    return dict(sorted(groups.items(), key=lambda pair: first[pair[0][0]]))


def _made_for(groups: Mapping[tuple[str, Kind], list[FoundHit]]) -> str:
    shape = [
        (about, kind, [(hit.unit, hit.start, hit.end) for hit in hits]) for (about, kind), hits in groups.items()
    ]
    return hashlib.sha256(repr(shape).encode("utf-8", "surrogatepass")).hexdigest()


def _spot(hit: FoundHit, file: CaseFile) -> Spot:
    place = file.look.reading.units[hit.unit].place
    return Spot(unit=hit.unit, start=hit.start, end=hit.end, kind=hit.kind, place=place)


def _where(units: Sequence[Unit], names: Mapping[str, str]) -> str:
    places = dict.fromkeys(place_words(unit, names) for unit in units)
    return mark_count("{n} place: {places}", "{n} places: {places}", len(units), places=joined(", ", places))


def _who(about: str, groups: Mapping[tuple[str, Kind], list[FoundHit]], file: CaseFile) -> str:
    """A person as the message itself names them, at most: the register's own words are not for every viewer."""
    units = file.look.reading.units
    names = [units[hit.unit].text[hit.start : hit.end] for hit in groups.get((about, Kind.NAME), ())]
    return " ".join(max(names, key=len).split()) if names else mark("Somebody who is not named")


def _known(about: str, file: CaseFile) -> str:
    person = next((one for one in file.look.found.people if one.id == about), None)
    if person is None or not person.candidates:
        return mark("Not in our register")
    return mark("Several people of our register have this name") if len(person.candidates) > 1 else ""
