"""Values and mentions that name nobody → whom they are about, by who stands near.

A value goes to the nearest person before it on its line, else after it there, else in its sentence, else before it
in its paragraph, else to somebody unnamed. A mention of something special goes to everybody its sentence names, else
to the nearest person before it and those of the register named beside them; where the whole message tells of nobody
it is no personal data.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gateway.find.kinds import CONTACTS, IDENTIFIERS, PLACES
from gateway.find.layout import Layout
from gateway.find.namesakes import MANY
from gateway.find.owners import compact, has_another
from gateway.find.spots import Placed, Sort, Spot, Spots, Who
from gateway.model.parties import RegisterSnapshot
from redaction import MENTIONS, Detector, Evidence, Hit

_UNNAMED: Final = "#"  # begins the key of somebody of whom there is only a value
_OFFICE: Final = Who(sort=Sort.CORRESPONDENT, key="office")
_OURS: Final = re.compile(r"\b(?:me|my|us|our|ours)\b", re.IGNORECASE)
_OF_ONE: Final = IDENTIFIERS | {
    Detector.DATE_OF_BIRTH,
    Detector.PASSPORT,
    Detector.DRIVING_LICENCE,
}
_OF_BUSINESS: Final = frozenset({
    Detector.SORT_CODE,
    Detector.ACCOUNT,
    Detector.VEHICLE_REG,
    Detector.IP,
    Detector.MAC,
    Detector.URL,
    Detector.HANDLE,
})  # fmt: skip
"""Values that firms have too: where to pay an invoice, the van in the car park, a server."""
# What makes a place or a number a venue's or a firm's, and what makes it somebody's after all: "The training is at
# …", but not "She lives at …" or "the family at …".
_VENUE: Final = re.compile(
    r"\b(?:venue|training|meeting|conference|event|workshop|course|hall|centre|office|reception|desk|room|doors|park(?:ing)?"
    r"|deliver\w*|collect\w*|invoices?|orders?|suppliers?|switchboard|helpline|enquiries|bookings?|catering|ltd|limited"
    r"|plc|llp|cic|charity|council|school|college|clinic|surgery|hospital|library|church|family support)\b",
    re.IGNORECASE,
)
_SOMEBODY: Final = re.compile(
    r"\b(?:she|he|her|hers|his|him|lives?|living|lived|stays?|staying|moved|aged|girl|boy|baby|toddler|teenager|child"
    r"|mother|mum|father|dad|grandmother|grandfather|neighbour|famil(?:y|ies)(?![ -]support)|home)\b",
    re.IGNORECASE,
)
# The line below an organisation's mail that says who it is (Companies Act 2006 s.82, Charities Act 2011 s.194).
_LETTERHEAD: Final = re.compile(
    r"\b(?:registered (?:office|address|charity|company|in (?:england|scotland|wales|northern ireland|the uk))"
    r"|(?:charity|company) (?:no\b|number|registration)|head office|vat (?:no\b|number|reg))",
    re.IGNORECASE,
)
_MOBILE: Final = re.compile(r"(?:\+44|0044|0)[ ()0]*7")
_OFFICES: Final = frozenset(
    {
        "accounts", "admin", "bookings", "contact", "customerservice", "enquiries", "events", "finance", "hello",
        "help", "helpdesk", "hr", "info", "invoices", "jobs", "mail", "no-reply", "noreply", "office", "orders",
        "post", "press", "reception", "recruitment", "sales", "service", "services", "support", "training",
    }
)  # fmt: skip
# What is said of a colleague, not of their work: "Ben has …", "Ben's …", but not "Ben is running a group on …".
_STATE: Final = re.compile(
    r"(?:['’]s\b|\s+(?:has|had|suffers|suffered|feels|felt|went|lives|(?:is|was|has been|had been)"
    r"(?!\s+(?!(?:having|undergoing|recovering|receiving|suffering)\b)\w+ing)))\b",
    re.IGNORECASE,
)
# "… cannot come, he is having …", "… is off because of his …", but not "… said that she has …".
_STATE_LATER: Final = re.compile(
    r"(?!.*\b(?:says?|said|tells?|told|asks?|asked|thinks?|thought|reports?|reported|writes?|wrote|confirm\w*|advis\w+"
    r"|not(?:es|ed)|heard|knows?|knew|sees?|saw|worked|works|visited|met)\b)"
    r".*(?:\b(?:he|she|they)(?:['’](?:s|ve|re|d)\b|\s+(?:has|have|had|is|are|was|were|suffers?|suffered|needs?)\b)"
    r"|\b(?:due to|because of|recovering from|off with|sick with|ill with|for|after)\s+(?:his|her|their)\b)",
    re.IGNORECASE | re.DOTALL,
)


def values(placed: Iterable[Placed], spots: Spots, layout: Layout, register: RegisterSnapshot) -> list[Spot]:
    """The values among *placed* that have no person yet, each with one."""
    unnamed = _Unnamed(layout)
    found: list[Spot] = []
    placed = tuple(placed)
    tells = _tells_of_somebody(placed, spots)
    for unit, hit in placed:
        if hit.detector in MENTIONS or hit.detector is Detector.NAME:
            continue
        beside = _beside(unit, hit, spots, layout, register)
        if beside is not None:
            found.append(Spot(unit=unit, hit=hit, who=beside, corresponding=beside.sort is Sort.CORRESPONDENT))
        elif hit.persons and len(hit.persons) <= MANY:
            found.append(Spot(unit=unit, hit=hit, who=Who(sort=Sort.REGISTER, ids=tuple(sorted(hit.persons)))))
        elif _of_letterhead(unit, hit, layout) or (
            not tells and _of_an_office(hit, layout.text(unit), layout.paragraph(unit, hit.start))
        ):
            found.append(Spot(unit=unit, hit=hit, who=_OFFICE, corresponding=True))
        elif hit.detector is not Detector.AGE:  # an age alone tells of nobody
            found.append(Spot(unit=unit, hit=hit, who=unnamed.of(unit, hit)))
    return found


def _tells_of_somebody(placed: Iterable[Placed], spots: Spots) -> bool:
    """Whether the message tells of anybody by a name or a value that one person alone has."""
    if any(spot.who.sort is not Sort.CORRESPONDENT for spot in spots.all):
        return True
    return any(hit.detector in _OF_ONE for _, hit in placed)


def _of_an_office(hit: Hit, text: str, paragraph: tuple[int, int]) -> bool:
    """Whether a value of nobody is a venue's or a firm's, in a message that tells of nobody else.

    Half of all business mail gives such an address or number. In doubt, without a word that says so, beside a word
    about a person, or where it is a mobile's number, it is somebody's.
    """
    value = text[hit.start : hit.end]
    if hit.detector is Detector.EMAIL:
        return value.partition("@")[0].casefold() in _OFFICES
    if hit.detector in _OF_BUSINESS:
        return _SOMEBODY.search(text, *paragraph) is None
    if hit.detector not in PLACES | {Detector.PHONE} or (hit.detector is Detector.PHONE and _MOBILE.match(value)):
        return False
    return _VENUE.search(text, *paragraph) is not None and _SOMEBODY.search(text, *paragraph) is None


def _of_letterhead(unit: int, hit: Hit, layout: Layout) -> bool:
    """Whether a value stands on the line that says where an organisation is registered, with nobody beside it."""
    if hit.detector not in PLACES | _OF_BUSINESS | {Detector.PHONE, Detector.CASE_ID}:
        return False
    line = layout.line(unit, hit.start)
    text = layout.text(unit)
    return _LETTERHEAD.search(text, *line) is not None and _SOMEBODY.search(text, *line) is None


def mentions(placed: Iterable[Placed], spots: Spots, layout: Layout) -> Iterator[Spot]:
    """The mentions among *placed*, once for each person they are about."""
    for unit, hit in placed:
        if hit.detector not in MENTIONS or layout.tells_nothing(unit, hit.start):
            continue
        start, end = layout.sentence(unit, hit)
        near = dict.fromkeys(spot.who for spot in spots.within(unit, start, end) if _told_of(spot))
        if not near:
            paragraph, _ = layout.paragraph(unit, hit.start)
            before = (
                spots.before(unit, paragraph, hit.start, _told_of)
                or spots.earlier(unit, hit.start, _told_of)
                or spots.first(_told_of)
            )
            near = {} if before is None else dict.fromkeys(_meant(before, spots, layout))
        near |= dict.fromkeys(_colleagues(unit, hit, start, end, spots, layout))
        for who in near:
            yield Spot(unit=unit, hit=hit, who=who)


def _told_of(spot: Spot) -> bool:
    """Whether a mention may be about this person.

    A correspondent who is not in the register does their work. A place or a telephone number of nobody may be where a
    group on the matter meets.
    """
    if spot.who.sort is Sort.STRANGER and spot.who.key.startswith(_UNNAMED):
        return spot.hit.detector not in PLACES | {Detector.PHONE}
    return spot.who.sort is not Sort.CORRESPONDENT


def _meant(nearest: Spot, spots: Spots, layout: Layout) -> Iterator[Who]:
    """Whom "she" may be: who was named last, and whoever of the register is named in the same sentence.

    "Mia came with her mother. Her asthma is worse." may be about either, and each has consents of their own.
    """
    yield nearest.who
    start, end = layout.sentence(nearest.unit, nearest.hit)
    for spot in spots.within(nearest.unit, start, end):
        if spot.who.sort is Sort.REGISTER and not spot.corresponding:
            yield spot.who


def _colleagues(unit: int, hit: Hit, start: int, end: int, spots: Spots, layout: Layout) -> Iterator[Who]:
    """Correspondents of whom the sentence says what they are or have."""
    text = layout.text(unit)
    named = tuple(spots.within(unit, start, end))
    for spot in named:
        if (
            spot.who.sort is Sort.CORRESPONDENT
            and spot.hit.detector is Detector.NAME
            and not layout.corresponds(unit, spot.hit.start)
            and (_STATE.match(text, spot.hit.end) or _said_later(spot, hit, text, named))
        ):
            yield spot.who


def _said_later(spot: Spot, hit: Hit, text: str, named: tuple[Spot, ...]) -> bool:
    """Whether a pronoun between a colleague's name and the mention means the colleague."""
    between = any(spot.hit.end <= other.hit.start < hit.start and other.who != spot.who for other in named)
    return not between and _STATE_LATER.match(text[spot.hit.end : hit.start]) is not None


def _beside(unit: int, hit: Hit, spots: Spots, layout: Layout, register: RegisterSnapshot) -> Who | None:
    def wanted(spot: Spot) -> bool:
        if spot.who.sort is Sort.CORRESPONDENT:
            return hit.detector in CONTACTS
        text = layout.text(unit)
        if hit.persons and spot.hit.evidence is Evidence.MODEL and " " not in text[spot.hit.start : spot.hit.end]:
            return False  # what the model alone takes for a name draws no value of the register's to itself
        return not has_another(spot.who, hit, text, register)

    ours = hit.detector in CONTACTS and _OURS.search(layout.text(unit), *layout.sentence(unit, hit)) is not None
    author = layout.author(unit) if ours else None
    if author is not None:
        # "Ring me on …" in a mail within the mail, or a quoted one: its writer's, who may be nobody of this one.
        named = next(iter(spots.within(author, 0, len(layout.text(author)))), None)
        return named.who if named is not None else None
    quoted = layout.quoted_author(unit, hit.start) if ours else None
    writer = next(iter(spots.within(unit, *quoted)), None) if quoted is not None else None
    if writer is not None and writer.who.sort is not Sort.CORRESPONDENT:
        return writer.who
    for start, end in (layout.line(unit, hit.start), layout.sentence(unit, hit)):
        # "Ana Silva (born …), Tom Reed (born …)": what belongs to a name follows it.
        found = spots.before(unit, start, hit.start, wanted)
        found = found or next((spot for spot in spots.within(unit, hit.start, end) if wanted(spot)), None)
        if found is not None:
            return found.who
    # "Call me on …", with nobody else in the sentence: the writer's own.
    if ours:
        return Who(sort=Sort.CORRESPONDENT, key="signature")
    found = spots.before(unit, layout.paragraph(unit, hit.start)[0], hit.start, wanted)
    return found.who if found is not None else None


class _Unnamed:
    """People of whom there is only a value. The same value is the same person; in one paragraph different kinds of
    value are one person's, until a second value of one kind comes."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._by_value: dict[tuple[Detector, str], Who] = {}
        self._in_paragraph: dict[tuple[int, int], tuple[Who, set[Detector]]] = {}

    def of(self, unit: int, hit: Hit) -> Who:
        """The person of a value."""
        value = (hit.detector, compact(self._layout.text(unit)[hit.start : hit.end]))
        if value not in self._by_value:
            where = (unit, self._layout.paragraph(unit, hit.start)[0])
            who, kinds = self._in_paragraph.get(where, (None, set()))
            if who is None or hit.detector in kinds:
                who, kinds = Who(sort=Sort.STRANGER, key=f"{_UNNAMED}{len(self._by_value)}"), set()
            self._in_paragraph[where] = (who, kinds | {hit.detector})
            self._by_value[value] = who
        return self._by_value[value]
