"""What is written for programs is no name and no number, unless the register knows it."""

import pytest

from redaction import Detector, Evidence, Hit
from redaction.coded import meant

WORD = "[if gte mso 9]><xml><w:LsdException Name='Light Grid Accent 1'/></xml><![endif]"


def hit(detector: Detector, evidence: Evidence, *persons: str) -> Hit:
    return Hit(start=0, end=4, detector=detector, evidence=evidence, persons=persons)


BY_MODEL = hit(Detector.NAME, Evidence.MODEL)
BY_LIST = hit(Detector.NAME, Evidence.LIST)
NUMBER = hit(Detector.PHONE, Evidence.PATTERN)
EMAIL = hit(Detector.EMAIL, Evidence.PATTERN)
KNOWN = hit(Detector.NAME, Evidence.REGISTER, "P-1")


@pytest.mark.parametrize(
    ("place", "text", "counts"),
    [
        ("text", "Grace rang.", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("document", "Grace rang.", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("img alt", "Grace at the club", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("presentation", "font-family:Georgia", [EMAIL, KNOWN]),
        ("style", "@font-face {font-family:Georgia}", [EMAIL, KNOWN]),
        ("styles attributes", "Georgia |\nHeading1", [EMAIL, KNOWN]),
        ("fonttable", "Georgia", [EMAIL, KNOWN]),
        ("document attributes", "Heading1", [BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("comment", WORD, [EMAIL, KNOWN]),
        ("comment", "asked Grace Okafor", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("comment", "navbar:2", [BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("document comments", "Grace rang", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
    ],
)
def test_what_counts_where(place: str, text: str, counts: list[Hit]) -> None:
    assert [one for one in (BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN) if meant(place, text, one)] == counts
