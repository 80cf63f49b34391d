"""Postal addresses: a house in a street, with the flat before it and the town after it."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.buildings import in_buildings, in_fields, lived_at, named_homes
from redaction.detect.columns import Cell, Column, cells
from redaction.detect.context import is_house_number
from redaction.detect.homes import homes, is_road
from redaction.detect.house_told import homes_called
from redaction.detect.joints import GAP, REMARK
from redaction.detect.name_run import BODIES
from redaction.detect.number_words import NUMBER
from redaction.detect.postcode import postcodes
from redaction.detect.signs import Signs
from redaction.detect.street import WORD, Street, counted, is_place, streets
from redaction.detect.street_told import lived_in, lived_in_after
from redaction.detect.words import GIVEN, NEVER_SURNAME, TITLES, word_list
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import places, small, tokens

_GAP: Final = r"(?:[ ]?,[ ]{0,2}(?:\r?\n[ \t]{0,4})?|[ ]{1,2}|[ ]?\r?\n[ \t]{0,4})"
_UNIT_WORD: Final = (
    r"\b(?:flat|flt|fl|room|rm|unit|apartment|apt|floor|flr|studio|plot|pitch|caravan|suite|bedsit|block|blk"
    r"|bungalow|"
    r"annexe?|cabin|chalet|berth|number|no)\b\.?"
)
# Flat 3, Room 12, Flat B, Unit 2B rear of; Basement flat; 2/1 and 1F2 (a Scottish stair); flat above the shop.
_UNIT: Final = re.compile(
    rf"(?:{_UNIT_WORD}[ ]?(?:no\.?[ ]?)?(?:[A-Za-z]?\d{{1,4}}[A-Za-z]?(?:[/-]\d{{1,3}})?|[A-Za-z]|{NUMBER})"
    rf"(?:{_GAP}|[ ](?:at|of|in|(?:at[ ]the[ ])?rear[ ]of)[ ])|{_UNIT_WORD}[ ](?:no\.?[ ])?|"
    rf"\b(?:(?:basement|garden|ground|first|second|third|top|upper|lower|attic|rear|front)[ ](?:(?:floor|flr"
    rf"|fl)[ ])?){{1,2}}"
    rf"(?:flat{_GAP}|(?<=(?:fl|lr|or)[ ]))|(?<![\w/.-])(?:[PBG]F)?\d{{1,2}}[/F]\d{{1,2}}(?:[ ]?,[ ]?|[ ])|"
    r"\bflat[ ](?:\d{1,3}[A-Za-z]?[ ])?(?:above|over|behind|below)[ ](?:[\w'&-]{1,20},?[ ]){1,4})\Z",
    re.IGNORECASE,
)
_HOUSE_KIND: Final = (
    r"(?:house|court|lodge|mansions|buildings|towers?|apartments|point|heights|villas?|cottages?|farm|barn|hall|mill|"
    r"hostel|inn|hotel|halls|refuge|(?:residential|nursing|care)[ ]home|(?:holiday|caravan)[ ]park)"
)
_BUILDING: Final = re.compile(rf"(?<![\w'-])(?:{WORD}[ ]){{1,3}}(?i:{_HOUSE_KIND}){_GAP}\Z")
_BUILDING_SMALL: Final = re.compile(rf"(?<![\w'-])(?P<words>(?:[a-z][a-z'-]{{2,20}}[ ]){{1,2}}){_HOUSE_KIND},?[ ]\Z")
_HOUSE_NAME: Final = re.compile(
    r"(?<![\w'-])[\"']?(?:[A-Z][\w'-]{0,24}[ ](?:(?:y|yr|the|of|on)[ ])?){0,3}[A-Z][\w'-]{2,24}[\"']?"
    r"(?:[ ]\([^()\n]{1,20}\))?,[ ]\Z"
)
# What tells that an address follows: "lives at Ardlui, Shore Road", "Norma – Bramblings, Pook Lane".
_LED_TO: Final = re.compile(
    r"(?:\b(?:lives?|living|lived|stays?|staying|home|house|cottage|address|addr|cyfeiriad|cartref|moved|moves"
    r"|moving|placement|placed)"
    r"\b(?:[ ](?:is|now|at|to|in|of|back|near|with|them|was))*[ :=-]{1,3}|[a-z'][ ][-–][ ]|\b(?:of|at|to|from)[ ])\Z",
    re.IGNORECASE,
)
_LEADS: Final = frozenset(
    {"lives", "live", "home", "address", "at", "of", "stays", "staying", "moved", "house", "now"}
)
_BEGINS: Final = re.compile(r"(?:\A|[\n\t|]|:)[ \"'>*]{0,3}\Z")
_PUBLIC: Final = frozenset({
    "town", "village", "church", "civic", "community", "memorial", "parish", "guild", "city", "county", "concert",
    "market", "police", "fire", "health", "cafe", "hub", "office", "offices", "court", "park", "shop", "bank", "hall",
})  # fmt: skip
_HOUSE_NAME_SMALL: Final = re.compile(r"(?<=[,:;|\n] )(?:[a-z][a-z'-]{1,20}[ ]){0,2}[a-z'-]{4,20},[ ]\Z")
_NEXT: Final = re.compile(
    rf"(?P<gap>{_GAP}(?:(?:off|near)[ ])?)"
    r"(?P<place>(?:[A-Za-z][\w'-]{1,24}(?:(?<=\bSt)\.)?[ ]){0,3}[A-Za-z][\w'-]{1,24})"
)
_ENDS: Final = re.compile(
    r"[ ]{0,2}(?:[,.;:()|\t\r\n]|\Z|[-–] )|[ ](?:on|in|at|since|where|until|and|which|but|from|with|for|as|is|was)\b"
)
_POSTCODE_NEXT: Final = re.compile(
    rf"{_GAP}(?:post[ ]?code[ :]{{1,3}})?(?=[A-Za-z]{{1,2}}\d[\dA-Za-z]?[ ]?\d[A-Za-z]{{2}}\b)", re.IGNORECASE
)
_LABEL: Final = re.compile(
    r"(?<![\w@-])(?<!IP )(?<!MAC )(?<!web )(?<!mail )"
    r"(?:(?:(?:home|current|new|previous|postal|full|family|placement|permanent|correspondence|contact|safe"
    r"|birth|registered|property|last[ ]known|temp(?:orary)?|TA|NOK)[ ])?(?:address|addr)|residence|cyfeiriad"
    r"|(?:lives|living|resid(?:es|ing)|staying|based)(?:[ ]at)?|add(?=[ ]?[:=]))\b\.?"
    rf"(?:[ ](?:line[ ]1|on[ ]file|of[ ]\w{{1,10}}|as[ ]per[ ]\w{{2,12}}))?{REMARK}"
    rf"(?P<joint>[ ]?[:=]|[ ]{{0,2}}(?:[?→#]|->?[ ]|\.\.)|[ ]{{2}}|[ ]?\(|\t|\r?\n)"
    rf"{GAP}(?P<value>[^\r\n\t|]{{4,100}})",
    re.IGNORECASE,
)
# What an address begins with: where no colon tells that one follows, nothing else counts.
_LOOKS: Final = re.compile(
    r"\d{1,4}[A-Za-z]?(?:[ ]?[-/][ ]?\d{1,4}[A-Za-z]?)?,?[ ]"
    r"(?!of|to|x|hours?|days?|weeks?|months?|years?|people|and|or)[A-Za-z]{3}"
    r"|(?:flat|flt|unit|apartment|apt|room|rm|plot|pitch|caravan|c/o|(?:top|basement|ground|garden)[ ])\b",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[A-Za-z]{3}")
_NAMED_HOUSE: Final = re.compile(
    rf"(?:[A-Z][\w'-]{{1,20}}[ ]){{1,3}}(?i:{_HOUSE_KIND}|forge|bungalow|rectory|vicarage)\b"
)
# What may stand after the street: "27 Sandown Gdns, top flat", "6 Tower St (basement)", "Hollins Drive, no 6".
_FLAT_AFTER: Final = re.compile(
    r"(?:,?[ ]|[ ]?\()(?:(?:top|ground|first|second|third|basement|garden|lower|upper|rear|front)(?:[ ]floor)?"
    r"(?:[ ](?:flat|flt))?(?=[ ]?(?:[.,;)\r\n]|\Z))|(?:flat|flt|apt)[ ][A-Z0-9]{1,3}(?!\w))",
    re.IGNORECASE,
)
_NUMBER_AFTER: Final = re.compile(r",?[ ](?:no\.?|number)[ ]?\d{1,4}[A-Za-z]?(?![\w/.-]\d)", re.IGNORECASE)
_REAR_BEFORE: Final = re.compile(r"\b(?:(?:the[ ])?(?:rear|back)[ ]of|sheltered)[ ]\Z", re.IGNORECASE)
# "Neighbour at No.4 holds key", "I live … number 40".
_ALONE: Final = re.compile(
    r"(?:number|no)\b\.?[ ]?(?P<house>\d{1,4}[A-Za-z]?)(?![\w/:-]|[.,]\d|[ ]\d)", re.IGNORECASE
)
_LIVES: Final = Signs({"lives", "live", "living", "lived", "stays", "staying", "moved"})
_LIVES_AT: Final = re.compile(
    r"[^.\n\d]{0,30}(?:,|\bat|\bto|\bin)[ ](?P<house>\d{1,4}[A-Za-z]?,?[ ]"
    r"(?P<first>(?:The[ ])?[A-Z][a-z][\w'-]{1,20})"
    r"(?:[ ][A-Z][a-z][\w'-]{1,20}){0,2})(?=[ ]?[.,;)\r\n(]|\Z|[ ][a-z])"
)
_LIVED: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|miss)[ .]{1,2}[a-z'-]{2,20}[ ](?:at|from)[ ]\Z)"
    r"|\b(?:neighbours?|lives?|living|calling|next[ ]door|doors?|opposite|outside)\b[^.\n]{0,40}\Z"
    r"|\b(?:house|home|flat|mum|mam|dad|nan|gran|cousin|uncle|aunt|brother|sister|friend|mate)(?:'?s)?"
    r"(?:[ ](?:house|place|flat))?[ ](?:is|was)[ ](?:at[ ])?\Z",
    re.IGNORECASE,
)
_VALUE_ENDS: Final = re.compile(
    r"[ ]{2,}|[ ,;.]*\b(?:post[ ]?code|tel|phone|mobile|email|dob|nhs|[a-z]{1,2}\d[\da-z]?[ ]?\d[a-z]{2})\b|;|"
    r"(?<!\bst)\.[ ]",
    re.IGNORECASE,
)
# What is noted in brackets behind an address and is no part of it: no number, no flat, no town with a capital.
_REMARK_AFTER: Final = re.compile(
    r"[ ]?\((?!(?:top|ground|first|second|basement|rear|front|upper|lower|flat)\b)[a-z][^()\d]*\).*\Z"
)
_SEGMENT: Final = re.compile(
    r"(?<![\w'-])(?P<part>(?:\d{1,4}[A-Za-z]?,?[ ])?(?:[A-Z][\w'-]{0,24}\.?[ ](?:(?:on|of|the|y|le)[ ])?){0,4}"
    r"[A-Z][\w'-]{1,24})[ ]?(?:,[ ]?(?:\r?\n)?|\r?\n|[ ])[ ]{0,4}\Z"
)
_HOUSE_AT: Final = re.compile(
    r"(?i:number|no\.?)[ ](?P<house>\d{1,4}[A-Za-z]?,?[ ][A-Z][a-z][\w'-]{1,20}(?:[ ][A-Z][a-z][\w'-]{1,20}){0,2})"
)
_AT: Final = re.compile(r"(?:\b(?:at|of|from|to|next|on)[ ]|'s?,[ ])\Z", re.IGNORECASE)
_JOINED: Final = frozenset({" and ", " & ", "/", " / ", " or "})
_LABELS: Final = ("addr", "lives", "living", "resid", "staying", "based", "cyfeiriad", "add")
_FIELDS: Final = frozenset({
    "mum", "mother", "dad", "father", "nan", "gran", "parent", "carer", "mobile", "tel", "phone", "post", "postcode",
    "email", "dob", "nhs", "school",
})  # fmt: skip


def address(text: str) -> Iterator[Hit]:
    """Find house and street with flat, building, town and county beside them; evidence ``pattern``.

    A street without a number counts after a house's name before a town, after a flat, or where words say that
    somebody lives there. So does what stands after *Address:*, or before a postcode in the form of an address.
    """
    found: list[tuple[int, int, str]] = []
    reach, told = -1, False
    for street in streets(text):
        if street.end <= reach:
            continue
        whole = _whole(text, street)
        # "the corner house on Melton Road and Bath Street": what is joined to a told one is told too.
        if whole is None and told and text[reach : street.start] in _JOINED:
            whole = street.start, street.end, "told"
        if whole is not None:
            told = whole[2] == "told"
            found.append(_with_flat(text, *whole))
            reach = found[-1][1]
    found += _houses(text)
    found += _told_of(text)
    found += in_buildings(text)
    found += _before_postcodes(text, Cover((start, end) for start, end, _ in found))
    found += in_fields(text)
    found += lived_at(text)
    found += homes(text)
    found += homes_called(text)
    found += named_homes(text)
    lower = small(text)
    if any(word in lower for word in _LABELS):
        found += _labelled(text)
    if "addr" in lower:
        found += [(cell.start, cell.end, "column") for cell in cells(text) if _filled(text, cell)]
    taken = -1
    # The longest of those that begin together; what lies inside another adds nothing.
    for start, end, how in sorted(found, key=lambda one: (one[0], -one[1])):
        if end <= taken:
            continue
        yield Hit(start=start, end=end, detector=Detector.ADDRESS, evidence=Evidence.PATTERN, how=how)
        taken = end


def _with_flat(text: str, start: int, end: int, how: str) -> tuple[int, int, str]:
    """An address with the flat that stands after it and *rear of* before it."""
    flat = _FLAT_AFTER.match(text, end)
    rear = _REAR_BEFORE.search(text, max(0, start - 16), start)
    return start if rear is None else rear.start(), end if flat is None else flat.end(), how


def _filled(text: str, cell: Cell) -> bool:
    """Whether a cell below *Address* holds one, and not *same* or *see above*."""
    if cell.column is not Column.ADDRESS or cell.end - cell.start < 5:
        return False
    return "," in text[cell.start : cell.end] or any(char.isdigit() for char in text[cell.start : cell.end])


def _whole(text: str, street: Street) -> tuple[int, int, str] | None:
    start, unit = _back(text, street.start)
    end = _forward(text, street.end)
    if street.numbered:
        house = _house_name(text, Street(start, street.end, numbered=False)) if text[start].isdigit() else None
        # "to Greystones, 8 Kirk Wynd": a name before a number is a house's where words lead to it, else a person's.
        if house is not None and (
            _LED_TO.search(text, max(0, house - 40), house) is not None
            or (_BEGINS.search(text, max(0, house - 4), house) is not None and not _surnamed(text[house:start]))
        ):
            start = house
        return start, end, "street"
    if unit:
        return start, end, "flat"
    number = _NUMBER_AFTER.match(text, street.end) if text[street.start].isupper() else None
    if number is not None:
        return street.start, number.end(), "street"
    house = _house_name(text, street)
    if house is not None and (
        end > street.end
        or _POSTCODE_NEXT.match(text, end)
        or (text[street.start].isupper() and _LED_TO.search(text, max(0, house - 40), house) is not None)
    ):
        return house, end, "house-name"
    if (text[street.start].isupper() or "," not in text[max(0, street.start - 24) : street.start]) and lived_in(
        text, street.start
    ):
        return street.start, end, "told"
    if text[street.start].isupper() and lived_in_after(text, street.end):
        return street.start, end, "told"
    return None


def _back(text: str, start: int) -> tuple[int, bool]:
    """Where the flat and the building before a street begin, and whether there is a flat or a stair."""
    unit = False
    for _ in range(3):
        since = max(0, start - 64)
        match = _UNIT.search(text, since, start)
        unit = unit or match is not None
        match = match or _BUILDING.search(text, since, start)
        if match is None:
            match = _BUILDING_SMALL.search(text, since, start)
            if match is None or counted(match["words"]):
                break
        start = match.start()
    return start, unit


def _surnamed(words: str) -> bool:
    """Whether what stands before a numbered street is rather somebody's surname."""
    return words.strip(" ,\"'").lower() in word_list("surnames")


def _house_name(text: str, street: Street) -> int | None:
    """Where the house's name before an unnumbered street begins; a body's or a person's is none."""
    since = max(0, street.start - 64)
    small = text[street.start].islower()
    match = (_HOUSE_NAME_SMALL if small else _HOUSE_NAME).search(text, since, street.start)
    if match is None:
        return None
    words = re.sub(r"[^\w' ]", " ", match.group().lower()).split()
    if words[0] in _LEADS and len(words) > 1:  # "Lives Corner House, Sedge Lane"
        return text.index(" ", match.start()) + 1
    if words[0] in GIVEN or (len(words) > 1 and words[-1] == "hall" and words[-2] in _PUBLIC):
        return None
    if not (BODIES - {"house", "lodge"}).isdisjoint(words) or words[0] in TITLES or words[-1] in _FIELDS:
        return None
    return match.start()


def _forward(text: str, end: int) -> int:
    """The end of the towns and counties after a street."""
    for _ in range(4):
        match = _NEXT.match(text, end)
        if match is None:
            break
        at = match.start("place")
        reach = _place_end(text, at, match["place"], match["gap"])
        if reach is None:
            break
        end = reach
    return end


def _place_end(text: str, at: int, words: str, gap: str) -> int | None:
    """Where the place that begins at *at* ends; None: no place is meant."""
    parts = [at + part.end() for part in re.finditer(r"[^ ]+", words)]
    comma = "," in gap
    whole = next((end for end in reversed(parts) if text[text.rfind(" ", at, end) + 1 or at].isupper()), None)
    if whole is not None and words[0].isupper() and not _no_place(words.split(" ")[0].lower()):
        coded = _POSTCODE_NEXT.match(text, whole) is not None
        if coded or (comma and _ENDS.match(text, whole)):
            return whole
    for end in reversed(parts):
        if is_place(text[at:end]) and (comma or "\n" in gap or words[0].isupper()):
            return end
    street = next(iter(streets(words)), None) if comma else None
    return None if street is None or street.start else at + street.end


def _no_place(word: str) -> bool:
    return (
        word in GIVEN
        or word in TITLES
        or word in _FIELDS
        or (word in word_list("common") and word not in {"st", "the"})
    )


def _before_postcodes(text: str, taken: Cover) -> Iterator[tuple[int, int, str]]:
    """*Lower Trevarth Farm, Gwennap, TR16 6AB*: two capitalised parts before a postcode, or one with a number."""
    for code in postcodes(text):
        end = start = code.start()
        parts = 0
        numbered = False
        while parts < 5:
            match = _SEGMENT.search(text, max(0, start - 72), start)
            if match is None or taken.touches(match.start("part"), match.end("part")):
                break
            words = match["part"].lower().replace(",", " ").split()
            if (
                words[0] in TITLES
                or words[0] in _FIELDS
                or (words[0] in GIVEN and len(words) == 2 and words[1] not in BODIES)
            ):
                break
            if not parts:
                end = match.end("part")
            start = match.start("part")
            parts += 1
            numbered = words[0][0].isdigit()
            if numbered:
                break
        if numbered or parts > 1:
            yield start, end, "postcode"


def _houses(text: str) -> Iterator[tuple[int, int, str]]:
    """*at number 22 Mossbank*: after its word a number and a name are a house and its street, whatever its kind."""
    begins, words = places(text), tokens(text)
    for word in begins.keys() & {"number", "no"}:
        for at in begins[word]:
            match = _HOUSE_AT.match(text, words[at].start)
            if match is not None and _AT.search(text, max(0, match.start() - 8), match.start()) is not None:
                yield *match.span("house"), "told"
                continue
            alone = _ALONE.match(text, words[at].start)
            if alone is not None and _LIVED.search(text, max(0, alone.start() - 60), alone.start()) is not None:
                yield *alone.span(), "told"


def _told_of(text: str) -> Iterator[tuple[int, int, str]]:
    """*Lives with in-laws, 133 Audley Range*: a number and names after *lives*, whatever kind of road it is."""
    begins, words = places(text), tokens(text)
    for word in _LIVES.met(text):
        for at in begins[word]:
            match = _LIVES_AT.match(text, words[at].end)
            if match is None or not is_house_number(text, match.start("house")):
                continue
            if _no_place(match["first"].lower()) or not is_road(match["first"]):
                continue
            yield *match.span("house"), "told"


def _without_remark(value: str, *, bracketed: bool) -> str:
    """An address without what is noted behind it: *(hers, marker on it)*; and without its own closing bracket."""
    if bracketed and "(" not in value:
        return value.split(")", 1)[0]
    remark = _REMARK_AFTER.search(value)
    return value if remark is None else value[: remark.start()]


def _labelled(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _LABEL.finditer(text):
        value = match["value"]
        ends = _VALUE_ENDS.search(value)
        value = value[: ends.start()] if ends else value
        value = _without_remark(value, bracketed="(" in match["joint"])
        value = value.rstrip(" ,.;")
        first = value.split(" ")[0].lower() if value else ""
        if "@" in value or "://" in value or _LETTERS.search(value) is None:
            continue
        colon = match["joint"].strip() in {":", "="}
        if not (colon and (any(char.isdigit() for char in value) or "," in value)) and (
            _LOOKS.match(value) is None and _NAMED_HOUSE.match(value) is None
        ):
            continue
        if first in NEVER_SURNAME and not value[:1].isupper():
            continue
        yield match.start("value"), match.start("value") + len(value), "label"
