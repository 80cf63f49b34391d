"""A message as read → everything found in it, and whom each find is about. Pure: the registers are arguments."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from gateway.find.addressed import Correspondents
from gateway.find.attach import mentions, values
from gateway.find.codes import Codes
from gateway.find.identity import Identity
from gateway.find.kinds import KINDS
from gateway.find.layout import Layout
from gateway.find.links import in_links
from gateway.find.people import familiar
from gateway.find.roles import people as roles_of
from gateway.find.spoken import spoken
from gateway.find.spots import Placed, Spot, Spots
from gateway.model.found import Evidence, Found, FoundHit
from gateway.model.message import Place, Reading, Unit
from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.read.fields import made_up
from gateway.read.machine_fields import by_machines, in_words
from gateway.registers.address import without_tag
from redaction import DEFAULT, MENTIONS, Detect, Detector, Hit, People, find_all
from redaction import Evidence as FoundBy
from redaction.coded import meant
from redaction.detect.case_id import CaseIds

_MOST_MET = 200
_LABELLED = frozenset({Place.HTML_ATTRIBUTE, Place.DOCUMENT})


def find(
    reading: Reading,
    people: People,
    register: RegisterSnapshot,
    correspondents: Correspondents,
    *,
    about: tuple[str, ...] = (),
    avoiding: Mapping[PersonId, Collection[PersonId]] = MappingProxyType({}),
    case_identifiers: tuple[str, ...] = (),
    detectors: Sequence[Detect] = DEFAULT,
    today: date | None = None,
) -> Found:
    """Find personal data and people in all of a message: quoted text, attachments and header fields like the rest.

    Args:
        reading: The message; the order of its units is the order of what is found.
        people: The index of the register's people (`people_index`), of the same generation as *register*.
        register: Everybody in it, with relations and staff.
        correspondents: Who writes and who is written to (`correspondents`).
        about: Register ids that the sender says it is about; they tell namesakes apart.
        avoiding: For each person, who is to have no contact with them (`avoided`).
        case_identifiers: Forms of the organisation's own case numbers, without faults (`case_patterns`).
        detectors: Which to ask; a worker's own, if one of them keeps a memory.
        today: The day on which it is looked at, where the organisation is; which dates are years back hangs on it.

    Returns:
        Hits by unit and place, their ids being their indexes; a mention stands once for each person it is about.
        People in order of appearance: register ids, joined by "|" where it may be any of several, and "?1", "?2" for
        those who are not in the register. Correspondents are among them.
    """
    units = sorted(reading.units, key=lambda unit: unit.id)
    addressed = _addressed(people, correspondents.addresses)
    readers = addressed if not correspondents.at_hand else _addressed(people, correspondents.at_hand)
    near = familiar(readers, people, register, avoiding)
    asked: tuple[Detect, ...] = (*detectors, CaseIds(case_identifiers)) if case_identifiers else tuple(detectors)
    codes = Codes(units)
    placed, made = _placed(units, people, asked, near, today)
    placed = codes.once(placed)
    layout = Layout(reading)
    kin = _kin(people, placed)
    resolved = Spots(Identity(placed, layout, register, correspondents, about, addressed, kin).resolved())
    written = [unit.id for unit in units if unit.id not in made]
    spots = _attached(placed, resolved, written, layout, register, codes)
    persons = roles_of(spots, register, correspondents)
    return Found(
        hits=tuple(_hit(index, spot, persons[spot.who].id, layout) for index, spot in enumerate(spots)),
        people=tuple(persons.values()),
    )


def _attached(
    placed: Sequence[Placed],
    resolved: Spots,
    written: list[int],
    layout: Layout,
    register: RegisterSnapshot,
    codes: Codes,
) -> Sequence[Spot]:
    """Values and mentions with those whom they are about, beside the people met; *written*: units people wrote."""
    done = {(spot.unit, spot.hit) for spot in resolved.all}
    left = [one for one in placed if one not in done]
    valued = Spots([*resolved.all, *values(left, resolved, layout, register)])
    left += (one for one in spoken(written, set(placed), valued, layout) if not codes.stands(*one))
    return Spots([*valued.all, *mentions(left, valued, layout)]).all


def _hit(index: int, spot: Spot, about: str, layout: Layout) -> FoundHit:
    return FoundHit(
        id=index,
        unit=spot.unit,
        start=spot.hit.start,
        end=spot.hit.end,
        detector=spot.hit.detector.value,
        kind=KINDS[spot.hit.detector],
        evidence=Evidence(spot.hit.evidence.value),
        about=about,
        sentence=layout.sentence(spot.unit, spot.hit) if spot.hit.detector in MENTIONS else None,
    )


def _placed(
    units: Sequence[Unit], people: People, asked: Sequence[Detect], near: Collection[str], today: date | None
) -> tuple[list[Placed], Set[int]]:
    """All that is found and meant, by unit; and the units whose words a program made up."""
    texts = [unit.text for unit in units]
    found = find_all(texts, people, asked, near=near, today=today)
    linked = in_links(texts, people)
    found = [
        sorted({_settled_later(hit, text) for hit in (*hits, *further)})
        for text, hits, further in zip(texts, found, linked, strict=True)
    ]
    # In what a program made up anything may look like anything, but a name is no chance.
    made = {
        unit.id
        for unit, hits in zip(units, found, strict=True)
        if made_up(unit.place, unit.label, unit.text)
        and not any(hit.persons or hit.detector is Detector.NAME for hit in hits)
    }
    placed = [
        (unit.id, hit)
        for unit, hits in zip(units, found, strict=True)
        for hit in hits
        if unit.id not in made and _meant(unit, hit)
    ]
    return placed, made


def _meant(unit: Unit, hit: Hit) -> bool:
    """Whether a hit is more than what a program's codes look like. Who of the register is meant always counts."""
    if hit.persons:
        return True
    if unit.place in _LABELLED and unit.label and not meant(unit.label, unit.text, hit):
        return False
    if by_machines(unit.place, unit.label):
        return False
    return hit.evidence.value != Evidence.MODEL or in_words(unit.place, unit.text)


def _settled_later(hit: Hit, text: str) -> Hit:
    """A first name of a household as any other first name: whose it is, a greeting or a colleague may tell better.

    Without the word of the family before it: "brother Jan" is the name Jan.
    """
    if hit.how != "household":
        return hit
    before = max(text.rfind(blank, hit.start, hit.end) for blank in " \n\t\N{NO-BREAK SPACE}")
    return replace(hit, start=max(hit.start, before + 1), persons=(), evidence=FoundBy.LIST, how="part")


def _kin(people: People, placed: Iterable[Placed]) -> frozenset[str]:
    """The family of everybody met, brothers and sisters by a common parent included."""
    met = {person for _, hit in placed for person in hit.persons}
    if len(met) > _MOST_MET:
        return frozenset()  # a list of a whole service: first names tell nothing of whose family they are
    return frozenset(row.id for row in people.household([row.id for row in people.household(met)])) - met


def _addressed(people: People, addresses: Iterable[str]) -> frozenset[str]:
    """The people of the register to whom these addresses belong, tagged or not."""
    written = {form for address in addresses for form in (address, without_tag(address))}
    hits = people.lookup("\n".join(sorted(written)))
    return frozenset(person for hit in hits if hit.detector is Detector.EMAIL for person in hit.persons)
