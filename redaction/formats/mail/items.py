"""What Outlook keeps beside mail: appointments, contacts, tasks, notes; what of them is said, line by line.

They become a mail as well: what their forms show stands as text before their own text, and everything else is read
and left out.
"""

import struct
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

Value = str | bytes | int | datetime

NAMED: Final = 0x10000
"""Added to the number of a property that its set numbers (a long ID): [MS-OXPROPS] §1.3.2."""

_FIRST_NAMED: Final = 0x8000
_ENTRY: Final = struct.Struct("<IHH")  # [MS-OXMSG] §2.2.3.1.2
_BY_NAME: Final = 1
_OWN_SETS: Final = 3  # indexes below are sets that Windows knows; no form shows anything of them

# By property ([MS-OXPROPS] §2): the word before it, in the order of the forms.
_SHOWN: Final[Mapping[int, str]] = {
    NAMED | 0x8208: "Location", NAMED | 0x820D: "Start", NAMED | 0x820E: "End", NAMED | 0x8232: "Repeats",
    NAMED | 0x8238: "Attendees", NAMED | 0x8104: "Start", NAMED | 0x8105: "Due", NAMED | 0x810F: "Completed",
    NAMED | 0x811F: "Owner", NAMED | 0x8706: "Start", NAMED | 0x8708: "End", NAMED | 0x8712: "Type",
    NAMED | 0x853A: "Contacts",
    0x3001: "Name", 0x3A45: "Title", 0x3A06: "First name", 0x3A44: "Middle name", 0x3A11: "Surname",
    0x3A05: "Suffix", 0x3A4F: "Nickname", 0x3A42: "Date of birth", 0x3A41: "Anniversary", 0x3A17: "Job title",
    0x3A18: "Department", 0x3A16: "Company", 0x3A46: "Profession", 0x3A4E: "Manager", 0x3A30: "Assistant",
    0x3A48: "Partner", NAMED | 0x8083: "E-mail", NAMED | 0x8093: "E-mail", NAMED | 0x80A3: "E-mail",
    NAMED | 0x8062: "Messages", 0x3A1C: "Mobile telephone", 0x3A09: "Home telephone", 0x3A2F: "Home telephone",
    0x3A08: "Business telephone", 0x3A1B: "Business telephone", 0x3A1A: "Telephone", 0x3A1F: "Telephone",
    0x3A24: "Fax", 0x3A25: "Fax", 0x3A23: "Fax", NAMED | 0x801A: "Home address", NAMED | 0x801B: "Work address",
    NAMED | 0x801C: "Address", 0x3A15: "Address", 0x3A50: "Home page", 0x3A51: "Web page",
}  # fmt: skip


def lines(properties: Mapping[int, Value]) -> Iterator[str]:
    """What a form of Outlook shows of an item that is no mail; times are in UTC."""
    for tag, label in _SHOWN.items():
        value = properties.get(tag)
        if isinstance(value, datetime):
            yield f"{label}: {value:%d/%m/%Y %H:%M}" if value.hour or value.minute else f"{label}: {value:%d/%m/%Y}"
        elif isinstance(value, str) and value.strip("\0 "):
            said = value.strip("\0 ").replace("\r\n", "\n").replace("\r", "\n").replace("\n", ", ")
            yield f"{label}: {said}"


def long_ids(entries: bytes) -> dict[int, int]:
    """Of a file's list of named properties: its own numbers for those that have a long ID, with that ID."""
    found: dict[int, int] = {}
    for number, kind, index in _ENTRY.iter_unpack(entries[: len(entries) // _ENTRY.size * _ENTRY.size]):
        if not kind & _BY_NAME and kind >> 1 >= _OWN_SETS:
            found[_FIRST_NAMED + index] = NAMED | (number & 0xFFFF)
    return found
