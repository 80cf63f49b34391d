"""Codes are found where a cheap sign of them stands as if they were looked for everywhere."""

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.decoding_kinds import AS_CHARACTERS, AS_SEGMENTS, AS_SIGNS, AS_TEXTS
from redaction.decoding_pieces import AS_LETTERS, AS_PIECES
from redaction.decoding_signs import of_characters, of_letters, of_pieces, of_segments, of_signs, of_texts

BITS = st.sampled_from([
    "%41", "%E4", "%", "&amp;", "&", "&#65;", "&B", "\\u0041", "\\x41", "\\", "\\101", "\\4d ", "=?utf-8?q?Mia?=",
    "=", "==", "=4D", "=\r\n", "+AGEAYg-", "+", "\u202eaiM", "TWlhIE9rYWZvcg==", "TWlhIE9r", "TWlhIE9rYWZvcg", "/",
    "?", ".", "appointment.", "safeguarding", "https://", "9.99000E+9", "1.23456789e9", "E9", "77, 105, 97, ", "105 ",
    "97\n",
    "4d ", "69:", "61 ", "be ", "<~87cURD]i,", "~>", "<b>", "M", "a", "I", " ", "  ", "-", ". ", "_", "9",
    '"', '" & "', '" + "', '"||"', "concat(", "CONCATENATE(", '"Mia","Oka")', "%u004D", "U+004D", "u+", "0x4D", "0x",
    "01001101", "01001101 ", "\U000e004d", "\n", "\r\n", "\t", "\u00e9", "Mia", "Okafor", "020 7946 0123",
])  # fmt: skip
TEXTS = st.lists(st.one_of(BITS, BITS.map(lambda bit: bit * 4), st.text(max_size=3)), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("quick", "form"),
    [
        (of_characters, AS_CHARACTERS),
        (of_letters, AS_LETTERS),
        (of_pieces, AS_PIECES),
        (of_texts, AS_TEXTS),
        (of_signs, AS_SIGNS),
        (of_segments, AS_SEGMENTS),
    ],
)
@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_codes_are_those_of_a_search(
    quick: Callable[[str], Iterator[re.Match[str]]], form: re.Pattern[str], text: str
) -> None:
    assert [match.span() for match in quick(text)] == [match.span() for match in form.finditer(text)]
