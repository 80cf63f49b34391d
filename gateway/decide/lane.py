"""What the fast lane does with findings: which are asked afterwards, and who is asked about the rest (MIN-3).

This is the one place where something is laid over the rules' findings. What may never be loosened is loosened by
nothing here: a reason that no table names holds in the lane as it does outside.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gateway.decide import approvals, purpose
from gateway.decide.answers import LANE, LANE_NEVER, releasing
from gateway.decide.classes import effective
from gateway.decide.concern import concerned
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import TABLE, found
from gateway.decide.recipient import ACTS_ON_A_CONCERN, party_type
from gateway.decide.urgent import approved_for, said_by_sender_alone, why_urgent
from gateway.model.decision import Finding, Treatment
from gateway.model.parties import Kind
from gateway.model.reasons import Reason

# What the sender alone would have been asked, and can be asked when it has gone: their word is as good then.
ASKED_OF_SENDER: Final = frozenset(
    {
        Reason.NO_MARKING,  # unmarked counts as Confidential (classes.py)
        Reason.CONFLICT_OF_MARKINGS,  # the highest counts anyway
        Reason.PURPOSE_UNKNOWN,
        Reason.WHICH_PERSON,  # every namesake is judged by itself
        Reason.NO_FACT_OPINION,
    }
)

# What somebody else would have been asked: noted only where a manager or a register stands behind the urgency.
ASKED_OF_OTHERS: Final = frozenset(
    {
        Reason.UNDER_MARKED,  # it goes under the raised class
        Reason.CLASS_NOT_COVERED,
        Reason.NO_AGREEMENT,
        Reason.AGREEMENT_NOT_YET,
        Reason.AGREEMENT_EXPIRED,
        Reason.AGREEMENT_SUSPENDED,
        Reason.ASSURANCE_OVERDUE,
        Reason.PURPOSE_NOT_COVERED,
        Reason.NOTICE_NOT_GIVEN,
        Reason.TRAINING_OVERDUE,
        Reason.VISIBLE_RECIPIENTS,
        Reason.BULK,
        Reason.CUSTOM_RULE,
    }
)

_STOPS: Final = frozenset({Treatment.ANONYMISE, Treatment.HOLD})


_NAMED_ONLY: Final = frozenset({Kind.NAME, Kind.CONTACT, Kind.FAMILY})


def asked_afterwards(facts: Facts, policy: Policy, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings as they are in the fast lane; outside it, as they are.

    Where the sender's word is all that makes it urgent, an approval is missing for what somebody else would have
    decided: then that holds, and not each question by itself.
    """
    if not why_urgent(facts, policy):
        return findings
    notes = tuple(_noted(one) for one in findings)
    others = [one for one in findings if one.reason in ASKED_OF_OTHERS and one.treatment in _STOPS]
    missing = others if others and not _stood_behind(facts, policy) else []
    missing += _blunted(facts, policy, findings)
    raised = [one for one in others if one.reason is Reason.UNDER_MARKED]
    added = [found(Reason.RAISED, Treatment.SHARE, detail=effective(facts, policy).word)] if raised else []
    if missing and releasing(facts, policy, Reason.APPROVAL_MISSING) is None:
        about = dict.fromkeys(person for one in missing for person in one.about)
        added.append(found(Reason.APPROVAL_MISSING, Treatment.HOLD, about=about))
    return (*notes, *added)


def asked_together(facts: Facts, policy: Policy, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Everybody of the fast lane is asked at once about what holds; outside it, whoever the reason names."""
    if not why_urgent(facts, policy):
        return findings
    return tuple(_together(one) for one in findings)


def _noted(one: Finding) -> Finding:
    if one.reason not in ASKED_OF_SENDER | ASKED_OF_OTHERS or one.treatment not in _STOPS:
        return one
    later = one.held_for or TABLE[one.reason].asked
    return replace(one, treatment=Treatment.SHARE, held_for=(), answers=(), cut=(), afterwards=later)


def _together(one: Finding) -> Finding:
    if one.treatment is not Treatment.HOLD or one.reason in LANE_NEVER:
        return one
    return replace(one, held_for=tuple(dict.fromkeys((*one.held_for, *LANE))))


def _stood_behind(facts: Facts, policy: Policy) -> bool:
    """Whether more than the sender's word makes it urgent: the register's front door, or a manager's yes.

    Everybody told about must be who the yes is for, or who that concern is about: naming somebody else as well must
    not bring in what was approved for others.
    """
    if facts.recipient.front_door or approvals.recorded_duty(facts) is not None:
        return True
    approved = approvals.approved_on_safeguarding(facts, purpose.said(facts, policy))
    people = told_about(facts, policy)
    return bool(approved and people) and all(
        approved_for(approved, told) or concerned(facts, policy, told) for told in people
    )


def _blunted(facts: Facts, policy: Policy, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """People who would be hidden from whoever is to act on the concern, for want of an approval (MIN-1).

    A referral about "[Person 1]" helps no child: on an approved ground they go whole, so that is what is asked for.
    To a front door with nothing else said, that is whoever the mail tells more of than a name: a child who is in no
    register, not the neighbour who rang.
    """
    if party_type(facts, policy) not in ACTS_ON_A_CONCERN:
        return
    hidden = [one for one in findings if one.reason is Reason.THIRD_PARTY_DATA]
    if not said_by_sender_alone(facts, policy):
        told = {one.id for one in told_about(facts, policy) if one.kinds - _NAMED_ONLY} if hidden else set()
        hidden = [one for one in hidden if not told.isdisjoint(one.about)] if facts.recipient.front_door else []
    yield from hidden
