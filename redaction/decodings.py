"""What a text says once the codes in it are undone: base64 and its kin, percent signs, entities, escapes, tags.

A value in such a code is read by whoever pastes it into a page or a program, and by no search. Each decoded text
knows which stretch of the text before every character was made of, so that a cut in the one is a cut in the other.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from redaction.decoding_kinds import TAG, character, signs, tag, token
from redaction.decoding_pieces import together, whole
from redaction.decoding_signs import of_characters, of_ends, of_letters, of_pieces, of_segments, of_signs, of_texts
from redaction.document import Document, Unit
from redaction.errors import TooLarge
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.plan import Cut, Plan

PLACE: Final = "decoded"
"""Where such a text stands, for a report."""
_AROUND: Final = 300  # characters beside a code that are read with it: a name may be written in it by half
_MOST_LAYERS: Final = 3  # a code within a code within a code
_FIRST: Final = 1 << 30  # the id of the first unit's decoded text: higher than those that a reader gives
_Find = Callable[[str], Iterator[re.Match[str]]]
_Undo = Callable[[re.Match[str]], str | None]
_LAYERS: Final[tuple[tuple[_Find, _Undo], ...]] = (
    (of_signs, signs),  # before a piece of them is taken for another code
    (of_characters, character),
    (of_letters, together),
    (of_pieces, whole),
    (TAG.finditer, tag),
    (of_texts, token),
    (of_ends, token),
    (of_segments, token),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text; of each character the half-open span that it was made of, in code points of the text before."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span before of a non-empty span."""
        return self.starts[start], self.ends[end - 1]

    def as_it_stood(self, start: int, end: int, before: str) -> bool:
        """Whether a non-empty span is the same characters in the text *before*, of no code."""
        begin, stop = self.span(start, end)
        return before[begin:stop] == self.text[start:end]


def decoded(text: str) -> Decoded | None:
    """The stretches of a text that hold codes, decoded, each on lines of its own; None: there are none.

    Example:
        >>> one = decoded("of TWlhIE9rYWZvcg== and others")
        >>> one.text.strip(), one.span(3, 6)
        ('of Mia Okafor and others', (3, 19))
    """
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for begin, end in _stretches(text):
        before = Decoded(text[begin:end], tuple(range(begin, end)), tuple(range(begin + 1, end + 1)))
        after = before
        for _ in range(_MOST_LAYERS):
            made = after
            for find, undo in _LAYERS:
                made = _undone(made, find, undo)
            if made is after:
                break
            after = made
        if after is before or not after.text.strip():
            continue
        texts.append(f"{after.text}\n")
        starts += (*after.starts, end - 1)
        ends += (*after.ends, end)
    return Decoded("".join(texts), tuple(starts), tuple(ends)) if texts else None


def with_decoded(document: Document, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document with a unit more for each of its units that holds codes; the ids of the others stay.

    Raises:
        TooLarge: with them it has more text or units than the limits allow.
    """
    more = tuple(
        Unit(id=_FIRST + unit.id, place=PLACE, text=one.text)
        for unit in document.units
        if (one := decoded(unit.text)) is not None
    )
    if not more:
        return document
    units = (*document.units, *more)
    if len(units) > limits.max_units:
        raise TooLarge("more texts than the limit")
    if sum(len(unit.text) for unit in units) > limits.max_chars:
        raise TooLarge("more characters than the limit")
    return replace(document, units=units)


def source_of(unit: int) -> int | None:
    """Of which unit this id of ``with_decoded`` says the codes; None: it is one that a reader gave."""
    return unit - _FIRST if unit >= _FIRST else None


def cuts_decoded(plan: Plan) -> bool:
    """Whether it cuts something of a unit that ``with_decoded`` gave."""
    return any(cut.unit >= _FIRST for cut in plan.cuts)


def before_decoding(document: Document, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
    """A plan for ``with_decoded(document)`` as one for *document*, and the values that it takes out, decoded.

    Raises:
        ValueError: it was made for another document.
    """
    texts = {unit.id: unit.text for unit in document.units}
    codes: dict[int, Decoded | None] = {}
    cuts: list[Cut] = []
    values: list[str] = []
    for cut in plan.cuts:
        if cut.unit < _FIRST:
            cuts.append(cut)
            values.append(texts.get(cut.unit, "")[cut.start : cut.end])
            continue
        unit = cut.unit - _FIRST
        if unit not in codes:
            codes[unit] = decoded(texts.get(unit, ""))
        one = codes[unit]
        if one is None or not 0 <= cut.start < cut.end <= len(one.text):
            raise ValueError("the plan names a unit that this document does not have")
        start, end = one.span(cut.start, cut.end)
        cuts.append(Cut(unit=unit, start=start, end=end, replacement=cut.replacement))
        values.append(one.text[cut.start : cut.end])
    return Plan(cuts=tuple(joined(cuts)), kept=plan.kept), tuple(values)


def joined(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Cuts that overlap as one, which says what the first of them says."""
    open_cut: Cut | None = None
    for cut in sorted(cuts, key=lambda one: (one.unit, one.start, one.end)):
        if open_cut is None:
            open_cut = cut
        elif cut.unit == open_cut.unit and cut.start < open_cut.end:
            end = max(cut.end, open_cut.end)
            open_cut = Cut(unit=cut.unit, start=open_cut.start, end=end, replacement=open_cut.replacement)
        else:
            yield open_cut
            open_cut = cut
    if open_cut is not None:
        yield open_cut


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where codes stand, with what is beside them on their lines; in rising order, none touching another."""
    found: list[tuple[int, int]] = []
    for find, undo in _LAYERS:
        for match in find(text):
            if undo(match) is None:
                continue
            begin = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _AROUND)
            line_end = text.find("\n", match.end())
            end = min(len(text) if line_end < 0 else line_end, match.end() + _AROUND)
            found.append((begin, end))
    return list(_merged(sorted(found)))


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    open_span: tuple[int, int] | None = None
    for begin, end in spans:
        if open_span is not None and begin <= open_span[1]:
            open_span = (open_span[0], max(end, open_span[1]))
        else:
            if open_span is not None:
                yield open_span
            open_span = (begin, end)
    if open_span is not None:
        yield open_span


def _undone(before: Decoded, find: _Find, undo: _Undo) -> Decoded:
    """With what *undo* makes of every match; the same object where that is nothing."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in find(before.text):
        new = undo(match)
        if new is None:
            continue
        texts += (before.text[at : match.start()], new)
        starts += before.starts[at : match.start()]
        ends += before.ends[at : match.start()]
        begin, end = before.span(*match.span())
        starts += [begin] * len(new)
        ends += [end] * len(new)
        at = match.end()
    if not texts:
        return before
    return Decoded("".join((*texts, before.text[at:])), (*starts, *before.starts[at:]), (*ends, *before.ends[at:]))
