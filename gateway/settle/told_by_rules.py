"""What the organisation's own rules do besides a treatment: who is told, once for a case; what is recorded. Pure."""

from collections.abc import Callable, Iterable, Iterator

from gateway.config import Config
from gateway.decide.own_rule import CustomRule
from gateway.decide.policy import Policy
from gateway.hold.asked import Circle, asked_people, told_instead
from gateway.look import Look
from gateway.model.decision import Decision, Finding
from gateway.model.outcome import Once, RecordEntry
from gateway.model.reasons import Reason
from gateway.notices.places import RecipientNews
from gateway.notices.write import News, Notice, noted, rule_applied


def recorded(look: Look, decision: Decision) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For the record: the rules that applied, their notes, and what is only tried out would have done."""
    applied = [found for found in decision.findings if found.reason is Reason.CUSTOM_RULE]
    notes = tuple(dict.fromkeys(found.note for found in applied if found.note))
    kept = (
        ("rules", tuple(found.detail for found in applied)),
        ("notes", notes),
        ("would", tuple(_would(found) for found in decision.would)),
        ("candidate", tuple(_of_candidate(look, decision))),
    )
    return tuple((name, values) for name, values in kept if values)


def _of_candidate(look: Look, decision: Decision) -> Iterator[str]:
    for would in look.would:
        if would.recipient == decision.recipient:
            yield look.candidate
            yield would.treatment.word


def _would(found: Finding) -> str:
    return f"{found.detail} {found.treatment.word}"


def told_once(
    look: Look,
    news: News,
    told: Iterable[Notice],
    circle: Callable[[], Circle],
    record: Callable[[Look, Notice], RecordEntry],
    *,
    config: Config,
    policy: Policy,
) -> tuple[Once, ...]:
    """Notices that go once for a case.

    Args:
        told: those that go at this look in any case: a note to the sender stands in theirs.
        circle: who may be told; asked for only when somebody is.
    """
    notices: list[tuple[str, Notice]] = []
    at = look.asked.at
    if all(notice.to != news.sender for notice in told):
        alone = noted(news, config=config, at=at)
        notices += [] if alone is None else [("noted", alone)]
    for rule, about in _telling(news, policy):
        notices += [
            (f"rule {rule.name} {to.lower()}", rule_applied(news, about, rule, to, config=config, at=at))
            for to in _whom(rule, circle(), config)
        ]
    return tuple(Once(key=key, finished=one.finished, record=record(look, one)) for key, one in notices)


def _telling(news: News, policy: Policy) -> Iterator[tuple[CustomRule, list[RecipientNews]]]:
    for rule in policy.rules:
        if not rule.notify_roles and not rule.notify_addresses:
            continue
        about = [one for one in news.recipients if any(_is_of(rule, found) for found in one.decision.findings)]
        if about:
            yield rule, about


def _is_of(rule: CustomRule, found: Finding) -> bool:
    return found.reason is Reason.CUSTOM_RULE and found.detail == rule.name


def _whom(rule: CustomRule, circle: Circle, config: Config) -> tuple[str, ...]:
    """Nobody whom the message is about, and nobody outside (SAFE-2): the deputy or the IG lead in their place."""
    own = frozenset(config.organisation.domains)
    ours = [one for one in rule.notify_addresses if one.rpartition("@")[2] in own]
    by_role = [person.email for person in asked_people(rule.notify_roles, circle)]
    instead = [to for address in ours for to in told_instead(address, circle)]
    return tuple(dict.fromkeys((*by_role, *instead)))
