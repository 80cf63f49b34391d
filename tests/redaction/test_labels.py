"""Labels, resolved spans and plans."""

import re
from datetime import date

import pytest

from redaction import (
    Cut,
    Detector,
    Document,
    Evidence,
    Hit,
    Labels,
    People,
    PersonRow,
    Plan,
    Style,
    Unit,
    find,
    plan_for,
    resolve,
)
from redaction.plan import apply
from tests.redaction.builders import GRACE, MIA, PEOPLE

TODAY = date(2024, 1, 1)


def redacted(
    text: str, people: People | None = PEOPLE, style: Style = Style.LABEL, today: date | None = TODAY
) -> str:
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text=text),))
    labels = Labels(people.rows if people else (), style=style, today=today)
    return apply(text, plan_for(document, (find(text, people),), labels).for_unit(0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mia Okafor, mia okafor, Okafor, Mia; M. Okafor; Mia",
            "[Child A], [Child A], [Child A]; [Child A]; [Child A]",
        ),
        ("Grace Okafor rang about Mia Okafor.", "[Mother of Child A] rang about [Child A]."),
        ("Mark Best rang. Tom Jones too.", "[Person 1] rang. [Person 2] too."),
        ("Sarah Jones: Sarah, S.J., Mrs Jones", "[Person 1]: [Person 1], [Person 1], [Person 1]"),
        ("Thomas Brown is Tom", "[Person 1] is [Person 1]"),
        ("Dear Sarah, Tom Smith met Sarah Jones.", "Dear [Person 1], [Person 2] met [Person 1]."),
        ("Mia Okafor DOB 03/03/2014", "[Child A] DOB [aged 9]"),
        ("W6 0HP", "W6"),
        ("Tell Grace SW1A 1AA now", "Tell [Person 1] SW1A now"),
        ("07700 900123", "[phone]"),
        ("x@example.org", "[email]"),
        ("NHS 999 000 0034", "NHS [NHS number]"),
        ("Fine. He has asthma. Good.", "Fine. [health] Good."),
        ("Fine. Mia Okafor has asthma. Good.", "Fine. [health] Good."),
        ("nothing here", "nothing here"),
    ],
)
def test_labels(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("DOB 03/03/2014", None, "DOB [born 2014]"),
        ("DOB 03/03/2014", date(2024, 3, 2), "DOB [aged 9]"),
        ("DOB 03/03/2014", date(2024, 3, 3), "DOB [aged 10]"),
        ("DOB 3.3.85", TODAY, "DOB [aged 38]"),
        ("born in May 2014", TODAY, "born in [born 2014]"),
        ("DOB 03/03/2034", TODAY, "DOB [born 2034]"),
    ],
)
def test_date_of_birth_becomes_an_age_or_a_year(text: str, today: date | None, expected: str) -> None:
    assert redacted(text, today=today) == expected


def test_styles() -> None:
    # Of a mask not even the length is told.
    assert (
        redacted("Ask Mia\nOkafor!", style=Style.MASK) == redacted("Ask Tom Best!", style=Style.MASK) == "Ask █████!"
    )
    assert redacted("Ask Mia Okafor!", style=Style.REMOVE) == "Ask!"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mia Okafor DOB 03/03/2014", "[Child A] DOB [aged 9]"),
        ("DOB 03/03/1933", "DOB [aged 90 or over]"),
        ("a 9-year-old boy", "an [aged 9] boy"),
        ("She is 5 months old", "She is [aged under 1]"),
        ("aged forty-two", "[aged 42]"),
        ("Age: 97 years", "[aged 90 or over]"),
        ("at 12 Example Road, Leeds LS1 4AP", "at [address in Leeds] LS1"),
        ("at 12 Example Road, London W6 0HP", "at [address in London] W6"),
        ("of 12 Example Road", "of [address]"),
        ("07700 900123", "[phone]"),
    ],
)
def test_generalised(text: str, expected: str) -> None:
    assert redacted(text, style=Style.GENERALISE) == expected


def test_coarse_leaves_neither_age_nor_town_nor_district() -> None:
    text = "DOB 03/03/2014, aged 9, at 12 Example Road, Leeds LS1 4AP"
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text=text),))
    labels = Labels(style=Style.GENERALISE, today=TODAY, coarse=True)

    cuts = plan_for(document, (find(text),), labels).for_unit(0)

    assert apply(text, cuts) == "DOB [date of birth], [age], at [address] [postcode]"


def named(people: tuple[str, ...], labels: Labels) -> list[str]:
    return [
        labels.replacement(
            "X", Hit(start=0, end=1, detector=Detector.NAME, evidence=Evidence.REGISTER, persons=(person,))
        )
        for person in people
    ]


def test_a_pseudonym_is_the_same_in_every_message_of_one_reader_and_another_for_another() -> None:
    def pseudonyms(order: tuple[str, ...], key: bytes) -> dict[str, str]:
        labels = Labels((MIA, GRACE), style=Style.PSEUDONYM, key=key, today=TODAY)
        return dict(zip(order, named(order, labels), strict=True))

    first = pseudonyms(("P-1", "P-2"), b"a" * 16)

    assert first == pseudonyms(("P-2", "P-1"), b"a" * 16)
    assert set(first.values()).isdisjoint(pseudonyms(("P-1", "P-2"), b"b" * 16).values())
    assert re.fullmatch(r"\[Child [B-Z]{4}-[B-Z]{4}-[B-Z]{4}\]", first["P-1"])
    assert re.fullmatch(r"\[Person [B-Z]{4}-[B-Z]{4}-[B-Z]{4}\]", first["P-2"])


def test_who_is_not_in_the_register_has_no_pseudonym() -> None:
    assert redacted("Tom Jones rang.", style=Style.LABEL) == "[Person 1] rang."
    assert named(("P-99",), Labels(style=Style.PSEUDONYM, key=b"a" * 16)) == ["[Person 1]"]


def test_pseudonyms_need_a_key_that_cannot_be_tried_out() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        Labels(style=Style.PSEUDONYM, key=b"a" * 15)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("mother", "Mother"), ("Foster-Carer", "Foster carer"), ("half sister", "Half-sister"),
        # The register's own words may name somebody.
        ("mother (Grace)", "Relative"), ("P-2", "Relative"), ("GO", "Relative"),
    ],
)  # fmt: skip
def test_only_known_relations_stand_in_a_label(written: str, shown: str) -> None:
    child = PersonRow(id="C", name="Ada Bello", date_of_birth=date(2015, 1, 2), relations=((written, "D"),))
    labels = Labels((child, PersonRow(id="D", name="Una Cole")), today=TODAY)

    assert named(("D",), labels) == [f"[{shown} of Child A]"]


def test_children_are_told_by_their_relations_or_their_age() -> None:
    child = PersonRow(id="C", name="Ada Bello", date_of_birth=date(2010, 1, 2))
    adult = PersonRow(id="D", name="Cora Bello", date_of_birth=date(2000, 1, 2), relations=(("mother", "C"),))
    people = People.from_rows((child, adult))

    assert redacted("Ada Bello, Cora Bello", people) == "[Child A], [Person 1]"


def test_two_of_one_relation_are_told_apart() -> None:
    child = PersonRow(id="C", name="Ada Bello", relations=(("carer", "D"), ("carer", "E")))
    people = People.from_rows((child, PersonRow(id="D", name="Una Cole"), PersonRow(id="E", name="Ivo Cole")))

    assert redacted("Una Cole and Ivo Cole", people) == "[Carer of Child A] and [Carer 2 of Child A]"


def test_of_several_candidates_the_first_gives_the_label() -> None:
    labels = Labels((MIA, GRACE))
    hit = Hit(start=0, end=3, detector=Detector.NAME, evidence=Evidence.REGISTER, persons=("P-2", "P-1"))

    assert labels.replacement("Mia", hit) == "[Mother of Child A]"


def test_numbers_go_on_after_z() -> None:
    rows = tuple(PersonRow(id=str(n), name="X Y", relations=(("mother", "M"),)) for n in range(28))
    labels = Labels(rows)
    made = [
        labels.replacement(
            "X",
            Hit(start=0, end=1, detector=Detector.NAME, evidence=Evidence.REGISTER, persons=(row.id,)),
        )
        for row in rows
    ]

    assert (made[0], made[25], made[26], made[27]) == ("[Child A]", "[Child Z]", "[Child 27]", "[Child 28]")


def hit(start: int, end: int, evidence: Evidence = Evidence.LIST, detector: Detector = Detector.NAME) -> Hit:
    return Hit(start=start, end=end, detector=detector, evidence=evidence)


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([], []),
        ([hit(0, 3), hit(3, 5)], [hit(0, 3), hit(3, 5)]),
        ([hit(0, 3), hit(0, 5)], [hit(0, 5)]),
        # The stronger gives the kind, the span grows to both: a remainder would stay in clear.
        ([hit(0, 9), hit(5, 12, Evidence.REGISTER, Detector.EMAIL)], [hit(0, 12, Evidence.REGISTER, Detector.EMAIL)]),
        ([hit(0, 4), hit(3, 6), hit(5, 9)], [hit(0, 9)]),
    ],
)
def test_resolve(hits: list[Hit], expected: list[Hit]) -> None:
    assert resolve(hits) == expected


def test_a_plan_of_some_kinds_keeps_the_others() -> None:
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text="Sarah Jones, W6 0HP"),))
    plan = plan_for(document, (find(document.units[0].text),), Labels(), {Detector.POSTCODE})

    assert plan == Plan(cuts=(Cut(unit=0, start=13, end=19, replacement="W6"),), kept=("Sarah Jones",))


@pytest.mark.parametrize("spans", [((0, 3), (2, 5)), ((3, 3),), ((5, 2),)])
def test_a_plan_whose_cuts_overlap_or_are_empty_is_a_bug(spans: tuple[tuple[int, int], ...]) -> None:
    plan = Plan(cuts=tuple(Cut(unit=0, start=start, end=end, replacement="") for start, end in spans))

    with pytest.raises(ValueError, match="empty or overlap"):
        plan.for_unit(0)


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("Mia Okafor", "[Child A]"),
        ("Okafor", "[Child A]"),
        ("Mrs Okafor", "[Child A]"),
        ("Okafor, Mia", "[Child A]"),
        ("Mai Okafor", "[Child A]"),
        ("M. Okafor", "[Child A]"),
        ("Blessing Okafor", "[Person 1]"),
    ],
)
def test_a_surname_beside_anothers_first_name_is_a_strangers(called: str, shown: str) -> None:
    mia = PersonRow(id="P-1", name="Mia Okafor", relations=(("mother", "P-2"),))
    hit = Hit(start=0, end=len(called), detector=Detector.NAME, evidence=Evidence.REGISTER, persons=("P-1",))
    assert Labels([mia]).replacement(called, hit) == shown
