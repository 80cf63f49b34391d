"""Facts → decision, for one recipient: ask every rule, take the strictest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gateway.decide.anonymous import hidden_as
from gateway.decide.answers import hiding
from gateway.decide.classes import effective
from gateway.decide.closing import (
    channel_strong_enough,
    required_channel_had,
    required_channels,
    signed_parts_untouched,
)
from gateway.decide.consents import weighed, weighed_the_same
from gateway.decide.facts import Facts
from gateway.decide.lane import asked_afterwards, asked_together
from gateway.decide.needs import Rule, asked, there
from gateway.decide.once import work_out_together
from gateway.decide.people import named, names_the_same, register_entry
from gateway.decide.policy import Policy
from gateway.decide.recipient import party_type
from gateway.decide.rules import RULES
from gateway.decide.rules.own_rules import would_have
from gateway.model.decision import AnswerKind, Asked, Decision, Finding, Treatment
from gateway.model.parties import PartyType

_MANAGERS: Final = frozenset({Asked.LINE_MANAGER, Asked.TEAM_MANAGER, Asked.IG_LEAD, Asked.DUTY_MANAGER})


def decide(facts: Facts, policy: Policy, rules: tuple[Rule, ...] = RULES) -> Decision:
    """Ask every rule and take the strictest answer.

    A rule can only add strictness; none can undo another's finding. What the fast lane asks afterwards is one step
    with its own table (lane.py). When something is cut from what would be shared, the treatment is REDACT.

    Raises:
        ValueError: a bug, never a default to fall through to: no rule answered, or the fact sheet contradicts itself.
    """
    people = named(facts, policy)
    for person in people.candidates - facts.subjects.keys():
        register_entry(facts, person)  # SAFE-1: a danger that is not on the sheet cannot be seen
    present = there(facts, policy)
    answered: list[Finding] = []
    for rule in asked(rules, present):
        answered.extend(rule.ask(facts, policy))
    if not answered:
        raise ValueError("no rule answered")
    findings = asked_afterwards(facts, policy, tuple(answered))
    if hiding(facts):
        findings = tuple(_hidden(found) for found in findings)
    level = max([found.protection for found in findings])
    required = required_channels(findings)
    closing = (
        *signed_parts_untouched(facts, findings),
        *channel_strong_enough(facts, level),
        *required_channel_had(facts, required),
    )
    findings = asked_together(facts, policy, findings + closing)
    if party_type(facts, policy) is PartyType.PROTECTED_DISCLOSURE:
        findings = tuple(_for_safeguarding(found) for found in findings)
    cut = frozenset[int]().union(*[found.cut for found in findings if found.cut])
    treatment = max([found.treatment for found in findings])
    if cut and treatment is Treatment.SHARE:
        treatment = Treatment.REDACT
    if treatment in (Treatment.REDACT, Treatment.ANONYMISE):
        _all_can_be_cut(facts, policy)
    return Decision(
        recipient=facts.recipient.address,
        effective=effective(facts, policy),
        treatment=treatment,
        protection=level,
        findings=findings,
        cut=cut,
        hidden_cut=people.identifying | cut,
        channel=next(iter(required), None),
        would=would_have(facts, policy) if policy.rules else (),
        hidden_as=hidden_as(facts, policy),
    )


def decide_each(sheets: Sequence[Facts], policy: Policy) -> tuple[Decision, ...]:
    """The decisions of one mail's recipients, in order.

    As each alone; but what hangs on the mail and not on who receives it is worked out once.
    """
    work_out_together(named, sheets, policy, same=names_the_same)
    work_out_together(weighed, sheets, policy, same=weighed_the_same)
    return tuple(decide(facts, policy) for facts in sheets)


def _hidden(found: Finding) -> Finding:
    """What the version with details hidden settles no longer holds; the rule `answered` says what is hidden."""
    if found.treatment is not Treatment.HOLD or AnswerKind.HIDE not in found.answers:
        return found
    return replace(found, treatment=Treatment.REDACT, held_for=(), answers=())


def _for_safeguarding(found: Finding) -> Finding:
    # SAFE-2: a mail to a protected-disclosure address may be about those who would be asked.
    if _MANAGERS.isdisjoint(found.held_for):
        return found
    roles: Iterator[Asked] = (Asked.SAFEGUARDING_LEAD if role in _MANAGERS else role for role in found.held_for)
    return replace(found, held_for=tuple(dict.fromkeys(roles)))


def _all_can_be_cut(facts: Facts, policy: Policy) -> None:
    for told in named(facts, policy).judged:
        if told.kinds - {facts.hits[index].kind for index in told.hits}:
            raise ValueError(f"the fact sheet has a kind of {told.id} without the hit to cut")
