"""Agreements of one party that answer one message differently. Pure.

Overlapping agreements are common (an overarching one and one for a team), so they are taken in. Which of them a
message goes under is for the IG lead, where it makes a difference.
"""

from collections.abc import Iterator
from itertools import combinations

from gateway.decide import agreements
from gateway.decide.classes import effective, marked
from gateway.decide.consents import not_covered
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.model.marking import Classification
from gateway.model.parties import ALL, Agreement, Kind


def differing_agreements(facts: Facts, policy: Policy) -> tuple[Agreement, Agreement] | None:
    """Two agreements in force for one purpose that answer differently for this message. None: there are none.

    Where they differ in what this message does not need, both allow it and nothing is asked.
    """
    if len(agreements.in_force(facts)) < 2:
        return None
    written = marked(facts)
    # In the fast lane unmarked counts as Confidential (MIN-3); that must not hide what differs below it.
    levels = (Classification.INTERNAL, effective(facts, policy)) if written is None else (written,)
    for purpose, kinds in _needs(facts, policy):
        for one, other in combinations(agreements.under(facts, purpose), 2):
            if not _share_a_purpose(one, other):
                continue
            if any(_allows(one, level, kinds) != _allows(other, level, kinds) for level in levels):
                return one, other
    return None


def _needs(facts: Facts, policy: Policy) -> Iterator[tuple[str | None, frozenset[Kind]]]:
    """The purpose and kinds of everybody told about; with nobody, the class alone is looked at."""
    people = told_about(facts, policy)
    if not people:
        yield None, frozenset()
    for told in people:
        for person in told.candidates or (None,):
            yield purpose_for(facts, policy, person), told.kinds


def _share_a_purpose(one: Agreement, other: Agreement) -> bool:
    return bool(one.purposes & other.purposes) or ALL in one.purposes | other.purposes


def _allows(
    agreement: Agreement, level: Classification, kinds: frozenset[Kind]
) -> tuple[bool, frozenset[Kind], bool]:
    covered = kinds - not_covered(kinds, agreement.kinds)
    return level <= agreement.highest, covered, agreement.identifiable or not kinds
