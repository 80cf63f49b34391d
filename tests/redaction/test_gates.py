"""What is looked for only where a sign of it stands is found as if it were looked for everywhere."""

import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import parted
from redaction.dates import dates
from redaction.detect import context
from redaction.detect.context import after_commerce_word, after_goods_reference, in_link_or_message_id
from redaction.detect.email import ADDRESS, addresses
from redaction.detect.mention import _line_beginnings
from redaction.detect.postcode import POSTCODE, postcodes
from redaction.detect.said import last_word, said
from redaction.hit import MENTIONS
from redaction.normal import fold
from redaction.tokens import Prepared, Token, codes, figures, lines, places, tokens

name = sys.modules["redaction.detect.name"]  # the package has the detector under that name
name_signs = sys.modules["redaction.detect.name_signs"]
propagate = sys.modules["redaction.propagate"]
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
BITS = st.sampled_from([
    "Mia", "OKAFOR", "Okafor", "okafor", "O'Brien's", "Dr", "mum", "Mum:", "Dear", "Name = ", "surname", "c/o", "and",
    "the", "will", "Grace", "J.", "J", "JO", "M.O.", "M. O.", "Jo-Ann", "THORNTON, Margaret", "Okafor, Mia", "I", "a",
    "W6 0HP", "w60hp", "SW1A 1AA", "EC1", "1AA", "0HP", "3.4.12", "03/04/2012", "2012-04-03", "3 April 2012",
    "April 3,", "2012", "12345", "1", "/", "-", ".", ",", ":", "=", "(", ")", " ", "  ", "\n", "\r\n> ", "\t",
    "'", "'s", "_", "@", "[",
    "\u00e9", "\u0416", "\u2019", "\u201c", "\u00a3", "\u0663", "\u00b2", "x1y2", "*", "|",
])  # fmt: skip
TEXTS = st.lists(st.one_of(BITS, st.text(max_size=3)), max_size=24).map(lambda bits: fold("".join(bits)).text)


def by_expression(text: str) -> list[Token]:
    """The words as one expression over the whole text gives them."""
    found = []
    for match in WORD.finditer(text.lower()):
        word, end = match[0], match.end()
        if word.endswith("'s"):
            word, end = word[:-2], end - 2
        found.append(Token(match.start(), end, word.replace("'", "")))
    return found


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_are_those_of_an_expression_over_the_text(text: str) -> None:
    prepared = Prepared(text)

    assert tokens(text) == tokens(prepared) == by_expression(text)
    assert list(figures(prepared)) == [token for token in tokens(text) if token.word.isdecimal()]
    assert all(tokens(text)[at].word == word for word, found in places(prepared).items() for at in found)
    assert sum(map(len, places(prepared).values())) == len(tokens(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_lines_and_codes_are_those_of_an_expression_over_the_text(text: str) -> None:
    prepared = Prepared(text)

    assert list(lines(prepared)) == list(lines(text)) == [match.span() for match in re.finditer(r"[^\r\n]+", text)]
    assert list(codes(prepared)) == list(codes(text))
    for figure, begin in codes(text):
        assert figure.start - begin <= 12
        assert all(char.isalnum() or char in "/-" for char in text[begin : figure.start])
        goes_on = begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] in "/-")
        assert figure.start - begin == 12 or not goes_on


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_postcodes_are_those_of_a_search(text: str) -> None:
    assert [match.span() for match in postcodes(text)] == [match.span() for match in POSTCODE.finditer(text)]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_dates_are_the_same_with_and_without_words_kept(text: str) -> None:
    assert list(dates(text)) == list(dates(Prepared(text)))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_labels_of_names_are_those_of_a_search(text: str) -> None:
    assert name._labels(text) == {match.end() for match in name._LABEL.finditer(text)}


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_names_begin_only_where_they_are_looked_for(text: str) -> None:
    every = tokens(text)
    labelled = name._labels(text)
    looked_at = name._beginnings(Prepared(text), labelled)
    passed = [
        at
        for at, word in enumerate(every)
        if at not in looked_at and (text[word.start].isupper() or word.start in labelled)
    ]

    assert [name._at(text, every, at, labelled, set()) for at in passed] == [None] * len(passed)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([
            "order", "Invoice", "school", "a/c", "o'order", "order's", "meeting", "planning application", "no",
            "Numbers", "ref", "code", "is", "was", "1", "12", "PO", " ", " ", " ", ".", ":", "#", "-", "\t",
            "\n", "'", "_", "x",
        ]),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_context_is_that_of_a_search(text: str) -> None:
    prepared = Prepared(text)
    for start in range(len(text) + 1):
        if text[start - 1 : start].isalpha() and text[start : start + 1].isalpha():
            continue  # no value begins within a word
        near = text[max(0, start - 40) : start]
        ordered = context._COMMERCE.search(near) is not None

        assert after_commerce_word(prepared, start) == ordered
        assert after_goods_reference(prepared, start) == (ordered or context._GOODS.search(near) is not None)


EVERY_LINE = tuple({id(one): one for rows in said().values() for one in rows}.values())
SAYINGS = st.sampled_from(EVERY_LINE).flatmap(
    lambda line: st.tuples(*(
        st.lists(st.sampled_from(["one", "the", "is", "with"]), max_size=4)
        if slot is None
        else st.sampled_from([choice for choices in slot.values() for choice in choices])
        for slot in line.said.slots
    )).map(lambda said: " ".join(word for words in said for word in words))
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(SAYINGS, st.sampled_from(["has", "was", "his", ", ", "\n\n", "Mia"])), max_size=5))
def test_sayings_are_those_of_a_look_at_every_word(bits: list[str]) -> None:
    text = Prepared(" ".join(bits))
    every = tokens(text)

    found = {
        (id(line.said), at)
        for line, at in _line_beginnings(text, MENTIONS)
        if last_word(text, every, at, line.said) >= 0
    }
    assert found == {
        (id(line.said), at)
        for line in EVERY_LINE
        for at in range(len(every))
        if last_word(text, every, at, line.said) >= 0
    }


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b.c", "@", ".", "example.org", " ", "-", "'", "%", "mia", "x" * 40])).map("".join)
)
def test_mail_addresses_are_those_of_a_search(text: str) -> None:
    assert [match.span() for match in addresses(text)] == [match.span() for match in ADDRESS.finditer(text)]


@pytest.mark.parametrize(
    ("module", "quick", "plain"),
    [
        (
            propagate,
            "_INITIALS",
            (
                r"(?<![\w.])[A-Z]\.[ ]?[A-Z](?:\.|(?=[ ,;:)\r\n]|\Z))(?!\w)",
                r"(?<![\w.&/-])[A-Z]{2}(?![\w&/-])",
            ),
        ),
        (name_signs, "_PHONE", (r"(?<![\w.])(?:\+44|0)[\d ()-]{9,14}\d",)),
        (
            name_signs,
            "_SURNAME_FIRST",
            (r"(?<![\w'-])[A-Z]{2}[A-Z'-]+(?:[ ][A-Z]{2}[A-Z'-]+)?,[ ][A-Z][a-z][\w'-]*(?:[ ][A-Z][a-z][\w'-]*)?",),
        ),
    ],
)
def test_what_looks_back_later_finds_the_same(module: object, quick: str, plain: tuple[str, ...]) -> None:
    form: re.Pattern[str] = getattr(module, quick)
    slow = [re.compile(one) for one in plain]

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(st.one_of(BITS, st.sampled_from(["+44", "0", "07700 900123", " 0", "AB", "A", "."]))).map("".join)
    )
    def same(text: str) -> None:
        searched = sorted(match.span() for one in slow for match in one.finditer(text))
        assert [match.span() for match in form.finditer(text)] == searched

    run: Callable[[], None] = same
    run()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Children", "present", " ", "  ", "> ", "1. ", "12) ", "a" * 12, "/", ":", "Mia", ",", "\t"]
        ),
        max_size=8,
    ).map("".join)
)
def test_no_heading_is_longer_than_where_its_colon_is_looked_for(line: str) -> None:
    heading = name_signs._HEADING.match(line)

    assert heading is None or ":" in line[: name_signs._LONGEST_HEAD]


def labels_before_by_search(text: str) -> set[int]:
    found = set()
    for label in parted._LABELS:
        at = text.find(label, 2)
        while at >= 0:
            end = at + len(label)
            if (
                not text[at - 1].isspace()
                and parted._glued(text, at, end)
                and not in_link_or_message_id(text, at, end)
            ):
                found.add(at)
            at = text.find(label, end)
    return found


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(parted._LABELS),
            st.sampled_from(
                ["Mia", "mia", "name", "Child's name", "Imogen", "0HP", "12345", ")", ":", " ", " 1", "\u0416", "@"]
            ),
        ),
        max_size=8,
    ).map("".join)
)
def test_glued_labels_are_those_of_a_search(text: str) -> None:
    capitals = [match.start() for match in parted._CAPITAL.finditer(text)]

    assert set(parted._before(text, capitals)) == labels_before_by_search(text)
    if not capitals and text.isascii():
        assert list(parted._after(text)) == []
