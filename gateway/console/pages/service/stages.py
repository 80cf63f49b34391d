"""What happened to a mail, step by step, in words and with times: out of the record, without a word of the mail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.console.closed import closed
from gateway.language import joined, mark
from gateway.model.outcome import RecordKind
from gateway.record.reading import Entry, Fact

_STATES: Final = {
    "held": mark("it waits"),
    "ready": mark("it may go"),
    "returned": mark("sent back"),
    "refused": mark("refused"),
}
_NOTICES: Final = {
    "held": mark("that it waits"),
    "needs-decision": mark("that a decision is needed"),
    "reminder": mark("again, as a reminder"),
    "escalated": mark("because nobody had decided"),
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
        return mark("{n} ms", n=max(0, round(seconds * 1000)))
    if seconds < 120:
        return mark("{seconds} seconds", seconds=f"{seconds:.1f}")
    minutes = int(seconds // 60)
    return mark("{n} minutes", n=minutes) if minutes < 120 else mark("{n} hours", n=minutes // 60)


def _text(facts: Mapping[str, Fact], name: str) -> str:
    value = facts.get(name)
    return "" if value is None or isinstance(value, list) else str(value)


def _accepted(one: Entry) -> str:
    return mark(
        "Came in by {listener}, {size} bytes", listener=_text(one.facts, "listener"), size=_text(one.facts, "size")
    )


def _decided(one: Entry) -> str:
    state = _STATES.get(_text(one.facts, "state"), _text(one.facts, "state"))
    return mark(
        "Read and decided for {domain}: {state} ({treatment})",
        domain=_text(one.facts, "domain"),
        state=state,
        treatment=closed(_text(one.facts, "treatment")),
    )


def _held(one: Entry) -> str:
    asked = one.facts.get("asked")
    roles = [closed(each.partition(" ")[0]) for each in asked] if isinstance(asked, list) else []
    return mark("Held; asked: {roles}", roles=joined(", ", roles)) if roles else mark("Held")


def _notified(one: Entry) -> str:
    notice = _text(one.facts, "notice")
    return mark("{who} was told {what}", who=_text(one.facts, "to"), what=_NOTICES.get(notice, f"({notice})"))


def _answered(one: Entry) -> str:
    answer = _text(one.facts, "answer")
    return mark("Answered: {answer}", answer=closed(answer) if answer else mark("a note"))


def _delivered(one: Entry) -> str:
    what = mark("The email") if _text(one.facts, "what") == "mail" else mark("A notice")
    tls = _text(one.facts, "tls")
    way = f"{_text(one.facts, 'channel')}{f', {tls}' if tls else ''}"
    return mark(
        "{what} was handed over for {domain} ({way}; answer {code})",
        what=what,
        domain=_text(one.facts, "domain"),
        way=way,
        code=_text(one.facts, "code"),
    )


def _bounced(one: Entry) -> str:
    return mark(
        "Could not be delivered to {domain} (answer {code})",
        domain=_text(one.facts, "domain"),
        code=_text(one.facts, "code") or mark("none"),
    )


def _viewed(one: Entry) -> str:
    return mark("Looked at ({what})", what=_text(one.facts, "what") or mark("content"))


def _other(one: Entry) -> str:
    return closed(one.kind)


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
