"""Homes that no street tells: a flat in a named building, a form's fields; and buildings that are nobody's home."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.signs import Signs
from redaction.detect.street import counted
from redaction.hit import Detector, Hit
from redaction.tokens import places, tokens

_UNITS: Final = Signs({
    "flat", "flats", "flt", "room", "rm", "unit", "apartment", "apt", "studio", "plot", "pitch", "bedsit", "cabin",
    "caravan", "berth",
})  # fmt: skip
_UNIT: Final = r"(?:flats?|flt|room|rm|unit|apartment|apt|studio|plot|pitch|bedsit|cabin|caravan|berth)\.?"
_NUMBER: Final = r"[A-Za-z]?\d{1,4}[A-Za-z]?(?:[/-]\d{1,4})?"
_HOME: Final = (
    r"(?:house|hse|court|ct|lodge|mansions|towers?|apartments|point|heights|hts|villas?|hostel|inn|hotel|refuge|b&b"
    r"|b[ ]and[ ]b|guest[ ]?house|(?:(?:caravan|traveller|gypsy|mobile[ ]home)s?[ ])?(?:site|park)|marina|foyer)"
)
# "flat 17 marlowe point", "Flats 12-14 Mordaunt Hse", "room 5 of the Crown B&B", "pitch 12 Lowtown caravan site".
_IN_BUILDING: Final = re.compile(
    rf"""
    {_UNIT}[ ](?:no\.?[ ])?{_NUMBER} (?: ,?[ ](?:at|in|of|on)[ ] | ,?[ ] ) (?:the[ ])?
    (?P<words> (?:[A-Za-z][\w'&-]{{1,20}}[ ]){{1,3}}? ) {_HOME} (?![\w'-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "room 22, the Elms Hotel, London Road", "Rm 22 Travel Inn, A38".
_ROAD_AFTER: Final = re.compile(
    r",[ ](?:(?:[A-Z][\w'-]{1,20}[ ]){1,3}(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Drive|Way|Parade)"
    r"|[AB]\d{1,4})(?!\w)"
)
_BLOCK_BEFORE: Final = re.compile(r"\b(?:block|blk)[ ][A-Za-z0-9]{1,2},?[ ]\Z", re.IGNORECASE)
# What meets in rooms, and what is public: "Room 5, Community House", "room 2 of the conference hotel".
PUBLIC: Final = frozenset({
    "town", "village", "church", "civic", "community", "memorial", "parish", "guild", "city", "county", "crown",
    "magistrates", "family", "high", "science", "business", "retail", "industrial", "trading", "enterprise", "car",
    "conference", "council", "training", "meeting", "youth",
})  # fmt: skip
"""Words in the names of buildings where anybody may go."""
_WORKPLACES: Final = frozenset(
    {"crown", "family", "county", "high"}
)  # before "court" alone: "the Crown B&B" is a home
_NAMED: Final = frozenset({"cottage", "cottages", "farm", "barn", "croft", "bungalow"})
_HOME_NAMED: Final = re.compile(
    r"(?:^|\b(?:lives?|live|living|all|stay|stays|staying|moved|with[ ]\w{1,12})[ ](?:at|to)[ ])"
    r"(?P<name>(?:[A-Z][\w'-]{1,20}[ ]){1,2}(?:Cottages?|Farm|Barn|Croft|Bungalow))\Z",
    re.MULTILINE,
)
_STANDS_IN: Final = re.compile(
    r",[ ][A-Z][\w'-]{1,20}(?:[ ][A-Z][\w'-]{1,20}){0,2}(?=[ ]?(?:[,.;\n]|\Z|[A-Z]{1,2}\d))"
)
_FIELDS: Final = Signs({"street", "road", "house", "flat", "building", "line", "address"})
_FIELD: Final = re.compile(
    r"""
    (?: (?:street|road)(?:[ ]name)? | (?:house|flat|building)[ _]?(?:no|number|name|name/no)\.?
      | (?:address[ _-]?)?line[ _-]?1
    )
    ["']?[ ]?[:=][ \t]{0,6}["']?
    (?P<value> (?: [A-Za-z0-9][\w'/.-]* (?:,?[ ](?!\w{1,20}[ ]?:))? ){1,6} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOTHING: Final = frozenset({"n/a", "na", "none", "as", "see", "same", "unknown", "not", "nil", "tbc", "yes", "no"})
_LINE_FIRST: Final = re.compile(r"(?:\A|[\n\t|;,{\"'*]|[a-z0-9][ ])[ \t\"']{0,4}\Z", re.IGNORECASE)
# "the Manor Surgery, 12 Osler Road": where anybody may go.
_OF_ANYBODY: Final = re.compile(
    r"""
    \b(?: surgery | clinic | library | hospital | pharmacy | museum | theatre | council | town[ ]hall | civic[ ]centre
        | (?:community|leisure|sports|health|medical|children's|day|job|family|walk-in|advice)[ ]?(?:centre|hub)
        | (?:police|fire|railway|bus)[ ]station | magistrates'?[ ]court
    )(?: ,[ ] | [ ]at[ ] | [ ]?\( )\Z
    | (?<!above[ ]the)(?<!behind[ ]the)(?<!over[ ]the)[ ]
      (?: school | nursery | academy | college | offices? | shop | store | branch | church | mosque | chapel | venue
        | depot | cafe | restaurant | pub | salon | headquarters | showroom )[ ]at[ ]\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FARTHEST: Final = 32
# "She lives at 43", "the family live on plot 7": a number alone is a house where somebody lives there.
_LIVES: Final = re.compile(
    r"""
    (?: lives? | lived | living | stays? | stayed | staying | moved | moving | resides? | housed | parked )
    [ ] (?: (?:back|in|over|now|still)[ ] )? (?:at|to|on|in|from)[ ]
    (?P<house> (?:(?:no\.?|number|plot|pitch|bay)[ ]?)? \d{1,3}[A-Za-z]? )
    (?= [ ]?(?:[.;)\r\n]|\Z|,[ ](?!\d))
      | [ ](?:with|and[ ](?!\d)|next|but|where|since|now|too|last|again|for[ ]now|opposite)\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIVING: Final = Signs({
    "live", "lives", "lived", "living", "stay", "stays", "stayed", "staying", "moved", "moving", "reside", "resides",
    "housed", "parked",
})  # fmt: skip


def in_buildings(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of flats and rooms in a named building, its block before them; how each was told."""
    begins, words = places(text), tokens(text)
    for unit in _UNITS.met(text):
        for at in begins[unit]:
            match = _IN_BUILDING.match(text, words[at].start)
            if match is None or counted(match["words"]):
                continue
            named = set(match["words"].lower().split())
            public = PUBLIC & named
            if public and not (public <= _WORKPLACES and not match[0].lower().endswith("court")):
                continue
            block = _BLOCK_BEFORE.search(text, max(0, match.start() - 12), match.start())
            road = _ROAD_AFTER.match(text, match.end())
            end = match.end() if road is None else road.end()
            yield (match.start() if block is None else block.start()), end, "building"


def lived_at(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of a house's number, or a site's plot, that stands alone where somebody lives: *lives at 43*."""
    begins, words = places(text), tokens(text)
    for verb in _LIVING.met(text):
        for at in begins[verb]:
            match = _LIVES.match(text, words[at].start)
            if match is None:
                continue
            house = match["house"].lower()
            # "moved to 9", "moved in on 12", "stayed on 5": a mark, a day; "on plot 7" is a place.
            bare = house[0].isdigit()
            if not bare or (" at " in match[0].lower() and not verb.startswith("mov")):
                yield *match.span("house"), "lives-at"


def named_homes(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of a house's name with the lane or village that it stands in: *at Vaux Farm, Stow Bardolph*."""
    begins, words = places(text), tokens(text)
    for kind in _NAMED.intersection(begins):
        for at in begins[kind]:
            match = _HOME_NAMED.search(text, max(0, words[at].start - _FARTHEST), words[at].end)
            after = _STANDS_IN.match(text, words[at].end)
            if match is not None and after is not None:
                yield match.start("name"), after.end(), "house-name"


def in_fields(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of what stands in a form's fields of an address: *House no: 12 Street: Elm Grove*."""
    begins, words = places(text), tokens(text)
    for field in _FIELDS.met(text):
        for at in begins[field]:
            start = words[at].start
            match = _FIELD.match(text, start)
            if match is None or _LINE_FIRST.search(text, max(0, start - 6), start) is None:
                continue
            value = match["value"].rstrip(" ,.'")
            if value and value.split(" ")[0].lower() not in _NOTHING:
                yield match.start("value"), match.start("value") + len(value), "label"


def without_public(text: str, found: list[Hit]) -> list[Hit]:
    """The hits but for addresses of a surgery, a library or another public place that stands before them."""
    return [
        hit
        for hit in found
        if hit.detector is not Detector.ADDRESS
        or _OF_ANYBODY.search(text, max(0, hit.start - _FARTHEST), hit.start) is None
    ]
