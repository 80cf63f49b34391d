"""Where codes may begin: most texts hold none, and a sign without which none can stand is cheap to look for.

Each function gives the matches that its form's ``finditer`` would give, and no others.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.decoding_kinds import AS_CHARACTERS, AS_SEGMENTS, AS_SIGNS, AS_TEXTS
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
