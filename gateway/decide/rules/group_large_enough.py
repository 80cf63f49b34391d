"""AGREE-5, MIN-2: who goes without identity is one of enough people that nobody can tell who it is."""

from collections.abc import Iterator

from gateway.decide import agreements
from gateway.decide.anonymous import COARSE, counted, nameless
from gateway.decide.answers import releasing
from gateway.decide.coverage import uncovered
from gateway.decide.facts import Facts
from gateway.decide.own_conditions import Asking, applies
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import UNDER_AGREEMENT, is_internal, party_type
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def group_large_enough(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Too few of the register are like somebody without a name: what narrows it down goes too, or is looked at.

    What is told in words (a school, a condition) cannot be made rougher: where it alone leaves too few, it is held.
    """
    told = () if is_internal(facts, policy) else told_about(facts, policy)
    if not _goes_anonymised(facts, policy) or releasing(facts, policy, Reason.NOT_ANONYMISED) is not None:
        return
    counts = {one.id: count for one in told if (count := counted(facts, one)) is not None}
    small = {one: size for one, (size, _) in counts.items() if size < policy.smallest_group}
    in_words = {one: size for one, (_, size) in counts.items() if size < policy.smallest_group}
    if policy.too_few is Treatment.HOLD:
        in_words = small
    if in_words:
        yield found(Reason.NOT_ANONYMISED, Treatment.HOLD, about=in_words, detail=str(min(in_words.values())))
    elif small:
        yield found(Reason.NOT_ANONYMISED, Treatment.ANONYMISE, about=small, detail=COARSE)


def _goes_anonymised(facts: Facts, policy: Policy) -> bool:
    if nameless(facts, policy):
        return True
    if party_type(facts, policy) in UNDER_AGREEMENT and not agreements.in_force(facts):
        return policy.no_agreement is Treatment.ANONYMISE
    own = [rule for rule in policy.rules if rule.treatment is Treatment.ANONYMISE and not rule.shadow]
    if own:
        asking = Asking.of(facts, policy)
        if any(applies(rule, asking) for rule in own):
            return True
    return policy.without_consent is Treatment.ANONYMISE and bool(uncovered(facts, policy))
