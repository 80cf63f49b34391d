"""Parties of reported cases and their judges are nobody's data; a family's own case is."""

import pytest

from redaction import find
from redaction.hit import Detector


def names(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text) if hit.detector in {Detector.NAME, Detector.ADDRESS}]


@pytest.mark.parametrize(
    "text",
    [
        "See Gillick v West Norfolk [1986] AC 112, Munby J and the Laming report.",
        "Please read Re W (A Child) [2016] EWCA Civ 793.",
        "In Lancashire County Council v Barlow [2000] 2 AC 147 it was held that",
        "Williams v Hackney [2018] UKSC 37 on section 20.",
        "Council v Society, final hearing",
    ],
)
def test_law_is_left(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Okafor v Tidewell is listed on 3 May.", "Okafor", id="a-case-without-report"),
        pytest.param("Final hearing: Tidewell v Quist", "Quist", id="the-other-side"),
        pytest.param("Sarah J. and Holt J. are in the group.", "Sarah J.", id="an-initial-is-no-judge"),
        pytest.param("The report on Mia Okafor and [1986] AC 112", "Mia Okafor", id="a-person-near-law"),
        pytest.param("Gillick v Norfolk [1986] AC 112 helps Mia Okafor.", "Mia Okafor", id="a-person-after-law"),
    ],
)
def test_people_are_found(text: str, found: str) -> None:
    assert found in names(text)
