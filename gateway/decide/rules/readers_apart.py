"""MIN-1: people who should not know of each other do not see each other's addresses."""

from collections.abc import Iterator

from gateway.decide.coverage import cover
from gateway.decide.facts import Facts
from gateway.decide.people import Told, register_entry
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import is_internal
from gateway.model.decision import Finding, Treatment
from gateway.model.found import Role
from gateway.model.parties import Kind, PersonId
from gateway.model.reasons import Reason


def readers_apart(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held whatever the mail says: that a family is among the readers tells that we work with them.

    No release settles it: to send it apart, or in Bcc, costs nothing and shows nobody.
    """
    if is_internal(facts, policy):
        return
    families = facts.visible_households >= policy.visible_people
    if families or facts.visible_unknown >= policy.visible_unknown:
        detail = f"people:{facts.visible_households} public:{facts.visible_unknown}"
        yield found(Reason.VISIBLE_RECIPIENTS, Treatment.HOLD, detail=detail)
    seen = [one for one in _others_seen(facts) if isinstance(cover(facts, policy, _named(one), one), Reason)]
    if seen and not families:
        # CONS-1: that somebody comes to us is itself confidential, to a partner as to a neighbour.
        yield found(Reason.VISIBLE_RECIPIENTS, Treatment.HOLD, clause="CONS-1", about=seen)


def _others_seen(facts: Facts) -> list[PersonId]:
    """People of the register whom this recipient learns to be written to, by address or by name, but their own."""
    others = {address.lower() for address in facts.others}  # Bcc too: who is greeted there is told to all
    greeted = {
        one.candidates[0]
        for one in facts.people
        if one.role is Role.CORRESPONDENT and len(one.candidates) == 1
        if not others.isdisjoint(map(str.lower, register_entry(facts, one.candidates[0]).emails))
    }
    own = {*facts.recipient.people, *facts.recipient.represents, *facts.recipient.household}
    return sorted((greeted | facts.shown) - own)


def _named(person: PersonId) -> Told:
    return Told(id=person, role=Role.CORRESPONDENT, candidates=(person,), kinds=frozenset({Kind.NAME}), hits=())
