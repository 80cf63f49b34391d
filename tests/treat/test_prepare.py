"""A mail as its sender wants it looked at: what goes, what stays byte for byte, what is opened and locked again."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.message import UnreadReason
from gateway.model.preparation import PartPassword, Preparation, Prepared, counting, preparation
from gateway.read.mime import read
from gateway.treat.errors import TreatFailed
from gateway.treat.prepare import lock, prepare
from tests.read.builders import LIMITS, multipart, part
from tests.redaction.test_locked import KEY, WORDS, locked_pdf, locked_table, locked_zip, pdf

NOTE = "An attachment was left out before this email was sent."
BODY = part("Dear colleague,\n\nsee below.\n", "Content-Type: text/plain; charset=utf-8")
TABLE = part("a,b\n1,2\n", "Content-Type: text/csv", 'Content-Disposition: attachment; filename="t.csv"')
FIELDS = (
    "From: ana@family-support.example",
    "DKIM-Signature: v=1; d=family-support.example; b=AAAA",
    "Subject: Internal: visit",
    "MIME-Version: 1.0",
)


def attached(content: bytes, kind: str = "application/pdf", name: str = "visit.pdf") -> bytes:
    """A part that holds a file."""
    placed = f'Content-Disposition: attachment; filename="{name}"'
    return part(content, f"Content-Type: {kind}", placed, encoding="base64")


def digest(content: bytes) -> str:
    """Which file it is."""
    return sha256(content).hexdigest()


def opening(*contents: bytes, password: str = KEY) -> Preparation:
    """What opens files."""
    return Preparation(passwords=tuple(PartPassword(digest=digest(one), password=password) for one in contents))


@pytest.mark.parametrize("note", ["", NOTE], ids=["silent", "said"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_one_part_goes_and_all_others_stay_byte_for_byte(at: int, note: str) -> None:
    files = [b"%PDF one", b"two" * 100, b"\x00three"]
    parts = [BODY, *(attached(one) for one in files)]
    raw = multipart("b", *parts, fields=FIELDS, preamble="For old readers.", epilogue="The end.")

    done = prepare(raw, Preparation(leave_out=(digest(files[at - 1]),), note=note), LIMITS)

    kept = [one for number, one in enumerate(parts) if number != at]
    if note:
        stub = part(note, "Content-Type: text/plain; charset=us-ascii", "Content-Disposition: inline")
        kept.insert(at, stub)
    rest = [one for one in FIELDS if not one.startswith("DKIM")]
    assert done.content == multipart("b", *kept, fields=rest, preamble="For old readers.", epilogue="The end.")
    assert done.left_out == {digest(files[at - 1])}
    assert not read(done.content, LIMITS).units or NOTE not in raw.decode("latin-1")


@given(gone=st.sets(st.integers(0, 4)), note=st.sampled_from(["", NOTE]), nested=st.booleans())
def test_whatever_is_left_out_the_rest_is_still_there(gone: set[int], note: str, nested: bool) -> None:
    files = [bytes([65 + number]) * 90 for number in range(5)]
    first = multipart("i", *map(attached, files[:2])) if nested else attached(files[0])
    raw = multipart("b", first, *map(attached, files[2:] if nested else files[1:]), fields=FIELDS)

    wanted = Preparation(leave_out=tuple(digest(files[one]) for one in sorted(gone)), note=note)
    done = prepare(raw, wanted, LIMITS)

    left = [one.digest for one in read(done.content, LIMITS).attachments if one.digest in set(map(digest, files))]
    assert left == [digest(one) for number, one in enumerate(files) if number not in gone]
    assert not {unread.why for unread in read(done.content, LIMITS).unread} - {UnreadReason.UNKNOWN_TYPE}
    assert done.left_out == set(wanted.leave_out)
    if not gone:
        assert done.content == raw


def test_a_forwarded_mail_goes_whole_and_nothing_is_taken_out_of_it() -> None:
    inside = multipart("i", BODY, attached(b"%PDF one"), fields=FIELDS)
    raw = multipart("b", BODY, part(inside, "Content-Type: message/rfc822"), fields=FIELDS)

    assert prepare(raw, Preparation(leave_out=(digest(b"%PDF one"),)), LIMITS) == Prepared(content=raw)
    done = prepare(raw, Preparation(leave_out=(digest(inside),)), LIMITS)
    assert [one.part for one in read(done.content, LIMITS).attachments] == []
    assert b"see below" in done.content


@pytest.mark.parametrize("kind", ["signed", "encrypted"])
def test_nothing_is_done_under_a_signature_or_in_what_is_sealed(kind: str) -> None:
    seal = attached(b"sealed", "application/pgp-signature", "s.asc")
    raw = multipart("b", attached(b"%PDF one"), seal, kind=kind, fields=FIELDS)

    done = prepare(raw, Preparation(leave_out=(digest(b"%PDF one"),), note=NOTE), LIMITS)

    assert done == Prepared(content=raw)


def test_a_body_never_goes_and_a_mail_that_is_a_file_stays() -> None:
    text = b"Dear colleague,\r\n\r\nsee below.\r\n"
    mixed = multipart("b", BODY, attached(b"%PDF one"), fields=FIELDS)
    file = part(b"%PDF one", *FIELDS, "Content-Type: application/pdf", encoding="base64")

    assert not prepare(mixed, Preparation(leave_out=(digest(text),)), LIMITS).left_out
    assert not prepare(file, Preparation(leave_out=(digest(b"%PDF one"),)), LIMITS).left_out


@pytest.mark.parametrize("make", [locked_pdf, locked_zip, locked_table], ids=["pdf", "zip", "table"])
def test_a_locked_file_is_read_and_goes_locked(make) -> None:  # type: ignore[no-untyped-def]  # of three makers
    locked = make()
    raw = multipart("b", BODY, attached(locked), TABLE, fields=FIELDS)
    assert [one.why for one in read(raw, LIMITS).unread] == [UnreadReason.LOCKED]

    wanted = opening(locked)
    done = prepare(raw, wanted, LIMITS)
    said = read(done.content, LIMITS)
    goes = lock(done.content, raw, wanted, LIMITS)

    assert done.opened == {digest(locked)}
    assert not said.unread
    assert any(WORDS in unit.text for unit in said.units)
    assert TABLE in done.content
    assert TABLE in goes
    assert [one.why for one in read(goes, LIMITS).unread] == [UnreadReason.LOCKED]
    (now,) = [one.digest for one in read(goes, LIMITS).attachments if one.part == "2"]
    assert prepare(goes, Preparation(passwords=(PartPassword(digest=now, password=KEY),)), LIMITS).opened == {now}


def test_left_out_and_opened_at_once_and_locked_in_its_new_place() -> None:
    locked = locked_pdf()
    raw = multipart("b", BODY, attached(b"%PDF one"), attached(locked), fields=FIELDS)
    wanted = replace(opening(locked), leave_out=(digest(b"%PDF one"),))

    done = prepare(raw, wanted, LIMITS)
    goes = read(lock(done.content, raw, wanted, LIMITS), LIMITS)

    assert [one.part for one in goes.attachments] == ["2"]
    assert [one.why for one in goes.unread] == [UnreadReason.LOCKED]


def test_a_wrong_password_opens_nothing_and_changes_nothing() -> None:
    locked = locked_pdf()
    raw = multipart("b", BODY, attached(locked), fields=FIELDS)

    done = prepare(raw, opening(locked, password="no"), LIMITS)

    assert done.content == raw
    assert not done.opened


def test_what_cannot_be_locked_again_does_not_go() -> None:
    locked = locked_pdf()
    raw = multipart("b", BODY, attached(locked), fields=FIELDS)
    treated = multipart("b", BODY, attached(b"no pdf any more"), fields=FIELDS)

    with pytest.raises(TreatFailed):
        lock(treated, raw, opening(locked), LIMITS)
    with pytest.raises(TreatFailed):
        lock(multipart("b", BODY, fields=FIELDS), raw, opening(locked), LIMITS)


def test_a_password_is_in_no_text_of_it() -> None:
    assert KEY not in repr(opening(pdf()))


def said(kind: AnswerKind, value: str = "") -> Answer:
    """What somebody answered."""
    return Answer(
        kind=kind,
        by="x@family-support.example",
        role=Asked.SENDER,
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        content_hash="0",
        recipients=(),
        policy="p",
        value=value,
    )


LEFT, OPENED = "a" * 64, "b" * 64
RELEASE = said(AnswerKind.RELEASE)
PURPOSE = said(AnswerKind.PURPOSE, "early-help")
LEAVE_OUT, PASSWORD = said(AnswerKind.LEAVE_OUT, LEFT), said(AnswerKind.PASSWORD, OPENED)
DONE = Prepared(content=b"", left_out=frozenset({LEFT}), opened=frozenset({OPENED}))


@pytest.mark.parametrize(
    ("answers", "done", "counts"),
    [
        pytest.param((RELEASE, PURPOSE), DONE, "release purpose", id="nothing-changed"),
        pytest.param((RELEASE, PURPOSE, LEAVE_OUT), DONE, "purpose leave-out", id="left-out-since"),
        pytest.param((LEAVE_OUT, RELEASE), DONE, "leave-out release", id="released-as-it-is-now"),
        pytest.param((RELEASE, PASSWORD), DONE, "password", id="opened-since"),
        pytest.param((PASSWORD, RELEASE), DONE, "password release", id="released-when-it-was-open"),
        pytest.param((PASSWORD, RELEASE), Prepared(content=b""), "password", id="it-does-not-open-any-more"),
    ],
)
def test_a_release_is_of_what_was_shown(answers: tuple[Answer, ...], done: Prepared, counts: str) -> None:
    counted = counting(answers, done)

    assert [one.kind.value for one in counted] == counts.split()
    assert not any(LEFT in one.value or OPENED in one.value for one in counted)


def test_a_password_counts_while_its_answer_is_there() -> None:
    given_ = (PartPassword(digest=OPENED, password=KEY), PartPassword(digest=LEFT, password=KEY))

    wanted = preparation((PASSWORD, LEAVE_OUT, LEAVE_OUT), given_, NOTE)

    assert wanted == Preparation(leave_out=(LEFT,), passwords=given_[:1], note=NOTE)
