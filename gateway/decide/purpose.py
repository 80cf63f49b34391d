"""What a message is shared for: said by its sender, or the one purpose that agreement and consent share (PURP-1)."""

from gateway.decide import agreements
from gateway.decide.answers import latest
from gateway.decide.approvals import matching_party
from gateway.decide.facts import Facts
from gateway.decide.once import once
from gateway.decide.policy import Policy
from gateway.model.decision import AnswerKind
from gateway.model.parties import ALL, PersonId, purpose_key


@once
def said(facts: Facts, policy: Policy) -> str | None:
    """The purpose the sender named, by its name in the policy or an agreement. None: none, or a word nobody knows."""
    answer = latest(facts, AnswerKind.PURPOSE)
    word = answer.value if answer is not None else facts.purpose_said
    if word is None:
        return None
    key = purpose_key(word)
    # What an agreement or a consent names is meant before what the policy has another word for: "attendance" under an
    # agreement for attendance is not widened to what an organisation files it under.
    if key in _named(facts):
        return key
    return next((name for name, synonyms in policy.purposes.items() if key == name or key in synonyms), None)


def _named(facts: Facts) -> set[str]:
    agreed = {purpose for one in facts.agreements for purpose in one.purposes}
    consented = {purpose for one in facts.consents for purpose in one.purposes}
    return (agreed | consented | {one.purpose for one in facts.approvals}) - {ALL, ""}


@once
def purpose_for(facts: Facts, policy: Policy, person: PersonId | None) -> str | None:
    """What it is shared for, as far as this person goes. None: it cannot be told.

    Each person's purpose rests on their own consents, so that naming one more person never settles it for another.
    person None: somebody who is not in the register.
    """
    word = said(facts, policy)
    if word is not None:
        return word
    if facts.purpose_said is not None:
        return None  # a word nobody knows is not replaced by a guess
    agreed = _agreed(facts)
    open_to_all = ALL in agreed
    agreed -= {ALL}
    allowed = _allowed(facts, person)
    shared = allowed if open_to_all else agreed & allowed
    if len(shared) == 1:
        return next(iter(shared))
    if shared or open_to_all or len(agreed) != 1:
        return None
    # Consent says nothing, or something else: the agreement's only purpose is what consent is then judged against.
    return next(iter(agreed))


def _allowed(facts: Facts, person: PersonId | None) -> set[str]:
    if person is None:
        return _agreed(facts) - {ALL}
    party = "" if facts.recipient.party is None else facts.recipient.party.id
    allowed: set[str] = set()
    for consent in facts.consents:
        if consent.person == person and consent.party in (party, ALL):
            allowed |= consent.purposes
    for approval in facts.approvals:
        if approval.person in (person, ALL) and matching_party(facts, approval):
            allowed.add(approval.purpose)
    if ALL in allowed:
        allowed |= _agreed(facts)
    return allowed - {ALL, ""}


def _agreed(facts: Facts) -> set[str]:
    # Of a party with nothing in force the lapsed agreements still tell what its mail is for, so that the sender
    # is not asked for what a renewal will settle.
    return {purpose for one in agreements.in_force(facts) or facts.agreements for purpose in one.purposes}
