"""Words written into header fields are read back the same, and add nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.message import Place, Reading
from gateway.read.mime import read
from gateway.treat import write_header
from tests.read.builders import LIMITS

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")


def shown(text: str) -> str:
    """What is left of a text in a header: control characters become a blank."""
    return _BREAKS.sub(" ", text)


def texts(reading: Reading) -> list[str]:
    """What stands there, without what codes in it say."""
    return [unit.text for unit in reading.units if unit.place is not Place.CODED]


@given(_TEXT)
def test_a_subject_line_comes_back(text: str) -> None:
    raw = b"Subject: " + write_header.unstructured(text, 9, b"\r\n") + b"\r\nX-Next: y\r\n\r\n"

    reading = read(raw, LIMITS)

    assert [field.name for field in reading.fields] == ["Subject", "X-Next"]
    assert (reading.field("Subject") or "").strip(" \t\r\n") == shown(text).strip(" \t\r\n")
    assert reading.unread == ()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


@given(_TEXT)
def test_a_display_name_comes_back_as_one_mailbox(text: str) -> None:
    raw = b"From: " + write_header.phrase(text, b"\r\n") + b" <a@x.example>\r\n\r\n"

    reading = read(raw, LIMITS)

    assert reading.unread == ()
    assert texts(reading) == ([shown(text).strip()] if shown(text).strip() else [])


@given(_TEXT)
def test_a_comment_comes_back(text: str) -> None:
    raw = b"To: (" + write_header.comment(text, b"\r\n") + b") a@x.example\r\n\r\n"

    reading = read(raw, LIMITS)

    assert reading.unread == ()
    assert [one.strip() for one in texts(reading)] == [t for t in [shown(text).strip()] if t]


@given(_TEXT, st.booleans())
def test_a_file_name_comes_back(text: str, extended: bool) -> None:
    written = write_header.parameter("filename", text, b"\r\n", extended=extended)
    raw = b"Content-Disposition: attachment; " + written + b"; size=1\r\n\r\n"

    reading = read(raw, LIMITS)

    assert reading.unread == ()
    assert [one.strip() for one in texts(reading)] == [t for t in [shown(text).strip()] if t]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x\r\nBcc: victim@x.example", id="line-end"),
        pytest.param("x\nBcc: victim@x.example", id="lf"),
        pytest.param("x\r\n\r\nbody", id="end-of-header"),
        pytest.param("é\r\nBcc: victim@x.example", id="in-an-encoded-word"),
        pytest.param('x" <victim@x.example>, "y', id="quotes"),
        pytest.param("victim@x.example, x", id="comma"),
        pytest.param("=?utf-8?q?=0D=0ABcc:_v=40x.example?=", id="an-encoded-word-as-text"),
    ],
)
def test_nothing_is_injected(text: str) -> None:
    raw = b"From: " + write_header.phrase(text, b"\r\n") + b" <a@x.example>\r\n\r\n"

    reading = read(raw, LIMITS)

    assert [field.name for field in reading.fields] == ["From"]
    assert len(texts(reading)) == 1
    assert reading.unread == ()


def test_encoded_words_are_within_the_line_that_is_allowed() -> None:
    written = write_header.unstructured("é" * 500, 9, b"\r\n")

    assert all(len(line) <= 76 for line in written.split(b"\r\n"))
