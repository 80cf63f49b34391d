"""Whether somebody's consent covers this sharing, and if not, what is nearest to it (CONS-1, CONS-2, CONS-3)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from gateway.decide.ages import may_give
from gateway.decide.doubtful import by_a_danger, cannot_be
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
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


class Standing(NamedTuple):
    """How a person stands to this sharing."""

    why_not: Reason | None  # None: consent covers it
    consents: tuple[str, ...] = ()  # ids of those that cover it
    kinds: frozenset[str] = frozenset()  # Kind literals they cover; `*` for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A consent, as far as it hangs neither on who receives the mail nor on what for."""

    consent: Consent
    not_given: Reason | None  # None: given by now, and not taken back
    flaw: Reason | None  # None: it can be relied on, for its party and purposes
    contradicts: bool  # what the registers say of who gave it, and of it, cannot both be so


@once_under
def weighed(facts: Facts, policy: Policy) -> Mapping[PersonId, Sequence[Weighed]]:
    """The consents on a sheet by whom they are about, in its order."""
    own: defaultdict[PersonId, list[Weighed]] = defaultdict(list)
    for consent in facts.consents:
        contradicts = cannot_be(consent, facts.subjects) or by_a_danger(consent, facts.subjects)
        one = Weighed(
            consent=consent,
            not_given=_not_given(consent, facts),
            flaw=_flaw(consent, facts, policy, contradicts=contradicts),
            contradicts=contradicts,
        )
        own[consent.person].append(one)
    return own


def weighed_the_same(one: Facts, other: Facts) -> bool:
    """Whether `weighed` is the same of two sheets, as of those of one message's recipients."""
    if one.consents is not other.consents or one.at != other.at or one.today != other.today:
        return False
    return one.subjects == other.subjects


def for_party(facts: Facts, policy: Policy, person: PersonId) -> list[Weighed]:
    """A person's consents for this recipient's party."""
    party = _party(facts)
    return [one for one in weighed(facts, policy).get(person, ()) if one.consent.party in (ALL, party)]


def contradicting(facts: Facts, policy: Policy, person: PersonId) -> list[str]:
    """The ids of those of them that the registers contradict."""
    party = _party(facts)
    own = weighed(facts, policy).get(person, ())
    return [one.consent.id for one in own if one.contradicts and one.consent.party in (ALL, party)]


def standing(facts: Facts, policy: Policy, person: PersonId, purpose: str | None, kinds: frozenset[Kind]) -> Standing:
    """Judge all of one person's consents for this recipient at this instant."""
    party = _party(facts)
    own = weighed(facts, policy).get(person, ())
    valid: list[Consent] = []
    taken_back: list[Consent] = []
    near: set[Reason] = set()
    for one in own:
        consent = one.consent
        if consent.party not in (ALL, party):
            near.add(one.not_given or Reason.CONSENT_OTHER_PARTNER)
        elif one.not_given is not None:
            taken_back.append(consent)
        elif purpose is not None and purpose not in consent.purposes and ALL not in consent.purposes:
            near.add(Reason.CONSENT_OTHER_PURPOSE)
        elif one.flaw is not None:
            near.add(one.flaw)
        else:
            valid.append(consent)
    stopped = _stopped(taken_back, facts, purpose, kinds) if taken_back else None
    if stopped is not None:
        valid = [consent for consent in valid if consent.given_at is not None and consent.given_at > stopped[0]]
    if valid:
        covered = valid[0].kinds.union(*[consent.kinds for consent in valid[1:]])
        return Standing(why_not=None, consents=tuple([consent.id for consent in valid]), kinds=covered)
    if stopped is not None:
        return Standing(why_not=stopped[1])
    return Standing(why_not=next((reason for reason in _NEAREST if reason in near), Reason.NO_CONSENT))


ANY: Final = frozenset({ALL})  # kinds of data: all of them


def not_covered(kinds: frozenset[Kind], by: frozenset[str]) -> frozenset[Kind]:
    """Those that a register's set of kinds does not cover."""
    return frozenset() if ALL in by else kinds.difference(by)


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
    ours: Sequence[Consent], facts: Facts, purpose: str | None, kinds: frozenset[Kind]
) -> tuple[datetime, Reason] | None:
    """The last refusal or withdrawal up to now for this party, purpose and any of these kinds.

    CONS-2: from that instant nothing further goes, whatever other consents say; only one given later counts again.
    A no counts whoever said it: from those who may not speak for the person (CONS-6) it makes somebody look.
    """
    stops = [
        (at, reason)
        for consent in ours
        if _for_purpose(consent, purpose) and _touches(consent, kinds)
        for at, reason in (
            (consent.refused_at, Reason.CONSENT_REFUSED),
            (consent.withdrawn_at, Reason.CONSENT_WITHDRAWN),
        )
        if at is not None and at <= facts.at
    ]
    return max(stops, default=None)


def _not_given(consent: Consent, facts: Facts) -> Reason | None:
    if consent.refused_at is not None and consent.refused_at <= facts.at:
        return Reason.CONSENT_REFUSED
    if consent.withdrawn_at is not None and consent.withdrawn_at <= facts.at:
        return Reason.CONSENT_WITHDRAWN
    return Reason.NO_CONSENT if consent.given_at is None or consent.given_at > facts.at else None


def _flaw(consent: Consent, facts: Facts, policy: Policy, *, contradicts: bool) -> Reason | None:
    if consent.expires_at is not None and consent.expires_at <= facts.at:
        return Reason.CONSENT_EXPIRED
    if not consent.explicit and not _agreed_by_two(consent):
        return Reason.CONSENT_ASSUMED
    if contradicts or not may_give(consent, facts.subjects, policy.ages, facts.today):
        return Reason.CONSENT_WRONG_GIVER
    return None


def _party(facts: Facts) -> str | None:
    return None if facts.recipient.party is None else facts.recipient.party.id


def _agreed_by_two(consent: Consent) -> bool:
    # CONS-3: the worker and the team manager; one person under both names is one.
    worker, manager = consent.worker.strip().lower(), consent.team_manager.strip().lower()
    return bool(worker) and bool(manager) and worker != manager


def _for_purpose(consent: Consent, purpose: str | None) -> bool:
    return purpose is None or not consent.purposes or bool({purpose, ALL} & consent.purposes)


def _touches(consent: Consent, kinds: frozenset[Kind]) -> bool:
    return not consent.kinds or ALL in consent.kinds or not kinds.isdisjoint(consent.kinds)
