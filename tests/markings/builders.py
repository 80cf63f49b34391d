"""Readings, made as the reader of messages makes them."""

from gateway.model.message import Attachment, Field, Place, Reading, Unit, Zone, ZoneKind
from gateway.policy.markings import Markings
from gateway.read.schemes import MarkingSchemes

SCHEMES: MarkingSchemes = Markings().to_schemes()

_KINDS = {
    "greeting": ZoneKind.GREETING,
    "signature": ZoneKind.SIGNATURE,
    "quoted": ZoneKind.QUOTED,
    "disclaimer": ZoneKind.DISCLAIMER,
    "directive": ZoneKind.DIRECTIVE,
}


def zoned(text: str) -> tuple[str, tuple[Zone, ...]]:
    """Take `{quoted|…}` out of a text: the text without the signs, and where the zones lie. Zones may nest."""
    plain: list[str] = []
    zones: list[Zone] = []
    open_zones: list[tuple[ZoneKind, int]] = []
    at = 0
    length = 0
    while at < len(text):
        name = next((name for name in _KINDS if text.startswith("{" + name + "|", at)), None)
        if name is not None:
            open_zones.append((_KINDS[name], length))
            at += len(name) + 2
        elif text[at] == "}" and open_zones:
            kind, start = open_zones.pop()
            zones.append(Zone(kind=kind, start=start, end=length))
            at += 1
        else:
            plain.append(text[at])
            length += 1
            at += 1
    return "".join(plain), tuple(sorted(zones, key=lambda zone: (zone.start, -zone.end)))


def unit(
    text: str, place: Place = Place.TEXT, part: str = "1", label: str = "", zones: tuple[Zone, ...] = ()
) -> Unit:
    """A unit whose id is given by `reading`."""
    return Unit(id=0, place=place, part=part, label=label, text=text, zones=zones)


def body(text: str, place: Place = Place.TEXT, part: str = "1") -> Unit:
    """A body with its zones written into the text."""
    plain, zones = zoned(text)
    return unit(plain, place, part, zones=zones)


def subject(text: str, part: str = "") -> Unit:
    """A subject line."""
    return unit(text, Place.SUBJECT, part, "Subject")


def reading(*units: Unit, fields: tuple[tuple[str, str], ...] = (), attachments: tuple[str, ...] = ()) -> Reading:
    """A message of these units and header fields; *attachments* are part paths."""
    return Reading(
        fields=tuple(Field(name=name, value=value) for name, value in fields),
        units=tuple(
            Unit(id=at, place=one.place, part=one.part, label=one.label, text=one.text, zones=one.zones)
            for at, one in enumerate(units)
        ),
        attachments=tuple(
            Attachment(part=part, said_type="text/plain", found_type="text/plain", size=1) for part in attachments
        ),
        unread=(),
        signed=(),
        encrypted=False,
    )
