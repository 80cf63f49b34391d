"""What the words around a name tell of it: a saint, an item of a list of things, one of several towns."""

import re
from typing import Final

from redaction.detect.words import GIVEN, lines, word_list

_SAINT: Final = re.compile(r"(?:\bst\.?|\bsaint|\bblessed|\bour lady of)[ ]\Z", re.IGNORECASE)
_SAINT_ENDS: Final = ("st ", "st. ", "saint ", "blessed ", "our lady of ")
_SAINT_FIRST: Final = re.compile(r"(?:st\.?|saint|blessed)[ ]", re.IGNORECASE)
_GIVEN_BEFORE: Final = re.compile(r"([A-Z][\w'-]+)[ ]\Z")
_FAR: Final = 24
_LONGEST: Final = 400  # characters of a list
_NEAR: Final = 120  # characters on either side in which its neighbours are looked at
# What a list of things begins with: "Menu: Victoria sponge, Eton mess", "Diversions: Nelson Road".
_HEADS: Final = frozenset({
    "menu", "order", "orders", "stock", "supplier", "suppliers", "invoices", "donations", "quotes", "deliveries",
    "shops", "brands", "products", "medicines", "venues", "schools", "nurseries", "colleges", "hospitals", "wards",
    "streets", "roads", "closures", "diversions", "buses", "trains", "stations", "towns", "places", "books",
    "authors", "films", "songs", "toys", "leaflets", "posters", "programmes", "reading", "theory", "theories",
    "theorists", "models", "tools", "scales", "systems", "software", "apps", "laptops", "phones", "tablets",
    "printers", "printer", "pods", "fixtures", "laws", "charities", "companies", "saints", "holidays", "allergens",
    "ingredients", "recipes", "plants", "jigsaws", "evenings", "expiry", "vouchers", "retailers", "landlords",
    "wines", "cheeses", "fonts", "colours",
})  # fmt: skip
_HEAD: Final = re.compile(r"(?:\A|[\n.;!?] ?)[ \t>*-]{0,6}(?P<head>[A-Za-z][A-Za-z' -]{2,28}):[^:\n]{0,380}\Z")
_ITEM_ENDS: Final = (":", ",", ";", "and", "or", "&")
_BEFORE_ITEM: Final = re.compile(r"(?:[:,;]|\band|\bor|&)[ ]?\Z")
_AFTER_ITEM: Final = re.compile(r"(?:'s)?[ ]?(?:[,.;:()]|\Z|\r?\n|and\b|or\b|&|\d)")
# What is called after somebody and follows the name: "Faith groups", "Dale Farm", "Gibbs cycle".
_CALLED_AFTER: Final = frozenset({
    "groups", "market", "wing", "wards", "desk", "suite", "syndrome", "disease", "palsy", "lymphoma", "scale",
    "scales", "review", "audit", "inquiry", "sponge", "salad", "biscuits", "sandwiches", "shirts", "scripts",
    "applications", "periods", "payments", "prams", "shelves", "fair", "building", "hostel", "stadium", "museum",
    "profile", "profiles", "cycle", "theory", "criteria", "hearings", "quay", "tower", "bridge", "embankment",
    "zoo", "island", "farm", "hall", "sdq", "lots", "applicants", "entrance", "foundation", "advocacy", "meats",
    "ambulance",
})  # fmt: skip
# "Nightingale, Jenner and Florence wards": what several names share.
_SHARED: Final = re.compile(
    r"(?:,[ ][A-Z][\w'-]+){0,5},?(?:[ ](?:and|&|or)[ ][A-Z][\w'-]+)?[ ](?:wards|roads|streets|wings|estates|shelves"
    r"|avenues|scales|hospitals|libraries|nurseries|scripts|theatres|schools|parks)\b"
)
_PART: Final = re.compile(r",[ ]?|[ ](?:and|or|&)[ ]|[ ]/[ ]")
_FEWEST_KNOWN: Final = 2


def among_things(text: str, start: int, end: int) -> bool:
    """Whether what stands around the name at ``[start, end)`` of a folded text says that it is no person's."""
    return (
        _saint(text, start)
        or _called_after(text, start, end)
        or _listed(text, start, end)
        or _beside_known(text, start, end)
    )


def _saint(text: str, start: int) -> bool:
    """*St Nicholas*; not *Zoe St John*, whose first name stands before it."""
    before = text[max(0, start - _FAR) : start]
    if text[start] not in "sSbB" or _SAINT_FIRST.match(text, start) is None:
        match = _SAINT.search(before) if before.lower().endswith(_SAINT_ENDS) else None
        if match is None:
            return False
        before = before[: match.start()]
    given = _GIVEN_BEFORE.search(before)
    return given is None or given[1].lower() not in GIVEN


def _called_after(text: str, start: int, end: int) -> bool:
    if " " in text[start:end]:
        return False
    if text[end : end + 1] in {",", " "} and _SHARED.match(text, end):
        return True
    rest = text[end : end + _FAR].removeprefix("'s")
    following = rest[1:].split(maxsplit=1) if rest[:1] == " " else []
    return bool(following) and following[0].lower().strip(".,;:)") in _CALLED_AFTER


def _listed(text: str, start: int, end: int) -> bool:
    """Whether it is an item, and nothing more, of a list under a head that tells of things."""
    before = text[max(0, start - 5) : start]
    if not before.lower().rstrip(" ").endswith(_ITEM_ENDS) or not _BEFORE_ITEM.search(before):
        return False
    if not _AFTER_ITEM.match(text, end):
        return False
    match = _HEAD.search(text, max(0, start - _LONGEST), start)
    return match is not None and not _HEADS.isdisjoint(match["head"].lower().split())


def _beside_known(text: str, start: int, end: int) -> bool:
    """Whether its neighbours in a list are known things, or towns as it is itself."""
    if text.count(",", max(0, start - _NEAR), end + _NEAR) < _FEWEST_KNOWN or not _AFTER_ITEM.match(text, end):
        return False
    own = _plain(text[start:end])
    if own not in _PLACES and (" " in own or own in _NAMES):
        return False
    begin = max(start - _NEAR, -1, *(text.rfind(mark, max(0, start - _NEAR), start) for mark in (". ", "\n", ": ")))
    until = [at for mark in (". ", "\n") if (at := text.find(mark, end, end + _NEAR)) >= 0]
    items = [_plain(item) for item in _PART.split(text[begin + 1 : min(until, default=end + _NEAR)].strip(" .:\n"))]
    if own not in items or len(items) <= _FEWEST_KNOWN or own == items[0]:
        return False
    # The first item has the sentence's beginning before it: "Bring Calpol, Piriton".
    items[0] = next((end for end in _ends(items[0]) if end in _THINGS or end in _PLACES), items[0])
    at = items.index(own)
    near = items[max(0, at - 1) : at] + items[at + 1 : at + 2]
    if own in _PLACES:
        return all(item in _PLACES for item in near)
    return sum(item in _THINGS for item in items) >= _FEWEST_KNOWN


def _ends(item: str) -> list[str]:
    words = item.split()
    return [" ".join(words[at:]) for at in range(len(words))]


def _plain(item: str) -> str:
    return item.lower().removesuffix("'s").replace("'", "").replace("-", " ").strip(" .:\n")


_THINGS: Final = frozenset(lines("things"))
_PLACES: Final = frozenset(place.replace("_", " ").replace("-", " ") for place in word_list("places"))
_NAMES: Final = GIVEN | word_list("surnames")
