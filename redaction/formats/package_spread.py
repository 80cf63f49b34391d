"""The second pass: what is cut in one place of a document is cut wherever it stands."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from redaction.dates import dates
from redaction.formats.package_pieces import Changes, Source
from redaction.normal import fold
from redaction.plan import Plan
from redaction.tokens import tokens

_SHORTEST: Final = 4  # letters and digits; a shorter value is left to the detectors
_WORDS_ONLY: Final = re.compile(r"[a-z]+")
_NOT_WORD: Final = re.compile(r"'s\b|[\W_]+")
_SERIAL_ZERO: Final = date(1899, 12, 30)  # day 0 of a spreadsheet (ECMA-376 part 1 §18.17.4.1)


def spread(sources: Sequence[Source], plan: Plan, removed: Sequence[str], changes: Changes) -> None:
    """Change every further occurrence of the removed values, whatever stands between their words.

    A single word is not followed: *grace* is a name in one sentence and none in the next, which detectors
    tell. What lies within a kept value stays.
    """
    replacements = [cut.replacement for number in range(len(sources)) for cut in plan.for_unit(number)]
    wanted: dict[str, str] = {}
    for value, replacement in zip(removed, replacements, strict=True):
        for form in _forms(value):
            wanted.setdefault(form, replacement)
    if not wanted:
        return
    kept = tuple(_compact(value) for value in plan.kept)
    for source in sources:
        text = source.text
        folded = fold(text)
        squeezed = _NOT_WORD.sub("", folded.text.lower())
        present = [form for form in wanted if form in squeezed]
        if not present:
            continue
        runs = _Runs(folded.text)
        stays = [span for one in kept if one in squeezed for span in runs.find(one)]
        for form in present:
            for start, end in runs.find(form):
                if not any(begin <= start and end <= stop for begin, stop in stays):
                    changes.add(source, *folded.span(start, end), wanted[form])


def _forms(value: str) -> Iterator[str]:
    """How a value may be written when blanks and signs are left out; a date also as files store it."""
    folded = fold(value).text
    words = tokens(folded)
    compact = "".join(word.word for word in words)
    if len(compact) >= _SHORTEST and (len(words) > 1 or not _WORDS_ONLY.fullmatch(compact)):
        yield compact
    for written in dates(folded):
        if written.start == 0 and written.end == len(folded) and written.year >= 100:
            day = date(written.year, written.month, written.day)
            yield day.strftime("%Y%m%d")
            yield day.strftime("%d%m%Y")
            yield str((day - _SERIAL_ZERO).days)


def _compact(value: str) -> str:
    return "".join(token.word for token in tokens(fold(value).text))


class _Runs:
    """Finds runs of whole words that spell a value."""

    def __init__(self, folded: str) -> None:
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        words = tokens(folded)
        self._joined = "".join(word.word for word in words)
        at = 0
        for word in words:
            self._starts[at] = word.start
            at += len(word.word)
            self._ends[at] = word.end

    def find(self, compact: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        at = self._joined.find(compact) if compact else -1
        while at != -1:
            end = at + len(compact)
            if at in self._starts and end in self._ends:
                found.append((self._starts[at], self._ends[end]))
            at = self._joined.find(compact, at + 1)
        return found
