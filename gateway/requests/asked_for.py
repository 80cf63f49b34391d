"""A request for information: who asked, whether they may have it, and where an answer would go. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gateway.decide.ages import Ages
from gateway.decide.requests import is_open, may_have, plain_words
from gateway.model.parties import DataSubject, PersonId, Request, RequestType
from gateway.registers.directory import Directory


class Missing(StrEnum):
    """What must be put right in the registers before anything goes out."""

    CLOSED = "closed"  # the request was answered, or the day by which it closes is over
    IDENTITY = "identity"  # nobody checked who they are
    NOBODY = "nobody"  # it names nobody of the register of people
    REQUESTER = "requester"  # nobody of the register is who asked
    NOT_ENTITLED = "not-entitled"  # by age, or because they do not act for them (CONS-6)
    DANGER = "danger"  # they, or those near them, are a recorded danger to whom it is about (SAFE-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """A request, and who is behind it."""

    request: Request
    requesters: tuple[PersonId, ...]  # who may be meant by who asked; several: people of one name or address
    addresses: tuple[str, ...]  # theirs, as the register has them; empty: it goes by post, or is collected
    missing: tuple[Missing, ...]

    @property
    def person(self) -> PersonId:
        """Whom it is about."""
        return PersonId(self.request.person)

    @property
    def own(self) -> frozenset[PersonId]:
        """Whose data the answer may hold: whom it is about, and who asked for it."""
        return frozenset({self.person, *self.requesters})

    @property
    def about_person(self) -> bool:
        """Whether it asks for somebody's own data; otherwise for what anybody may know."""
        return self.request.type is RequestType.SAR


def asked_for(request: Request, directory: Directory, ages: Ages, today: date) -> AskedFor:
    """What the registers say of a request now.

    Args:
        today: in the organisation's time zone.
    """
    if request.type is RequestType.FOI:
        closed = (Missing.CLOSED,) if request.answered_on is not None or not is_open(request, today) else ()
        to = (request.requester,) if "@" in request.requester else ()
        return AskedFor(request=request, requesters=(), addresses=to, missing=closed)
    people = _requesters(request, directory)
    addresses = tuple(dict.fromkeys(each for one in people for each in one.emails))
    return AskedFor(
        request=request,
        requesters=tuple(one.id for one in people),
        addresses=addresses,
        missing=tuple(_missing(request, people, directory, ages, today)),
    )


def _requesters(request: Request, directory: Directory) -> list[DataSubject]:
    asked = plain_words(request.requester)
    return [
        one
        for one in directory.registers.people.values()
        if asked in {plain_words(each) for each in (one.id, one.name, *one.aliases, *one.emails)}
    ]


def _missing(
    request: Request, people: list[DataSubject], directory: Directory, ages: Ages, today: date
) -> Iterator[Missing]:
    person = directory.registers.people.get(PersonId(request.person))
    if request.answered_on is not None or not is_open(request, today):
        yield Missing.CLOSED
    if request.identity_checked_on is None or request.identity_checked_on > today:
        yield Missing.IDENTITY
    if person is None:
        yield Missing.NOBODY
    if not people:
        yield Missing.REQUESTER
    elif person is not None:
        if not all(may_have(one, person, ages, today) for one in people):
            yield Missing.NOT_ENTITLED
        if _is_danger(people, person, directory):
            yield Missing.DANGER


def _is_danger(people: list[DataSubject], person: DataSubject, directory: Directory) -> bool:
    """Whether who asked, whom they act for or live with is one from whom something about the person is kept."""
    near = {one.id for one in people} - {person.id}
    if all(one.id != person.id for one in people):
        near |= {each for one in people for each in one.acts_for} | directory.household(near)
    near -= {person.id}
    known = (directory.registers.people.get(one) for one in near)
    return not near.isdisjoint(person.no_contact) or any(
        one is not None and person.id in one.risk_to for one in known
    )
