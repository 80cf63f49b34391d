"""Numbers and addresses inside sentences: what belongs to them, what they are, and what only looks like them."""

import pytest

from redaction import find, resolve
from redaction.hit import MENTIONS, Detector

_LEFT = MENTIONS | {Detector.NAME, "organisation"}


def values(text: str) -> list[tuple[str, str]]:
    hits = resolve([hit for hit in find(text) if hit.detector not in _LEFT])
    return [(hit.detector.value, text[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The case was reopened under 2210874.", "case_id", "2210874"),
        ("It is logged as 118204-2 on our side.", "case_id", "118204-2"),
        ("Court register 2300187742 was amended.", "case_id", "2300187742"),
        ("Please quote 2044718 when you ring.", "case_id", "2044718"),
        ("She has the log number 0213 of 17 November.", "case_id", "0213 of 17 November"),
        ("He gave a contact number of 020 7946 0182.", "phone", "020 7946 0182"),
        ("Ring me on ext 4471.", "phone", "4471"),
        ("I am on extension 220, or try the mobile.", "phone", "220"),
        ("An uncle is at the same address (208 Stratford Road).", "address", "208 Stratford Road"),
        (
            "Address: Stable Cottage, Hall Farm (hers, marker on it); he moves about.",
            "address",
            "Stable Cottage, Hall Farm",
        ),
        ("Address: 6 Tower Street (basement)", "address", "6 Tower Street (basement)"),
    ],
)
def test_values_in_sentences(text: str, kind: str, value: str) -> None:
    assert values(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "The minutes were filed under item 12.",
        "The total was recorded as 140000 visits.",
        "Please quote for 250 chairs.",
        "The report was saved as version 3.",
        "The ext wall is 220 mm thick.",
        "Seen in ED 16/11 and sent home.",
        "Who has the consent form?\n10:12 me\n10:14 great",
        "Signed by Dr T. Okonjo 14/11/2025",
        "They live in a hostel at present.",
        "She slept in the annexe.",
        "Tea for a family of 5, Osborne said.",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert values(text) == []
