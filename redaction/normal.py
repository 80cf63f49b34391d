"""Folds look-alike characters for matching and remembers where each one stood.

A name or number is the same to its reader with a no-break space, a soft hyphen, an accent
written as a second character or full-width digits in it; a search for plain characters
would pass it by. Matching is done on the folded text, spans are handed back in the text
that was given.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Letters that have no decomposition but are commonly written without their stroke or ligature.
_LETTERS: Final = {
    "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H",
}  # fmt: skip
# Letters of other scripts that a reader takes for ours: typed on the wrong keyboard, or to slip past a search
# (Unicode TS 39, confusables). Only for finding: what is sent keeps its letters.
_CONFUSABLE: Final = dict(zip(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d\u0261\u03bf\u03bd\u03b9\u03c1\u03c5"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u0391\u0392\u0395\u0396\u0397"
    "\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u043a\u043c\u0442\u043d\u043f\u0433\u0475\u04cf\u04c0\u04ae\u050c\u051a\u051c\u03b1\u03b5\u03c4\u03ba\u03c9\u03b3\u03b7\u03bc"
    "\u0578\u057d\u0585\u0570\u0566\u0563\u0581\u0555\u054f\u054d\u0251\u0269\u01c3",
    "aeopcyxsijhdqwgovipu" "ABEKMHOPCTYXSIJABEZH" "IKMNOPTYX" "kmthnrvlIYGQWaetkwynu" "nuohqqgOSUail",
    strict=True,
))  # fmt: skip
# The same of whole alphabets: Cherokee, Lisu, and letters in brackets, a black disc or square or made for flags.
_ALPHABETS: Final = {
    **dict(zip("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "ABCDEGHJKLMPRSTVWZ", strict=True)),
    **dict(zip("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ", strict=True)),
    **{chr(first + at): chr(ord("A") + at) for first in (0x1F110, 0x1F150, 0x1F170, 0x1F1E6) for at in range(26)},
    **{chr(0x249C + at): chr(ord("a") + at) for at in range(26)},
    # Unified English Braille, one cell a letter.
    **dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz", strict=True)),
}
_SMALL_CAPITALS: Final = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
_QUOTES: Final = "‘’‚‛ʼʹʻʽˈ′`´＇"
_MOST_REPLACED: Final = 16
_LINE_ENDS: Final = "\u0085\u2028\u2029"


class _Table(dict[int, str]):
    """Code point to its folded form, filled as characters are met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold(chr(point))
        return folded


def _fold(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if char in _CONFUSABLE:
        return _CONFUSABLE[char]
    if char in _ALPHABETS:
        return _ALPHABETS[char]
    if char in _SMALL_CAPITALS:
        return _SMALL_CAPITALS[char]
    if char in _QUOTES:
        return "'"
    if char in _LINE_ENDS:
        return "\n"
    if _CONTROLS.match(char):
        return ""
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category == "Pd" or char == "−":
        return "-"
    # Combining marks, and everything invisible: soft hyphen, zero-width, direction marks, selectors.
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    parts = unicodedata.normalize("NFKD", char)
    return "".join(part for part in parts if not unicodedata.combining(part))


# Shown by nothing, and so able to stand unseen inside a name; blanks and line ends are not among them.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TABLE: Final = _Table(
    {point: "" if _CONTROLS.match(chr(point)) else chr(point) for point in range(128)} | {ord("`"): "'"}
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to the original.

    ``starts`` and ``ends`` give, for each folded character, the original span it came from,
    invisible characters after it included; None: the texts have the same positions.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a non-empty folded span."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def _replaced(text: str, changed: Mapping[str, str]) -> str:
    """The text with one character for another: a few of them, as quote marks and dashes, are quickest one by one."""
    if len(changed) > _MOST_REPLACED or not changed.keys().isdisjoint(changed.values()):
        return text.translate(_TABLE)
    for char, folded in changed.items():
        text = text.replace(char, folded)
    return text


def fold(text: str) -> Folded:
    """Fold *text* for matching: accents, odd spaces, hyphens and digits to plain ones, case kept."""
    if text.isascii() and _CONTROLS.search(text) is None:
        # The same object where nothing changes: it may be one that keeps its words.
        return Folded(text.replace("`", "'") if "`" in text else text)
    changed = {char: folded for char in set(text) if (folded := _TABLE[ord(char)]) != char}
    if all(map((1).__eq__, map(len, changed.values()))):
        return Folded(_replaced(text, changed))
    pieces = [_TABLE[ord(char)] for char in text]
    folded = "".join(pieces)
    starts: list[int] = []
    ends: list[int] = []
    for at, piece in enumerate(pieces):
        if piece:
            starts += [at] * len(piece)
            ends += [at + 1] * len(piece)
        elif ends:
            last = ends[-1]
            for back in range(len(ends) - 1, -1, -1):
                if ends[back] != last:
                    break
                ends[back] = at + 1
    return Folded(folded, tuple(starts), tuple(ends))
