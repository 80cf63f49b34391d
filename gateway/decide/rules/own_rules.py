"""The organisation's own rules, as data in policy.yaml: they only add."""

from collections.abc import Iterator
from dataclasses import replace

from gateway.decide.answers import releasing
from gateway.decide.classes import effective
from gateway.decide.facts import Facts
from gateway.decide.people import Told, identifying_hits, told_about
from gateway.decide.policy import CustomRule, Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import party_type
from gateway.decide.unread import unread_parts
from gateway.model.decision import Asked, Finding, Treatment
from gateway.model.reasons import Reason


def own_rules(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A rule that holds is released by those it names, apart from the sender; its protection stays."""
    told = told_about(facts, policy)
    for rule in policy.rules:
        if not _applies(rule, facts, policy, told):
            continue
        may = tuple(role for role in rule.held_for if role is not Asked.SENDER)
        released = bool(may) and releasing(facts, policy, Reason.CUSTOM_RULE, may) is not None
        treatment = rule.treatment
        if released and treatment is Treatment.HOLD:
            treatment = Treatment.SHARE
        finding = found(
            Reason.CUSTOM_RULE,
            treatment,
            clause=rule.clause,
            about=[one.id for one in told],
            cut=_cut(rule, facts, policy, told),
            detail=rule.name,
            protection=rule.protection,
        )
        yield replace(finding, held_for=rule.held_for if treatment is Treatment.HOLD else ())


def _applies(rule: CustomRule, facts: Facts, policy: Policy, told: tuple[Told, ...]) -> bool:
    recipient = facts.recipient
    kinds = {kind for one in told for kind in one.kinds}
    team = "" if facts.sender.staff is None else facts.sender.staff.team
    party = "" if recipient.party is None else recipient.party.id
    return all(
        (
            not rule.to_party or party in rule.to_party,
            not rule.to_type or party_type(facts, policy) in rule.to_type,
            not rule.to_domain or recipient.address.rpartition("@")[2].lower() in rule.to_domain,
            not rule.from_team or team in rule.from_team,
            not rule.kinds or bool(kinds & rule.kinds),
            # At least the lowest class named: a raised class never slips out from under a rule.
            not rule.marked or effective(facts, policy) >= min(rule.marked),
            not rule.unread or bool(unread_parts(facts)),
            len(told) >= rule.people_at_least,
        )
    )


def _cut(rule: CustomRule, facts: Facts, policy: Policy, told: tuple[Told, ...]) -> list[int]:
    if rule.treatment is Treatment.ANONYMISE:
        return sorted(identifying_hits(facts, policy))
    if rule.treatment is not Treatment.REDACT:
        return []
    if not rule.kinds:
        return sorted(identifying_hits(facts, policy))
    return [index for one in told for index in one.hits if facts.hits[index].kind in rule.kinds]
