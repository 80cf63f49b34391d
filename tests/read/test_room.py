"""The reading room from outside: real children, real limits."""

import time
from collections.abc import Iterator

import pytest

from gateway.model.errors import TemporaryFailure
from gateway.model.message import Place, TextCut, UnreadReason
from gateway.model.reasons import Reason
from gateway.read.mime import read
from gateway.read.room import ReadingRoom
from gateway.treat.errors import StillShown, TreatFailed
from gateway.treat.plan import TreatPlan
from redaction import Unreadable
from redaction.isolate import RoomLimits
from tests.read.builders import LIMITS, multipart, part, texts, unit
from tests.redaction.documents.hiding_mail import mail as saved
from tests.redaction.documents.hiding_rich_text import rtf
from tests.redaction.documents.outlook_builders import attribute, item, ole, person, tnef
from tests.redaction.documents.test_svg import svg

_QUOTED = "Ana Silva=20was well: caf=C3=A9"
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom(LIMITS, RoomLimits(seconds=20, memory_bytes=512 * MIB)) as opened:
        yield opened


MESSAGE = multipart(
    "b",
    part("Ana é", "Content-Type: text/plain; charset=iso-8859-2", encoding="quoted-printable"),
    part("<p title='Ana'>Ana</p>", "Content-Type: text/html", encoding="base64"),
    part(b"%PDF-1.4\n", "Content-Type: application/pdf; name*=utf-8''Ana%C3%A9"),
    part(part("x", "Subject: =?koi8-r?b?wQ==?="), "Content-Type: message/rfc822"),
    fields=["From: =?iso-2022-jp?b?GyRCJCIbKEI=?= <a@x.example>", "Subject: =?utf-8?q?Ana?="],
)


def test_reads_the_same_as_without_a_wall(room: ReadingRoom) -> None:
    assert room.read(MESSAGE) == read(MESSAGE, LIMITS)


FILES = {
    "letter.rtf": rtf(r"\f2\'93\'fa Ana Silva was well."),
    "plan.svg": svg("<text>Ana Silva</text><path d='M0 0h9v9z'/>"),
    "visit.msg": ole(item({0x1000: "Ana Silva was well."}, [person("Ana Silva")])),
    "winmail.dat": tnef(attribute(1, 0x800C, b"Ana Silva was well.")),
    "visit.eml": saved(_QUOTED, more="Content-Transfer-Encoding: quoted-printable\r\n"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_child_opens_what_is_attached_though_it_can_import_nothing(room: ReadingRoom, name: str) -> None:
    attached = part(FILES[name], f'Content-Type: application/octet-stream; name="{name}"', encoding="base64")
    raw = multipart("b", part("See attached."), attached)
    reading = room.read(raw)
    assert reading == read(raw, LIMITS)
    assert not reading.unread
    cuts = tuple(
        TextCut(unit=one.id, start=at, end=at + 9, replacement="[Child A]")
        for one in reading.units
        if (at := one.text.find("Ana Silva")) >= 0
    )
    assert cuts

    treated = room.treat(raw, TreatPlan(cuts=cuts, removed=("Ana Silva",), kept=(), rewritten=reading.rewritten))

    assert not any("Ana Silva" in one.text for one in room.read(treated).units)


def test_an_attachment_is_taken_out_by_its_part(room: ReadingRoom) -> None:
    reading = room.read(MESSAGE)
    attached = [one.part for one in reading.attachments]
    assert "3" in attached
    assert room.attachment(MESSAGE, "3") == b"%PDF-1.4\n"
    for part_of_nothing in ("", "9", "3/1"):
        with pytest.raises(Unreadable):
            room.attachment(MESSAGE, part_of_nothing)


def test_a_message_that_takes_too_much_memory_is_unread() -> None:
    with ReadingRoom(LIMITS, RoomLimits(seconds=20, memory_bytes=256 * MIB)) as small:
        reading = small.read(part(b"A" * (60 * MIB), encoding="base64"))

    assert [(each.part, each.why) for each in reading.unread] in (
        [("", UnreadReason.TOO_LARGE)],
        [("", UnreadReason.TOO_SLOW)],
    )


def test_a_message_that_takes_too_long_is_unread() -> None:
    with ReadingRoom(LIMITS, RoomLimits(seconds=0.05)) as hasty:
        began = time.monotonic()
        reading = hasty.read(part("Dear A, \n" * 400_000))

    assert time.monotonic() - began < 15
    assert [(each.part, each.why) for each in reading.unread] == [("", UnreadReason.TOO_SLOW)]
    assert reading.units == ()


def test_a_room_that_is_closed_is_a_temporary_failure() -> None:
    room = ReadingRoom(LIMITS, RoomLimits())
    room.close()

    with pytest.raises(TemporaryFailure):
        room.read(b"")
    with pytest.raises(TemporaryFailure):
        room.treat(part("Ana"), plan(TextCut(unit=0, start=0, end=3, replacement="x")))
    with pytest.raises(TemporaryFailure):
        room.isolation()


def plan(*cuts: TextCut, removed: tuple[str, ...] = ("Ana Silva",), kept: tuple[str, ...] = ()) -> TreatPlan:
    return TreatPlan(cuts=cuts, removed=removed, kept=kept)


def test_treats(room: ReadingRoom) -> None:
    raw = part("Dear Ben,\nAna Silva is well.", "Subject: x")
    where = unit(read(raw, LIMITS), Place.TEXT, "1")
    start = where.text.index("Ana")

    treated = room.treat(raw, plan(TextCut(unit=where.id, start=start, end=start + 9, replacement="[Child A]")))

    assert treated == raw.replace(b"Ana Silva", b"[Child A]")


def test_treats_nothing_without_cuts(room: ReadingRoom) -> None:
    assert room.treat(b"\0 whatever", plan()) == b"\0 whatever"


def test_what_is_still_shown_is_told_by_place(room: ReadingRoom) -> None:
    raw = part("Ana Silva is well, says Ana Silva.", "Subject: x")

    with pytest.raises(StillShown) as shown:
        room.treat(raw, plan(TextCut(unit=1, start=0, end=9, replacement="[Child A]")))

    assert (shown.value.part, shown.value.place) == ("1", Place.TEXT)
    assert "Ana" not in str(shown.value)


def test_what_cannot_be_treated_is_told_by_reason(room: ReadingRoom) -> None:
    raw = part("Ana Silva", "junk line")

    with pytest.raises(TreatFailed) as failed:
        room.treat(raw, plan(TextCut(unit=0, start=0, end=1, replacement="x")))

    assert failed.value.reason is Reason.UNREADABLE_ATTACHMENT


def test_isolation(room: ReadingRoom) -> None:
    assert room.isolation().without_network
    assert texts(room.read(part("Ana")), Place.TEXT) == ["Ana"]
