"""Reads look-alike characters as the plain letters that a person sees.

"СОNFIDENTIAL" with Cyrillic letters, full-width or mathematical ones, or with soft hyphens and zero-width
characters in it is the same marking to its reader (domain-uk.md 3.10). Unicode's own data for this, the confusables
table of UTS #39, maps whole scripts; here stand only the letters that pass for one of A-Z, which is all that
marking words and directive names are made of.
"""

import unicodedata
from typing import Final

_PAIRS: Final = (
    ("АВСЕНІЈКМОРЅТУХҮԜԀԚӀ", "ABCEHIJKMOPSTYXYWDQI"),  # Cyrillic
    ("авсеһіјкморѕтухүԝԁԛӏгпи", "abcehijkmopstyxywdqlrnu"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHIKMNOPTYXC"),  # Greek
    ("αβγεηικνορτυχωϲϳ", "abyenikvoptuxwcj"),
    ("ՕՍԼհոսօզցք", "OULhnuoqgp"),  # Armenian
    ("ᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷΝᏢᏚᎢᏙᎳᏃ", "ABCDEGHIJKLMNPSTVWZ"),  # Cherokee
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ"),  # Latin small capitals
    ("ıłŁøØđĐħĦɡⱭƖɑŧŦ", "ilLoOdDhHgAIatT"),  # Latin letters that do not decompose
)
_LETTERS: Final = {look: plain for looks, plains in _PAIRS for look, plain in zip(looks, plains, strict=True)}
_DASHES: Final = "−⁃˗"  # minus, hyphen bullet, modifier minus: not of category Pd

_UNSEEN: Final = frozenset({"Mn", "Me", "Cf"})  # marks on a letter, and what is not shown at all


class _Table(dict[int, str]):
    """Code point to plain form, filled as characters are met; bounded by Unicode itself."""

    def __missing__(self, point: int) -> str:
        plain = self[point] = _plain(chr(point))
        return plain


def _plain(char: str) -> str:
    point = ord(char)
    if char in _LETTERS:
        return _LETTERS[char]
    # Negative circled and squared capitals have no decomposition of their own.
    for first in (0x1F150, 0x1F170):
        if first <= point < first + 26:
            return chr(ord("A") + point - first)
    category = unicodedata.category(char)
    if category in _UNSEEN:
        return ""
    if category == "Zs":
        return " "
    if category == "Pd" or char in _DASHES:
        return "-"
    parts = unicodedata.normalize("NFKD", char)
    if parts == char:
        return char
    return "".join(_LETTERS.get(part, part) for part in parts if unicodedata.category(part) not in _UNSEEN)


_TABLE: Final = _Table({point: chr(point) for point in range(128)})


def plain(text: str) -> str:
    """*text* as its reader sees it: accents, invisible characters and foreign letters that look Latin made plain.

    Line ends stay. Positions do not: nothing may be cut by an offset into the result.
    """
    return text if text.isascii() else text.translate(_TABLE)
