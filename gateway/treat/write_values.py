"""Cuts in calendars, cards and tables: each value written again in its own form, the rest of the text as it was."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from urllib.parse import quote

import redaction
from gateway.model.message import Place, TextCut
from gateway.model.reasons import Reason
from gateway.read.survey import InPage, InPieces, Source
from gateway.read.values import Form, Piece
from gateway.treat.errors import StillShown, TreatFailed

_FOLD_OCTETS: Final = 73  # RFC 5545 §3.1: lines of 75 octets; a blank begins the next, and a character is not cut
_URI_SAFE: Final = ":/?#@!$&'*+,;=%.~_-"
_CELL_SPECIAL: Final = re.compile(r'[",;|\t\r\n]')
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Change = tuple[int, int, str]  # half open, of the part's text


def written(
    text: str, cut: Sequence[tuple[Source, str, Sequence[TextCut]]], line_end: str, kept: tuple[str, ...] = ()
) -> str:
    """The part's *text* with its values cut: each value's source, what it reads, and its cuts.

    Raises:
        TreatFailed, StillShown: it cannot be done.
    """
    pages: dict[Piece, tuple[InPage, dict[int, Sequence[TextCut]]]] = {}
    made: list[Change] = []
    for source, unit_text, cuts in cut:
        if isinstance(source, InPieces):
            made += _changes(text, unit_text, source.pieces, cuts, line_end)
        elif isinstance(source, InPage):
            pages.setdefault(source.piece, (source, {}))[1][source.unit] = cuts
    made += [_page_change(page, by_unit, text, line_end, kept) for page, by_unit in pages.values()]
    ordered = sorted(made)
    if any(after[0] < before[1] for before, after in pairwise(ordered)):
        raise TreatFailed(Reason.SYSTEM_FAULT)
    for start, stop, new in reversed(ordered):
        text = text[:start] + new + text[stop:]
    return text


def _changes(
    text: str, unit_text: str, pieces: Sequence[Piece], cuts: Sequence[TextCut], line_end: str
) -> list[Change]:
    """What changes in the part's *text* when one value, which reads *unit_text*, is cut."""
    made: list[Change] = []
    given: set[int] = set()
    for piece in pieces:
        mine = [cut for cut in cuts if cut.start < piece.end and piece.at < cut.end]
        if not mine:
            continue
        new, at = "", piece.at
        for cut in mine:
            new += unit_text[at : max(at, cut.start)]
            # What goes over several pieces is named in the first of them.
            new += cut.replacement if cut.start not in given else ""
            given.add(cut.start)
            at = min(cut.end, piece.end)
        new += unit_text[at : piece.end]
        raw = text[piece.start : piece.stop]
        value = _written(piece.form, new, unit_text[piece.at : piece.end], raw, line_end)
        column = piece.start - (text.rfind("\n", 0, piece.start) + 1)
        folded = value if piece.form is Form.CELL else _folded(value, column, line_end)
        made.append((piece.start, piece.stop, folded))
    return made


def _page_change(
    page: InPage, cuts: dict[int, Sequence[TextCut]], text: str, line_end: str, kept: tuple[str, ...]
) -> Change:
    """What changes when a value that is a page of its own is cut; *cuts* by the page's units."""
    plan = redaction.Plan(
        cuts=tuple(
            redaction.Cut(unit=unit, start=cut.start, end=cut.end, replacement=cut.replacement)
            for unit, several in cuts.items()
            for cut in several
        ),
        kept=kept,
    )
    part = page.part.content
    try:
        result = redaction.redact(page.page.encode("utf-8"), "text/html", plan, "utf-8")
    except redaction.StillThere as error:
        raise StillShown(part, Place.HTML) from error
    except (redaction.Unreadable, ValueError) as error:
        raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part) from error
    piece = page.piece
    column = piece.start - (text.rfind("\n", 0, piece.start) + 1)
    new = _escaped(result.data.decode("utf-8").replace("\r\n", "\n"))
    return piece.start, piece.stop, _folded(new, column, line_end)


def _written(form: Form, new: str, old: str, raw: str, line_end: str) -> str:
    match form:
        case Form.TEXT | Form.HTML:
            return _escaped(new)
        case Form.PARAMETER:
            said = new.replace("^", "^^").replace('"', "^'").replace("\r\n", "\n").replace("\n", "^n")
            return f'"{said}"'
        case Form.URI:
            return quote(new, safe=_URI_SAFE)
        case Form.CELL:
            return _cell(new, old, raw, line_end)


def _cell(new: str, old: str, raw: str, line_end: str) -> str:
    # A cut must not make a formula of what was none: a spreadsheet program would carry it out.
    if new.startswith(_FORMULA) and not old.startswith(_FORMULA):
        new = "'" + new
    said = new.replace("\n", line_end) if "\r\n" in raw else new
    if raw.startswith('"') or _CELL_SPECIAL.search(said):
        return '"' + said.replace('"', '""') + '"'
    return said


def _escaped(text: str) -> str:
    backslashed = re.sub(r"([\\;,])", r"\\\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    return backslashed.replace("\n", "\\n")


def _folded(written: str, column: int, line_end: str) -> str:
    """In lines as short as they must be; *column* is where the first begins."""
    pieces: list[str] = []
    octets = column
    for character in written:
        size = len(character.encode("utf-8", "replace"))
        if octets + size > _FOLD_OCTETS:
            pieces.append(line_end + " ")
            octets = 1
        pieces.append(character)
        octets += size
    return "".join(pieces)
