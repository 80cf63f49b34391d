"""The line about fact and opinion: at the top of every body of the sender's own, beside whatever is cut."""

from gateway.model.message import Attachment, Place, Reading, TextCut, Unit
from gateway.read.limits import ReadLimits
from gateway.read.mime import read
from gateway.treat.noted import noted_cuts
from gateway.treat.splice import treat

LINE = "This message contains opinion."
RAW = (
    b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"\r\nPurpose: x\r\n\r\nDear all,\r\n"
)


def unit(number: int, part: str, text: str, place: Place = Place.TEXT) -> Unit:
    return Unit(id=number, place=place, part=part, label="", text=text)


def reading(*units: Unit, attached: tuple[str, ...] = (), signed: tuple[str, ...] = ()) -> Reading:
    return Reading(
        fields=(),
        units=units,
        attachments=tuple(Attachment(part=one, said_type="", found_type="", size=1) for one in attached),
        unread=(),
        signed=signed,
        encrypted=False,
    )


def test_in_front_of_the_first_thing_that_stays() -> None:
    found = reading(unit(0, "1", "\n Hello"))

    assert noted_cuts(found, LINE, ()) == (TextCut(unit=0, start=2, end=3, replacement=f"{LINE}\n\nH"),)
    cut = TextCut(unit=0, start=0, end=5, replacement="")
    assert noted_cuts(found, LINE, [cut]) == (TextCut(unit=0, start=5, end=6, replacement=f"{LINE}\n\nl"),)


def test_own_bodies_only() -> None:
    units = (
        unit(0, "", "Subject", Place.SUBJECT),
        unit(1, "1", "text"),
        unit(2, "2", "<p>", Place.HTML),
        unit(3, "3", "attached"),
        unit(4, "4/1", "nested"),
        unit(5, "5", "signed"),
    )

    assert [cut.unit for cut in noted_cuts(reading(*units, attached=("3",), signed=("5",)), LINE, ())] == [1, 2]


def test_it_stands_in_the_bytes() -> None:
    found = read(RAW, ReadLimits())
    text = next(one for one in found.units if one.place is Place.TEXT)
    start = text.text.index("Purpose")
    gone = TextCut(unit=text.id, start=start, end=start + len("Purpose: x\n"), replacement="")

    treated = treat(RAW, (gone, *noted_cuts(found, LINE, [gone])), ReadLimits())

    assert treated == RAW.replace(b"Purpose: x\r\n", b"").replace(b"Dear all", LINE.encode() + b"\r\n\r\nDear all")
