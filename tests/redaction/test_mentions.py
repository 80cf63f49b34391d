"""Mentions of special kinds of data, and the sentences around them."""

import pytest

from redaction import MENTIONS, Detector, find, sentence_span
from redaction.detect.words import lines
from redaction.label import _VALUES


def mentioned(text: str) -> set[Detector]:
    return {hit.detector for hit in find(text)} & MENTIONS


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("Mia has asthma.", Detector.HEALTH),
        ("She was diagnosed last year.", Detector.HEALTH),
        ("He self-harmed again.", Detector.HEALTH),
        ("He SELF HARMED again.", Detector.HEALTH),
        ("An EHCP is in place.", Detector.SEN),
        ("He is autistic.", Detector.SEN),
        ("Ethnicity: white British", Detector.ETHNICITY),
        ("Her mother is Somali.", Detector.ETHNICITY),
        ("The family: mum is Muslim.", Detector.RELIGION),
        ("He is gay.", Detector.SEXUAL_LIFE),
        ("Dad was arrested.", Detector.OFFENCE),
        ("She has no recourse to public funds.", Detector.IMMIGRATION),
        ("She is on a child protection plan.", Detector.SAFEGUARDING),
        ("There are bruises on his arm.", Detector.SAFEGUARDING),
        ("He is a child in need.", Detector.SOCIAL_CARE),
        ("Section 17 assessment", Detector.SOCIAL_CARE),
        ("child in\nneed plan", Detector.SOCIAL_CARE),
    ],
)
def test_mention_found(text: str, detector: Detector) -> None:
    assert detector in mentioned(text)


@pytest.mark.parametrize(
    "text",
    [
        "The policy on mental health is attached.",
        "Polish the tables, please.",
        "The church hall is booked.",
        "section 1 of the agreement",
        "The fraud policy was reviewed.",
        "asthmatics",  # not a whole word of the list
        "Prison reform is debated.",
    ],
)
def test_mention_left(text: str) -> None:
    assert mentioned(text) == set()


def test_mention_is_the_term_and_sentence_span_the_sentence() -> None:
    text = "Fine. Mia saw Dr. Ahmed about her asthma at 3.30 today. Good."
    hit = next(hit for hit in find(text) if hit.detector is Detector.HEALTH)

    assert text[hit.start : hit.end] == "asthma"
    start, end = sentence_span(text, hit)
    assert text[start:end] == "Mia saw Dr. Ahmed about her asthma at 3.30 today."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("asthma", "asthma"),
        ("One.\n\nshe has asthma\n\nTwo.", "she has asthma"),
        ("- one\n- has asthma, and more\n- three", "- has asthma, and more"),
        ("Is it asthma? No.", "Is it asthma?"),
    ],
)
def test_sentence_span(text: str, expected: str) -> None:
    hit = next(hit for hit in find(text) if hit.detector is Detector.HEALTH)
    start, end = sentence_span(text, hit)

    assert text[start:end] == expected


@pytest.mark.parametrize("detector", sorted(MENTIONS))
def test_every_list_has_terms_and_each_is_found(detector: Detector) -> None:
    terms = lines(detector.value)

    assert len(terms) >= 20
    assert len(set(terms)) == len(terms)
    for term in terms:
        assert detector in mentioned(f"He: {term.lstrip('~')}"), term


@pytest.mark.parametrize("label", sorted(_VALUES.values()))
def test_no_label_is_itself_a_find(label: str) -> None:
    assert find(f"He is seen: [{label}] he said") == []
