"""Finished copies, shaped for a page: what each reader would read, out of the copy itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.case.file import CaseFile
from gateway.case.preview import Preview, PreviewCopy
from gateway.console.case.places import file_names
from gateway.console.case.shown import Piece, Stretch, once, says, stretch
from gateway.model.decision import AnswerKind
from gateway.model.message import Reading, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCopy:
    """One copy, and for whom."""

    recipients: tuple[str, ...]
    text: tuple[Stretch, ...]
    hides: bool  # something is taken out of it
    stays_hidden: bool  # something that was left unticked is taken out all the same: a rule hides it in any case
    waits: bool  # it would wait for something else even then


def seen_copies(file: CaseFile, seen: Preview) -> tuple[SeenCopy, ...]:
    """Every copy of a preview."""
    return tuple(_copies(file, seen))


def _copies(file: CaseFile, seen: Preview) -> Iterator[SeenCopy]:
    hits = file.look.found.hits
    cut_anywhere = frozenset[int]().union(*(copy.cut for copy in seen.copies))
    values = {file.look.reading.units[hit.unit].text[hit.start : hit.end] for hit in hits if hit.id in cut_anywhere}
    held = {one.recipient for one in seen.look.decisions if one.held_for()}
    for copy in seen.copies:
        yield SeenCopy(
            recipients=copy.recipients,
            text=tuple(_stretches(file, copy)),
            hides=bool(values) and bool(copy.cut),
            stays_hidden=_stays_hidden(file, seen, copy),
            waits=not held.isdisjoint(copy.recipients),
        )


def _stays_hidden(file: CaseFile, seen: Preview, copy: PreviewCopy) -> bool:
    answers = [one for facts in seen.look.facts for one in facts.answers if one.kind is AnswerKind.RELEASE]
    clear = {(spot.unit, spot.start, spot.end) for one in answers for spot in one.clear or ()}
    return any((hit.unit, hit.start, hit.end) in clear for hit in file.look.found.hits if hit.id in copy.cut)


def _stretches(file: CaseFile, copy: PreviewCopy) -> Iterator[Stretch]:
    return arrived_text(file.look.reading, copy.reading)


def arrived_text(written: Reading, arrived: Reading) -> Iterator[Stretch]:
    """What a finished copy says; labels that were not written stand out."""
    before = {(unit.part, unit.place, unit.label): unit.text for unit in written.units}
    names = file_names(arrived.units)
    for unit in once(arrived.units):
        if says(unit, ()):
            yield stretch(unit, tuple(_pieces(unit, before.get((unit.part, unit.place, unit.label), ""))), names)


def _pieces(unit: Unit, before: str) -> Iterator[Piece]:
    """Labels that were not there before stand out."""
    at = 0
    for match in re.finditer(r"\[[^\[\]\n]{1,60}\]", unit.text):
        if match[0] in before:
            continue
        yield Piece(text=unit.text[at : match.start()])
        yield Piece(text=match[0], replaced=True)
        at = match.end()
    yield Piece(text=unit.text[at:])
