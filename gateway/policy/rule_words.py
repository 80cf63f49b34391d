"""A rule of the organisation's own, in words."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.decide.own_rule import CustomRule, Unless, When

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_words(rule: "CustomRule") -> str:
    """When it applies and what it adds, in a sentence."""
    conditions = (*_who(rule), *_what(rule), *_time(rule.time), *_unless(rule.unless))
    when = "; ".join(f"{what} {' or '.join(values)}".strip() for what, values in conditions if values)
    said = f"Mail {when}: {_added(rule)}."
    return f"Tried out only, changes nothing. {said}" if rule.shadow else said


def _who(rule: "CustomRule") -> Iterable[tuple[str, list[str]]]:
    inside = {None: [], True: ["inside"], False: ["outside"]}[rule.to_inside]
    return (
        ("from", sorted(rule.sender)),
        ("from the team", sorted(rule.from_team)),
        ("to", sorted(rule.to_address)),
        ("to the party", sorted(rule.to_party)),
        ("to the type", sorted(kind.value for kind in rule.to_type)),
        ("to the domain", sorted(rule.to_domain)),
        ("to somebody", inside),
        ("to", ["a mailing list"] if rule.to_list else []),
        ("to", ["a front door"] if rule.to_front_door else []),
    )


def _what(rule: "CustomRule") -> Iterable[tuple[str, list[str]]]:
    size = [] if rule.larger_than_bytes is None else [f"{rule.larger_than_bytes} bytes"]
    return (
        ("telling", sorted(kind.value for kind in rule.kinds)),
        ("telling at least", [f"{n} of {kind.value}" for kind, n in sorted(rule.hits_at_least.items())]),
        ("about people, at least", [str(rule.people_at_least)] if rule.people_at_least else []),
        ("for", sorted(rule.purposes)),
        ("marked or raised to", [level.word for level in sorted(rule.marked)]),
        ("that could not all be read", ["(any part)"] if rule.unread else []),
        ("larger than", size),
        ("with a file of the type", sorted(rule.file_types)),
        ("with a subject line that says", _quoted(rule.subject)),
        *_headers(rule.headers),
    )


def _headers(headers: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, list[str]]]:
    # Any of the fields: one condition, so that it reads as the rule does.
    said = [f"{name}: {' or '.join(_quoted(patterns))}" for name, patterns in sorted(headers.items())]
    return (("with a header field", said),)


def _quoted(patterns: Iterable[str]) -> list[str]:
    return [f'"{pattern}"' for pattern in sorted(patterns)]


def _time(when: "When") -> Iterable[tuple[str, list[str]]]:
    hours = [] if when.minutes is None else [f"{_clock(when.minutes[0])} and {_clock(when.minutes[1])}"]
    return (
        ("on", [_DAYS[day] for day in sorted(when.weekdays)]),
        ("between", hours),
        ("from", [] if when.starts is None else [when.starts.isoformat()]),
        ("until", [] if when.ends is None else [when.ends.isoformat()]),
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _unless(unless: "Unless") -> Iterable[tuple[str, list[str]]]:
    return (
        ("but not from", sorted(unless.sender)),
        ("but not from the team", sorted(unless.from_team)),
        ("but not to", sorted(unless.to_address)),
        ("but not to the domain", sorted(unless.to_domain)),
        ("but not to the party", sorted(unless.to_party)),
        ("but not to the type", sorted(kind.value for kind in unless.to_type)),
    )


def _added(rule: "CustomRule") -> str:
    then = rule.treatment.word
    if rule.cut_kinds:
        then += f" {', '.join(sorted(kind.value for kind in rule.cut_kinds))}"
    if rule.held_for:
        then += f" for {', '.join(role.value for role in rule.held_for)}"
    if rule.protection:
        then += f", protection at least {rule.protection.word}"
    if rule.channel is not None:
        then += f", only by {rule.channel.value}"
    if rule.note:
        then += f', with the note "{rule.note}"'
    told = [*(role.value for role in rule.notify_roles), *rule.notify_addresses]
    if told:
        then += f", telling {', '.join(told)}"
    return then
