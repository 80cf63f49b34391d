"""What happened to a mail, step by step, in words and with times: out of the record, without a word of the mail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.model.outcome import RecordKind
from gateway.record.reading import Entry, Fact

_STATES: Final = {"held": "it waits", "ready": "it may go", "returned": "sent back", "refused": "refused"}
_NOTICES: Final = {
    "held": "that it waits",
    "needs-decision": "that a decision is needed",
    "reminder": "again, as a reminder",
    "escalated": "because nobody had decided",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step."""

    at: datetime
    what: str
    by: str  # empty: the gateway itself
    after: str  # how long after the step before; empty: the first


def stages(entries: Sequence[Entry]) -> tuple[Stage, ...]:
    """Every step, oldest first."""
    found: list[Stage] = []
    before: datetime | None = None
    for one in entries:
        words = _WORDS.get(one.kind, _other)
        after = "" if before is None else _lasting(one.at - before)
        found.append(Stage(at=one.at, what=words(one), by="" if one.by == "gateway" else one.by, after=after))
        before = one.at
    return tuple(found)


def _lasting(time: timedelta) -> str:
    seconds = time.total_seconds()
    if seconds < 1:
        return f"{max(0, round(seconds * 1000))} ms"
    if seconds < 120:
        return f"{seconds:.1f} seconds"
    minutes = int(seconds // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"


def _text(facts: Mapping[str, Fact], name: str) -> str:
    value = facts.get(name)
    return "" if value is None or isinstance(value, list) else str(value)


def _accepted(one: Entry) -> str:
    return f"Came in by {_text(one.facts, 'listener')}, {_text(one.facts, 'size')} bytes"


def _decided(one: Entry) -> str:
    state = _STATES.get(_text(one.facts, "state"), _text(one.facts, "state"))
    return f"Read and decided for {_text(one.facts, 'domain')}: {state} ({_text(one.facts, 'treatment')})"


def _held(one: Entry) -> str:
    asked = one.facts.get("asked")
    roles = [each.partition(" ")[0].replace("_", " ") for each in asked] if isinstance(asked, list) else []
    return f"Held; asked: {', '.join(roles)}" if roles else "Held"


def _notified(one: Entry) -> str:
    notice = _text(one.facts, "notice")
    return f"{_text(one.facts, 'to')} was told {_NOTICES.get(notice, f'({notice})')}"


def _answered(one: Entry) -> str:
    return f"Answered: {_text(one.facts, 'answer') or 'a note'}"


def _delivered(one: Entry) -> str:
    what = "The email" if _text(one.facts, "what") == "mail" else "A notice"
    tls = _text(one.facts, "tls")
    way = f"{_text(one.facts, 'channel')}{f', {tls}' if tls else ''}"
    return f"{what} was handed over for {_text(one.facts, 'domain')} ({way}; answer {_text(one.facts, 'code')})"


def _bounced(one: Entry) -> str:
    return f"Could not be delivered to {_text(one.facts, 'domain')} (answer {_text(one.facts, 'code') or 'none'})"


def _viewed(one: Entry) -> str:
    return f"Looked at ({_text(one.facts, 'what') or 'content'})"


def _other(one: Entry) -> str:
    return one.kind.replace("-", " ").capitalize()


_WORDS: Final[dict[str, Callable[[Entry], str]]] = {
    RecordKind.ACCEPTED.value: _accepted,
    RecordKind.DECIDED.value: _decided,
    RecordKind.HELD.value: _held,
    RecordKind.NOTIFIED.value: _notified,
    RecordKind.ANSWERED.value: _answered,
    RecordKind.DELIVERED.value: _delivered,
    RecordKind.BOUNCED.value: _bounced,
    RecordKind.VIEWED.value: _viewed,
}
