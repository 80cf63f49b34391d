"""What a message is shared for (PURP-1): said by its sender, or the one purpose that agreement and consent share.

What its sender said before of the same person and party, and asked to be remembered, stands between the two: it tells
more than what could be worked out, and gives way to what the message itself says.
"""

from gateway.decide import agreements
from gateway.decide.answers import latest
from gateway.decide.approvals import matching_party
from gateway.decide.consents import for_party
from gateway.decide.facts import Facts
from gateway.decide.once import once, once_each_under, once_under
from gateway.decide.policy import Policy
from gateway.decide.remembered import remembered
from gateway.model.decision import AnswerKind
from gateway.model.parties import ALL, PersonId, RememberedPurpose, purpose_key


@once_under
def said(facts: Facts, policy: Policy) -> str | None:
    """The purpose the sender named, by its name in the policy or an agreement. None: none, or a word nobody knows."""
    answer = latest(facts, AnswerKind.PURPOSE)
    word = answer.value if answer is not None else facts.purpose_said
    if word is None:
        return None
    key = purpose_key(word)
    # What an agreement or a consent names is meant before what the policy has another word for: "attendance" under an
    # agreement for attendance is not widened to what an organisation files it under.
    if _is_named(key, facts):
        return key
    return next((name for name, synonyms in policy.purposes.items() if key == name or key in synonyms), None)


def _is_named(key: str, facts: Facts) -> bool:
    """Whether an agreement, a consent or an approval names the purpose, in force or not."""
    if key in {ALL, ""}:
        return False
    return (
        any(key in one.purposes for one in facts.agreements)
        or any(key in one.purposes for one in facts.consents)
        or any(key == one.purpose for one in facts.approvals)
    )


def purpose_for(facts: Facts, policy: Policy, person: PersonId | None) -> str | None:
    """What it is shared for, as far as this person goes. None: it cannot be told.

    Each person's purpose rests on their own consents, so that naming one more person never settles it for another.
    person None: somebody who is not in the register.
    """
    settled, purpose = _settled(facts, policy)
    if settled:
        return purpose
    kept = remembered_for(facts, policy, person)
    return _shared(facts, policy, person) if kept is None else kept.purpose


@once_each_under
def remembered_for(facts: Facts, policy: Policy, person: PersonId | None) -> RememberedPurpose | None:
    """What the sender said before, where that is what tells this person's purpose. None: something else does."""
    if not facts.remembered or _settled(facts, policy)[0]:
        return None
    return remembered(facts, policy, person)


def words_of(one: RememberedPurpose) -> str:
    """Where a remembered purpose comes from, as records and reasons have it: purpose, case, who said it, last day."""
    return f"{one.purpose}, {one.case}, {one.worker}, {one.until.isoformat()}"


@once_under
def _settled(facts: Facts, policy: Policy) -> tuple[bool, str | None]:
    """Whether it hangs on nobody's consents, and then the purpose. None: it cannot be told."""
    word = said(facts, policy)
    if word is not None or facts.purpose_said is not None:
        return True, word  # a word nobody knows is not replaced by a guess
    agreed = _agreed(facts)
    if len(agreed) == 1 and ALL not in agreed:
        return True, next(iter(agreed))  # consent is judged against it, whatever consent says
    return False, None


@once_each_under
def _shared(facts: Facts, policy: Policy, person: PersonId | None) -> str | None:
    """The one purpose that agreements and somebody's consents share. None: there are several, or none."""
    agreed = _agreed(facts)
    allowed = _allowed(facts, policy, person)
    shared = allowed if ALL in agreed else agreed & allowed
    return next(iter(shared)) if len(shared) == 1 else None


def _allowed(facts: Facts, policy: Policy, person: PersonId | None) -> frozenset[str]:
    if person is None:
        return _agreed(facts) - {ALL}
    allowed: set[str] = set()
    for one in for_party(facts, policy, person):
        allowed |= one.consent.purposes
    for approval in facts.approvals:
        if approval.person in (person, ALL) and matching_party(facts, approval):
            allowed.add(approval.purpose)
    if ALL in allowed:
        allowed |= _agreed(facts)
    return frozenset(allowed - {ALL, ""})


@once
def _agreed(facts: Facts) -> frozenset[str]:
    # Of a party with nothing in force the lapsed agreements still tell what its mail is for, so that the sender
    # is not asked for what a renewal will settle.
    return frozenset(purpose for one in agreements.in_force(facts) or facts.agreements for purpose in one.purposes)
