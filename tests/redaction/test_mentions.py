"""Mentions of special kinds of data, and the sentences around them."""

import pytest

from redaction import MENTIONS, Kind, find, sentence_span
from redaction.detect.words import lines
from redaction.label import _VALUES


def kinds(text: str) -> set[Kind]:
    return {hit.kind for hit in find(text)} & MENTIONS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mia has asthma.", Kind.HEALTH),
        ("She was diagnosed last year.", Kind.HEALTH),
        ("He self-harmed again.", Kind.HEALTH),
        ("He SELF HARMED again.", Kind.HEALTH),
        ("An EHCP is in place.", Kind.SEN),
        ("He is autistic.", Kind.SEN),
        ("Ethnicity: white British", Kind.ETHNICITY),
        ("Her mother is Somali.", Kind.ETHNICITY),
        ("The family: mum is Muslim.", Kind.RELIGION),
        ("He is gay.", Kind.SEXUAL_LIFE),
        ("Dad was arrested.", Kind.OFFENCE),
        ("She has no recourse to public funds.", Kind.IMMIGRATION),
        ("She is on a child protection plan.", Kind.SAFEGUARDING),
        ("There are bruises on his arm.", Kind.SAFEGUARDING),
        ("He is a child in need.", Kind.SOCIAL_CARE),
        ("Section 17 assessment", Kind.SOCIAL_CARE),
        ("child in\nneed plan", Kind.SOCIAL_CARE),
    ],
)
def test_mention_found(text: str, kind: Kind) -> None:
    assert kind in kinds(text)


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
    assert kinds(text) == set()


def test_mention_is_the_term_and_sentence_span_the_sentence() -> None:
    text = "Fine. Mia saw Dr. Ahmed about her asthma at 3.30 today. Good."
    hit = next(hit for hit in find(text) if hit.kind is Kind.HEALTH)

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
    hit = next(hit for hit in find(text) if hit.kind is Kind.HEALTH)
    start, end = sentence_span(text, hit)

    assert text[start:end] == expected


@pytest.mark.parametrize("kind", sorted(MENTIONS))
def test_every_list_has_terms_and_each_is_found(kind: Kind) -> None:
    terms = lines(kind.value)

    assert len(terms) >= 20
    assert len(set(terms)) == len(terms)
    for term in terms:
        assert kind in kinds(f"He: {term.lstrip('~')}"), term


@pytest.mark.parametrize("label", sorted(_VALUES.values()))
def test_no_label_is_itself_a_find(label: str) -> None:
    assert find(f"He is seen: [{label}] he said") == []
