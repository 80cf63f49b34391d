"""Subject lines as a list shows them: one short line, whatever the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.spool.subjects import subject_of


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        pytest.param(b"Subject: A visit\r\n", "A visit", id="plain"),
        pytest.param(b"From: a@b.example\r\nsubject : A visit\r\n", "A visit", id="as-others-write-it"),
        pytest.param(b"Subject: A\r\n visit\r\n", "A visit", id="folded"),
        pytest.param(b"Subject: =?utf-8?q?Zo=C3=AB?=\r\n", "Zo\u00eb", id="encoded-word"),
        pytest.param("Subject: Zo\u00eb\r\n".encode(), "Zo\u00eb", id="utf-8"),
        pytest.param(b"Subject: One\r\nSubject: Two\r\n", "One", id="the-first-of-two"),
        pytest.param(b"Subject:\r\n", "", id="empty"),
        pytest.param(b"From: a@b.example\r\n", "", id="none"),
        pytest.param(b"From: a@b.example\r\n\r\nSubject: in the body\r\n", "", id="not-in-the-body"),
        pytest.param("Subject: a\u202eb\u0007c\r\n".encode(), "a b c", id="right-to-left-and-controls"),
        pytest.param(b"Subject: " + b"x" * 10_000 + b"\r\n", "x" * 119 + "\u2026", id="ten-thousand-letters"),
        pytest.param(b"Subject: " + b"x" * 120 + b"\r\n", "x" * 120, id="just-as-long-as-it-may-be"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_what_is_shown(header: bytes, shown: str) -> None:
    assert subject_of(header + b"\r\n") == shown


@given(st.binary(max_size=400))
def test_any_bytes_are_one_short_line(value: bytes) -> None:
    shown = subject_of(b"Subject: " + value)
    assert shown.isprintable()
    assert len(shown) <= 120
