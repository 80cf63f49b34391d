"""Days of birth, ages and numbers of somebody by the model: what it takes and what it leaves."""

import random
from itertools import pairwise

import pytest

from redaction import Detector, Evidence, find
from redaction.model import names
from redaction.training.contrast import figures as texts_with_figures
from redaction.training.figures import FIGURES
from redaction.training.grammar import Cast, fill, fragments

BORN, AGE, CODE = Detector.DATE_OF_BIRTH, Detector.AGE, Detector.CASE_ID


def _told(text: str) -> list[tuple[str, Detector]]:
    return [(text[hit.start : hit.end], hit.detector) for hit in names(text) if hit.detector in {BORN, AGE, CODE}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("Our little one came along on 4 May 2021.", [("4 May 2021", BORN)], id="born-told"),
        pytest.param("The grant came through on 4 May 2021.", [], id="another-day"),
        pytest.param("Mum has three boys: 4, 7 and 11.", [("4", AGE), ("7", AGE), ("11", AGE)], id="ages-in-a-row"),
        pytest.param("We need three boxes: 4, 7 and 11.", [], id="boxes-in-a-row"),
        pytest.param("Please merge 4471882 with 4471190.", [("4471882", CODE), ("4471190", CODE)], id="records"),
        pytest.param("Please pay invoice 4471882 and order 4471190.", [], id="invoices"),
        pytest.param("Year 7 assembly is at 9.", [], id="a-year-of-many"),
        pytest.param("Stay and play is for 2 to 4 year olds.", [], id="ages-of-a-service"),
        pytest.param("Support was agreed for 3 years.", [], id="how-long"),
        pytest.param("Give 5 mg twice a day for 6 days.", [], id="a-dose"),
        pytest.param("Version 2.4 of form HR12, page 3 of 9.", [], id="versions"),
        pytest.param("", [], id="empty"),
    ],
)  # fmt: skip
def test_figures(text: str, told: list[tuple[str, Detector]]) -> None:
    assert _told(text) == told


def test_what_a_rule_finds_keeps_its_evidence_and_stands_once() -> None:
    text = "DOB: 04/05/2021. Our little one came along on 4 May 2021."
    hits = [hit for hit in find(text) if hit.detector is BORN]

    assert hits[0].evidence is Evidence.PATTERN
    assert all(one.end <= other.start for one, other in pairwise(hits))


def test_only_kinds_that_are_asked_for_are_told() -> None:
    assert not [hit for hit in find("Mum has three boys: 4, 7 and 11.", detectors=(names,)) if hit.detector is AGE]


@pytest.mark.parametrize("name", ["born", "aged", "codes", "homes", "figures"])
def test_every_fragment_is_filled(name: str) -> None:
    dice = random.Random(1)
    for fragment in fragments(name):
        text = "".join(piece for piece, _ in fill(fragment, Cast(dice)))

        assert "{" not in text, fragment
        assert "|U" not in text, fragment


def test_texts_with_figures_are_the_same_for_a_seed_and_hold_each_kind() -> None:
    made = list(texts_with_figures(3, 300))

    assert made[:40] == list(texts_with_figures(3, 40))
    labels = [label for text in made for _, _, label in text.spans]
    assert {label: labels.count(label) > 20 for label in ("BORN", "AGE", "CASE", "ADDRESS")} == dict.fromkeys(
        ("BORN", "AGE", "CASE", "ADDRESS"), True
    )
    assert 40 < sum(not text.spans for text in made) < 200


def test_every_value_holds_what_the_model_is_later_asked_for() -> None:
    dice = random.Random(5)
    for name, (value, label) in FIGURES.items():
        for _ in range(60):
            made = value(dice)
            assert made or name == "sep"
            assert label != "CASE" or any(char.isdigit() for char in made)
