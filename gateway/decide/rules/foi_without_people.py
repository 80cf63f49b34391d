"""REC-2: a freedom of information reply carries no personal data at all."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.people import SPECIAL, named
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.requests import is_foi_reply
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def foi_without_people(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Everything told of anybody is cut, on whatever evidence; a special kind shows the IG lead that it went wrong.

    No release settles it: it goes to whoever asked and from there to anybody.
    """
    if not is_foi_reply(facts):
        return
    own = set(facts.recipient.people)
    found_people = named(facts, policy)
    of_register = (told for told in found_people.of_register if not own.issuperset(told.candidates))
    people = (*found_people.judged, *found_people.noted, *found_people.written_to, *of_register)
    people = tuple({told.id: told for told in people}.values())
    if people:
        special = any(told.kinds & SPECIAL for told in people)
        yield found(
            Reason.FOI_PERSONAL_DATA,
            Treatment.HOLD if special else Treatment.ANONYMISE,
            about=[told.id for told in people],
            cut=sorted(index for told in people for index in told.hits),
        )
