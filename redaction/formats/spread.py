"""The second pass: what is cut in one place of a document is cut wherever it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Final

from redaction.dates import dates
from redaction.detect.words import ORDINARY
from redaction.document import Unit
from redaction.formats.pieces import Changes, Source
from redaction.leftovers import leftovers, sought
from redaction.normal import fold
from redaction.placeholder import BLOCK
from redaction.plan import Cut, Plan
from redaction.spans import Cover
from redaction.tokens import tokens

_SHORTEST: Final = 4  # figures; a shorter number is left to the detectors
_NO_PROSE: Final = (" attributes", " codes")  # endings of the places of what a walk gathers beside the text
_SHORTEST_WORD: Final = 3  # letters, or letters and figures, as verify has it
_NOT_WORD: Final = re.compile(r"'s\b|[\W_]+")
_RUN: Final = re.compile(r"([^\W_]+)")
_WIDEST: Final = 80  # characters between two letters of one value
_SERIAL_ZERO: Final = date(1899, 12, 30)  # day 0 of a spreadsheet (ECMA-376 part 1 §18.17.4.1)


class Spread:
    """Values that were cut, to be found wherever they stand, whatever stands between their words.

    An ordinary word is not followed in prose: *grace* is a name in one sentence and none in the next, which detectors
    tell. Other single words are, and ordinary ones in attributes and formulas, where no sentence tells: who
    looks at the result would find them. What lies within a kept value stays.

    Args:
        replaced: Each value with what stands for it.
        kept: Values that stay.
    """

    def __init__(self, replaced: Iterable[tuple[str, str]], kept: Iterable[str]) -> None:
        self._wanted: dict[str, str] = {}
        self._single: dict[str, str] = {}
        # Most of the cuts of a table are of the same few values.
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        for value, replacement in replaced:
            first.setdefault(value, replacement)
            last.pop(value, None)
            last[value] = replacement
        for value, replacement in first.items():
            for form in _forms(value):
                self._wanted.setdefault(form, replacement)
        for value, replacement in last.items():
            if word := _one_word(value):
                self._single[word] = replacement
        kept = tuple(kept)
        self._kept = tuple(_compact(value) for value in kept)
        self._left = sought(tuple(first)), kept, first

    def spans(self, text: str, *, prose: bool) -> Iterator[tuple[int, int, str]]:
        """Half-open spans of a text, which may overlap, each with what stands for it."""
        if not self._wanted and not self._single:
            return
        folded = fold(text)
        squeezed = _NOT_WORD.sub("", folded.text.lower())
        here = {form: one for form, one in self._single.items() if not (prose and form in ORDINARY)} | self._wanted
        present = [form for form in here if form in squeezed]
        if not present:
            return
        letters = _Letters(folded.text)
        stays = [span for one in self._kept if one in squeezed for span in letters.find(one)]
        for form in present:
            for start, end in letters.find(form):
                if not any(begin <= start and end <= stop for begin, stop in stays):
                    yield (*folded.span(start, end), here[form])

    def cuts(self, unit: Unit, planned: tuple[Cut, ...], *, prose: bool) -> tuple[Cut, ...]:
        """The cuts that are planned for a unit and those of ``spans`` beside them, disjoint and in rising order.

        In *prose* also what who searches the result would still see: parts of a name, above all.
        """
        taken = Cover((cut.start, cut.end) for cut in planned)
        added: list[Cut] = []
        for start, end, replacement in sorted(self.spans(unit.text, prose=prose)):
            if (not added or start >= added[-1].end) and not taken.touches(start, end):
                added.append(Cut(unit=unit.id, start=start, end=end, replacement=replacement))
        cuts = [*planned, *added]
        if prose and (found := self._leftovers(unit.text, cuts)):
            reach = 0
            for start, end, replacement in found:
                if start >= reach:
                    cuts.append(Cut(unit=unit.id, start=start, end=end, replacement=replacement))
                    reach = end
        return tuple(sorted(cuts, key=lambda cut: cut.start))

    def _leftovers(self, text: str, cuts: Sequence[Cut]) -> list[tuple[int, int, str]]:
        wanted, kept, labels = self._left
        left = _without(text, ((cut.start, cut.end) for cut in cuts))
        return sorted((start, end, labels[value]) for value, start, end in leftovers(left, wanted, kept, parts=True))


def spread(
    sources: Sequence[Source], plan: Plan, removed: Sequence[str], changes: Changes, *, apart: bool = False
) -> None:
    """Change every further occurrence of the removed values, see ``Spread``, and what else says them.

    *apart*: also where they are whole words only as the text is stored, in pieces, with nothing that we put between.
    """
    planned = plan.by_unit()
    replacements = [cut.replacement for number in range(len(sources)) for cut in planned.get(number, ())]
    further = Spread(zip(removed, replacements, strict=True), plan.kept)
    wanted = sought(removed)
    labels = dict(reversed(list(zip(removed, replacements, strict=True))))
    for number, source in enumerate(sources):
        text = source.text
        gone = {(one.start, one.end) for one in planned.get(number, ())}
        for span in further.spans(text, prose=not source.place.endswith(_NO_PROSE)):
            if span[:2] not in gone:
                changes.add(source, *span)
                gone.add(span[:2])
        if source.place.endswith(_NO_PROSE):
            continue
        # What who searches the result would still see, and hold the document for: parts of a name, above all.
        left = _without(text, gone)
        for value, start, end in leftovers(left, wanted, plan.kept, parts=True):
            changes.add(source, start, end, labels[value])
            gone.add((start, end))
        if apart:
            pieces = _Pieces(source, _without(left, gone))
            for value, start, end in leftovers(pieces.text, wanted, plan.kept, parts=True):
                changes.add(source, *pieces.span(start, end), labels[value])


class _Pieces:
    """A source's stored texts alone, with blanks between. *text*: the source's, as it is to be looked at."""

    def __init__(self, source: Source, text: str) -> None:
        self._offsets = [offset for offset, _ in source.pieces]
        self._begins: list[int] = []
        self.text = " ".join([text[offset : offset + len(slot.text)] for offset, slot in source.pieces])
        self._lengths = (len(slot.text) + 1 for _, slot in source.pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of this text in the source's."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, place: int) -> int:
        # Nearly always nothing is found, and then nobody asks.
        self._begins = self._begins or list(accumulate(self._lengths, initial=0))
        piece = bisect_right(self._begins, place) - 1
        return self._offsets[piece] + place - self._begins[piece]


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a block in place of each character of these spans, which may overlap."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            pieces += (text[at:start], BLOCK * (end - max(start, at)))
            at = end
    return "".join((*pieces, text[at:])) if pieces else text


def _forms(value: str) -> Iterator[str]:
    """How a value may be written when blanks and signs are left out; a date also as files store it."""
    folded = fold(value).text
    words = tokens(folded)
    compact = "".join(word.word for word in words)
    if len(compact) >= (_SHORTEST if compact.isdigit() else _SHORTEST_WORD) and not (
        len(words) == 1 and compact.isalpha()
    ):
        yield compact
    for written in dates(folded):
        if written.start == 0 and written.end == len(folded) and written.year >= 100:
            day = date(written.year, written.month, written.day)
            yield day.strftime("%Y%m%d")
            yield day.strftime("%d%m%Y")
            yield str((day - _SERIAL_ZERO).days)


def _one_word(value: str) -> str:
    """The one word that a value is (*O'Neill* is one too); empty: it is none, or too short to be told from others."""
    words = tokens(fold(value).text)
    word = words[0].word if len(words) == 1 else ""
    return word if len(word) >= _SHORTEST_WORD and word.isalpha() else ""


def _compact(value: str) -> str:
    return "".join(token.word for token in tokens(fold(value).text))


class _Letters:
    """The letters and figures of a folded text run together, in which a value is found by one search.

    A workbook may have thousands of values to look for in a text of half a million characters.
    """

    def __init__(self, folded: str) -> None:
        self._folded = folded
        # What is no letter or figure and what is, by turns, from the start.
        stretches = _RUN.split(folded)
        ends = list(accumulate(map(len, stretches)))
        self._starts = ends[:-1:2]  # of each run, in the text
        runs = stretches[1::2]
        self._begins = list(accumulate(map(len, runs), initial=0))  # of each run, in what is joined
        small = list(map(str.lower, runs))
        self._joined = "".join(small)
        if len(self._joined) != self._begins[-1]:
            # Of a few letters the small one is two characters; what follows would stand elsewhere.
            self._joined = "".join(
                one if len(one) == len(run) else "".join(letter.lower()[0] for letter in run)
                for one, run in zip(small, runs, strict=True)
            )

    def find(self, compact: str) -> Iterator[tuple[int, int]]:
        """Runs of whole words that spell *compact*, whatever stands between its letters."""
        at = self._joined.find(compact) if compact else -1
        while at != -1:
            first, last = (bisect_right(self._begins, one) - 1 for one in (at, at + len(compact) - 1))
            start = self._starts[first] + at - self._begins[first]
            end = self._starts[last] + at + len(compact) - self._begins[last]
            # Letters and digits part, as they do for the detectors.
            before, after = self._folded[start - 1 : start], self._folded[end : end + 1]
            far = any(self._gap(run) > _WIDEST for run in range(first, last))
            if far or _same_word(before, self._folded[start]) or _same_word(self._folded[end - 1], after):
                at = self._joined.find(compact, at + 1)  # a whole word may begin within: "A", then "AAA"
            else:
                yield start, end
                at = self._joined.find(compact, at + len(compact))

    def _gap(self, run: int) -> int:
        """How many characters stand between a run and the next."""
        return self._starts[run + 1] - self._starts[run] - (self._begins[run + 1] - self._begins[run])


def _same_word(left: str, right: str) -> bool:
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
