"""Telling the sender that somebody who decides asks them something, and who asked that they answered."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from gateway.case.file import CaseFile
from gateway.hold.handed import open_questions
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.notices.asked_back import AskedBack, asked_back
from gateway.notices.reader import for_reader

_JOB = "asked-back"


def tell_asked_back(file: CaseFile, answers: Sequence[Answer], at: datetime) -> None:
    """Send what there is to tell of answers that were just stored; nothing for those of other kinds.

    Who decides stays asked, with their reminders, whether this mail goes or not.

    Args:
        file: as it was opened, before *answers*.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    settings = file.app.settings
    for told in _told(file, answers, at):
        config = for_reader(settings.config, told.to, file.setting.staff)
        once = hashlib.sha256(f"{told.case}.{told.number}.{told.to}".encode()).hexdigest()[:32]
        file.app.steps().notice_once(asked_back(told, config), at, job=_JOB, stretch=once, case=told.case)


def _told(file: CaseFile, answers: Sequence[Answer], at: datetime) -> Iterator[AskedBack]:
    asked = dict.fromkeys(one.by for one in open_questions(file.message.answers))
    for number, answer in enumerate(answers, start=len(file.message.answers)):
        if answer.kind is AnswerKind.QUESTION:
            yield _one(file, answer, number, file.setting.sender, at)
        elif answer.kind is AnswerKind.ASK and answer.role is Asked.SENDER:
            yield from (_one(file, answer, number, to, at) for to in asked)


def _one(file: CaseFile, answer: Answer, number: int, to: str, at: datetime) -> AskedBack:
    zone = file.app.settings.timezone
    member = file.setting.staff.get(answer.by.lower())
    unnamed = member is None or answer.role is Asked.SAFEGUARDING_LEAD
    return AskedBack(
        case=file.message.case,
        number=number,
        to=to,
        who="" if unnamed or member is None else member.name,
        is_question=answer.kind is AnswerKind.QUESTION,
        received_at=file.message.envelope.received_at.astimezone(zone),
        now=at.astimezone(zone),
    )
