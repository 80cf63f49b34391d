"""MIN-1: people who should not know of each other do not see each other's addresses."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gateway.decide.answers import separated
from gateway.decide.coverage import cover
from gateway.decide.facts import Facts
from gateway.decide.people import Told, register_entry
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import AnswerKind, Finding, Treatment
from gateway.model.found import Role
from gateway.model.parties import Kind, PersonId
from gateway.model.reasons import Reason

# Who is greeted in the text is greeted in every copy: its sender writes it again.
_REWRITE: Final = (AnswerKind.RETURN,)


def readers_apart(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held whatever the mail says: that a family is among the readers tells that we work with them.

    No release settles it: to send it apart, or in Bcc, costs nothing and shows nobody. What greets another reader by
    name tells of them in a mail of its own too.
    """
    apart = separated(facts)
    if apart:
        yield found(Reason.SEPARATED, Treatment.SHARE)
    families = not apart and facts.visible_households >= policy.visible_people
    if families or (not apart and facts.visible_unknown >= policy.visible_unknown):
        detail = f"people:{facts.visible_households} public:{facts.visible_unknown}"
        yield found(Reason.VISIBLE_RECIPIENTS, Treatment.HOLD, detail=detail)
    in_text, anywhere = _others_seen(facts)
    others = sorted(in_text if apart else anywhere)
    seen = [one for one in others if isinstance(cover(facts, policy, _named(one), one), Reason)]
    if seen and not families:
        # CONS-1: that somebody comes to us is itself confidential, to a partner as to a neighbour.
        finding = found(Reason.VISIBLE_RECIPIENTS, Treatment.HOLD, clause="CONS-1", about=seen)
        yield finding if in_text.isdisjoint(seen) else replace(finding, answers=_REWRITE)


def _others_seen(facts: Facts) -> tuple[frozenset[PersonId], frozenset[PersonId]]:
    """People of the register whom this recipient learns to be written to, but their own: by the text; by anything."""
    known = [one for one in facts.people if one.role is Role.CORRESPONDENT and len(one.candidates) == 1]
    if not (known or facts.shown):
        return frozenset(), frozenset()
    others = {address.lower() for address in facts.others}  # Bcc too: who is greeted there is told to all
    greeted = {
        one.candidates[0]: one.id
        for one in known
        if not others.isdisjoint(map(str.lower, register_entry(facts, one.candidates[0]).emails))
    }
    own = {*facts.recipient.people, *facts.recipient.represents, *facts.recipient.household}
    # The lists of readers are not shown in a mail of one's own; a name that stands anywhere else is.
    listed = {hit.about for hit in facts.hits if hit.unit in facts.listed}
    written = {hit.about for hit in facts.hits if hit.unit not in facts.listed}
    in_text = {person for person, found_id in greeted.items() if found_id in written or found_id not in listed}
    return frozenset(in_text - own), frozenset((greeted.keys() | facts.shown) - own)


def _named(person: PersonId) -> Told:
    return Told(id=person, role=Role.CORRESPONDENT, candidates=(person,), kinds=frozenset({Kind.NAME}), hits=())
