"""What is cut from a copy, and what stands in its place."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.model.found import Evidence, Found, FoundHit, FoundPerson, Role
from gateway.model.message import Place, Reading, Unit, Zone, ZoneKind
from gateway.model.parties import DataSubject, Kind, PersonId
from gateway.treat.plan import TreatPlan, plan_treatment

TODAY = date(2026, 11, 23)
MIA = DataSubject(
    id=PersonId("P-1"), name="Mia Okafor", date_of_birth=date(2015, 3, 4), relations=(("mother", PersonId("P-2")),)
)
GRACE = DataSubject(id=PersonId("P-2"), name="Grace Okafor")


def reading(*texts: str, zones: tuple[Zone, ...] = ()) -> Reading:
    units = tuple(
        Unit(id=number, place=Place.TEXT, part=str(number + 1), label="", text=text, zones=zones)
        for number, text in enumerate(texts)
    )
    return Reading(fields=(), units=units, attachments=(), unread=(), signed=(), encrypted=False)


def found(*hits: tuple[int, str, str, str], texts: tuple[str, ...], sentence: str = "") -> Found:
    made = []
    for number, (unit, value, detector, about) in enumerate(hits):
        start = texts[unit].index(value)
        span = None
        if detector == "health":
            begin = texts[unit].index(sentence)
            span = (begin, begin + len(sentence))
        made.append(
            FoundHit(
                id=number,
                unit=unit,
                start=start,
                end=start + len(value),
                detector=detector,
                kind=Kind.HEALTH if detector == "health" else Kind.NAME,
                evidence=Evidence.PATTERN,
                about=about,
                sentence=span,
            )
        )
    people = tuple(
        FoundPerson(
            id=about,
            candidates=() if about.startswith("?") else (PersonId(about),),
            role=Role.SUBJECT,
            kinds=frozenset({Kind.NAME}),
            evidence=frozenset({Evidence.PATTERN}),
        )
        for about in dict.fromkeys(hit[3] for hit in hits)
    )
    return Found(hits=tuple(made), people=people)


def shown(texts: tuple[str, ...], plan: TreatPlan) -> tuple[str, ...]:
    result = list(texts)
    for cut in sorted(plan.cuts, key=lambda one: (one.unit, -one.start)):
        text = result[cut.unit]
        result[cut.unit] = text[: cut.start] + cut.replacement + text[cut.end :]
    return tuple(result)


def plan(
    texts: tuple[str, ...], what: Found, cut: set[int], *, zones: tuple[Zone, ...] = (), keep: bool = True
) -> TreatPlan:
    return plan_treatment(
        reading(*texts, zones=zones), what, cut, subjects=(MIA, GRACE), today=TODAY, keep_directives=keep
    )


def test_one_person_has_one_label_throughout() -> None:
    texts = ("Mia Okafor came.", "Then Mia left with Grace Okafor.")
    what = found(
        (0, "Mia Okafor", "name", "P-1"),
        (1, "Mia", "name", "P-1"),
        (1, "Grace Okafor", "name", "P-2"),
        texts=texts,
    )

    made = plan(texts, what, {0, 1, 2})

    assert shown(texts, made) == ("[Child A] came.", "Then [Child A] left with [Mother of Child A].")
    assert set(made.removed) == {"Mia Okafor", "Mia", "Grace Okafor"}


def test_what_stays_is_named_so_that_its_surname_is_no_leak() -> None:
    texts = ("Mia Okafor and Grace Okafor",)
    what = found((0, "Mia Okafor", "name", "P-1"), (0, "Grace Okafor", "name", "P-2"), texts=texts)

    made = plan(texts, what, {1})

    assert (made.removed, made.kept) == (("Grace Okafor",), ("Mia Okafor",))
    assert shown(texts, made)[0].startswith("Mia Okafor and [")


def test_a_mention_goes_with_its_sentence() -> None:
    texts = ("He is well. Tom has asthma since May. Bye.",)
    what = found(
        (0, "Tom", "name", "?1"), (0, "asthma", "health", "?1"), texts=texts, sentence="Tom has asthma since May."
    )

    made = plan(texts, what, {0, 1})

    assert shown(texts, made) == ("He is well. [health] Bye.",)


@pytest.mark.parametrize(("cut", "gone"), [({0, 1}, {"Tom"}), ({0, 1, 2}, {"Tom", "asthma"})])
def test_a_mention_that_stays_of_somebody_else_need_not_be_gone(cut: set[int], gone: set[str]) -> None:
    texts = ("Tom has asthma.", "Mia has Asthma.")
    what = found((0, "Tom", "name", "?1"), (0, "asthma", "health", "?1"), texts=texts, sentence="Tom has asthma.")
    hers = found((1, "Asthma", "health", "P-1"), texts=texts, sentence="Mia has Asthma.")
    both = Found(hits=(*what.hits, replace(hers.hits[0], id=2)), people=(*what.people, *hers.people))

    made = plan(texts, both, cut)

    assert {one for one in made.removed if one != "Asthma"} == gone
    assert ("Mia has Asthma." in shown(texts, made)) is (2 not in cut)


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        pytest.param(True, "Purpose: early-help\nFact/opinion: both\n\nHello", id="inside"),
        pytest.param(False, "Fact/opinion: both\n\nHello", id="outside-the-statement-stays"),
    ],
)
def test_lines_that_are_meant_for_us(*, keep: bool, left: str) -> None:
    texts = ("Purpose: early-help\nFact/opinion: both\n\nHello",)
    zone = Zone(kind=ZoneKind.DIRECTIVE, start=0, end=texts[0].index("\nHello"))

    made = plan(texts, Found(hits=(), people=()), set(), zones=(zone,), keep=keep)

    assert shown(texts, made) == (left,)


@pytest.mark.parametrize(
    ("coarse", "left"),
    [(False, "[Child A], born [aged 11], W6"), (True, "[Child A], born [date of birth], [postcode]")],
)
def test_where_too_few_share_an_age_none_is_left(*, coarse: bool, left: str) -> None:
    texts = ("Mia Okafor, born 04/03/2015, W6 0HP",)
    what = found(
        (0, "Mia Okafor", "name", "P-1"),
        (0, "04/03/2015", "date_of_birth", "P-1"),
        (0, "W6 0HP", "postcode", "P-1"),
        texts=texts,
    )
    made = plan_treatment(
        reading(*texts), what, {0, 1, 2}, subjects=(MIA,), today=TODAY, keep_directives=True, coarse=coarse
    )

    assert shown(texts, made) == (left,)


def test_nothing_to_cut_is_no_plan() -> None:
    texts = ("Mia Okafor",)

    assert plan(texts, found((0, "Mia Okafor", "name", "P-1"), texts=texts), set()).cuts == ()
