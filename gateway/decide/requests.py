"""The request for information that a message answers, as its sender says, and whom the reply may tell of (REC-2)."""

from datetime import date

from gateway.decide.ages import Ages, may_speak_for_themselves
from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.once import once, once_under
from gateway.decide.people import Told, register_entry
from gateway.decide.policy import Policy
from gateway.model.parties import DataSubject, PersonId, Request, RequestType
from gateway.model.reasons import Reason


def named(authority: str | None) -> tuple[RequestType, str] | None:
    """Type and id of the request that a message names as its authority: "sar:S-4". None: it names none."""
    kind, colon, request = (authority or "").partition(":")
    if not colon or kind.strip().lower() not in set(RequestType):
        return None
    return RequestType(kind.strip().lower()), request.strip()


def is_open(request: Request, day: date) -> bool:
    """Whether it waits for its answer: from the day it was opened, up to and with the day it closes."""
    return request.opened <= day and (request.closes is None or day <= request.closes)


def answered(facts: Facts, kind: RequestType) -> Request | None:
    """The open request of that type which the message answers. None: it names none, or one that is not open."""
    if not facts.requests:
        return None
    said = named(facts.authority_said)
    if said is None or said[0] is not kind:
        return None
    return next(
        (one for one in facts.requests if one.id == said[1] and one.type is kind and is_open(one, facts.today)), None
    )


def is_requester(facts: Facts, request: Request) -> bool:
    """Whether this recipient is who asked: by name, id or address, at an address that the register has of them."""
    asked = plain_words(request.requester)
    if not facts.recipient.people:
        return False
    known = {facts.recipient.address}
    for one in facts.recipient.people:
        entry = register_entry(facts, one)
        known |= {entry.id, entry.name, *entry.aliases, *entry.emails}
    return asked in {plain_words(one) for one in known}


def entitled(facts: Facts, policy: Policy, request: Request) -> bool:
    """Whether everybody at the recipient's address may have what is held about the person of the request.

    The person, once old enough to ask or assessed; below that who acts for them. From that age a parent is somebody
    else, and a relative who acts for them needs the IG lead (CONS-6); another representative may ask at any age.
    """
    person = facts.subjects.get(PersonId(request.person))
    if person is None or not is_requester(facts, request):
        return False
    return all(
        may_have(register_entry(facts, one), person, policy.ages, facts.today) for one in facts.recipient.people
    )


@once_under
def subject_access(facts: Facts, policy: Policy) -> Request | None:
    """The open subject access request that this recipient may have the answer to, by themselves or as released."""
    request = answered(facts, RequestType.SAR)
    if request is None:
        return None
    released = releasing(facts, policy, Reason.REQUESTER_NOT_ENTITLED) is not None
    return request if released or entitled(facts, policy, request) else None


@once
def is_foi_reply(facts: Facts) -> bool:
    """Whether it answers an open freedom of information request: then nobody may be told of in it."""
    return answered(facts, RequestType.FOI) is not None


def others(facts: Facts, request: Request, told: Told) -> tuple[PersonId, ...]:
    """Of those whom a person found may be, who is neither whom the request is about nor who gets the reply."""
    own = {request.person, *facts.recipient.people}
    return tuple(one for one in told.candidates if one not in own)


def left_out(facts: Facts, policy: Policy, told: Told) -> bool:
    """Whether a person of the register is taken out of a reply, so that nobody needs to be asked about them."""
    if not facts.requests:
        return False
    if is_foi_reply(facts):
        return True
    request = subject_access(facts, policy)
    return request is not None and bool(others(facts, request, told))


def may_have(requester: DataSubject, person: DataSubject, ages: Ages, today: date) -> bool:
    """Whether somebody may have what is held about a person: themselves, or those who act for them (CONS-6)."""
    speaks = may_speak_for_themselves(person, ages, today)
    if requester.id == person.id:
        return speaks
    if person.id not in requester.acts_for:
        return False
    kin = any(one == requester.id for _, one in person.relations) or any(
        one == person.id for _, one in requester.relations
    )
    return not (kin and speaks)


def plain_words(text: str) -> str:
    """A name or address as it is compared: case and blanks count for nothing."""
    return " ".join(text.casefold().split())
