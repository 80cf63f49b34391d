"""The second pass: what is cut in one place of a document is cut wherever it stands."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from redaction.dates import dates
from redaction.detect.words import ORDINARY
from redaction.formats.package_pieces import Changes, Source
from redaction.normal import fold
from redaction.plan import Plan
from redaction.tokens import tokens

_SHORTEST: Final = 4  # letters and digits; a shorter value is left to the detectors
_NO_PROSE: Final = (" attributes", " codes")  # endings of the places of what a walk gathers beside the text
_SHORTEST_WORD: Final = 3  # letters, as verify has it
_WORDS_ONLY: Final = re.compile(r"[a-z]+")
_NOT_WORD: Final = re.compile(r"'s\b|[\W_]+")
_SERIAL_ZERO: Final = date(1899, 12, 30)  # day 0 of a spreadsheet (ECMA-376 part 1 §18.17.4.1)


def spread(sources: Sequence[Source], plan: Plan, removed: Sequence[str], changes: Changes) -> None:
    """Change every further occurrence of the removed values, whatever stands between their words.

    An ordinary word is not followed in prose: *grace* is a name in one sentence and none in the next, which detectors
    tell. Other single words are, and ordinary ones in attributes and formulas, where no sentence tells: who
    looks at the result would find them. What lies within a kept value stays.
    """
    replacements = [cut.replacement for number in range(len(sources)) for cut in plan.for_unit(number)]
    wanted: dict[str, str] = {}
    for value, replacement in dict.fromkeys(zip(removed, replacements, strict=True)):
        for form in _forms(value):
            wanted.setdefault(form, replacement)
    single = {form: one for value, one in zip(removed, replacements, strict=True) if (form := _single(value))}
    if not wanted and not single:
        return
    kept = tuple(_compact(value) for value in plan.kept)
    for source in sources:
        text = source.text
        folded = fold(text)
        squeezed = _NOT_WORD.sub("", folded.text.lower())
        prose = not source.place.endswith(_NO_PROSE)
        here = {form: one for form, one in single.items() if not (prose and form in ORDINARY)} | wanted
        present = [form for form in here if form in squeezed]
        if not present:
            continue
        stays = [span for one in kept if one in squeezed for span in _find(folded.text, one)]
        for form in present:
            for start, end in _find(folded.text, form):
                if not any(begin <= start and end <= stop for begin, stop in stays):
                    changes.add(source, *folded.span(start, end), here[form])


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


def _single(value: str) -> str:
    """The one word that a value is; empty: it is none, or too short to be told from others."""
    if not value.strip().isalpha():
        return ""
    compact = _compact(value)
    return compact if len(compact) >= _SHORTEST_WORD and _WORDS_ONLY.fullmatch(compact) else ""


def _compact(value: str) -> str:
    return "".join(token.word for token in tokens(fold(value).text))


def _find(folded: str, compact: str) -> Iterator[tuple[int, int]]:
    """Runs of whole words that spell *compact*, whatever stands between its letters."""
    if not compact:
        return
    letters = r"[\W_]{0,80}".join(map(re.escape, compact))
    for match in re.finditer(letters, folded, re.IGNORECASE):
        start, end = match.span()
        # Letters and digits part, as they do for the detectors.
        before, after = folded[start - 1 : start], folded[end : end + 1]
        if not _same_word(before, folded[start]) and not _same_word(folded[end - 1], after):
            yield start, end


def _same_word(left: str, right: str) -> bool:
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
