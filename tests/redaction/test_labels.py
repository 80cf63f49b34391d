"""Labels, resolved spans and plans."""

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
    assert redacted("Ask Mia\nOkafor!", style=Style.MASK) == "Ask ███\n██████!"
    assert redacted("Ask Mia Okafor!", style=Style.REMOVE) == "Ask !"


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


def test_letters_go_on_after_z() -> None:
    rows = tuple(PersonRow(id=str(n), name="X Y", relations=(("mother", "M"),)) for n in range(28))
    labels = Labels(rows)
    made = [
        labels.replacement(
            "X",
            Hit(start=0, end=1, detector=Detector.NAME, evidence=Evidence.REGISTER, persons=(row.id,)),
        )
        for row in rows
    ]

    assert (made[0], made[25], made[26], made[27]) == ("[Child A]", "[Child Z]", "[Child AA]", "[Child AB]")


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
