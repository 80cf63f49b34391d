"""The terms of the lists of mentions, one a line."""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from redaction.detect.words import lines
from redaction.hit import MENTIONS, Detector
from redaction.tokens import Token, adjoining, tokens


class Needs(IntEnum):
    """What a term's sentence must speak of for the term to count; the mark before it in its list."""

    NOTHING = 0  # no mark
    PERSON = 1  # ~ anybody, the writer included
    ANOTHER = 2  # ~~ somebody named, or spoken of as he, she or they
    NEVER = 3  # ! tells of nobody: takes its words away from other terms


# What `tokens.tokens` has to take apart nowhere; thousands of choices are read at the start.
_PLAIN: Final = re.compile(r"[a-z]+").fullmatch
_MARKS: Final = (("~~", Needs.ANOTHER), ("~", Needs.PERSON), ("!", Needs.NEVER))


class Term(NamedTuple):
    """One term: ``words`` in small letters, `GAP` among them where other words may stand."""

    words: tuple[str, ...]
    detector: Detector
    needs: Needs
    capitals: bool  # written in capitals in its list: "DA" is domestic abuse, "da Silva" a name


@cache
def terms() -> Mapping[str, Mapping[str, tuple[Term, ...]]]:
    """Every list's terms by their first word and their second ("": there is none), longest first."""
    found: dict[str, dict[str, list[Term]]] = {}
    for detector in sorted(MENTIONS):
        for line in lines(detector.value):
            needs, written = marked(line)
            words = words_of(written)
            second = words[1] if len(words) > 1 else ""
            term = Term(words, detector, needs, written.isupper())
            found.setdefault(words[0], {}).setdefault(second, []).append(term)
    return MappingProxyType(
        {
            first: {second: tuple(sorted(rows, key=lambda row: -len(row.words))) for second, rows in seconds.items()}
            for first, seconds in found.items()
        }
    )


def marked(line: str) -> tuple[Needs, str]:
    """What a line's mark asks for, and the line without it."""
    needs = next((needs for mark, needs in _MARKS if line.startswith(mark)), Needs.NOTHING)
    return needs, line.lstrip("~!")


def words_of(written: str) -> tuple[str, ...]:
    """The words of a term as `tokens.tokens` gives those of a text."""
    parts = written.split()
    return tuple(parts) if all(map(_PLAIN, parts)) else tuple(token.word for token in tokens(written))


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether two neighbouring words of a text may belong to one term."""
    gap = text[left.end : right.start]
    return gap in {" ", "&", "'s ", ":"} or adjoining(text, left, right)
