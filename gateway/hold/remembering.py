"""What of a sender's answer may be remembered for the same people and partner (PURP-1). Pure.

Nothing but the purpose: what it is shared for stays true of the next mail about the same people. A consent, an
approval, a marking, and whether something is fact or opinion are of one message alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from gateway.decide import agreements
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.purpose import said
from gateway.decide.remembered import rests_on
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Decision
from gateway.model.parties import Agreement, PartyId, PersonId
from gateway.model.reasons import Reason
from gateway.model.remembered import LONGEST
from gateway.registers.due import MOMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One person whose purpose was asked for one partner."""

    person: PersonId
    party: PartyId
    party_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRemember:
    """What is to stand in the register; see RememberedPurpose."""

    about: About
    purpose: str
    worker: str
    until: date
    rests_on: frozenset[str]


def rememberable(facts: Facts, decision: Decision) -> tuple[About, ...]:
    """About whom the sender is asked for the purpose, as far as it could be remembered.

    People who are known for sure, for a partner with an agreement in force. Empty: nobody, or the sender is not in
    the staff register.
    """
    party = facts.recipient.party
    if party is None or facts.sender.staff is None or not agreements.in_force(facts):
        return ()
    asked = {
        each
        for found in decision.findings
        if found.reason is Reason.PURPOSE_UNKNOWN and AnswerKind.PURPOSE in found.answers
        for each in found.about
    }
    people = dict.fromkeys(one.candidates[0] for one in facts.people if one.id in asked and len(one.candidates) == 1)
    return tuple(About(person=one, party=party.id, party_name=party.name) for one in people)


def to_remember(
    looked: Sequence[tuple[Facts, Decision]], answer: Answer, policy: Policy, zone: ZoneInfo
) -> tuple[ToRemember, ...]:
    """What comes of it, when the sender gives this answer and asks to have it remembered.

    Empty: the agreement does not cover the purpose, or is to be reviewed first, so it would never count.

    Args:
        looked: the fact sheet and the decision of each recipient, as they were when it was asked.
        answer: of the kind PURPOSE, by the sender.
    """
    if answer.kind is not AnswerKind.PURPOSE or answer.role is not Asked.SENDER:
        return ()
    return tuple(one for facts, decision in looked for one in _of(facts, decision, answer, policy, zone))


def _of(facts: Facts, decision: Decision, answer: Answer, policy: Policy, zone: ZoneInfo) -> Iterator[ToRemember]:
    purpose = said(replace(facts, answers=(*facts.answers, replace(answer, at=facts.at))), policy)
    if purpose is None or facts.sender.staff is None:
        return
    allowing = agreements.under(facts, purpose)
    if not allowing:
        return
    until = min(facts.today + LONGEST, *(_last_day(one, zone) for one in allowing))
    if until < facts.today:
        return
    for about in rememberable(facts, decision):
        yield ToRemember(
            about=about,
            purpose=purpose,
            worker=facts.sender.staff.email,
            until=until,
            rests_on=rests_on(facts, policy, about.person),
        )


def _last_day(agreement: Agreement, zone: ZoneInfo) -> date:
    """The day after which the agreement has to be looked at again, or is over."""
    ends = date.max if agreement.ends is None else (agreement.ends - MOMENT).astimezone(zone).date()
    return min(ends, agreement.review or date.max)


def cells(one: ToRemember, identity: str, case: str, at: str) -> dict[str, str]:
    """The row of the register. *at*: the instant in ISO 8601."""
    return {
        "id": identity,
        "person": one.about.person,
        "party": one.about.party,
        "purpose": one.purpose,
        "worker": one.worker,
        "remembered_on": at,
        "until": one.until.isoformat(),
        "case": case,
        "rests_on": "|".join(sorted(one.rests_on)),
    }
