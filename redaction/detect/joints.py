"""What joins a label and its value: one grammar for every detector that reads forms, mails and notes.

People put anything between the two: *NHS No: …*, *NHS no. (if known) - …*, *DOB? …*, *Tel → …*, *UPN [*, *School Yr*
and the value on the next line. Each part is bounded, and none is tried a second time.
"""

from typing import Final

SIGN: Final = r"[ \t:.=#|*_,;>\"'“‘~/?(\[<{→•·-]"
"""One sign between a label and its value."""

_LINE: Final = r"(?:\r?\n[ \t>|*:\"'“•·(\[-]{0,12}+)"
_VERB_WORD: Final = r"(?:is|was|are|reads|now|still|as|given|provided|quoted|recorded|checked|confirmed)\b"

REMARK: Final = r"(?:[ \t]{0,2}\([^()\r\n]{0,40}\))?"
"""A remark in brackets: *(if known)*, *(mum)*."""

VERB: Final = rf"(?:[ ]{_VERB_WORD}){{0,3}}"
"""*is*, *was given as*."""

GAP: Final = rf"{SIGN}{{0,40}}+(?:{_VERB_WORD}{SIGN}{{0,12}}+)?+{_LINE}{{0,2}}+"
"""Signs, with a verb among them at most, and up to two line ends with the marks of quoted mail."""
