"""REC-1, MIN-2: whoever was asked may send it back, say no, or choose what is hidden."""

from collections.abc import Iterator

from gateway.decide.answers import hiding, key_of, spots
from gateway.decide.facts import Facts
from gateway.decide.people import identifying_hits, named
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import AnswerKind, Finding, Treatment
from gateway.model.reasons import Reason


def answered(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A no ends it, whatever others answered; hidden stays hidden, whoever releases it afterwards."""
    kinds = {answer.kind for answer in facts.answers}
    if AnswerKind.RETURN in kinds:
        yield found(Reason.RETURNED, Treatment.REFUSE)
    if AnswerKind.REFUSE in kinds:
        yield found(Reason.REFUSED, Treatment.REFUSE)
    hidden = sorted(set(_hidden(facts, policy))) if kinds & {AnswerKind.HIDE, AnswerKind.RELEASE} else []
    if hidden:
        yield found(Reason.HIDDEN, Treatment.REDACT, cut=hidden)


def _hidden(facts: Facts, policy: Policy) -> Iterator[int]:
    """Whoever hides, hides all that identifies, and what they chose besides.

    Whoever releases with something kept hidden (CONS-4: the ground is for what goes in clear) keeps in clear what
    they were shown and left unticked, to the letter, and nothing that was found since.
    """
    at = spots(facts)
    for hide in hiding(facts):
        yield from identifying_hits(facts, policy)
        yield from (at[key_of(spot)] for spot in hide.more)
    for answer in facts.answers:
        if answer.kind is AnswerKind.RELEASE and answer.clear is not None and answer.at <= facts.at:
            yield from named(facts, policy).telling - {at[key] for key in map(key_of, answer.clear) if key in at}
