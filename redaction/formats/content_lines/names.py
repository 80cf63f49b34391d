"""What calendars and cards consist of (RFC 5545, RFC 6350, RFC 2426, vCard 2.1), and what each of it holds."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SAMPLE: Final = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:A\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=A9\r\nEND:VCARD\r\n"
)
"""With something of everything that is imported late."""

COMPONENTS: Final = frozenset({
    "VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VALARM", "VCARD",
})  # fmt: skip
# By its name: the order in which the pieces of its value are read, since a name is written surname first.
STRUCTURED: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType({"N": (3, 1, 2, 0, 4), "ADR": (), "ORG": ()})
LISTS: Final = frozenset({"CATEGORIES", "NICKNAME", "RESOURCES", "N", "ADR"})
TEXTS: Final = frozenset({
    "SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "CLASS", "STATUS", "TRANSP", "ACTION", "TZID",
    "TZNAME", "REQUEST-STATUS", "METHOD", "CALSCALE", "VERSION", "RELATED-TO", "FN", "LABEL", "TITLE", "ROLE",
    "NOTE", "GENDER", "LANG", "TZ", "KIND", "TEL", "EMAIL", "MAILER", "SORT-STRING", "BIRTHPLACE", "DEATHPLACE",
    "EXPERTISE", "HOBBY", "INTEREST", *STRUCTURED, *LISTS,
})  # fmt: skip
RAW: Final = frozenset({
    "DTSTAMP", "DTSTART", "DTEND", "DUE", "DURATION", "COMPLETED", "CREATED", "LAST-MODIFIED", "RECURRENCE-ID",
    "EXDATE", "RDATE", "RRULE", "EXRULE", "TRIGGER", "REPEAT", "SEQUENCE", "PRIORITY", "PERCENT-COMPLETE",
    "TZOFFSETFROM", "TZOFFSETTO", "FREEBUSY", "GEO", "REV",
})  # fmt: skip
"""Dates, numbers and rules: written as they came, or not at all."""
DATES: Final = frozenset({"BDAY", "ANNIVERSARY", "DEATHDATE"})
PEOPLE: Final = frozenset({"ORGANIZER", "ATTENDEE"})
ADDRESSES: Final = frozenset({"URL", "ATTACH", "TZURL", "IMPP", "MEMBER", "RELATED", "CALADRURI", "CALURI", "FBURL"})
PICTURES: Final = frozenset({"PHOTO", "LOGO", "IMAGE"})
KEPT: Final = TEXTS | RAW | DATES | PEOPLE | ADDRESSES | PICTURES | {"UID"}
NOT_LOOKED_INTO: Final = frozenset({"KEY", "SOUND"})
PARAMETERS: Final = frozenset({
    "CN", "CUTYPE", "DIR", "FBTYPE", "LANGUAGE", "MEMBER", "PARTSTAT", "RANGE", "RELATED", "RELTYPE", "ROLE", "RSVP",
    "SENT-BY", "TZID", "VALUE", "DELEGATED-FROM", "DELEGATED-TO", "TYPE", "PREF", "LABEL", "SORT-AS", "CALSCALE",
    "FILENAME", "EMAIL", "X-FILENAME",
})  # fmt: skip
"""Those that stay; coding, charset and format are what is written, and not what was said."""
SPOKEN: Final[Mapping[str, str]] = MappingProxyType({
    "BDAY": "Date of birth", "TEL": "Telephone", "FN": "Name", "N": "Name", "ADR": "Address", "NOTE": "Note",
    "EMAIL": "E-mail", "SORT-STRING": "Name", "LABEL": "Address", "NICKNAME": "Known as", "ORG": "Organisation",
})  # fmt: skip
# RFC 5545 §3.3.10; no word of it is anybody's.
RECURRENCE: Final = re.compile(
    r"(?:(?:FREQ=(?:SECOND|MINUTE|HOUR|WEEK|MONTH|YEAR)LY|FREQ=DAILY|(?:COUNT|INTERVAL)=\d{1,4}|UNTIL=\d{8}(?:T\d{6}Z?)?"
    r"|WKST=[A-Z]{2}|BY(?:SECOND|MINUTE|HOUR|DAY|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)=[-+0-9MOTUWEHFRSA,]{1,100})(?:;|\Z))+"
)
RULE: Final = re.compile(r"[A-Za-z0-9=;,:.+/-]{0,2000}")
DATE: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(T[\d:Z+-]{0,20})?")
LINK: Final = re.compile(r"(?:https?|mailto|tel|cid|sip|xmpp|urn|webcal):[^\s\x00-\x20]{1,2000}", re.IGNORECASE)
