"""A marking in the reader's scheme: put into the header, read back as the same class, and nothing else changed."""

import re
from email import message_from_bytes
from email.policy import default
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.marking import Classification
from gateway.model.outward import Dialect
from gateway.policy.file import parse
from gateway.read.limits import ReadLimits
from gateway.read.markings import marked, markings
from gateway.read.mime import read
from gateway.treat.written_marking import written_marking

LOADED: Final = parse("version: 1\n", "policy.yaml")
DIALECTS: Final = [
    (level, dialect) for by_class in LOADED.outward.dialects.values() for level, dialect in by_class.items()
]
OWN: Final = {
    Classification.UNCLASSIFIED: "Unclassified",
    Classification.INTERNAL: "Internal",
    Classification.CONFIDENTIAL: "Confidential",
}
GSC: Final = Dialect(subject="[OFFICIAL]")
BODY: Final = b"\r\nDear all,\r\n\r\nSubject: not a field\r\n\r\n"
SUBJECTS: Final = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=120)


def level_of(content: bytes) -> Classification | None:
    return marked(markings(read(content, ReadLimits()), LOADED.markings))


@given(st.sampled_from(DIALECTS), SUBJECTS)
def test_it_is_read_back_and_never_lower(chosen: tuple[Classification, Dialect], words: str) -> None:
    level, dialect = chosen
    content = f"From: a@ours.example\r\nSubject: {OWN[level]}: {words}\r\n".encode("ascii") + BODY
    before = level_of(content)

    after = level_of(written_marking(content, dialect))

    assert before is not None
    assert after is not None
    assert after >= before
    assert after >= level


@given(st.sampled_from(DIALECTS), SUBJECTS)
def test_nothing_but_the_header_changes_and_twice_is_once(chosen: tuple[Classification, Dialect], words: str) -> None:
    _, dialect = chosen
    content = f"From: a@ours.example\r\nSubject: {words}\r\n".encode("ascii") + BODY
    once = written_marking(content, dialect)

    assert once.endswith(BODY)
    assert written_marking(once, dialect) == once
    assert all(len(line) <= 998 for line in once.split(b"\r\n"))
    shown = str(message_from_bytes(once, policy=default)["Subject"])
    assert "".join(words.split()) in "".join(shown.split())


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(b"Subject: Visit\r\n", b"Subject: [OFFICIAL] Visit\r\n", id="plain"),
        pytest.param(b"SUBJECT:Visit\r\n", b"SUBJECT: [OFFICIAL] Visit\r\n", id="no-blank"),
        pytest.param(b"Subject:\r\n Visit\r\n", b"Subject: [OFFICIAL]\r\n Visit\r\n", id="folded-at-once"),
        pytest.param(b"Subject: \r\n", b"Subject: [OFFICIAL]\r\n", id="empty"),
        pytest.param(b"To: a@b.example\r\n", b"Subject: [OFFICIAL]\r\nTo: a@b.example\r\n", id="none"),
        pytest.param(b"Subject: RE: [official] Visit\r\n", b"Subject: RE: [official] Visit\r\n", id="there-already"),
        pytest.param(
            b"Subject: =?utf-8?q?caf=C3=A9?=\r\n", b"Subject: [OFFICIAL] =?utf-8?q?caf=C3=A9?=\r\n", id="encoded"
        ),
        pytest.param(
            b"Subject: " + b"x" * 70 + b"\r\n", b"Subject: [OFFICIAL]\r\n " + b"x" * 70 + b"\r\n", id="long"
        ),
    ],
)
def test_the_subject_line(header: bytes, expected: bytes) -> None:
    assert written_marking(header + BODY, GSC) == expected + BODY


def test_a_field_is_replaced_and_a_broken_signature_goes() -> None:
    dialect = Dialect(fields=(("X-Protective-Marking", "SEC=PROTECTED"),))
    content = b"X-Protective-Marking: SEC=OFFICIAL\r\nDKIM-Signature: v=1;\r\n b=abc\r\nTo: a@b.example\r\n" + BODY

    assert written_marking(content, dialect) == b"X-Protective-Marking: SEC=PROTECTED\r\nTo: a@b.example\r\n" + BODY


def test_nothing_asked_for_changes_nothing() -> None:
    content = b"DKIM-Signature: v=1\r\nSubject: Visit\r\n" + BODY

    assert written_marking(content, Dialect()) is content
    assert LOADED.outward.dialect("nobodys", Classification.CONFIDENTIAL) == Dialect()
    assert not re.search(rb"\[", written_marking(content, LOADED.outward.dialect("nhs", Classification.UNCLASSIFIED)))
