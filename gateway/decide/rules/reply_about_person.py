"""REC-2: a subject access reply tells of the person it is about; everybody else is taken out."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.concern import family
from gateway.decide.facts import Facts
from gateway.decide.people import named, register_entry
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.requests import answered, others
from gateway.model.decision import Finding, Treatment
from gateway.model.found import Role
from gateway.model.parties import PersonId, RequestType
from gateway.model.reasons import Reason


def reply_about_person(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Family and household of the person belong in their file and are cut; any other service user does not.

    Somebody of another file in a reply is a mix-up that a person looks at: the rest may be the wrong file too. The IG
    lead's release says that it is the right one, and takes nobody back in.
    """
    request = answered(facts, RequestType.SAR)
    if request is None:
        return
    person = facts.subjects.get(PersonId(request.person))
    looked_at = releasing(facts, policy, Reason.WRONG_PERSON) is not None
    for told in named(facts, policy).of_register:
        left = others(facts, request, told)
        if not left:
            continue
        belongs = person is not None and all(family(register_entry(facts, one), person) for one in left)
        # Who was only written to or signed is taken out; it says nothing of whose file it is.
        if belongs or looked_at or told.role is Role.CORRESPONDENT:
            yield found(Reason.THIRD_PARTY_DATA, Treatment.REDACT, clause="REC-2", about=left, cut=told.hits)
        else:
            yield found(Reason.WRONG_PERSON, Treatment.HOLD, about=left, cut=told.hits, detail=request.id)
