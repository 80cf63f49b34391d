"""Content streams in which nothing stands but operators that show something: kept as they are, without a parser.

Most pages are of that kind. A stream is taken only if all of it, from its first byte to its last, follows a grammar
narrower than that of PDF (ISO 32000-2, 7.8.2 and annex A): no comment, no picture between operators, no unknown
operator, no operand of another kind than its operator takes, no string but what is shown. All others are parsed.
"""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from redaction.formats.pdf.strings import tag_words

_BLANK: Final = rb"[\0\t\n\f\r ]"
_PART: Final = rb"(?=[\0\t\n\f\r \[\]()<>/]|\Z)"  # a word ends here
_NUMBER: Final = rb"[+-]?(?:\d++(?:\.\d*+)?+|\.\d++)" + _PART
_NAME: Final = rb"/[!\"$&'*-.0-;=?-Z\\^-z|~]++" + _PART  # no sign of syntax, nothing that is escaped
_SHOWN: Final = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)"
_CODES: Final = rb"<(?:[0-9A-Fa-f]|%(b)s)*+>" % {b"b": _BLANK}
_WORDS: Final = {
    b"b": _BLANK, b"number": _NUMBER, b"name": _NAME, b"shown": _SHOWN, b"codes": _CODES, b"part": _PART,
    b"numbers": rb"(?:%s%s*+)*+" % (_NUMBER, _BLANK),
    b"one": rb"%s%s*+" % (_NUMBER, _BLANK),
    b"properties": rb"(?:%s|<<(?:%s|%s|%s)*+>>)" % (_NAME, _BLANK, _NAME, _NUMBER),
}  # fmt: skip
_MARK: Final = (
    rb"%(name)s%(b)s*+%(properties)s%(b)s*+(?:BDC|DP)%(part)s|%(name)s%(b)s*+(?:BMC|MP)%(part)s|EMC%(part)s" % _WORDS
)
_INSTRUCTIONS: Final = re.compile(
    (
        rb"%(b)s*+(?:(?:"
        # As many numbers as the operator takes: any more would stand there to be read and not to be shown.
        rb"(?:q|Q|h|n|W\*?+|BT|ET|T\*|S|s|f\*?+|F|B\*?+|b\*?+"
        rb"|%(one)s(?:w|J|j|M|i|Tc|Tw|Tz|TL|Tr|Ts|G|g|(?:%(one)s(?:m|l|Td|TD|(?:%(one)s(?:RG|rg"
        rb"|(?:%(one)s(?:v|y|re|K|k|(?:%(one)s%(one)s(?:cm|c|Tm)))))))))"
        rb"|%(numbers)s(?:SCN?+|scn?+))%(part)s"
        rb"|(?:%(shown)s|%(codes)s)%(b)s*+Tj%(part)s"
        rb"|\[(?:%(b)s|%(number)s|%(shown)s|%(codes)s)*+\]%(b)s*+TJ%(part)s"
        rb"|\[(?:%(b)s|%(number)s)*+\]%(b)s*+%(number)s%(b)s*+d%(part)s"
        rb"|%(name)s%(b)s*+(?:gs|CS|cs|ri|sh|Do)%(part)s"
        rb"|%(name)s%(b)s*+%(number)s%(b)s*+Tf%(part)s"
        rb"|%(numbers)s%(name)s%(b)s*+(?:SCN|scn)%(part)s"
        rb"|" + _MARK.replace(b"%", b"%%") + rb")%(b)s*+)*+\Z"
    )
    % _WORDS,
    re.DOTALL,
)
_MARK_OR_STRING: Final = re.compile(rb"(?s:%s)|(?P<mark>(?=(?P<tag>%s)?+)(?:%s))" % (_SHOWN, _NAME, _MARK))
_DRAWN: Final = re.compile(rb"(?s:%s)|(?P<name>%s)%s*+Do%s" % (_SHOWN, _NAME, _BLANK, _PART))
_NO_SIZE: Final = re.compile(rb"(?<![0-9.])[+-]?0*\.?0*%s++Tf%s" % (_BLANK, _PART))
_NARROW: Final = re.compile(rb"(%s)%s*+Tz%s" % (_NUMBER, _BLANK, _PART))
_TURNED: Final = re.compile(
    (rb"(%(number)s)%(b)s*+" * 4 + rb"%(number)s%(b)s*+%(number)s%(b)s*+(?:cm|Tm)%(part)s") % _WORDS
)
NARROWEST: Final = 30
"""Per cent of its width that type is narrowed to at most: else letters stand on one another, two look like one."""
SMALLEST: Final = 1e-6
"""Of a matrix's determinant: what is smaller shows nothing."""
# But for tags, which are looked at by themselves; whole names only, or a tag without its last letter would count.
_LONG_NAME: Final = re.compile(rb"(/[^\0\t\n\f\r ()<>\[\]{}/%]{5,}+)(?![\0\t\n\f\r ]*+(?:<<|/|BMC|MP))")
_MARKS: Final = (b"BDC", b"BMC", b"EMC", b"DP", b"MP")
_LARGEST: Final = 4 * 1024 * 1024


def plain(content: bytes) -> tuple[bytes, AbstractSet[str]] | None:
    """The operators without marked content, and its tags; None: it is not that plain, or too long for this."""
    if len(content) > _LARGEST or _INSTRUCTIONS.match(content) is None or _vanishes(content):
        return None
    if any(tag_words(name.decode("ascii")) for name in set(_LONG_NAME.findall(content)) if name.isascii()):
        return None
    if not any(mark in content for mark in _MARKS):
        return content, frozenset()
    tags: set[str] = set()

    def without(found: re.Match[bytes]) -> bytes:
        if not found["mark"]:
            return found[0]
        if found["tag"]:
            tags.add(found["tag"].decode("ascii"))
        return b""

    return _MARK_OR_STRING.sub(without, content), tags


def _vanishes(content: bytes) -> bool:
    """Whether something may be drawn in no size: what takes text out of a page does not see such."""
    if _NO_SIZE.search(content) is not None:
        return True
    if any(abs(float(found[1])) < NARROWEST for found in _NARROW.finditer(content)):
        return True
    return any(
        abs(float(found[1]) * float(found[4]) - float(found[2]) * float(found[3])) < SMALLEST
        for found in _TURNED.finditer(content)
    )


def drawings_of(content: bytes) -> AbstractSet[str]:
    """Names of the drawings and pictures that plain operators draw, each with its slash."""
    if b"Do" not in content:
        return frozenset()
    names = (found["name"] for found in _DRAWN.finditer(content))
    return frozenset(name.decode("ascii") for name in names if name)
