"""What holds for any message: sound hits, consistent ids, and more text never loses anybody."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.find import correspondents, find, people_index
from gateway.find.names import name_of
from gateway.model.found import Found, FoundPerson, Role
from gateway.model.message import Place, Reading, Unit, Zone, ZoneKind
from gateway.model.parties import Kind
from tests.find.builders import NAMESAKE, REGISTER, envelope, register
from tests.markings.builders import body, reading

INDEX = people_index(REGISTER)
SENTENCES = [
    "Mia Okafor came. ",
    "Grace Okafor rang.\n",
    "Mrs Okafor was late.\n\n",
    "Paul Reid has autism. ",
    "Tom Reed came. ",
    "Tom sang.\n",
    "Mr Patel, 07700 900601, rang. ",
    "NHS 999 000 0018. ",
    "NHS 999 000 0034.\n",
    "Born 04/03/2015. ",
    "She lives at 14 Larch Road, W6 0HP.\n\n",
    "Write to grace.okafor@mail.example. ",
    "Ben Doyle (ben.doyle@family.example) knows.\n",
    "He was arrested. ",
    "> Leo Okafor\n",
    "Dear Jo,\n\n",
    "Regards\nAna Sharma\n",
]
TEXT = st.lists(st.sampled_from(SENTENCES), max_size=8).map("".join)
ODD = st.text(alphabet="aMioOkafr .,@<>\n-'’0129\u00ad\u200b", max_size=80)


def looked(*units: Unit) -> tuple[Reading, Found]:
    message = reading(*units)
    return message, find(message, INDEX, REGISTER, correspondents(message, envelope(), REGISTER))


def people_of(found: Found) -> set[str]:
    """Register people who are more than correspondents."""
    return {one for person in found.people if person.role is not Role.CORRESPONDENT for one in person.candidates}


def certain(found: Found) -> set[str]:
    """Those of them who are nobody else."""
    return {person.id for person in told(found) if person.candidates[1:] == ()}


def told(found: Found) -> list[FoundPerson]:
    """Those who are more than correspondents, and known by more than a birthday.

    Any date is the birthday of several people of a large register: beside somebody's name it is theirs.
    """
    return [
        person
        for person in found.people
        if person.role is not Role.CORRESPONDENT and person.kinds != {Kind.DATE_OF_BIRTH}
    ]


@st.composite
def zoned_bodies(draw: st.DrawFn) -> Unit:
    text = draw(st.one_of(TEXT, ODD))
    zones = []
    for kind in draw(st.lists(st.sampled_from(list(ZoneKind)), max_size=3)):
        start = draw(st.integers(0, len(text)))
        zones.append(Zone(kind=kind, start=start, end=draw(st.integers(start, len(text)))))
    place = draw(st.sampled_from(list(Place)))
    part = draw(st.sampled_from(["1", "2", "2/1", ""]))
    return Unit(id=0, place=place, part=part, label="From", text=text, zones=tuple(zones))


@given(units=st.lists(zoned_bodies(), max_size=3))
@settings(max_examples=120, deadline=None)
def test_hits_and_people_are_sound(units: list[Unit]) -> None:
    message, found = looked(*units)

    people = {person.id: person for person in found.people}
    assert len(people) == len(found.people)
    assert [hit.id for hit in found.hits] == list(range(len(found.hits)))
    for hit in found.hits:
        text = message.units[hit.unit].text
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.kind in people[hit.about].kinds
        assert hit.evidence in people[hit.about].evidence
        if hit.sentence is not None:
            assert 0 <= hit.sentence[0] <= hit.start < hit.end <= hit.sentence[1] <= len(text)
    assert {hit.about for hit in found.hits} == set(people)
    for person in found.people:
        assert bool(person.candidates) == (not person.id.startswith("?"))
        assert bool(person.relation) == (person.role is Role.RELATION)
        assert person.role is not Role.CONCERNED


@given(units=st.lists(zoned_bodies(), max_size=3))
@settings(max_examples=40, deadline=None)
def test_same_message_same_finds(units: list[Unit]) -> None:
    assert looked(*units) == looked(*units)


@given(first=TEXT, more=TEXT)
@settings(max_examples=150, deadline=None)
def test_more_text_never_loses_anybody(first: str, more: str) -> None:
    _, alone = looked(body(first))
    _, longer = looked(body(first), body(more))

    assert certain(alone) & set(REGISTER.people) <= people_of(longer)
    for person in told(alone):
        if person.candidates:
            assert people_of(longer) & set(person.candidates)


@given(first=TEXT, more=TEXT)
@settings(max_examples=60, deadline=None)
def test_more_text_never_loses_everybody_it_may_be(first: str, more: str) -> None:
    # With namesakes more text may tell who is meant; somebody of those it might have been stays.
    known = register(*REGISTER.people.values(), NAMESAKE)
    index = people_index(known)

    def look(*units: Unit) -> Found:
        message = reading(*units)
        return find(message, index, known, correspondents(message, envelope(), known))

    alone = look(body(first))
    after = people_of(look(body(first), body(more)))

    for person in told(alone):
        if person.candidates:
            assert after & set(person.candidates)


@given(text=TEXT)
@settings(max_examples=60, deadline=None)
def test_every_register_person_named_in_full_is_found(text: str) -> None:
    _, found = looked(body(text))

    for person in REGISTER.people.values():
        if person.name in text:
            assert person.id in people_of(found)


@given(text=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_name(text: str) -> None:
    name = name_of(text)

    assert all(name.words)
    assert name.key == name_of(text).key
