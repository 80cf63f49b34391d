"""An out-of-office reply to one of our notices: who is away, and until when. Pure.

It counts only from the person's own address, handed in by a listener that we trust, as a reply to a notice whose case
names them as asked; so nobody can send a colleague away.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gateway.model.mail_kind import MailKind
from gateway.model.message import CaseId, Envelope, Place, Reading
from gateway.model.parties import StaffKind, StaffMember
from gateway.read.mail_kinds import mail_kind
from gateway.registers.address import normal
from gateway.registers.resolve import author_of

LONGEST: Final = timedelta(days=30)  # whoever is away for longer says so in the register

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?)?"
_DATE: Final = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>[a-z]{3,9})\.?(?:,?\s+(?P<y>\d{4}))?"
    r"|(?P<sd>\d{1,2})[/.](?P<sm>\d{1,2})[/.](?P<sy>\d{4}|\d{2}))(?![\w/])"
)
# The last day away; and the first day back, before which the last day away lies.
_UNTIL: Final = re.compile(rf"\b(?:until|till|up to|through)\s+(?:and including\s+)?{_DAY}{_DATE}", re.IGNORECASE)
_BACK: Final = re.compile(
    rf"\b(?:back|return(?:ing)?)\s+(?:(?:to|at|in)\s+(?:work|the office)\s+)?(?:on\s+)?{_DAY}{_DATE}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Who says that they are away."""

    email: str  # as the staff register has it
    case: CaseId  # of the notice that it answers
    until: date  # the last day


def absence(
    reading: Reading, envelope: Envelope, staff: Mapping[str, StaffMember], today: date, hostname: str
) -> Absence | None:
    """What an absence note to a notice of ours says. None: it is something else, or not to be believed."""
    if envelope.user is not None or mail_kind(reading, envelope.sender) is not MailKind.ABSENCE:
        return None
    author = normal(author_of(reading)) if author_of(reading) else ""
    member = next((one for one in staff.values() if author in map(normal, (one.email, *one.aliases))), None)
    case = _answered(reading, hostname)
    if member is None or member.kind is not StaffKind.PERSON or case is None:
        return None
    if envelope.sender and normal(envelope.sender) not in map(normal, (member.email, *member.aliases)):
        return None
    return Absence(email=member.email, case=case, until=last_day(_text(reading), today))


def last_day(text: str, today: date) -> date:
    """The last day of an absence that says when it ends, or today; of several the earliest; at most 30 days on."""
    found = [day for day in _days(text, today) if day >= today]
    return min(min(found, default=today), today + LONGEST)


def _days(text: str, today: date) -> Iterator[date]:
    for match in _UNTIL.finditer(text):
        if (day := _date(match, today)) is not None:
            yield day
    for match in _BACK.finditer(text):
        if (day := _date(match, today)) is not None:
            yield day - timedelta(days=1)


def _date(match: re.Match[str], today: date) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["sd"]:  # day first, as it is written here
            year = int(match["sy"]) + (2000 if len(match["sy"]) == 2 else 0)
            return date(year, int(match["sm"]), int(match["sd"]))
        month = _MONTHS.index(match["m"][:3].lower()) + 1
        if match["y"]:
            return date(int(match["y"]), month, int(match["d"]))
        this_year = date(today.year, month, int(match["d"]))
        return this_year if this_year >= today else date(today.year + 1, month, int(match["d"]))
    except ValueError:
        return None


def _answered(reading: Reading, hostname: str) -> CaseId | None:
    """The case of the notice that it answers, by our own Message-ID in the fields of RFC 5322 §3.6.4."""
    ours = re.compile(rf"<(GW-[0-9A-Z]{{8}})\.[a-z-]{{1,40}}\.[0-9.]{{1,40}}@{re.escape(hostname)}>")
    for name in ("In-Reply-To", "References"):
        match = ours.search(reading.field(name) or "")
        if match is not None:
            return CaseId(match[1])
    return None


def _text(reading: Reading) -> str:
    """Its own words: the first body, without what it quotes."""
    for unit in reading.units:
        if unit.place in {Place.TEXT, Place.HTML} and not unit.nested:
            quoted = min((zone.start for zone in unit.zones if zone.kind == "quoted"), default=len(unit.text))
            return " ".join(unit.text[:quoted].split())
    return ""
