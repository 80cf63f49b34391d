"""What a sender says about the files of a held mail: left out, or opened with a password; tried before it counts."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Protocol

from gateway.case.answers import NotTaken
from gateway.case.file import CaseFile
from gateway.language import mark
from gateway.model.decision import AnswerKind
from gateway.model.preparation import PartPassword, Preparation, Prepared
from gateway.treat.errors import TreatFailed


class PreparingRoom(Protocol):
    """The reading room, as far as this needs it."""

    def prepare(self, raw: bytes, wanted: Preparation) -> Prepared:
        """The mail as its sender wants it looked at.

        Raises:
            TreatFailed: it could not be done.
            TemporaryFailure: the room cannot be used now.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfFiles:
    """What was said, and works."""

    values: dict[AnswerKind, str]
    passwords: tuple[PartPassword, ...] = field(default=(), repr=False)


def tried(file: CaseFile, room: PreparingRoom, leave_out: Collection[str], password: str) -> SaidOfFiles | NotTaken:
    """Try it in the reading room: a password on every locked file of the mail that is not left out.

    Args:
        leave_out: Attachment.digest of each.
        password: empty: none was given.

    Raises:
        TemporaryFailure: the room cannot be used now.
    """
    setting, look = file.setting, file.look
    if not setting.files.issuperset(leave_out):
        return NotTaken(why=(mark("Choose an attachment of this email."),))
    locked = sorted(setting.locked.difference(leave_out)) if password else []
    if password and not locked:
        return NotTaken(why=(mark("None of the attachments that stay has a password."),))
    given = tuple(PartPassword(digest=one, password=password) for one in locked)
    wanted = replace(
        look.prepared,
        leave_out=(*look.prepared.leave_out, *leave_out),
        passwords=(*look.prepared.passwords, *given),
    )
    try:
        done = room.prepare(look.received, wanted)
    except TreatFailed:
        return NotTaken(why=(mark("We could not change this email like that. Cancel it and send it again."),))
    if not done.left_out.issuperset(leave_out):
        return NotTaken(
            why=(mark("This attachment cannot be left out. Cancel the email and send it again without."),)
        )
    opened = tuple(one for one in given if one.digest in done.opened)
    if given and not opened:
        return NotTaken(why=(mark("The attachment does not open with this password. Type it again."),))
    values = {
        AnswerKind.LEAVE_OUT: " ".join(sorted(leave_out)),
        AnswerKind.PASSWORD: " ".join(one.digest for one in opened),
    }
    return SaidOfFiles(values={kind: value for kind, value in values.items() if value}, passwords=opened)
