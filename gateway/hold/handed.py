"""Who is asked when somebody handed a case over, or its sender asked for a manager. Pure.

To hand over is not to step back (SAFE-2): who does it may still see the case. It asks somebody else in their place,
whom the register names for that: their deputy, or a safeguarding lead; never the sender and never whom the message is
about.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gateway.hold.asked import Circle, deputies, holders_of
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.outcome import AskedPerson

DEPUTY: Final = "deputy"
SAFEGUARDING: Final = "safeguarding"
PLACES: Final = (DEPUTY, SAFEGUARDING)


def wanted(answers: Iterable[Answer]) -> Iterator[Asked]:
    """The roles that the sender wants asked besides: their line manager (PURP-1, CLASS-2 are theirs to release)."""
    if any(answer.kind is AnswerKind.ASK and answer.role is Asked.SENDER for answer in answers):
        yield Asked.LINE_MANAGER


def takers(by: str, place: str, circle: Circle) -> tuple[str, ...]:
    """Who would be asked instead. Empty: nobody there may be asked about this message."""
    found = deputies([by], circle) if place == DEPUTY else holders_of("safeguarding", circle)
    return tuple(email for email in found if email.lower() != by.lower())


def handed_over(asked: Sequence[AskedPerson], answers: Iterable[Answer], circle: Circle) -> tuple[AskedPerson, ...]:
    """Those who are asked now. What nobody can take stays where it is: a hold that nobody is asked about is lost."""
    for answer in answers:
        to = takers(answer.by, answer.value, circle) if answer.kind is AnswerKind.HAND_OVER else ()
        if not to:
            continue
        mine = [one.role for one in asked if one.email.lower() == answer.by.lower()] or [answer.role]
        roles = [Asked.SAFEGUARDING_LEAD] if answer.value == SAFEGUARDING else mine
        instead = [AskedPerson(role=role, email=email) for role in roles for email in to]
        asked = (*(one for one in asked if one.email.lower() != answer.by.lower()), *instead)
    return tuple(dict.fromkeys(asked))
