"""REC-2: a freedom of information reply carries no personal data at all."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.people import SPECIAL, all_of_register, correspondents_told_about, noted_only, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import is_internal
from gateway.decide.requests import is_foi_reply
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def foi_without_people(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Everything told of anybody is cut, on whatever evidence; a special kind shows the IG lead that it went wrong.

    No release settles it: it goes to whoever asked and from there to anybody.
    """
    if not is_foi_reply(facts) or is_internal(facts, policy):
        return
    own = set(facts.recipient.people)
    named = (told for told in all_of_register(facts) if not own.issuperset(told.candidates))
    people = (*told_about(facts, policy), *noted_only(facts, policy), *correspondents_told_about(facts), *named)
    people = tuple({told.id: told for told in people}.values())
    if people:
        special = any(told.kinds & SPECIAL for told in people)
        yield found(
            Reason.FOI_PERSONAL_DATA,
            Treatment.HOLD if special else Treatment.ANONYMISE,
            about=[told.id for told in people],
            cut=sorted(index for told in people for index in told.hits),
        )
