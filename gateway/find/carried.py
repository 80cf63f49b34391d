"""What a message carries besides its words: fields, files, size. For the organisation's own rules. Pure."""

import re
from datetime import datetime
from typing import Final

from gateway.decide.facts import MailFacts, SentFile
from gateway.decide.own_conditions import may_be_asked
from gateway.model.message import Field, Place, Reading
from redaction.normal import fold

_ENDING: Final = re.compile(r"((?:\.[a-z0-9]{1,10}){1,2})$")


def mail_facts(reading: Reading, size: int, local: datetime) -> MailFacts:
    """What a message carries.

    Args:
        size: bytes, as received.
        local: the instant of the decision in the organisation's time zone.
    """
    return MailFacts(
        fields=tuple(
            Field(name=_storable(one.name), value=_storable(one.value))
            for one in reading.fields
            if may_be_asked(one.name)
        ),
        files=_files(reading),
        size=size,
        time_of_day=local.time().replace(second=0, microsecond=0, fold=0),
    )


def _storable(text: str) -> str:
    """Without halves of surrogate pairs, which no UTF-8 can hold: the fact sheet is stored."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _files(reading: Reading) -> tuple[SentFile, ...]:
    names: dict[str, list[str]] = {}
    for unit in reading.units:
        if unit.place is Place.FILE_NAME:
            names.setdefault(unit.part, []).append(unit.text)
    types = {one.part: (one.said_type.lower(), one.found_type.lower()) for one in reading.attachments}
    # A part may be named without being an attachment, and be one without a name.
    return tuple(
        SentFile(
            part=part,
            types=tuple(dict.fromkeys(one for one in types.get(part, ()) if one)),
            endings=tuple(dict.fromkeys(ending for name in names.get(part, ()) for ending in endings(name))),
        )
        for part in dict.fromkeys((*types, *names))
    )


def endings(name: str) -> tuple[str, ...]:
    """The endings of a file's name: ".gz" and ".tar.gz". Spaces and dots at its end are what some systems drop."""
    found = _ENDING.search(fold(name).text.casefold().rstrip(" .\t\r\n\"'"))
    if found is None:
        return ()
    last = "." + found[1].rpartition(".")[2]
    return tuple(dict.fromkeys((last, found[1])))
