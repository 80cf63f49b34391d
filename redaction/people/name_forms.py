"""One person's name taken apart, and the spellings of its parts, as look-up words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from redaction.detect.words import PARTICLES, TITLES, lines
from redaction.normal import fold
from redaction.tokens import tokens

Words = tuple[str, ...]
_PLAIN: Final = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")  # most names; there is nothing to take apart in them
_SHORTEST_PART: Final = 3  # characters of half a double-barrelled surname that stand alone


@dataclass(frozen=True, slots=True)
class NameForms:
    """A name's parts.

    ``first`` is the first name as registered, ``between`` all names up to the surname, ``last`` the surname in each
    way in which it is written; no ``last``: the name is one word, hyphens apart.
    """

    first: Words
    between: Words
    last: tuple[Words, ...]

    def firsts(self) -> tuple[Words, ...]:
        """The first name as it may stand: whole, its first half (*Jean-Luc*), or run together."""
        if len(self.first) == 1:
            return (self.first,)
        return (self.first, self.first[:1], ("".join(self.first),))

    def beginnings(self) -> Iterator[Words]:
        """What may stand before the surname where the first name is written out: names between, their letters."""
        letters = tuple(word[0] for word in self.between)
        for one in self.firsts():
            yield from dict.fromkeys(((*one, *self.between), (*one, *letters), one))

    def initials(self) -> tuple[Words, ...]:
        """The same where it is one letter."""
        letter = self.first[0][0]
        return tuple(dict.fromkeys(((letter, *(word[0] for word in self.between)), (letter,))))


def name_forms(name: str) -> NameForms | None:
    """Take a register name apart; None: nothing in it is a word."""
    folded = name
    plain = _PLAIN.fullmatch(name) is not None
    if not plain:
        folded = fold(name).text
        if "," in folded:
            last, _, first = folded.partition(",")
            folded = f"{first} {last}"
        plain = _PLAIN.fullmatch(folded) is not None
    chunks: list[Words]
    if plain:
        first, *rest = folded.lower().split(" ")
        if rest and first not in TITLES and rest[-1][0] != "m" and PARTICLES.isdisjoint(rest):
            # Most names; all that follows would come to the same.
            return NameForms((first,), tuple(rest[:-1]), ((rest[-1],),))
        chunks = [(word,) for word in (first, *rest)]
    else:
        chunks = [words for chunk in folded.split() if (words := tuple(token.word for token in tokens(chunk)))]
    while len(chunks) > 1 and chunks[0][0] in TITLES:
        chunks = chunks[1:]
    if not chunks:
        return None
    if len(chunks) == 1:
        return NameForms(chunks[0], (), ())
    at = len(chunks) - 1
    while at > 1 and chunks[at - 1][0] in PARTICLES:
        at -= 1
    between = tuple(word for words in chunks[1:at] for word in words)
    return NameForms(chunks[0], between, tuple(_surnames(chunks[at:], folded.split()[-1])))


def classes(word: str) -> tuple[str, ...]:
    """What the spellings of a first name have in common: *Tom* and *Thomas* are of one class.

    Two words may be one person's first name where they share a class. A word of no line of ``short_forms.txt`` is a
    class of its own; one of several lines (*Alex*) is of several, and tells nothing of their other forms.
    """
    return spelling_classes().get(word, (word,))


@cache
def spelling_classes() -> dict[str, tuple[str, ...]]:
    """The classes of every first name that is of others than its own."""
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines("short_forms")):
        for form in dict.fromkeys(line.split()):
            # No look-up word holds a sign like that.
            found[form] = (*found.get(form, ()), f"%{number}")
    return found


def _surnames(chunks: list[Words], last_chunk: str) -> Iterator[Words]:
    """The surname as written, then as others write it; each once."""
    whole = tuple(word for words in chunks for word in words)
    if len(whole) == 1 and whole[0][0] != "m" and "'" not in last_chunk:
        yield whole
        return
    forms = [whole]
    if len(chunks) > 1:
        # van der Berg: run together, or without its particles.
        forms += [("".join(whole),), chunks[-1]]
    elif len(whole) > 1:
        # Okafor-Smith: either half is what a school or a neighbour writes.
        forms += [(word,) for word in (*whole, "".join(whole)) if len(word) >= _SHORTEST_PART]
    if last_chunk[1:2] == "'" and len(whole) == 1:
        forms.append((whole[0][0], whole[0][1:]))
    for prefix, other in (("mac", "mc"), ("mc", "mac")):
        rest = "".join(whole).removeprefix(prefix)
        if whole[0].startswith(prefix) and len(rest) >= _SHORTEST_PART and len(whole) <= 2:
            forms += [(prefix + rest,), (other + rest,), (prefix, rest), (other, rest)]
            break
    yield from dict.fromkeys(form for form in forms if all(form))
