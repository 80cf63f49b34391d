"""What staff tell the gateway in a message: purpose, ground, statement, about whom, on what authority, what to hide.

Said in header fields (`X-Sharing-Purpose: …`) or as lines at the top of a body (`Purpose: …`). A header field wins
over a line. Where two fields, or two lines, say different things, neither counts: it is a fault, and whoever needs
the answer is asked (PURP-1).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.model.message import Place, Reading, Unit, ZoneKind
from gateway.read.lookalike import plain

MAX_VALUE: Final = 200  # code points
MAX_LINES: Final = 12  # non-empty lines at the top of a body that may hold directives


class Directive(StrEnum):
    """What can be said; the literal is the end of the header field's name."""

    PURPOSE = "purpose"
    GROUND = "ground"
    STATEMENT = "statement"
    ABOUT = "about"
    AUTHORITY = "authority"
    HIDE = "hide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """What was said. A fault is in words and names of ours: it never quotes the message."""

    purpose: str | None = None  # as written, blanks folded; None: not said, or not clearly
    ground: str | None = None  # a ground's id, as written
    statement: str | None = None  # "fact", "opinion" or "both" (FACT-1)
    about: tuple[str, ...] = ()  # register ids as written, in order
    authority: str | None = None  # "sar:S-4", "foi:F-12", "approval:A-3"
    hide: bool = False  # the version with details hidden is to go (MIN-2)
    faults: tuple[str, ...] = ()


_FIELDS: Final = {f"x-sharing-{directive}": directive for directive in Directive}
_LINE: Final = re.compile(
    r"[*_ ]*(?:(?P<purpose>(?:sharing )?purpose)|(?P<ground>(?:statutory |legal )?ground)"
    r"|(?P<statement>(?:statement|facts?(?: ?/ ?| or | and )opinions?))|(?P<about>about)"
    r"|(?P<authority>authority)|(?P<hide>hide(?: (?:the )?details)?))"
    r"(?:[*_ ]*[:=]|(?<!about) -+(?= ))[*_ ]*(?P<value>.*)",
    re.IGNORECASE,
)
# What may stand above or between directives: a marking or its label. Anything else ends the block.
_PASSED_OVER: Final = re.compile(
    r"[^a-z]*|[^\w]*(?:protective(?:ly)? |security )?(?:marking|marked|classification)\b.*"
    r"|[^\w]*(?:unclassified|internal|confidential)[^\w]*",
    re.IGNORECASE,
)
_STATEMENTS: Final = {
    "fact": "fact",
    "facts": "fact",
    "opinion": "opinion",
    "opinions": "opinion",
    "both": "both",
    "fact and opinion": "both",
    "facts and opinions": "both",
    "fact and opinions": "both",
    "facts and opinion": "both",
    "fact/opinion": "both",
    "fact & opinion": "both",
}
_AUTHORITY: Final = re.compile(r"(?:sar|foi|approval):[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.IGNORECASE)
_PERSON_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")

_Said = dict[Directive, list[str]]


def directives(reading: Reading) -> Directives:
    """What the message's header fields and first lines say to the gateway.

    Only the outer header and the sender's own bodies speak: nothing in quoted text, an attachment or a nested
    message does.
    """
    faults: list[str] = []
    fields = _from_fields(reading)
    lines = _from_lines(reading)
    chosen: dict[Directive, str] = {}
    for directive in Directive:
        value = _choose(directive, fields[directive], lines[directive], faults)
        if value is not None:
            chosen[directive] = value
    return Directives(
        purpose=chosen.get(Directive.PURPOSE),
        ground=chosen.get(Directive.GROUND),
        statement=_statement(chosen.get(Directive.STATEMENT), faults),
        about=_about(chosen.get(Directive.ABOUT), faults),
        authority=_authority(chosen.get(Directive.AUTHORITY), faults),
        hide=chosen.get(Directive.HIDE, "").casefold().strip(" .") == "yes",
        faults=tuple(faults),
    )


def _from_fields(reading: Reading) -> _Said:
    said: _Said = {directive: [] for directive in Directive}
    for field in reading.fields:
        directive = _FIELDS.get(field.name.strip().lower())
        if directive is not None:
            said[directive].append(" ".join(plain(field.value).split()))
    return said


def _from_lines(reading: Reading) -> _Said:
    said: _Said = {directive: [] for directive in Directive}
    attached = {attachment.part for attachment in reading.attachments}
    for unit in reading.units:
        if unit.place in {Place.TEXT, Place.HTML} and not unit.nested and unit.part not in attached:
            for directive, value in _top_lines(unit):
                said[directive].append(value)
    return said


def _top_lines(unit: Unit) -> list[tuple[Directive, str]]:
    """The directives of one body: of its directive zone, or of the first lines where the reader gave none."""
    zones = [zone for zone in unit.zones if zone.kind is ZoneKind.DIRECTIVE]
    if zones:
        lines = [line for zone in zones for line in unit.text[zone.start : zone.end].splitlines()]
    else:
        quoted = min((zone.start for zone in unit.zones if zone.kind is ZoneKind.QUOTED), default=len(unit.text))
        lines = unit.text[:quoted].splitlines()
    found: list[tuple[Directive, str]] = []
    filled = [folded for line in lines if (folded := " ".join(plain(line[:1000]).split()))]
    for line in filled if zones else filled[:MAX_LINES]:
        match = _LINE.fullmatch(line)
        if match is not None:
            said = next(directive for directive in Directive if match[directive] is not None)
            found.append((said, match["value"].rstrip("*_ ")))
        elif not zones and _PASSED_OVER.fullmatch(line) is None:
            break
    return found


def _choose(directive: Directive, fields: list[str], lines: list[str], faults: list[str]) -> str | None:
    by_field = _agreed(f"X-Sharing-{directive.capitalize()}", fields, faults)
    by_line = _agreed(f"the line {directive.capitalize()}", lines, faults)
    if by_field is not None and by_line is not None and by_field.casefold() != by_line.casefold():
        faults.append(f"{directive}: header field and line disagree; the header field counts")
    if any(fields):
        return by_field
    return by_line


def _agreed(name: str, values: list[str], faults: list[str]) -> str | None:
    distinct = {value.casefold(): value for value in reversed(values) if value}
    if len(distinct) > 1:
        faults.append(f"{name} is given more than once, with different values; none counts")
        return None
    value = next(iter(distinct.values()), None)
    if value is not None and len(value) > MAX_VALUE:
        faults.append(f"{name} is longer than {MAX_VALUE} characters")
        return None
    return value


def _statement(value: str | None, faults: list[str]) -> str | None:
    if value is None:
        return None
    known = _STATEMENTS.get(value.casefold().strip(" ."))
    if known is None:
        faults.append("statement: say fact, opinion or both")
    return known


def _about(value: str | None, faults: list[str]) -> tuple[str, ...]:
    if value is None:
        return ()
    ids = [part for part in re.split(r"[\s,;|]+", value) if part]
    if not all(_PERSON_ID.fullmatch(part) for part in ids):
        faults.append("about: give register ids, separated by commas")
        return ()
    return tuple(dict.fromkeys(ids))


def _authority(value: str | None, faults: list[str]) -> str | None:
    if value is None:
        return None
    compact = value.replace(" ", "")
    if _AUTHORITY.fullmatch(compact) is None:
        faults.append("authority: give sar:ID, foi:ID or approval:ID")
        return None
    kind, _, register_id = compact.partition(":")
    return f"{kind.lower()}:{register_id}"
