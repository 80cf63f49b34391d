"""Where codes may begin: most texts hold none, and a sign without which none can stand is cheap to look for.

Each function gives the matches that its form's ``finditer`` would give, and no others; ``of_ends`` alone
looks within what those gave.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.decoding_kinds import AS_CHARACTERS, AS_RUNS, AS_SEGMENTS, AS_SIGNS, AS_TEXTS, token
from redaction.decoding_pieces import AS_LETTERS, AS_PIECES

Matches = Iterator[re.Match[str]]

_OF_CHARACTERS: Final = re.compile("[%&\\\\=+\u202e]")
# Letters, figures and what is neither, each as one sign; ASCII alone, of which nearly every text is.
_KINDS: Final = {
    point: "a" if (char := chr(point)).isalpha() else "9" if char.isdigit() else " " for point in range(128)
}
_LETTERS_APART: Final = re.compile(" a {1,4}a {1,4}a ")
_WORDS_OF_PIECES: Final = ("concat", "\\", "%u", "u+", "0x")
_OF_PIECES: Final = tuple(
    map(
        re.compile,
        (
            r'"[ \t]*[&+|"_]', r"&(?<=[a-z]&)[BIUESXYK\d]", "&[LCR]", "[01][01]{7}", r"[*+](?<=[a-z][*+])",
            '_[A-Za-z ][_"]',
        ),
    )
)  # fmt: skip
_LONG_WORD: Final = re.compile("[^!-~](?=[!-~]{12})")
_LONG_SEGMENT: Final = re.compile("[/=?&.](?=[A-Za-z0-9_-]{12})")
_LONG: Final = re.compile("[^A-Za-z0-9+/_-](?=[A-Za-z0-9+/_-]{12})")
_BROKEN: Final = re.compile(r"\n(?<=[A-Za-z0-9+/_\r-]{12}\n)(?=[A-Za-z0-9+/_-]{8})")
_LINE: Final = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,6}")
# What the other forms of a code of texts hold: padding, a number abridged, numbers and pairs of figures in a row.
_PADDED: Final = re.compile("=(?<=[A-Za-z0-9+/_-]{6}=)=?(?![A-Za-z0-9+/_=-])")
_ABRIDGED: Final = re.compile(r"\d[eE]\+?\d")
_NEXT: Final = r"(?:, ?|[ ;\t]|\r?\n)\d\d"
_NUMBERS: Final = re.compile(rf"\d\d{_NEXT}\d?{_NEXT}\d?{_NEXT}\d?{_NEXT}")
_PAIRS: Final = re.compile("[ :][0-9A-Fa-f]{2}[ :][0-9A-Fa-f]{2}[ :]")


def of_characters(text: str) -> Matches:
    """Matches of ``AS_CHARACTERS``: each begins with one of six signs."""
    return _from(AS_CHARACTERS, _OF_CHARACTERS, text)


def of_letters(text: str) -> Matches:
    """Matches of ``AS_LETTERS``: three letters with others neither before nor after them."""
    if text.isascii() and _LETTERS_APART.search(text.translate(_KINDS)) is None:
        return iter(())
    return AS_LETTERS.finditer(text)


def of_pieces(text: str) -> Matches:
    """Matches of ``AS_PIECES``."""
    if text.isascii() and all(form.search(text) is None for form in _OF_PIECES):
        small = text.lower()
        if not any(sign in small for sign in _WORDS_OF_PIECES):
            return iter(())
    return AS_PIECES.finditer(text)


def of_texts(text: str) -> Matches:
    """Matches of ``AS_TEXTS``: where no other form of them can stand, from the runs that are long enough alone."""
    if any(form.search(text) is not None for form in (_PADDED, _ABRIDGED, _NUMBERS, _PAIRS)):
        return AS_TEXTS.finditer(text)
    return _from(AS_TEXTS, _LONG, text, after=1)


def of_ends(text: str) -> Matches:
    """First and last lines of ``AS_RUNS`` that are no code as a whole: a word beside one is taken for more of it."""
    at = 0
    for broken in _BROKEN.finditer(text):
        if broken.start() < at:
            continue
        run = AS_RUNS.search(text, max(at, text.rfind("\n", 0, broken.start()) + 1))
        if run is None:
            return
        at = run.end()
        if token(run) is not None:
            continue
        for begin in (run.start(1), run.start(2)):
            line = _LINE.match(text, begin)
            if line is not None:
                yield line


def of_signs(text: str) -> Matches:
    """Matches of ``AS_SIGNS``: in brackets of their own, or from the beginning of a long word."""
    return AS_SIGNS.finditer(text) if "<~" in text else _from(AS_SIGNS, _LONG_WORD, text, after=1)


def of_segments(text: str) -> Matches:
    """Matches of ``AS_SEGMENTS``: after what parts the pieces of an address."""
    return _from(AS_SEGMENTS, _LONG_SEGMENT, text, after=1)


def _from(form: re.Pattern[str], sign: re.Pattern[str], text: str, *, after: int = 0) -> Matches:
    """Matches of a form that begins where a sign stands or *after* as many characters of it.

    It may also begin the text, or follow another right away.
    """
    at = 0
    while True:
        match = form.match(text, at)
        if match is not None:
            yield match
            at = match.end()
            continue
        begin = sign.search(text, at + 1 - after)
        if begin is None:
            return
        at = begin.start() + after
