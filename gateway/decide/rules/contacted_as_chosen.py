"""FAM-1: people are reached by the route, in the language and in the format that they asked for."""

from collections.abc import Iterator

from gateway.decide.answers import confirmed
from gateway.decide.contact import by_email, in_our_words, wanted_format
from gateway.decide.facts import Facts
from gateway.decide.people import register_entry
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def contacted_as_chosen(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Another route holds for the sender by default: some ask not to be mailed because somebody reads their mail."""
    if confirmed(facts):
        return
    choice = policy.family_contact
    for person in facts.recipient.people:
        entry = register_entry(facts, person)
        if entry.died_on is not None and entry.died_on <= facts.today:
            # Who reads the mailbox now is not known.
            yield found(Reason.CONTACT_PREFERENCE, Treatment.HOLD, about=[person], detail="died")
        elif not by_email(entry.contact_preference):
            yield found(Reason.CONTACT_PREFERENCE, choice.other_route, about=[person], detail="route")
        elif wanted_format(entry.contact_preference) or not in_our_words(entry.language, choice.languages):
            detail = "format" if wanted_format(entry.contact_preference) else "language"
            yield found(Reason.CONTACT_PREFERENCE, choice.other_form, about=[person], detail=detail)
