"""Who is asked when somebody handed a case over, its sender asked for a manager, or was asked something. Pure.

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
# With these somebody writes to others who see the case; why it is let go or sent back stands elsewhere.
_TO_OTHERS: Final = frozenset({AnswerKind.ASK, AnswerKind.HAND_OVER, AnswerKind.QUESTION, AnswerKind.URGENT})


def wanted(answers: Sequence[Answer]) -> Iterator[Asked]:
    """The roles that the sender wants asked besides: their line manager (PURP-1, CLASS-2 are theirs to release).

    Who answers a question wants nobody else asked: it may be about a manager (SAFE-2).
    """
    written = (n for n, one in enumerate(answers) if one.kind is AnswerKind.ASK and one.role is Asked.SENDER)
    if any(not open_questions(answers[:n]) for n in written):
        yield Asked.LINE_MANAGER


def open_questions(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """What those who decide asked its sender, who has not written to them since."""
    asked: list[Answer] = []
    for answer in answers:
        if answer.kind is AnswerKind.QUESTION:
            asked.append(answer)
        elif answer.kind is AnswerKind.ASK and answer.role is Asked.SENDER:
            asked.clear()
    return tuple(asked)


def written_to_others(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Those whose words the others read beside the mail."""
    return tuple(one for one in answers if one.kind in _TO_OTHERS and one.justification)


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
