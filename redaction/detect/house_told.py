"""Homes told by what a sentence calls them: *the house, Fir Tree Cottage*, *live on the Gurnos estate*.

Each needs a word of home right beside; a name alone may be anything's.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.signs import Signs
from redaction.tokens import places, tokens

_NAME: Final = r"[A-Z][\w'-]{1,20}"
_HOUSE: Final = (
    r"(?:Cottages?|Farm|Farmhouse|House|Lodge|Barn|Villa|Grange|Hall|Mill|Croft|Bungalow|Forge|Rectory|Vicarage|Manor"
    r"|View|End|Bank|Court)"
)
_PLACE: Final = rf"(?:,[ ](?:Nr\.?[ ]|near[ ])?{_NAME}(?:[ ]{_NAME})?(?=[ ]?[,.;)\r\n]|\Z))?"
# "the house, Fir Tree Cottage, is", "his parents' farm (Blaenau Farm)", "the family address, Bramley Farm, Nr
# Leominster".
_CALLED: Final = re.compile(
    rf"""
    (?:[ ]is[ ]called[ ]|[ ](?:called|named|known[ ]as)[ ]|,[ ]|[ ]?\([ ]?|[ ][-–][ ]|:[ ])
    (?P<home>(?:[Tt]he[ ])?(?:{_NAME}[ ]){{1,3}}{_HOUSE}\b{_PLACE})
    """,
    re.VERBOSE,
)
_OWN: Final = re.compile(
    r"(?:\b(?:the|their|her|his|our|my|this|a|family|new|old|current|home|former)|'s|s')[ ]\Z", re.IGNORECASE
)
_HOMES: Final = Signs({
    "house", "cottage", "bungalow", "farm", "farmhouse", "home", "address", "smallholding", "property", "annexe",
})  # fmt: skip
_ESTATE: Final = re.compile(
    r"\b(?:liv(?:es?|ed|ing)|stay(?:s|ed|ing)?|mov(?:ed|ing)|(?:re)?housed|house|home|flat|maisonette"
    r"|family|grew[ ]up)\b"
    r"[^.\n]{0,24}[ ](?:on|to|from|in|off)[ ]the[ ]\Z",
    re.IGNORECASE,
)
_ESTATE_NAME: Final = re.compile(rf"(?<![\w'-])(?:{_NAME}[ ]){{1,2}}\Z")
# "neighbours at 14 and 18", "the couple at number 9 and 11".
_NUMBERS: Final = re.compile(
    r"[ ](?:at|from|in)[ ](?:nos?\.?[ ]|numbers?[ ])?(?P<first>\d{1,3}[a-z]?)(?:(?:,[ ]|[ ](?:and|&"
    r"|or)[ ])(?P<next>\d{1,3}[a-z]?))?"
    r"(?=[ ](?:have|has|had|is|are|says?|said|rang|called|who|reports?|reported|heard|told|complain"
    r"|complained|did|do)\b"
    r"|[ ]?[.;)\r\n])"
)


def homes_called(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of such homes; how each was told."""
    begins, words = places(text), tokens(text)
    for word in _HOMES.met(text):
        for at in begins[word]:
            called = _CALLED.match(text, words[at].end)
            own = _OWN.search(text, max(0, words[at].start - 12), words[at].start)
            if called is not None and own is not None:
                yield *called.span("home"), "house-name"
    for at in begins.get("estate", ()):
        name = _ESTATE_NAME.search(text, max(0, words[at].start - 44), words[at].start)
        if name is not None and _ESTATE.search(text, max(0, name.start() - 64), name.start()) is not None:
            yield name.start(), words[at].end, "told"
    for word in ("neighbour", "neighbours"):
        for at in begins.get(word, ()):
            numbers = _NUMBERS.match(text, words[at].end)
            if numbers is not None:
                yield *numbers.span("first"), "lives-at"
                if numbers["next"] is not None:
                    yield *numbers.span("next"), "lives-at"
