"""The organisation's own rules, as data in policy.yaml: they only add."""

from collections.abc import Iterator
from dataclasses import replace

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.own_conditions import Asking, applies
from gateway.decide.own_rule import CustomRule
from gateway.decide.people import identifying_hits
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Asked, Channel, Finding, Protection, Treatment
from gateway.model.reasons import Reason


def own_rules(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A rule that holds is released by those it names, apart from the sender; its protection stays."""
    yield from _asked(facts, policy, shadow=False)


def would_have(facts: Facts, policy: Policy) -> tuple[Finding, ...]:
    """What the rules that are only tried out (`shadow: true`) would have added."""
    return tuple(_asked(facts, policy, shadow=True))


def _asked(facts: Facts, policy: Policy, *, shadow: bool) -> Iterator[Finding]:
    rules = [rule for rule in policy.rules if rule.shadow is shadow]
    if not rules:
        return
    asking = Asking.of(facts, policy)
    for rule in rules:
        if applies(rule, asking):
            yield added(rule, asking)


def added(rule: CustomRule, asking: Asking) -> Finding:
    """What a rule that applies adds."""
    facts, policy = asking.facts, asking.policy
    may = tuple(role for role in rule.held_for if role is not Asked.SENDER)
    released = bool(may) and releasing(facts, policy, Reason.CUSTOM_RULE, may) is not None
    treatment = rule.treatment
    if released and treatment is Treatment.HOLD:
        treatment = Treatment.SHARE
    finding = found(
        Reason.CUSTOM_RULE,
        treatment,
        clause=rule.clause,
        about=[one.id for one in asking.told],
        cut=_cut(rule, asking),
        detail=rule.name,
        protection=max(rule.protection, _of_channel(rule.channel)),
    )
    held_for = rule.held_for if treatment is Treatment.HOLD else ()
    return replace(finding, held_for=held_for, channel=rule.channel, note=rule.note)


def _of_channel(channel: Channel | None) -> Protection:
    if channel is None:
        return Protection.NONE
    return Protection.TRANSPORT if channel is Channel.TLS else Protection.CONTENT


def _cut(rule: CustomRule, asking: Asking) -> list[int]:
    facts, policy = asking.facts, asking.policy
    if rule.treatment is Treatment.ANONYMISE:
        return sorted(identifying_hits(facts, policy))
    if rule.treatment is not Treatment.REDACT:
        return []
    kinds = rule.cut_kinds or rule.kinds
    if not kinds:
        return sorted(identifying_hits(facts, policy))
    return sorted(index for one in asking.spoken_of for index in one.hits if facts.hits[index].kind in kinds)
