"""Homes that no kind of road tells: *33 Larkhill*, *Willows Care Home, Rm 14*, *Vaux Farm, Stow Bardolph*.

What leads to them decides: words of living, visiting or being kept away, or somebody's name right before.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.buildings import PUBLIC
from redaction.detect.context import is_house_number
from redaction.detect.name_run import BODIES
from redaction.detect.words import GIVEN, TITLES, word_list
from redaction.hit import MENTIONS, Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import figures, stands

_NAME: Final = r"(?-i:[A-Z])[\w'&-]{1,20}"
_KEPT: Final = (
    r"(?:care[ ]home|nursing[ ]home|residential[ ]home|house|hse|court|ct|lodge|hostel|hotel|inn|mansions|towers?"
    r"|apartments|point|heights|hts|villas?|refuge|foyer|halls|guest[ ]?house|b&b)"
)
_UNIT: Final = (
    r"(?:flat|flt|room|rm|apt|apartment|unit|bed|bedsit|studio)\.?[ ]?(?:no\.?[ ])?[A-Za-z]?\d{1,4}[A-Za-z]?"
)
# "Willows Care Home, Rm 14", "Trinity House Rm 5".
_INVERTED: Final = re.compile(rf"\b(?:{_NAME}[ ]){{1,3}}{_KEPT},?[ ]{_UNIT}(?![\w/.-]\d)", re.IGNORECASE)
# "Flat 14, Abbeyfields", "Blk 4 Flat 16 Sandringham Hts", "Flat 1 (rear), 88 Queensway": a flat is somebody's home,
# whatever its building's name.
_FLAT: Final = re.compile(
    rf"\b(?:(?:block|blk)[ ]\w{{1,2}},?[ ]|sheltered[ ])?(?:flat|flt|apt|apartment|bedsit)\.?[ ](?:no\.?[ ])?"
    r"[A-Za-z]?\d{1,4}[A-Za-z]?(?:[ ]?\([a-z /-]{2,20}\))?,?[ ](?:\d{1,4}[A-Za-z]?,?[ ])?"
    rf"(?P<named>{_NAME}(?:[ ]{_NAME}){{0,2}})(?=[ ]?[,.;)\r\n]|\Z|[ ](?-i:[a-z]))",
    re.IGNORECASE,
)
_LIVES: Final = (
    r"(?:li(?:ve|ves|ved|ving)|stay(?:s|ed|ing)?|resid(?:es?|ed|ing)|sleep(?:s|ing)|housed|placed|rehoused|accommodated)"
    r"(?:[ ][a-z]{2,10}){0,3}[ ](?:at|on|in|down|up|off)"
)
_LEAD: Final = (
    rf"(?: {_LIVES} | moved[ ](?:in[ ])?(?:to|from|into) | (?:home|family|current|new|old"
    rf"|temp)?[ ]?addr(?:ess)?(?:[ ](?:is|was|now))?"
    r"| first[ ]line[ ]of[ ](?:the[ ]|her[ ]|his[ ])?address(?:[ ]is)? | (?:bill|letter|post|parcel|key|keys"
    r"|tenancy)[ ](?:for|to)"
    r"| (?:conveyed|collected|taken|fled|evicted|removed|came|discharged|d/c)[ ](?:from|to)"
    r"| (?:boy|girl|child|children|kids|family|man|woman|lad|lady|neighbours?|couple|people|baby|house|home"
    r"|flat)[ ](?:at|of|from)"
    r"| (?:h/?v|home[ ]visit|visit(?:ed|s)?|call(?:ed)?|attend(?:ed)?|drop(?:ped)?)[ ](?:to|at|from) "
    r"| all[ ]at | care[ ]of | c/o | home | now[ ]at )"
)
# "a bill for 1 Ropewalk, Kendal", "the little boy at 22 Mossbank": what leads to a number, and the home.
_LEADS: Final = re.compile(
    rf"\b{_LEAD} [ ]?[:=-]?[ ]{{1,2}} (?P<word>(?:number|no\.?)[ ])? \Z", re.IGNORECASE | re.VERBOSE
)
_HOME: Final = re.compile(
    rf"\d{{1,3}}[A-Za-z]?,?[ ](?P<first>(?:the[ ])?{_NAME})(?:[ ]{_NAME}){{0,2}}(?:,[ ]{_NAME}(?=[ ]?[.,;)\r\n]|\Z))?"
    r"(?=[ ]?[,.;:)(\r\n]|\Z|[ ](?-i:[a-z]))",
    re.IGNORECASE,
)
_LONGEST_LEAD: Final = 72  # characters
_LONGEST_NUMBER: Final = 3  # figures
_HOUSE_ALONE: Final = (
    r"(?:farm|farmhouse|cottages?|barn|bungalow|forge|croft|rectory|vicarage|granary|stables|oast|byre|steading"
    r"|smallholding)"
)
_HOUSE_TOLD: Final = r"(?:house|lodge|hall|mill|grange|manor|villa|view|end|bank|place|court)"
# "all at Vaux Farm, Stow Bardolph"; "lives at Low Hall, Gwennap"; "the Chapel House on Moor Street".
_NAMED: Final = re.compile(
    rf"""
    (?: \b(?:at|of|from|to|for|home|address|in)[ :]{{1,3}} (?P<plain>(?:the[ ])?(?:{_NAME}[ ]){{1,3}}{_HOUSE_ALONE})
      | \b(?:{_LEAD}|always[ ]at|now[ ]at)[ ]?:?[ ]{{1,2}} (?P<told>(?:the[ ])?(?:{_NAME}[ ]){{1,3}}{_HOUSE_TOLD})
    )
    (?P<place> ,[ ]{_NAME}(?:[ ](?:(?:on|upon|le|in|of)[ -])?{_NAME}){{0,2}} | [ ](?:on|in
      |off)[ ](?:{_NAME}[ ]){{1,2}}(?:street|st|road|rd|lane|ln) )
    (?=[ ]?[.,;:)\r\n(]|\Z|[ ](?-i:[a-z]))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ROAD: Final = (
    r"(?:road|rd|street|st|lane|ln|avenue|ave|close|drive|crescent|terrace|gardens|grove|place|way|row|hill)"
)
# "the Marlborough Road house", "their Nile Street flat".
_OF_ROAD: Final = re.compile(
    rf"\b(?:the|their|her|his|our|my|old|new|mum's|dad's|nan's)[ ](?P<road>(?:{_NAME}[ ]){{1,3}}{_ROAD})"
    r"(?=[ ](?:house|flat|address|property|tenancy|bedsit|place|hostel)\b)",
    re.IGNORECASE,
)
# "must not go to Windmill Lane", "not within 100 metres of Bellevue Terrace".
_KEPT_FROM: Final = re.compile(
    rf"\b(?:not[ ](?:to[ ])?(?:contact[^.\n]{{1,40}}[ ]or[ ])?(?:go|enter|attend|approach|return"
    rf"|come)(?:[ ](?:to|near|into|within))?"
    rf"|within[ ]\d{{1,4}}[ ]?(?:m|metres|meters|yards"
    rf"|miles)[ ]of)[ ](?P<road>(?:{_NAME}[ ]){{1,3}}{_ROAD}(?:,[ ]{_NAME})?)\b",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    rf"(?:[ ]?,[ ]|[ ]-{{1,2}}[ ]|[ ]?\|[ ]?"
    rf"|[ ]\()(?P<home>\d{{1,3}}[A-Za-z]?[ ](?P<first>(?:the[ ])?{_NAME})(?:[ ]{_NAME})?)"
    r"(?=[ ]?(?:[.,;)(|\r\n]|\Z)|[ ]\()",
    re.IGNORECASE,
)
# Without one of these words a form cannot stand, and is not looked for.
_FLATS: Final = frozenset({"flat", "flt", "apt", "apartment", "bedsit"})
_UNITS: Final = _FLATS | {"room", "rm", "unit", "bed", "studio"}
_ROADS: Final = frozenset(_ROAD.removeprefix("(?:").removesuffix(")").split("|"))
_FORBIDS: Final = frozenset({"not", "within"})
_HOUSES: Final = frozenset({
    "farm", "farmhouse", "cottage", "cottages", "barn", "bungalow", "forge", "croft", "rectory", "vicarage",
    "granary",
    "stables", "oast", "byre", "steading", "smallholding", "house", "lodge", "hall", "mill", "grange", "manor",
    "villa",
    "view", "end", "bank", "place", "court",
})  # fmt: skip
_NO_ROAD: Final = word_list("common") | word_list("months") | {
    "year", "yr", "week", "day", "session", "visit", "hour", "time", "month", "mile", "people", "children",
    "adult", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thurs",
    "fri", "sat", "sun", "class", "room", "ward", "school", "nursery", "academy", "primary", "college", "hospital",
}  # fmt: skip


_BODIES: Final = BODIES - {
    "avenue", "chapel", "crescent", "drive", "gardens", "hotel", "house", "lane", "lodge", "road", "square",
    "street", "terrace",
}  # fmt: skip


def homes(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of such homes by the words around them; how each was told."""
    roads = stands(text, _ROADS)
    for form, part, may_stand in (
        (_INVERTED, 0, stands(text, _UNITS)),
        (_FLAT, 0, stands(text, _FLATS)),
        (_OF_ROAD, "road", roads),
        (_KEPT_FROM, "road", roads and stands(text, _FORBIDS)),
    ):
        for match in form.finditer(text) if may_stand else ():
            if not _public(match[part]):
                yield *match.span(part), "home"
    yield from _led(text)
    for match in _NAMED.finditer(text) if stands(text, _HOUSES) else ():
        part = "plain" if match["plain"] is not None else "told"
        if not _public(match[part]):
            yield match.start(part), match.end("place"), "house-name"


def _led(text: str) -> Iterator[tuple[int, int, str]]:
    """The homes of which a number says where they may begin, and words before it that somebody lives there."""
    reach = 0
    for at, after, _ in figures(text):
        if after - at > _LONGEST_NUMBER or text[at - 1 : at] != " ":
            continue
        home = _HOME.match(text, at)
        lead = None if home is None else _LEADS.search(text, max(reach, at - _LONGEST_LEAD), at)
        if home is None or lead is None:
            continue
        start, reach = lead.end() if lead["word"] is None else lead.start("word"), home.end()
        # "family of 5, Osborne": how many they are.
        if text.startswith("of ", start - 3) and "," in text[start : start + 4]:
            continue
        if is_house_number(text, start) and is_road(home["first"]) and not _public(text[start:reach]):
            yield start, reach, "home"


def home_beside(text: str, named: Iterable[tuple[int, int]], hits: Iterable[Hit]) -> Iterator[Hit]:
    """Find a house and its road right after a name, whatever kind of road it is: *Mrs Bhaskaran, 9 The Glebe*."""
    # "Mrs Bhaskaran, 9 The Glebe": the number alone may have been taken for an age.
    others = (
        hit
        for hit in hits
        if hit.detector not in {Detector.NAME, Detector.AGE, *MENTIONS} and hit.evidence is not Evidence.MODEL
    )
    taken = Cover((hit.start, hit.end) for hit in others)
    for _, end in named:
        match = _BESIDE.match(text, end)
        if match is None or not is_house_number(text, match.start("home")) or not is_road(match["first"]):
            continue
        if not taken.touches(*match.span("home")):
            start, reach = match.span("home")
            yield Hit(start=start, end=reach, detector=Detector.ADDRESS, evidence=Evidence.PATTERN, how="beside-name")


def is_road(first: str) -> bool:
    """Whether a word with a capital after a number may be a road's, and counts nothing."""
    word = first.lower().removeprefix("the ").rstrip(".")
    return not (word in _NO_ROAD or word.removesuffix("s") in _NO_ROAD or word in GIVEN or word in TITLES)


def _public(words: str) -> bool:
    """Whether a building's name is a public one's, or a body's."""
    parts = set(words.lower().replace(",", " ").split())
    return not PUBLIC.isdisjoint(parts) or not _BODIES.isdisjoint(parts)
