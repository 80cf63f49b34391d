"""The preview as one page of HTML that needs nothing else: no script, no picture, no address that is fetched."""

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

import jinja2

from redaction.command.marked import Group, Piece, group_of, marked_units
from redaction.command.work import Planned

_MARKS: Final = {
    Group.PEOPLE: "people",
    Group.PLACES: "places",
    Group.DATES: "dates",
    Group.NUMBERS: "numbers",
    Group.MENTIONS: "mentions",
}
_MOST_CHARS: Final = 400_000  # of one document: a browser shows no more of it in good time


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One file as the page has it."""

    name: str
    held: str  # why nothing would be written; empty: it would be
    planned: Planned | None  # None: it could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    name: str
    held: str
    media_type: str
    counts: tuple[tuple[str, str, int], ...]  # class, words, how many
    units: tuple[tuple[str, tuple[Piece, ...]], ...]
    left_out: int  # characters that are not shown


def page(files: Sequence[Shown]) -> bytes:
    """The page, UTF-8. It shows the personal data that would be cut: it is for whoever may see the files."""
    style = _part("page.css")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    sections = tuple(map(_section, files))
    used = {mark for section in sections for mark, _, _ in section.counts}
    made = environment.from_string(_part("page.html.j2")).render(
        sections=sections,
        style=style,
        # CSP level 2 §4.2.5: only a style of this very text counts; one that a document brings along does not.
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        legend=[(mark, group.value) for group, mark in _MARKS.items() if mark in used],
        marks=_MARKS,
    )
    return made.encode("utf-8", "replace")


def _part(name: str) -> str:
    return resources.files("redaction.command").joinpath(name).read_text("utf-8")


def _section(file: Shown) -> _Section:
    planned = file.planned
    if planned is None:
        return _Section(name=file.name, held=file.held, media_type="", counts=(), units=(), left_out=0)
    counts = Counter(group_of(hit.detector, hit.kind) for _, hit in planned.placed())
    units: list[tuple[str, tuple[Piece, ...]]] = []
    room = _MOST_CHARS
    left_out = 0
    for unit, pieces in marked_units(planned):
        if len(unit.text) > room:
            left_out += len(unit.text)
            continue
        room -= len(unit.text)
        units.append((unit.place, pieces))
    return _Section(
        name=file.name,
        held=file.held,
        media_type=planned.document.media_type,
        counts=tuple((_MARKS[group], group.value, counts[group]) for group in Group if counts[group]),
        units=tuple(units),
        left_out=left_out,
    )
