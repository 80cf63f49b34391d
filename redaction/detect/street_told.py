"""Whether what stands before a street without a number tells that somebody lives there.

*A hostel in Church Street*, *at his dad's on Hale Road*, *the carers' road, Chantry Rise*; not *the library in Church
Street*, though they live beside it: a public building between the sign and the street takes the sign to itself.
"""

import re
from typing import Final

_VERB: Final = (
    r"(?:liv(?:es?|ed|ing)|stay(?:s|ed|ing)?|stops|stopping|sleep(?:s|ing)?|slept|mov(?:e|es|ed|ing)"
    r"|resid(?:es|ed|ing)|lodg(?:es|ed|ing)|(?:re)?housed|squatting|placed|dossing|kipping|sofa[ -]surfing)"
)
_NOUN: Final = (
    r"(?:home|house|flat|room|sofa|bedsit|tenancy|address|hostel|refuge|lodgings?|digs|placement|block|tower"
    r"|bungalow|maisonette|caravan|annexe?|b&b|property|accommodation|squat|terrace|semi|landing)"
)
_KIN: Final = (
    r"(?:mum|mam|mom|mother|dad|father|nan|nana|nanna|gran|granny|grandma|grandmother|grandad|grandparent|aunt"
    r"|auntie|aunty|uncle|sister|brother|cousin|friend|mate|boyfriend|girlfriend|bf|gf|partner|ex|carer|neighbour"
    r"|in-law|parent|godmother|child)"
)
_WHERE: Final = r"(?:on|in|at|to|off|down|up|along|round|near|of|from)"
_LIVING: Final = re.compile(
    rf"""
    (?: \b(?:{_VERB}|{_NOUN})\b (?P<between>[^.\n]{{0,40}}) \b{_WHERE}[ ](?:the[ ])?
      | \b{_KIN}(?:'?s|s')[ ](?:(?:new|old|own)[ ])?(?:(?:place|flat|house)[ ])?(?:on|in|at|off|near)[ ]
      | \b(?:(?:his|her|their|my|our|whose|{_KIN}(?:'s|s'))[ ](?:\w{{1,10}}[ ])?(?:road|street|place|flat|house|home)
            | {_KIN}[ ]lives)
        (?:,|[ ]is|[ ]\(|[ ][-–])[ ]?(?:(?:in|on|at)[ ])?
      | \b(?:with|to|at|visited)[ ](?:(?:his|her|their|my|the)[ ])?(?:\w{{2,12}}[ ])?{_KIN}s?
        (?:[ ](?-i:[A-Z])[a-z]{{1,15}})?[ ](?:in|on|off|down|up|over[ ]on|round)[ ]
      | \b(?:return(?:s|ed|ing)?|(?:went|gone|go|goes|going|came|come|is|was|are|were|got|been|sent|taken)[ ]back)[ ]
        (?:home[ ])?(?:to|at|in|on)[ ]
      | \b(?:fled|vacated|evicted[ ]from|thrown[ ]out[ ]of|put[ ]out[ ]of|burgled)[ ]
    )\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIVED: Final = re.compile(
    rf",?[ ](?:where|in[ ]which|and)[ ][^.\n]{{0,28}}\b(?:{_VERB}|(?:has|have|had|rents?"
    rf"|owns?)[ ]an?[ ](?:{_NOUN}))\b",
    re.IGNORECASE,
)
_WIDEST: Final = 72  # characters before a street that may tell of it
_BEFORE_VERB: Final = 32
_LAST_WORDS: Final = re.compile(r"(?:[\w'&-]+[ ]){0,2}\Z")
_CLAUSE: Final = re.compile(r"[^.;:!?\n]*\Z")
# What people go to, and what is done in a street.
_GONE_TO: Final = frozenset({
    "school", "nursery", "academy", "college", "office", "offices", "surgery", "clinic", "hospital", "chemist",
    "pharmacy", "library", "centre", "center", "hall", "shop", "shops", "station", "hub", "pub", "cafe", "park",
    "stop", "works", "bays", "museum", "depot", "salon", "stall", "entrance", "team", "service", "court", "bank",
    "mosque", "church", "chapel", "market", "playground", "restaurant", "garage", "gym", "club", "bus", "buses",
    "traffic",
})  # fmt: skip
# Those of whom no home is told: "the library moved to Station Road", "our sessions return to Mill Lane".
_NOBODY: Final = _GONE_TO | {
    "charity", "group", "groups", "company", "sessions", "session", "meeting", "meetings", "class", "classes",
    "project",
    "department", "stalls", "appointments", "collection", "collections", "practice", "branch", "staff",
    "parking",
    "minibus", "route", "diversion", "festival", "parade", "march",
}  # fmt: skip
_NEXT_TO: Final = frozenset({"above", "over", "behind", "opposite", "beside", "below"})


def lived_in(text: str, start: int) -> bool:
    """Whether the words before *start* tell that somebody lives there: *moved to*, *her home on*."""
    told = _LIVING.search(text, max(0, start - _WIDEST), start)
    if told is None:
        return False
    between = told["between"] or ""
    last = _LAST_WORDS.search(between)
    # "a flat above the chip shop on Barrow Road": the flat is there too.
    if last is not None and not _GONE_TO.isdisjoint(last[0].lower().split()):
        return not _NEXT_TO.isdisjoint(between.lower().split())
    subject = _CLAUSE.search(text, max(0, told.start() - _BEFORE_VERB), told.start())
    return subject is None or _NOBODY.isdisjoint(subject[0].lower().split())


def lived_in_after(text: str, end: int) -> bool:
    """Whether what follows a street tells that somebody lives there: *Duke Street, where her gran lives*."""
    return _LIVED.match(text, end) is not None
