"""What a party already has: every word the same, nothing new besides, and more text never helps."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.find.paragraphs import paragraphs
from gateway.find.prints import PrintKey
from gateway.find.theirs import theirs, to_be_printed
from gateway.model.found import Evidence, Found, FoundHit, FoundPerson, Role
from gateway.model.message import Place, Reading, Unit
from gateway.model.parties import Kind, PersonId
from gateway.model.theirs import Delivered, Theirs
from gateway.read.zones import zones
from tests.store.builders import NOON

KEY: Final = PrintKey(key=bytes(range(32)))
SENT: Final = "Dear all,\n\nMia Okafor was seen at home on Monday and was well.\n\nKind regards\nAna\n"
QUOTED: Final = "> Mia Okafor was seen at home\n> on Monday and was well.\n"
DAY: Final = timedelta(days=1)


def reading(text: str, subject: str = "") -> Reading:
    units = [Unit(id=0, place=Place.TEXT, part="1", label="", text=text, zones=zones(text))]
    if subject:
        units.append(Unit(id=1, place=Place.SUBJECT, part="", label="Subject", text=subject))
    return Reading(fields=(), units=tuple(units), attachments=(), unread=(), signed=(), encrypted=False)


def found(of: Reading, kind: Kind = Kind.NAME) -> Found:
    """Mia and Daniel, by their names, wherever they stand."""
    hits: list[FoundHit] = []
    people: dict[str, FoundPerson] = {}
    for unit in of.units:
        for person, name in (("P-1", "Mia Okafor"), ("P-3", "Daniel Price")):
            at = unit.text.find(name)
            while at >= 0:
                people[person] = FoundPerson(
                    id=person, candidates=(PersonId(person),), role=Role.SUBJECT, kinds=frozenset({kind}),
                    evidence=frozenset({Evidence.REGISTER}),
                )  # fmt: skip
                hits.append(
                    FoundHit(
                        id=len(hits), unit=unit.id, start=at, end=at + len(name), detector="name", kind=kind,
                        evidence=Evidence.REGISTER, about=person,
                    )
                )  # fmt: skip
                at = unit.text.find(name, at + 1)
    return Found(hits=tuple(hits), people=tuple(people.values()))


def went(text: str, subject: str = "", kind: Kind = Kind.NAME, cut: frozenset[int] = frozenset()) -> list[Delivered]:
    """What the council has after this went to it."""
    of = reading(text, subject)
    printed = to_be_printed(
        found(of, kind), paragraphs(of), cut, recipient="duty@council.example", party="COUNCIL", key=KEY
    )
    return [
        Delivered(party=one.party, print=one.print, at=NOON, case="GW-1", people=frozenset(one.people))
        for one in printed
    ]


def known(text: str, had: list[Delivered], subject: str = "", party: str = "COUNCIL") -> list[str]:
    """Of whom the council has everything."""
    of = reading(text, subject)
    return [one.person for one in theirs(of, found(of), paragraphs(of), party, KEY, had)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param(SENT, ["P-1"], id="sent-again"),
        pytest.param(f"As I wrote.\n\n{QUOTED}", ["P-1"], id="quoted-and-wrapped"),
        pytest.param(QUOTED.replace("well", "unwell"), [], id="one-word-changed"),
        pytest.param(QUOTED.replace("well.", "well. Really."), [], id="one-word-more"),
        pytest.param(QUOTED.replace(" and was well", ""), [], id="some-words-less"),
        pytest.param(f"She is worse.\n\n{QUOTED}", [], id="she"),
        pytest.param(f"Thank you.\n\nShe ran away.\n\n{QUOTED}", [], id="she-below-closing-words"),
        pytest.param(f"Kind regards\nAna\nFamily Support\nT: 020 7946 0201\n\n{QUOTED}", ["P-1"], id="a-signature"),
        pytest.param(f"His mother rang.\n\n{QUOTED}", [], id="his-mother"),
        pytest.param(f"M. ran away.\n\n{QUOTED}", [], id="an-initial"),
        pytest.param(f"I met A and B.\n\n{QUOTED}", [], id="a-letter-for-a-name"),
        pytest.param(f"{'Nothing of note here at all. ' * 9}\n\n{QUOTED}", [], id="many-words-of-nobody"),
        pytest.param(f"Mia Okafor ran away.\n\n{QUOTED}", [], id="named-in-new-words-too"),
        pytest.param(f"{QUOTED}\n> She was taken to hospital.\n", [], id="more-in-the-quote"),
        pytest.param(f"Daniel Price will come.\n\n{QUOTED}", ["P-1"], id="somebody-else-in-new-words"),
        pytest.param(f"Please ring me. I can talk on Monday, and so can A.\n\n{QUOTED}", ["P-1"], id="i-and-a"),
    ],
)
def test_of_whom_everything_went(text: str, people: list[str]) -> None:
    assert known(text, went(SENT)) == people


def test_a_subject_line_counts_by_its_own_words() -> None:
    had = went(SENT, "CONFIDENTIAL: Mia Okafor")

    assert known(QUOTED, had, "Re: CONFIDENTIAL: Mia Okafor") == ["P-1"]
    assert known(QUOTED, had, "Re: [OFFICIAL] CONFIDENTIAL: Mia Okafor") == ["P-1"]
    assert known(QUOTED, had, "Mia Okafor ran away") == []
    assert known(QUOTED, had, "[Mia Okafor ran away] CONFIDENTIAL: Mia Okafor") == []
    assert known(QUOTED, went(SENT), "Mia Okafor") == []
    assert known(QUOTED, went(SENT), "She ran away") == []
    assert known(QUOTED, went(SENT), "Our meeting") == ["P-1"]


def test_a_file_name_may_tell_something_new() -> None:
    of = reading(QUOTED)
    named = Unit(id=1, place=Place.FILE_NAME, part="2", label="filename", text="she_ran_away.txt")
    plain = replace(named, text="agenda.txt")
    both = [replace(of, units=(*of.units, one)) for one in (named, plain)]

    told = [theirs(one, found(one), paragraphs(one), "COUNCIL", KEY, went(SENT)) for one in both]
    assert [one != () for one in told] == [False, True]


def test_another_partys_words_are_not_theirs() -> None:
    assert known(QUOTED, went(SENT), party="ELM") == []
    assert known(QUOTED, [replace(one, party="ELM") for one in went(SENT)], party="ELM") == []
    assert known(QUOTED, []) == []


def test_what_was_cut_did_not_go() -> None:
    assert known(QUOTED, went(SENT, cut=frozenset({0}))) == []


def test_a_short_paragraph_is_nobodys() -> None:
    assert went("Mia Okafor is well.\n") == []


def test_a_kind_that_was_not_seen_then_is_new() -> None:
    assert known(QUOTED, went(SENT, kind=Kind.HEALTH)) == []


def test_the_earliest_time_counts() -> None:
    of = reading(QUOTED)
    (first,) = went(SENT)
    again = replace(first, at=NOON + DAY, case="GW-2")

    assert theirs(of, found(of), paragraphs(of), "COUNCIL", KEY, [again, first]) == (
        Theirs(person="P-1", since=NOON, cases=("GW-2", "GW-1")),
    )


PIECES = st.sampled_from(
    [
        "Thank you.", "She ran away.", "Mia Okafor ran away.", "Daniel Price is well.", "See below.", "A and B.",
        "We will meet on Monday at ten in the large room with the desk.", "> a quoted line", "Kind regards\nAna",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=4), PIECES, st.integers(0, 5))
def test_more_text_never_makes_more_theirs(pieces: list[str], more: str, at: int) -> None:
    had = went(SENT)
    before = "\n\n".join([*pieces, QUOTED])
    after = "\n\n".join([*pieces[:at], more, *pieces[at:], QUOTED])

    assert set(known(after, had)) <= set(known(before, had))
