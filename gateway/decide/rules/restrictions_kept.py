"""CONS-6, CONS-7: what is kept from somebody does not reach them, and a limit of kinds is kept."""

from collections.abc import Iterator

from gateway.decide.ages import limit_stands
from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import Told, register_entry, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import entitled_to, is_internal
from gateway.decide.unread import unread_parts
from gateway.model.decision import Finding, Treatment
from gateway.model.parties import ALL, PersonId, Restriction
from gateway.model.reasons import Reason


def restrictions_kept(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """One that waits for its approval counts already: what was read cannot be taken back."""
    told = told_about(facts, policy)
    limited = releasing(facts, policy, Reason.RESTRICTED_BY_PARENT) is None
    for restriction in facts.restrictions:
        if restriction.until is not None and restriction.until <= facts.at:
            continue
        if _reaches(facts, restriction) and _may_stand_in(facts, restriction, told):
            yield found(Reason.KEPT_FROM_SUBJECT, Treatment.HOLD, about=[restriction.person], detail=restriction.id)
        if limited:
            yield from _beyond_limit(facts, policy, restriction, told)


def _reaches(facts: Facts, restriction: Restriction) -> bool:
    """Whether it goes to whom it is kept from, who acts for them, lives with them, or has their name."""
    recipient = facts.recipient
    if _theirs(facts, restriction):
        return True
    if restriction.person in recipient.people:
        return False  # it is about them, and kept from somebody else
    return not _kept_from(restriction).isdisjoint(recipient.household | recipient.might_be)


def _theirs(facts: Facts, restriction: Restriction) -> bool:
    return not _kept_from(restriction).isdisjoint({*facts.recipient.people, *facts.recipient.represents})


def _kept_from(restriction: Restriction) -> frozenset[PersonId]:
    return frozenset(restriction.kept_from or (restriction.person,))


def _may_stand_in(facts: Facts, restriction: Restriction, told: tuple[Told, ...]) -> bool:
    if restriction.id in facts.kept_phrases or restriction.id in facts.kept_documents:
        return True
    if restriction.only_kinds and not restriction.phrases:
        return False  # a limit of kinds, see below
    # Of what cannot be read, what lies within a household is for the sender (`everything_read`).
    if unread_parts(facts) and _theirs(facts, restriction):
        return True
    # With no phrases nothing can be looked for, so any mail about that person may hold it.
    return not restriction.phrases and any(restriction.person in one.candidates for one in told)


def _beyond_limit(
    facts: Facts, policy: Policy, restriction: Restriction, told: tuple[Told, ...]
) -> Iterator[Finding]:
    allowed = restriction.only_kinds
    if not allowed or ALL in allowed or is_internal(facts, policy):
        return
    if entitled_to(facts, policy, restriction.person):
        return
    for one in told:
        if restriction.person not in one.candidates:
            continue
        beyond = one.kinds.difference(allowed)
        # CONS-6: text about them beyond the allowed kinds counts too, not only typed values.
        free_text = restriction.person in facts.told_of
        if not (beyond or free_text):
            continue
        # CONS-6: on the birthday the right passes from the parent to the young person.
        if not limit_stands(restriction, register_entry(facts, restriction.person), policy.ages, facts.today):
            yield found(Reason.LIMIT_LAPSED, Treatment.SHARE, about=[restriction.person], detail=restriction.id)
        else:
            # Of free text no part can be told that is allowed: what names them is cut instead.
            cut = [index for index in one.hits if free_text or facts.hits[index].kind in beyond]
            yield found(
                Reason.RESTRICTED_BY_PARENT,
                Treatment.HOLD,
                about=[restriction.person],
                cut=cut,
                detail=restriction.id,
            )
