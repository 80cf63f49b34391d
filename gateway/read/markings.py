"""Finds every marking in a message, wherever one may stand (CLASS-2; domain-uk.md 3.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from gateway.model.marking import Classification, Marking, MarkingOrigin
from gateway.model.message import Field, Place, Reading, Unit, ZoneKind
from gateway.read.document_markings import in_lines, property_markings, shown_lines
from gateway.read.lookalike import plain
from gateway.read.marking_fields import field_markings
from gateway.read.marking_words import MAX_LINE, Read, headline, line, normal
from gateway.read.schemes import MarkingSchemes

_BODIES: Final = frozenset({Place.TEXT, Place.HTML})
_DOMAIN: Final = re.compile(r"@([A-Za-z0-9.-]+)")
_QUOTE_SIGNS: Final = re.compile(r"[ \t]*>[> \t]*")
_QUOTED_SUBJECT: Final = re.compile(r"[*\s]*(?:subject|betreff|objet)[*\s]*:[*\s]*", re.IGNORECASE)
_FILE_EXTENSION: Final = re.compile(r"(?:\.[A-Za-z0-9]{1,5}){1,2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A non-empty line of a body."""

    text: str
    quoted: bool = False
    boilerplate: bool = False
    directive: bool = False
    strap: bool = False  # below "-- ": added to every mail by the mail program (RFC 3676 §4.3)
    apart: bool = True  # not in a signature, or set off from it by an empty line


def markings(reading: Reading, schemes: MarkingSchemes) -> tuple[Marking, ...]:
    """Every marking of the message, each once, in the order of header, subject line, bodies, attachments.

    Nothing is weighed here: `marked` takes the highest, and rules look at what disagrees.
    """
    domains = _domains(field.value for field in reading.fields if field.name.strip().lower() == "from")
    found = chain(
        (
            _marking(read, f"header:{name}", MarkingOrigin.OWN)
            for name, read in field_markings(reading.fields, schemes, domains)
        ),
        chain.from_iterable(_unit_markings(unit, reading, schemes, domains) for unit in reading.units),
    )
    return tuple(dict.fromkeys(found))


def marked(found: tuple[Marking, ...]) -> Classification | None:
    """The highest class found anywhere; None: the message is unmarked.

    A secret marking counts as our highest here (that it may not be handled at all is for a rule). Somebody else's
    lowest class, in quoted text or an attachment, says nothing about what the sender adds to it, so it marks nothing.
    """
    levels = (
        Classification.CONFIDENTIAL if marking.level is None else marking.level
        for marking in found
        if marking.origin is MarkingOrigin.OWN or marking.level is not Classification.UNCLASSIFIED
    )
    return max(levels, default=None)


def _marking(read: Read, where: str, origin: MarkingOrigin) -> Marking:
    return Marking(scheme=read.scheme, level=read.meaning, where=where, text=read.text, origin=origin)


def _domains(texts: Iterator[str]) -> frozenset[str]:
    return frozenset(domain.lower().rstrip(".") for text in texts for domain in _DOMAIN.findall(text))


def _unit_markings(
    unit: Unit, reading: Reading, schemes: MarkingSchemes, domains: frozenset[str]
) -> Iterator[Marking]:
    attached = unit.nested or any(attachment.part == unit.part for attachment in reading.attachments)
    if unit.nested:
        domains = _nested_domains(unit, reading)
    before = f"{unit.part}:" if attached else ""
    origin = MarkingOrigin.ATTACHED if attached else MarkingOrigin.OWN
    if unit.place is Place.SUBJECT:
        for read in headline(unit.text, schemes, domains):
            yield _marking(read, f"{before}subject", origin)
    elif unit.place is Place.FILE_NAME:
        for read in _file_name(unit.text, schemes, domains):
            yield _marking(read, f"{unit.part}:file-name", MarkingOrigin.ATTACHED)
    elif unit.place is Place.FIELD and unit.nested:
        for name, read in field_markings([Field(name=unit.label, value=unit.text)], schemes, domains):
            yield _marking(read, f"{before}header:{name}", origin)
    elif unit.place is Place.DOCUMENT:
        for where, read in _document(unit, reading, schemes, domains):
            yield _marking(read, f"{unit.part}:{where}", MarkingOrigin.ATTACHED)
    elif unit.place in _BODIES:
        for where, read in _body(unit, schemes, domains):
            quoted = where == "quoted" and not attached
            yield _marking(read, before + where, MarkingOrigin.QUOTED if quoted else origin)


def _document(
    unit: Unit, reading: Reading, schemes: MarkingSchemes, domains: frozenset[str]
) -> Iterator[tuple[str, Read]]:
    yield from property_markings(unit, reading.units, schemes, domains)
    if in_lines(unit):
        # Zones hold for the text as it stands; a letter's signature is no less part of the letter.
        yield from _body(replace(unit, text=shown_lines(unit), zones=()), schemes, domains)


def _nested_domains(unit: Unit, reading: Reading) -> frozenset[str]:
    """The domains of the sender of the nested message that *unit* stands in."""
    message = unit.part.rpartition("/")[0] + "/"
    return _domains(
        other.text
        for other in reading.units
        if other.label.lower() == "from" and other.part.rpartition("/")[0] + "/" == message
    )


def _file_name(text: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    """Markings of a file name. An underscore sets off capitals, and the highest class in any letters.

    "internal_audit.docx" is about an audit, "INTERNAL_audit.docx" is marked.
    """
    stem = _FILE_EXTENSION.sub("", text)
    certain = set(headline(stem.replace("_", " "), schemes, domains))
    for read in headline(stem.replace("_", " - "), schemes, domains):
        low = read.meaning is not None and read.meaning < Classification.CONFIDENTIAL
        if read in certain or not low or read.text == read.text.upper():
            yield read


def _body(unit: Unit, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[tuple[str, Read]]:
    lines = list(_lines(unit, schemes))
    own = [at for at in lines if not (at.quoted or at.boilerplate)]
    counted = [at for at in own if not at.directive]
    top = counted[: schemes.lines]
    bottom = counted[max(len(top), len(counted) - schemes.lines) :]
    for where, some in (("first-lines", [at for at in own if at.directive] + top), ("last-lines", bottom)):
        for at in some:
            for read in line(at.text, schemes, domains):
                if _counts(at, read):
                    yield where, read
    for at in lines:
        if at.quoted and not at.boilerplate and len(at.text) <= MAX_LINE:
            yield from (("quoted", read) for read in _quoted_line(at.text, schemes, domains))


def _quoted_line(text: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    subject = _QUOTED_SUBJECT.match(text)
    if subject is not None:
        yield from headline(text[subject.end() :], schemes, domains)
    else:
        yield from line(text, schemes, domains)


def _counts(at: _Line, read: Read) -> bool:
    """Whether a marking in a signature was put there for this message.

    What a mail program adds to every mail classifies nothing. It may still raise: a strap that says Confidential is
    not worth the risk of passing over.
    """
    if at.strap:
        return read.meaning is None or read.meaning is Classification.CONFIDENTIAL
    return at.apart or read.meaning is not Classification.UNCLASSIFIED


def _lines(unit: Unit, schemes: MarkingSchemes) -> Iterator[_Line]:
    at = 0
    boilerplate = strap = False
    after_blank = True
    for raw in unit.text.splitlines(keepends=True):
        start, at = at, at + len(raw)
        text = raw.strip()
        if not normal(text):
            boilerplate, after_blank = False, True
            continue
        signs = _QUOTE_SIGNS.match(text)
        text = text[signs.end() :] if signs is not None else text
        # A disclaimer is its paragraph from the telling phrase on; a heading above it may be a marking.
        boilerplate = boilerplate or _tells_disclaimer(text, schemes)
        kinds = {zone.kind: zone for zone in unit.zones if zone.start < at and start < zone.end}
        signature = kinds.get(ZoneKind.SIGNATURE)
        strap = signature is not None and (strap or text == "--")
        yield _Line(
            text=text,
            quoted=signs is not None or ZoneKind.QUOTED in kinds,
            boilerplate=boilerplate or ZoneKind.DISCLAIMER in kinds,
            directive=ZoneKind.DIRECTIVE in kinds,
            strap=strap,
            apart=signature is None or after_blank,
        )
        after_blank = False


def _tells_disclaimer(text: str, schemes: MarkingSchemes) -> bool:
    folded = " ".join(plain(text).casefold().split())
    return any(phrase in folded for phrase in schemes.disclaimers)
