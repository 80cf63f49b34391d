"""What people are told while a rule is on trial: until when, and what that means for them. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.language import ENGLISH, Language
from gateway.model.decision import Decision, Treatment
from gateway.model.modes import EVERY, Mode, ModeEntry, trial_until

_MOMENT: Final = timedelta(microseconds=1)
_MEANS: Final = {
    Mode.OBSERVE: "email goes as before, and we note what would have happened",
    Mode.COACH: "the sender is asked and may go on",
    Mode.ENFORCE: "it counts",
}


def last_day(ends: datetime, zone: ZoneInfo, language: Language = ENGLISH) -> str:
    """The last day before an instant, as people write it: Sunday 28 February 2027."""
    return language.day((ends - _MOMENT).astimezone(zone))


def asked_line(until: datetime, zone: ZoneInfo, language: Language = ENGLISH) -> str:
    """For a sender whom a rule on trial asks."""
    return language.say(
        "We are trying this rule out until {day}; until then you decide if the email goes.",
        day=last_day(until, zone, language),
    )


def gone_line(until: datetime, zone: ZoneInfo, language: Language = ENGLISH) -> str:
    """For a sender whose email a rule on trial let go."""
    return language.say(
        "We are trying this rule out until {day}; after that it can stop an email like this.",
        day=last_day(until, zone, language),
    )


def other_line(until: datetime, zone: ZoneInfo, language: Language = ENGLISH) -> str:
    """For who is told of a rule that counts, while others are on trial."""
    return language.say(
        "We are trying some rules out until {day}; what is said here counts already.",
        day=last_day(until, zone, language),
    )


def trial_line(
    decisions: Iterable[Decision],
    modes: Iterable[ModeEntry],
    at: datetime,
    zone: ZoneInfo,
    language: Language = ENGLISH,
    *,
    asks_sender: bool,
) -> str:
    """The line for a notice about *decisions*; empty: no rule is on trial for its sender."""
    known = {one.id: one for one in modes}
    touched = [found for decision in decisions for found in decision.findings if found.mode in known]
    asked = [known[found.mode].ends for found in touched if found.treatment is not Treatment.SHARE]
    gone = [known[found.mode].ends for found in touched if found.treatment is Treatment.SHARE]
    if asked and asks_sender:
        return asked_line(max(asked), zone, language)
    if gone and asks_sender:
        return gone_line(max(gone), zone, language)
    until = trial_until(known.values(), at)
    return "" if until is None else other_line(until, zone, language)


def in_force_lines(modes: Iterable[ModeEntry], at: datetime, zone: ZoneInfo) -> Iterator[str]:
    """A line for each entry that lowers something now, the first to end first."""
    now = [one for one in modes if one.in_force(at) and one.mode < Mode.ENFORCE]
    for one in sorted(now, key=lambda one: (one.ends, one.id)):
        what = "every rule" if one.clause == EVERY else f"the rule {one.clause}"
        team = "every team" if one.team == EVERY else f"the team {one.team}"
        yield (
            f"We are trying this rule out until {last_day(one.ends, zone)}; {one.id} is {one.mode.word}, "
            f"{what}, {team}: {_MEANS[one.mode]}."
        )
