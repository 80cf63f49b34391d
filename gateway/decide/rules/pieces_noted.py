"""CLASS-2: what goes from a document because nobody can look into it is told, though nothing in it was found."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def pieces_noted(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A note for each document: whoever wrote it may want to send what its reader will miss in another way."""
    for part in facts.pieces_left_out:
        yield found(Reason.PIECES_LEFT_OUT, Treatment.SHARE, detail=part)
