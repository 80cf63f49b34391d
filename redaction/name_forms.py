"""The ways in which one person's name is written, as runs of look-up words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from redaction.detect.words import PARTICLES, TITLES, short_forms
from redaction.normal import fold
from redaction.tokens import tokens

Words = tuple[str, ...]
_SHORTEST_PART: Final = 3  # characters of half a double-barrelled surname that stand alone


@dataclass(frozen=True, slots=True)
class NameForms:
    """All forms of one name.

    ``full`` first names before surname; ``swapped`` surname first (*Okafor, Mia*);
    ``initials`` with letters for first names (*M. Okafor*); ``first`` and ``last`` are the
    parts that mean the person only beside another sign.
    """

    full: tuple[Words, ...]
    swapped: tuple[Words, ...]
    initials: tuple[Words, ...]
    first: tuple[Words, ...]
    last: tuple[Words, ...]


def name_forms(name: str) -> NameForms | None:
    """Take a register name apart; None: nothing in it is a word.

    A name of one word alone has no ``full`` form: who holds it as their whole name adds it.
    """
    folded = fold(name).text
    if "," in folded:
        last, _, first = folded.partition(",")
        folded = f"{first} {last}"
    chunks = [words for chunk in folded.split() if (words := tuple(token.word for token in tokens(chunk)))]
    while len(chunks) > 1 and chunks[0][0] in TITLES:
        chunks = chunks[1:]
    if not chunks:
        return None
    if len(chunks) == 1:
        return NameForms((), (), (), (chunks[0],), ())
    at = len(chunks) - 1
    while at > 1 and chunks[at - 1][0] in PARTICLES:
        at -= 1
    return _forms(chunks[0], chunks[1:at], tuple(_surnames(chunks[at:], folded.split()[-1])))


def _forms(first: Words, middle: list[Words], surnames: tuple[Words, ...]) -> NameForms:
    firsts = dict.fromkeys((first, first[:1], ("".join(first),)))
    firsts.update(((form,), None) for form in sorted(short_forms(first[0])))
    between = tuple(word for words in middle for word in words)
    letters = tuple(word[0] for word in between)
    full: dict[Words, None] = {}
    swapped: dict[Words, None] = {}
    initials: dict[Words, None] = {}
    for surname in surnames:
        for one in firsts:
            full[(*one, *surname)] = None
            swapped[(*surname, *one)] = None
            if between:
                full[(*one, *between, *surname)] = None
                full[(*one, *letters, *surname)] = None
                swapped[(*surname, *one, *between)] = None
        initials[(first[0][0], *surname)] = None
        swapped[(*surname, first[0][0])] = None
        if letters:
            initials[(first[0][0], *letters, *surname)] = None
    return NameForms(tuple(full), tuple(swapped), tuple(initials), tuple(firsts), surnames)


def _surnames(chunks: list[Words], last_chunk: str) -> Iterator[Words]:
    """The surname as written, then as others write it; each once."""
    whole = tuple(word for words in chunks for word in words)
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
    yield from dict.fromkeys(forms)
