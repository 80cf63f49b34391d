"""What the sender is told of a question of somebody who decides, and who asked of the answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from gateway.case.file import CaseFile
from gateway.hold.handed import open_questions
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.outcome import Finished
from gateway.notices.asked_back import AskedBack, asked_back
from gateway.notices.reader import for_reader


def letters_about(file: CaseFile, answers: Sequence[Answer], at: datetime) -> tuple[Finished, ...]:
    """Letters that go with answers as these are stored; none for those of other kinds.

    Args:
        file: as it was opened, before *answers*.
    """
    config, staff = file.app.settings.config, file.setting.staff
    return tuple(asked_back(told, for_reader(config, told.to, staff)) for told in _told(file, answers, at))


def _told(file: CaseFile, answers: Sequence[Answer], at: datetime) -> Iterator[AskedBack]:
    asked = dict.fromkeys(one.by for one in open_questions(file.message.answers))
    for answer in answers:
        if answer.kind is AnswerKind.QUESTION:
            yield _one(file, answer, file.setting.sender, at)
        elif answer.kind is AnswerKind.ASK and answer.role is Asked.SENDER:
            yield from (_one(file, answer, to, at) for to in asked)


def _one(file: CaseFile, answer: Answer, to: str, at: datetime) -> AskedBack:
    zone = file.app.settings.timezone
    member = file.setting.staff.get(answer.by.lower())
    return AskedBack(
        case=file.message.case,
        to=to,
        who="" if member is None or answer.role is Asked.SAFEGUARDING_LEAD else member.name,
        is_question=answer.kind is AnswerKind.QUESTION,
        received_at=file.message.envelope.received_at.astimezone(zone),
        now=at.astimezone(zone),
    )
