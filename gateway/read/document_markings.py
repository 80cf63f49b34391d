"""Markings in attached documents: first and last lines, page headers and footers, properties, sensitivity labels.

Office programs and classification add-ins write them there (domain-uk.md 3.4, 3.7, 3.9).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gateway.model.message import Field, Unit
from gateway.read.marking_fields import field_markings
from gateway.read.marking_words import Read, headline, line, whole
from gateway.read.schemes import MarkingSchemes

_ATTRIBUTES: Final = " attributes"
_BESIDE: Final = frozenset({"part names", "content types"})  # how the package is made; nobody writes a marking there
_OF_PDF: Final = frozenset({"information", "metadata"})  # a property a line: its name, a colon, its value
# What a PDF keeps beside its pages.
_BESIDE_PAGES: Final = _OF_PDF | {
    "names", "data", "drawing", "link", "script", "destination", "page label", "bookmark", "comment",
    "comment between objects", "other text", "field name", "form value", "file name", "alternative text",
    "hidden layer", "earlier revision",
}  # fmt: skip
_ESCAPED: Final = re.compile("\u2182([0-9A-F]{4})")  # how Acrobat writes signs within a property's name
_SHOWN_PROPERTIES: Final = frozenset({"title", "subject", "keywords", "li"})  # li: an item of any list in a packet
_HOW_MADE: Final = frozenset({"producer", "creator", "creationdate", "moddate", "author"})
_CORE: Final = frozenset({"core-properties", "meta"})
_CUSTOM: Final = "custom-properties"
_LABELS: Final = "classificationlabels" + _ATTRIBUTES
_PAGE: Final = frozenset({"header", "footer", "styles"})  # ODF keeps headers and footers with the styles
# Page header codes of a sheet (ECMA-376 Part 1, 18.3.1.46): "&C&\"Arial,Bold\"&14CONFIDENTIAL".
_SHEET_CODES: Final = re.compile(r"&(?:\"[^\"]{0,100}\"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z&])")
_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOST_LINES: Final = 2000  # of a header unit; beyond, it is no header


def in_lines(unit: Unit) -> bool:
    """Whether it is running text, with first and last lines."""
    return not aside(unit) and unit.label not in _PAGE | _CORE | {_CUSTOM}


def aside(unit: Unit) -> bool:
    """Whether a stretch of a document is not among what its reader sees: attributes, names of parts."""
    return unit.label.endswith(_ATTRIBUTES) or unit.label in _BESIDE | _BESIDE_PAGES


def property_markings(
    unit: Unit, units: Sequence[Unit], schemes: MarkingSchemes, domains: frozenset[str]
) -> Iterator[tuple[str, Read]]:
    """Where and what, for a stretch that is no running text.

    Args:
        units: All of the message; the names of custom properties stand in the stretch after their values.
    """
    if unit.label in _PAGE:
        for text in unit.text.splitlines()[:_MOST_LINES]:
            yield from ((unit.label, read) for read in line(text.strip(), schemes, domains))
    elif unit.label in _CORE:
        for text in unit.text.splitlines()[:_MOST_LINES]:
            yield from (("property", read) for read in headline(text, schemes, domains))
    elif unit.label in _OF_PDF:
        yield from (("property", read) for read in _of_pdf(unit, schemes, domains))
    elif unit.label == _CUSTOM:
        yield from (("property", read) for read in _custom(unit, units, schemes, domains))
    elif unit.label == _LABELS:
        value = "; ".join(f"MSIP_Label_{guid}_Enabled=true" for guid in dict.fromkeys(_GUID.findall(unit.text)))
        fields = [Field(name="msip_labels", value=value)]
        yield from (("label", read) for _, read in field_markings(fields, schemes, domains))


def shown_lines(unit: Unit) -> str:
    """The text of a stretch with cells as lines of their own, and without the codes of a sheet's page header."""
    lines = (_SHEET_CODES.sub(" ", one) if one.startswith("&") else one for one in re.split(r"[\n\t]", unit.text))
    return "\n".join(lines)


def _custom(unit: Unit, units: Sequence[Unit], schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    values = unit.text.splitlines()
    following = units[unit.id + 1] if unit.id + 1 < len(units) else None
    names: list[str] = []
    if following is not None and following.part == unit.part and following.label == _CUSTOM + _ATTRIBUTES:
        names = [name.rstrip(" |") for name in following.text.splitlines()]
    for value in values[:_MOST_LINES]:
        yield from whole(value.strip(), schemes, domains, deliberate=True)
    if len(names) == len(values):
        yield from _pairs(list(zip(names, values, strict=True)), schemes, domains)


def _of_pdf(unit: Unit, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    pairs: list[tuple[str, str]] = []
    for text in unit.text.splitlines()[:_MOST_LINES]:
        name, colon, value = text.partition(": ")
        if not colon:
            continue
        pairs.append((_ESCAPED.sub(lambda match: chr(int(match[1], 16)), name), value.strip()))
        if name.lower() in _SHOWN_PROPERTIES:
            yield from headline(value, schemes, domains)
        elif name.lower() not in _HOW_MADE:
            yield from whole(value.strip(), schemes, domains, deliberate=True)
    yield from _pairs(pairs, schemes, domains)


def _pairs(pairs: list[tuple[str, str]], schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    labels = "; ".join(f"{name}={value}" for name, value in pairs if name.upper().startswith("MSIP_LABEL_"))
    fields = [Field(name="msip_labels", value=labels), *(Field(name=name, value=value) for name, value in pairs)]
    yield from (read for _, read in field_markings(fields, schemes, domains))
