"""What this same party already has from us: recorded, not asked again (MIN-1)."""

from gateway.decide.facts import Facts
from gateway.decide.people import Told
from gateway.decide.policy import Policy
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.model.parties import ALL, PersonId
from gateway.model.theirs import Theirs


def already_theirs(facts: Facts, policy: Policy, told: Told) -> Theirs | None:
    """That the recipient's party has all that is told of somebody, and nothing came in between. None: it has not.

    Since then no consent of theirs was withdrawn or refused for this party, and no restriction about them was made.
    A protected address and having no contact are for rules of their own, which ask nobody what went before.
    """
    if not facts.theirs or party_type(facts, policy) not in UNDER_AGREEMENT:
        return None
    had = next((one for one in facts.theirs if one.person == told.id), None)
    if had is None or had.since > facts.at:
        return None
    if any(_stopped(facts, one, had) or _restricted(facts, one, had) for one in told.candidates):
        return None
    return had


def basis_of(had: Theirs) -> str:
    """As Disclosure.basis has it."""
    return "+".join(f"already-theirs:{case}" for case in had.cases)


def _stopped(facts: Facts, person: PersonId, had: Theirs) -> bool:
    # At the very instant counts too: which of the two came first cannot be told.
    return any(
        had.since <= at <= facts.at
        for consent in facts.consents
        if consent.person == person and consent.party in {ALL, _party(facts)}
        for at in (consent.withdrawn_at, consent.refused_at)
        if at is not None
    )


def _restricted(facts: Facts, person: PersonId, had: Theirs) -> bool:
    # One that waits for its approval counts already, as everywhere (CONS-7).
    return any(
        restriction.approved_at is None or restriction.approved_at >= had.since
        for restriction in facts.restrictions
        if restriction.person == person and (restriction.until is None or restriction.until > facts.at)
    )


def _party(facts: Facts) -> str:
    return "" if facts.recipient.party is None else facts.recipient.party.id
