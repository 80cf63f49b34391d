"""Whether somebody's consent covers this sharing, and if not, what is nearest to it (CONS-1, CONS-2, CONS-3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.decide.ages import may_give
from gateway.decide.doubtful import by_a_danger, cannot_be
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.model.parties import ALL, Consent, Kind, PersonId
from gateway.model.reasons import Reason

# What is nearest to a consent, so that who is asked learns what to mend.
_NEAREST: Final = (
    Reason.CONSENT_WRONG_GIVER,
    Reason.CONSENT_ASSUMED,
    Reason.CONSENT_EXPIRED,
    Reason.CONSENT_OTHER_PURPOSE,
    Reason.CONSENT_OTHER_PARTNER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a person stands to this sharing."""

    why_not: Reason | None  # None: consent covers it
    consents: tuple[str, ...] = ()  # ids of those that cover it
    kinds: frozenset[str] = frozenset()  # Kind literals they cover; `*` for all


def standing(facts: Facts, policy: Policy, person: PersonId, purpose: str | None, kinds: frozenset[Kind]) -> Standing:
    """Judge all of one person's consents for this recipient at this instant."""
    own = tuple(consent for consent in facts.consents if consent.person == person)
    stopped = _stopped(own, facts, purpose, kinds)
    valid: list[Consent] = []
    near: set[Reason] = set()
    for consent in own:
        why = _why_not(consent, facts, policy, purpose)
        if why is not None:
            near.add(why)
        elif stopped is None or (consent.given_at is not None and consent.given_at > stopped[0]):
            valid.append(consent)
    if valid:
        covered = frozenset(kind for consent in valid for kind in consent.kinds)
        return Standing(why_not=None, consents=tuple(consent.id for consent in valid), kinds=covered)
    if stopped is not None:
        return Standing(why_not=stopped[1])
    return Standing(why_not=next((reason for reason in _NEAREST if reason in near), Reason.NO_CONSENT))


def covers(kinds: frozenset[str], kind: Kind) -> bool:
    """Whether a register's set of kinds covers one."""
    return ALL in kinds or kind.value in kinds


def giver(facts: Facts, policy: Policy, giving: PersonId, purpose: str | None) -> str:
    """The id of a consent in force that this person gave for somebody else; empty: none.

    Whether that other one is named in this message too makes no difference: more people never loosen.
    """
    for consent in facts.consents:
        if (
            consent.given_by == giving
            and consent.id in standing(facts, policy, consent.person, purpose, frozenset(Kind)).consents
        ):
            return consent.id
    return ""


def _stopped(
    own: tuple[Consent, ...], facts: Facts, purpose: str | None, kinds: frozenset[Kind]
) -> tuple[datetime, Reason] | None:
    """The last refusal or withdrawal up to now for this party, purpose and any of these kinds.

    CONS-2: from that instant nothing further goes, whatever other consents say; only one given later counts again.
    A no counts whoever said it: from those who may not speak for the person (CONS-6) it makes somebody look.
    """
    stops = [
        (at, reason)
        for consent in own
        if for_party(consent, facts) and _for_purpose(consent, purpose) and _touches(consent, kinds)
        for at, reason in (
            (consent.refused_at, Reason.CONSENT_REFUSED),
            (consent.withdrawn_at, Reason.CONSENT_WITHDRAWN),
        )
        if at is not None and at <= facts.at
    ]
    return max(stops, default=None)


def _why_not(consent: Consent, facts: Facts, policy: Policy, purpose: str | None) -> Reason | None:
    if consent.given_at is None or consent.given_at > facts.at:
        return Reason.NO_CONSENT
    if consent.refused_at is not None and consent.refused_at <= facts.at:
        return Reason.CONSENT_REFUSED
    if consent.withdrawn_at is not None and consent.withdrawn_at <= facts.at:
        return Reason.CONSENT_WITHDRAWN
    if not for_party(consent, facts):
        return Reason.CONSENT_OTHER_PARTNER
    if purpose is not None and not {purpose, ALL} & consent.purposes:
        return Reason.CONSENT_OTHER_PURPOSE
    if consent.expires_at is not None and consent.expires_at <= facts.at:
        return Reason.CONSENT_EXPIRED
    if not consent.explicit and not _agreed_by_two(consent):
        return Reason.CONSENT_ASSUMED
    if cannot_be(consent, facts.subjects) or by_a_danger(consent, facts.subjects):
        return Reason.CONSENT_WRONG_GIVER
    if not may_give(consent, facts.subjects, policy.ages, facts.today):
        return Reason.CONSENT_WRONG_GIVER
    return None


def _agreed_by_two(consent: Consent) -> bool:
    # CONS-3: the worker and the team manager; one person under both names is one.
    worker, manager = consent.worker.strip().lower(), consent.team_manager.strip().lower()
    return bool(worker) and bool(manager) and worker != manager


def for_party(consent: Consent, facts: Facts) -> bool:
    """Whether a consent is for this recipient's party."""
    party = facts.recipient.party
    return consent.party == ALL or (party is not None and consent.party == party.id)


def _for_purpose(consent: Consent, purpose: str | None) -> bool:
    return purpose is None or not consent.purposes or bool({purpose, ALL} & consent.purposes)


def _touches(consent: Consent, kinds: frozenset[Kind]) -> bool:
    return not consent.kinds or any(covers(consent.kinds, kind) for kind in kinds)
