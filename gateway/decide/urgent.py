"""Whether a message is in the fast lane of MIN-3, and on what. Pure.

A safeguarding ground named by the sender or approved by a manager, "make this urgent" said to a hold, or a recipient
that the register lists as a front door. What the lane then does stands in lane.py.
"""

from typing import Final

from gateway.decide import approvals, purpose
from gateway.decide.answers import in_force
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.recipient import party_type
from gateway.model.decision import AnswerKind
from gateway.model.parties import PartyType, PersonId

FRONT_DOOR: Final = "front-door"

# Nobody acts on a concern there: to a family SAFE-1 and FAM-1 say what may go, to the public AGREE-6.
_NEVER: Final = frozenset({PartyType.PERSON, PartyType.SOCIAL_MEDIA})


@once_under
def why_urgent(facts: Facts, policy: Policy) -> str:
    """What puts it in the fast lane: "ground:CA89-47", "front-door", "answer:sender" or "approval"; empty: nothing.

    None of it hangs on how many people are found, but for the approval, which counts only when all of them have it:
    one more name in a message never puts it in the lane.
    """
    if party_type(facts, policy) in _NEVER:
        return ""
    ground = in_force(facts, facts.ground_said or "")
    if ground is not None and ground.safeguarding:
        return f"ground:{ground.id}"
    if facts.recipient.front_door:
        return FRONT_DOOR
    said = _answered(facts)
    if said:
        return said
    return "approval" if _all_approved(facts, policy) else ""


def said_by_sender_alone(facts: Facts, policy: Policy) -> bool:
    """Whether it is urgent by somebody's word, and not by what a register or a manager says."""
    return why_urgent(facts, policy).partition(":")[0] in {"ground", "answer"}


def _answered(facts: Facts) -> str:
    """Who said "make this urgent" about this very mail and recipient."""
    address = facts.recipient.address.lower()
    for answer in facts.answers:
        bound = answer.content_hash == facts.content_hash and address in map(str.lower, answer.recipients)
        if answer.kind is AnswerKind.URGENT and answer.at <= facts.at and bound:
            return f"answer:{answer.role.value}"
    return ""


def _all_approved(facts: Facts, policy: Policy) -> bool:
    approved = approvals.approved_on_safeguarding(facts, purpose.said(facts, policy))
    people = told_about(facts, policy) if approved else ()
    return bool(people) and all(approved_for(approved, told) for told in people)


def approved_for(approved: frozenset[PersonId], told: Told) -> bool:
    """Whether everybody whom a person found may be is among those approved for; nobody known is not."""
    return bool(told.candidates) and approved.issuperset(told.candidates)
