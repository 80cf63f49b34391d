"""What its sender may do about the files of a mail that waits: leave some out, give a password."""

from dataclasses import dataclass
from typing import Final

from gateway.case.answers import NotTaken
from gateway.case.attachments import SaidOfFiles, tried
from gateway.case.file import CaseFile
from gateway.console.case.pictures import listed
from gateway.console.desk import Desk
from gateway.console.replies import Visit
from gateway.model.decision import AnswerKind, Asked

PASSWORD: Final = "file_password"  # noqa: S105 - the name of a field
FILES: Final = "files"  # where what is wrong with it is told
LEAVE_OUT: Final = "leave_out_"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChoice:
    """A file that may be left out."""

    field: str
    value: str  # Attachment.digest
    title: str
    hint: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm:
    """What the form asks about files."""

    choices: tuple[FileChoice, ...]
    locked: tuple[str, ...]  # names of those that have a password; empty: it is not asked for
    asked: bool  # it waits because of one of them


def file_form(visit: Visit, file: CaseFile, kinds: frozenset[AnswerKind]) -> FileForm | None:
    """None: there is nothing of that kind, or it is not for this viewer."""
    if file.unlooked or Asked.SENDER not in file.roles or not (file.setting.files or file.setting.locked):
        return None
    both = list(zip(listed(file), file.look.reading.attachments, strict=True))
    choices = tuple(
        FileChoice(
            field=f"{LEAVE_OUT}{told.number}",
            value=one.digest,
            title=told.name,
            hint=told.words,
            ticked=visit.said(f"{LEAVE_OUT}{told.number}") == one.digest,
        )
        for told, one in both
        if one.digest in file.setting.files
    )
    locked = tuple(told.name for told, one in both if one.digest in file.setting.locked)
    return FileForm(
        choices=choices,
        locked=locked,
        asked=not kinds.isdisjoint({AnswerKind.LEAVE_OUT, AnswerKind.PASSWORD}),
    )


def said_of_files(desk: Desk, visit: Visit, file: CaseFile) -> SaidOfFiles | NotTaken:
    """What the form says about them, tried; nothing when it says nothing.

    Raises:
        TemporaryFailure: the reading room cannot be used now.
    """
    leave_out = {value for name, value in visit.form.items() if name.startswith(LEAVE_OUT) and value}
    password = visit.said(PASSWORD)
    if file.unlooked or Asked.SENDER not in file.roles or not (leave_out or password):
        return SaidOfFiles(values={})
    return tried(file, desk.room, leave_out, password)
