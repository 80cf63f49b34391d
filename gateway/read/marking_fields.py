"""Markings in header fields: protective-marking, sensitivity-label and vendors' fields (domain-uk.md 3.5-3.8)."""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from gateway.model.marking import Classification
from gateway.model.message import Field
from gateway.read.lookalike import plain
from gateway.read.marking_words import MAX_LINE, Read, key, normal, pspf, value_of, whole
from gateway.read.schemes import Grammar, MarkingSchemes, Source

MAX_VALUE: Final = 65_536  # code points of one field that are looked at

_ITEM: Final = re.compile(
    r"MSIP_Label_(?P<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})_(?P<name>\w+)\Z", re.IGNORECASE
)
_SIO_MARKING: Final = re.compile(r"(?:^|;)\s*marking\s*=\s*(?:\"([^\"]{0,500})\"|([^;]{0,500}))", re.IGNORECASE)


def field_markings(
    fields: Iterable[Field], schemes: MarkingSchemes, domains: frozenset[str]
) -> Iterator[tuple[str, Read]]:
    """Every marking in header fields, with the field's name in lower case. All fields of a name are read."""
    present = tuple(fields)
    for source in schemes.sources:
        if source.only_if is not None and not _stands(present, *source.only_if):
            continue
        for field in present:
            name = field.name.strip().lower()
            if name in source.fields:
                for read in _read(field.value[:MAX_VALUE], source, schemes, domains):
                    yield name, read


def _stands(fields: tuple[Field, ...], name: str, value: str) -> bool:
    return any(field.name.strip().lower() == name and field.value.strip().lower() == value for field in fields)


def _read(value: str, source: Source, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    text = normal(value)
    if not text or text.lower() in source.ignored:
        return
    found = list(_by_grammar(value, source, schemes, domains))
    yield from found
    if not found and source.unknown is not None:
        yield Read(scheme=source.scheme, meaning=source.unknown, text=text[:MAX_LINE])


def _by_grammar(value: str, source: Source, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    match source.grammar:
        case Grammar.TABLE:
            known = value_of(plain(value), source.values)
            if known is not None:
                yield Read(scheme=source.scheme, meaning=known.meaning, text=normal(value)[:MAX_LINE])
        case Grammar.PSPF:
            found = list(pspf(value, schemes.pspf, source.unknown or Classification.CONFIDENTIAL))
            yield from found or _words(value, source, schemes, domains)
        case Grammar.WORDS:
            yield from _words(value, source, schemes, domains)
        case Grammar.SIO:
            for match in _SIO_MARKING.finditer(value):
                yield from _words(match[1] or match[2] or "", source, schemes, domains)
        case Grammar.LABELS:
            yield from _labels(value, source, schemes, domains)
        case Grammar.TITUS:
            for text in _titus(value):
                yield from _words(text, source, schemes, domains)


def _words(value: str, source: Source, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    label = value_of(value.strip(" {}"), schemes.labels)
    if label is not None:
        yield Read(scheme=source.scheme, meaning=label.meaning, text=label.text)
        return
    text = normal(value)
    if len(text) <= MAX_LINE:
        for read in whole(text, schemes, domains, deliberate=True):
            yield Read(scheme=source.scheme, meaning=read.meaning, text=read.text)


def _labels(value: str, source: Source, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    """Labels of `msip_labels`; the field is folded anywhere, even inside a name, several tenants' may be in it.

    A label that the table does not know is read by its name, but never as the lowest class: names are not unique,
    and anybody's tenant may have an "Unclassified".
    """
    items: dict[str, dict[str, str]] = {}
    for item in value.split(";"):
        left, equals, right = item.partition("=")
        match = _ITEM.match("".join(left.split()))
        if equals and match is not None:
            items.setdefault(match["guid"].lower(), {})[match["name"].lower()] = " ".join(right.split())
    for guid, attributes in items.items():
        if key(attributes.get("enabled", "true")) == "false":
            continue
        known = value_of(guid, schemes.labels)
        name = attributes.get("name", "")
        if known is not None:
            yield Read(scheme=source.scheme, meaning=known.meaning, text=normal(name)[:MAX_LINE] or guid)
            continue
        for read in _words(name, source, schemes, domains):
            if read.meaning is not Classification.UNCLASSIFIED:
                yield read


def _titus(value: str) -> Iterator[str]:
    """The property values in a Titus field: base64 of JSON, `Metadata.props[].vals[].value`."""
    try:
        tree: object = json.loads(base64.b64decode("".join(value.split()), validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return
    for prop in _list(_get(_get(tree, "Metadata"), "props")):
        for val in _list(_get(prop, "vals")):
            text = _get(val, "value")
            if isinstance(text, str):
                yield text


def _get(node: object, name: str) -> object:
    return node.get(name) if isinstance(node, dict) else None


def _list(node: object) -> list[object]:
    return node if isinstance(node, list) else []
