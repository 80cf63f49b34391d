"""Whether a text that names no charset can only be Windows-1252, so that its names are found and cut as they stand.

What Excel and Notepad save in this country is, more often than not. A wrong guess would be silent: in the charsets
of DOS and of old Macs the same bytes are other letters (*Garc’a* is *García*), and a name that is not known by its
letters goes out. So each byte must make sense where it stands, and each letter be the same one without its accent in
the other Windows charsets that people write in here.
"""

import re
from typing import Final

from redaction.normal import fold

CODEC: Final = "cp1252"
_OTHERS: Final = ("cp1250", "cp1254")  # Central Europe, Turkey
_LETTERS: Final = "".join(
    letter
    for letter in bytes(range(0xC0, 0x100)).decode(CODEC)
    if letter.isalpha() and all(fold(letter).text == fold(letter.encode(CODEC).decode(one)).text for one in _OTHERS)
)
_SMALL: Final = "".join(letter for letter in _LETTERS if letter.islower())
_CAPITAL: Final = "".join(letter for letter in _LETTERS if letter.isupper())
_ANY: Final = rf"A-Za-z{_LETTERS}"
# In a word of small letters a capital stands at its beginning alone; what is none in another charset stands anywhere.
_SENSIBLE: Final = re.compile(
    "|".join(
        (
            rf"(?<=[a-z{_SMALL}])[{_SMALL}](?![A-Z{_CAPITAL}])",
            rf"(?<![{_ANY}])[{_SMALL}](?=[a-z{_SMALL}])",
            rf"(?:(?<=\b[A-Z])|(?<=\b[{_CAPITAL}]))[{_SMALL}](?![A-Z{_CAPITAL}])",
            rf"(?<![{_ANY}])[{_CAPITAL}](?=[{_ANY}])",
            rf"(?<=[A-Z{_CAPITAL}])[{_CAPITAL}](?![a-z{_SMALL}])",
            rf"(?<![{_ANY}])Ó(?=\s[A-Z{_CAPITAL}])",
            # Apostrophes as the language has them: in Mac OS Roman the same byte is a letter.
            rf"(?<=\b[DLMNO])’(?=[A-Z{_CAPITAL}])|(?<=[{_ANY}])’(?=(?:s|t|d|m|ll|re|ve|S|T)\b)|(?<=s)’(?=\s|\Z)",
            r"(?:(?<=\s)|(?<=\A)|(?<=[(,;]))[‘“](?=[A-Za-z0-9])|(?<=[A-Za-z0-9.,!?])”(?=[\s.,;:)]|\Z)",
            r"(?<=[\s,;])[–—•](?=[\s,;])|(?<=\d)–(?=\d)|(?<=[A-Za-z.,])…(?=[\s”]|\Z)",
            r"[£€](?=\s?\d)|(?<=\d)\s?[€°½¼¾]|(?<=\d)\N{NO-BREAK SPACE}|\N{NO-BREAK SPACE}(?=\d)",
        )
    )
)


def is_windows_1252(text: str) -> bool:
    """Whether *text*, read as Windows-1252, makes sense all through and would in no other charset."""
    left = _SENSIBLE.sub("", text)
    return left.isascii() and text.count("“") == text.count("”")
