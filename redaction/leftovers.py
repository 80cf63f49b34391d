"""Where removed values, and parts of removed names, still stand in a text. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from redaction.detect.words import ORDINARY
from redaction.normal import fold
from redaction.people.names import looks_like_name, mentions_of, name_words, stands_for_person
from redaction.placeholder import without_placeholders
from redaction.tokens import Token, tokens

_NOT_WORD: Final = re.compile(r"'s\b|[\W_]+")
_JOINTS: Final = frozenset({"and"})  # goes with the names that it joined, and is nobody's data
_SHORTEST: Final = 3  # letters and digits; a shorter value is found everywhere
_SHORTEST_NUMBER: Final = 4  # figures; three are a page, a size or a sum, and nobody's without the word beside them


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A value that was removed, as it is looked for: worked out once: a workbook has thousands, and many texts."""

    value: str
    compact: str
    words: tuple[str, ...]  # of a name; none: it looks like no name


def sought(removed: Sequence[str]) -> tuple[Sought, ...]:
    """Each value once, made ready."""
    return tuple(
        Sought(
            value=value,
            compact=_compact(value),
            words=tuple(name_words(value)) if looks_like_name(value) else (),
        )
        for value in dict.fromkeys(removed)
    )


def leftovers(
    text: str, wanted: Sequence[Sought], kept: Sequence[str], *, parts: bool, prose: bool = False
) -> Iterator[tuple[str, int, int]]:
    """Every value that is found again, with the half-open span in *text* where.

    A value is found as whole words, whatever its case, accents and separators; an ordinary word that is a surname
    too (*Long*) where it stands for a person. What lies within a kept value does not count.

    Args:
        text: That should hold none of them.
        wanted: As ``sought`` gives them.
        kept: Values that may stay.
        parts: Whether each part of a removed name counts as well, where it stands for a person.
        prose: Whether sentences tell for whom an ordinary word stands; with *parts* they do.
    """
    # What a label leaves on purpose is no leftover: "[aged 9]" for a date of birth, where "aged 9" was taken out too.
    folded = fold(text)
    plain = without_placeholders(folded.text)
    if not _may_hold(plain, wanted, parts=parts):
        return
    words = tokens(plain)
    stream = _Stream(words)
    stays = {at for value in kept for span in stream.find(_compact(value)) for at in range(*span)}
    for one in wanted:
        for first, last in _runs(plain, words, stream, one, stays, shown=parts or prose):
            yield (one.value, *folded.span(words[first].start, words[last - 1].end))
        if parts and one.words and not (mine := frozenset(one.words)).isdisjoint(stream.words):
            for at in mentions_of(plain, words, mine):
                if at not in stays:
                    yield (one.value, *folded.span(words[at].start, words[at].end))


def _runs(
    plain: str, words: list[Token], stream: "_Stream", one: Sought, stays: set[int], *, shown: bool
) -> Iterator[tuple[int, int]]:
    """Half-open runs of word indexes in which the whole value stands."""
    compact = one.compact
    if compact in _JOINTS or len(compact) < (_SHORTEST_NUMBER if compact.isdigit() else _SHORTEST):
        return
    for span in stream.find(compact):
        if not stays.issuperset(range(*span)) and (
            compact not in ORDINARY or _is_named(plain, words, span, shown=shown)
        ):
            yield span


def _is_named(text: str, words: list[Token], span: tuple[int, int], *, shown: bool) -> bool:
    """Whether an ordinary word (*Long*, *White*) stands for somebody: no sentence tells where none is shown."""
    first = words[span[0]]
    return stands_for_person(text, words, span[0]) if shown else not text[first.start].islower()


def _may_hold(folded: str, wanted: Sequence[Sought], *, parts: bool) -> bool:
    """Whether a search is worth its while: most texts of a large document hold none of the values."""
    lower = folded.lower()
    squeezed = _NOT_WORD.sub("", lower)
    for one in wanted:
        if one.compact in squeezed:
            return True
        # Looked for as letters first, which is a tenth of what the expression takes where they do not stand.
        if parts and any(word in lower and re.search(rf"(?<![a-z]){re.escape(word)}", lower) for word in one.words):
            return True
    return False


class _Stream:
    """A text's words run together, with the places where words begin and end."""

    def __init__(self, words: list[Token]) -> None:
        self.words = {form for token in words for form in (token.word, token.word.removesuffix("s"))}
        self._joined = "".join(token.word for token in words)
        self._begins: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        at = 0
        for index, token in enumerate(words):
            self._begins[at] = index
            at += len(token.word)
            self._ends[at] = index + 1

    def find(self, compact: str) -> list[tuple[int, int]]:
        """Half-open runs of word indexes that spell *compact*."""
        runs: list[tuple[int, int]] = []
        at = self._joined.find(compact) if compact else -1
        while at != -1:
            end = at + len(compact)
            if at in self._begins and end in self._ends:
                runs.append((self._begins[at], self._ends[end]))
            at = self._joined.find(compact, at + 1)
        return runs


def _compact(value: str) -> str:
    return "".join(token.word for token in tokens(fold(value).text))
