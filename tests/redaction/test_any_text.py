"""Whatever the text, the detectors of values answer: in order, within it, the same for what is written alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import DETECTORS, MENTIONS, Detector, TooLarge, find
from redaction.limits import DEFAULT_LIMITS
from redaction.model import Names

OF_VALUES = tuple(one for one in DETECTORS if not isinstance(one, Names) and Detector(one.__name__) not in MENTIONS)
# What labels, values and the spaces between are made of, so that chance meets a rule now and then.
BITS = st.sampled_from([
    "NHS", "NHS number", "NINO", "UPN", "ULN", "UTR", "TRN", "passport", "driving licence", "reg", "sort code",
    "account", "card", "case ref", "LCS", "CAD ", "court", "police", "Tel", "email", "instagram", "IBAN", "cvv",
    "ID", "ref",
    "999 000 0018", "9990000018", "AB 12 34 56 C", "D205000024001", "9276308686", "OKAFO657054MR9IJ", "AB12 CDE",
    "07700 900123", "+44 ", "020 7946 0123", "4111 1111 1111 1111", "20-00-00", "12345678", "GB33BUKB20201555555555",
    "mia@example.org", " at ", " dot ", "@mia_1", "https://", "facebook.com/", "203.0.113.7", "::1", "00:1A:2B:",
    "ZW24C50123", "/", ":", ".", "-", "(", ")", "\t", "|", ",", ";", '"', "  ", "\n", "\r\n> ", " is ", " for Mia ",
    "\u200b", "\u202e", "\u00a0", "\ud800", "\0", "９", "０", "O", "l", "#", "<", "P<GBR", "ß", "ﬁ", "İ", "e\u0301",
])  # fmt: skip
TEXTS = st.lists(st.one_of(BITS, st.text(max_size=4)), max_size=20).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_detector_answers(text: str) -> None:
    for detector in OF_VALUES:
        hits = find(text, detectors=(detector,))

        assert hits == sorted(hits)
        assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_unseen_characters_hide_nothing(text: str) -> None:
    plain = text.replace("\u200b", "")
    hidden = "\u200b".join(plain)

    assert [hit.detector for hit in find(hidden, detectors=OF_VALUES)] == [
        hit.detector for hit in find(plain, detectors=OF_VALUES)
    ]


def test_the_longest_text_and_one_more() -> None:
    assert find("1" * DEFAULT_LIMITS.max_chars, detectors=OF_VALUES[5:]) == []

    with pytest.raises(TooLarge):
        find("a" * (DEFAULT_LIMITS.max_chars + 1), detectors=())
