"""What class a message has: marked by people, raised by its content, never lowered (CLASS-2, CLASS-3)."""

from gateway.decide.facts import Facts
from gateway.decide.once import once, once_under
from gateway.decide.people import SPECIAL, named, register_entry, told_about
from gateway.decide.policy import Policy, Unmarked
from gateway.decide.requests import is_foi_reply
from gateway.decide.unread import unread_parts
from gateway.decide.urgent import why_urgent
from gateway.model.decision import AnswerKind
from gateway.model.marking import Classification
from gateway.model.parties import Kind


@once
def is_secret(facts: Facts) -> bool:
    """Whether a national-security class is written anywhere, which we may not handle at all."""
    return any(marking.level is None for marking in facts.markings)


@once
def marked(facts: Facts) -> Classification | None:
    """The highest class written anywhere or chosen by the sender when asked. None: unmarked."""
    written = [marking.level for marking in facts.markings if marking.level is not None]
    chosen = [Classification.of(answer.value) for answer in facts.answers if answer.kind is AnswerKind.MARKING]
    return max((*written, *chosen), default=None)


@once_under
def floor(facts: Facts, policy: Policy) -> Classification:
    """The lowest class that what was found may go under."""
    people = named(facts, policy)
    # REC-2: of a reply to the public all that is told of those judged is cut, so nothing of it travels.
    if is_foi_reply(facts):
        special = (policy.floors[kind] for told in people.written_to for kind in told.kinds & SPECIAL)
        lowest = max(special, default=Classification.UNCLASSIFIED)
    else:
        lowest = people.floor
    withheld = any(
        register_entry(facts, one).protected_addresses
        for told in people.judged
        if Kind.ADDRESS in told.kinds
        for one in told.candidates
    )
    return max(lowest, policy.protected_address_floor) if withheld else lowest


def is_clean(facts: Facts, policy: Policy) -> bool:
    """Whether all was read and nothing found that is personal or sensitive."""
    found = told_about(facts, policy) or floor(facts, policy) > Classification.UNCLASSIFIED
    return not found and not unread_parts(facts)


def unmarked_rule(facts: Facts, policy: Policy) -> Unmarked:
    """What the policy says of this message if it is unmarked."""
    return policy.clean_unmarked if is_clean(facts, policy) else policy.other_unmarked


@once_under
def effective(facts: Facts, policy: Policy) -> Classification:
    """The class that counts: what is marked, or what unmarked is treated as, and never below the content."""
    if is_secret(facts):
        return Classification.CONFIDENTIAL
    written = marked(facts)
    if written is None:
        # MIN-3: in the fast lane nobody is asked first; what is sent unmarked travels as the highest.
        lane = why_urgent(facts, policy) and not is_clean(facts, policy)
        written = Classification.CONFIDENTIAL if lane else unmarked_rule(facts, policy).treated_as
    return max(written, floor(facts, policy))
