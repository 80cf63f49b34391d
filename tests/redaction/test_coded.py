"""What is written for programs is no name and no number, unless the register knows it."""

from dataclasses import replace

import pytest

from redaction import Detector, Evidence, Hit
from redaction.coded import meant

WORD = "[if gte mso 9]><xml><w:LsdException Name='Light Grid Accent 1'/></xml><![endif]"
SHOWN = "[if mso]><p>Grace rang</p><![endif]"


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
        # OpenDocument keeps headers and footers with its styles: a page's words.
        ("styles", "Grace rang.", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("metadata of a picture", "Grace", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("script", "Grace", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("img alt", "Grace at the club", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("presentation", "Georgia", [NUMBER, EMAIL, KNOWN]),
        ("style", "Georgia", [NUMBER, EMAIL, KNOWN]),
        ("styles attributes", "Georgia |\nHeading1", [BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("document attributes", "Heading1", [BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("part names", "word/document.xml", [BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("comment", "asked Grace Okafor", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
        ("document comments", "Grace rang", [BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN]),
    ],
)
def test_what_counts_where(place: str, text: str, counts: list[Hit]) -> None:
    assert [one for one in (BY_MODEL, BY_LIST, NUMBER, EMAIL, KNOWN) if meant(place, text, one)] == counts


def test_what_a_style_sheet_puts_on_the_page_counts() -> None:
    text = 'p::after {content: "Grace rang"} p {font-family: Georgia}'
    shown, font = text.index("Grace"), text.index("Georgia")

    assert meant("style", text, hit_at(BY_MODEL, shown))
    assert not meant("style", text, hit_at(BY_MODEL, font))


def test_what_outlook_alone_shows_counts_and_its_elements_do_not() -> None:
    assert meant("comment", SHOWN, hit_at(BY_MODEL, SHOWN.index("Grace")))
    assert not meant("comment", WORD, hit_at(BY_MODEL, WORD.index("Light")))
    assert meant("comment", WORD, hit_at(NUMBER, WORD.index("Light")))


def hit_at(one: Hit, at: int) -> Hit:
    return replace(one, start=at, end=at + 5)
