"""What holds for any text: reading is total and quick, and more text never lowers a marking."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.read.directives import directives
from gateway.read.lookalike import plain
from gateway.read.marking_words import headline, line
from gateway.read.markings import marked, markings
from tests.markings.builders import SCHEMES, body, reading, subject

WORDS = ["CONFIDENTIAL", "Internal", "Unclassified", "OFFICIAL", "SENSITIVE", "[", "]", " - ", ": ", "\n", "x", "> "]
TEXT = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=12).map("".join))


@given(first=TEXT, second=TEXT, value=TEXT)
@settings(max_examples=150, deadline=None)
def test_total(first: str, second: str, value: str) -> None:
    fields = tuple((name, value) for source in SCHEMES.sources for name in source.fields)

    message = reading(subject(first), body(second.replace("{", "")), fields=fields)

    assert marked(markings(message, SCHEMES)) in {None, 0, 1, 2}
    directives(message)


@given(before=st.sampled_from(["[CONFIDENTIAL] ", "INTERNAL: ", "[Internal] "]), rest=TEXT)
@settings(max_examples=150, deadline=None)
def test_text_after_a_marking_never_lowers_it(before: str, rest: str) -> None:
    alone = marked(markings(reading(subject(before + "x")), SCHEMES))

    longer = marked(markings(reading(subject(before + "x " + rest.replace("]", ""))), SCHEMES))

    assert alone is not None
    assert longer is not None
    assert longer >= alone


@given(text=st.text(max_size=100))
@settings(max_examples=150, deadline=None)
def test_plain_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "*" * 1000,
        "*#" * 500,
        "[a]" * 400,
        " - " * 400,
        "(" * 1000,
        "re: " * 300,
        "x [[[[" * 150,
        "CONFIDENTIAL - " * 100,
        "OFFICIAL-SENSITIVE" + " -" * 400,
        "OFFICIAL-SENSITIVE a b c d use onl" * 20,
    ],
)
def test_hostile_lines_are_quick(text: str) -> None:
    started = time.perf_counter()

    list(headline(text, SCHEMES, frozenset()))
    list(line(text[:200], SCHEMES, frozenset()))

    assert time.perf_counter() - started < 1
