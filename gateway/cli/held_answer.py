"""`gateway held answer`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from gateway.cli import held_options as options
from gateway.cli.held_said import Said, check_together, values_of
from gateway.cli.opened_case import case_and_room
from gateway.cli.options import As, AsJson, Case, ConfigDir, PasswordFile
from gateway.cli.output import complain, document, say
from gateway.cli.passwords import password_from
from gateway.cli.said_wrong import say_wrong
from gateway.model.decision import AnswerKind

if TYPE_CHECKING:
    from gateway.case.file import CaseFile
    from gateway.model.answers import Answer
    from gateway.read.room import ReadingRoom


def answer(
    case: Case,
    user: As,
    marking: options.Marking = None,
    purpose: options.Purpose = None,
    remember: options.Remember = False,
    statement: options.Statement = None,
    person: options.Person = None,
    confirm: options.Confirm = False,
    separate: options.Separate = False,
    leave_out: options.LeaveOut = None,
    file_password: options.FilePassword = None,
    hide: options.Hide = False,
    go_on: options.GoOn = False,
    wrong: options.Wrong = None,
    release: options.Release = False,
    give_back: options.GiveBack = False,
    urgent: options.Urgent = False,
    recuse: options.Recuse = False,
    ask: options.Ask = False,
    question: options.Question = False,
    hand_over: options.HandOver = None,
    refuse: options.Refuse = False,
    ground: options.Ground = None,
    why: options.Why = None,
    informed: options.Informed = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Answer a held case; it is decided again.

    Several answers of its sender may be given at once. --wrong settles nothing and is counted."""
    said = Said(
        values=values_of(
            {
                AnswerKind.MARKING: marking and marking.lower(),
                AnswerKind.PURPOSE: purpose,
                AnswerKind.STATEMENT: statement and statement.lower(),
                AnswerKind.PERSON: person,
                AnswerKind.HAND_OVER: hand_over,
                AnswerKind.CONFIRM: confirm,
                AnswerKind.SEPARATE: separate,
                AnswerKind.HIDE: hide,
                AnswerKind.GO_ON: go_on,
                AnswerKind.RELEASE: release,
                AnswerKind.RETURN: give_back,
                AnswerKind.REFUSE: refuse,
                AnswerKind.URGENT: urgent,
                AnswerKind.RECUSE: recuse,
                AnswerKind.ASK: ask,
                AnswerKind.QUESTION: question,
            }
        ),
        ground=ground,
        why=why,
        informed=informed,
        remember=remember,
        leave_out=tuple(leave_out or ()),
        file_password=file_password,
    )
    check_together(said, wrong=wrong is not None)
    if wrong is not None:
        say_wrong(case, user, wrong, why or "", password_file, config, as_json=as_json)
        return
    with case_and_room(config, case, user, password_file) as (file, room):
        answers, kept = _taken(file, room, said)
    _tell(file, answers, kept if remember else None, as_json=as_json)


def _taken(file: "CaseFile", room: "ReadingRoom", said: Said) -> "tuple[Sequence[Answer], tuple[str, ...]]":
    """The answers as they are stored, and what is remembered of them; ends the command where one is not taken."""
    from gateway.case.answers import NotTaken, judged
    from gateway.case.asked_back import letters_about
    from gateway.case.attachments import SaidOfFiles, tried

    of_files: SaidOfFiles | NotTaken = SaidOfFiles(values={})
    if said.files():
        typed = "" if said.file_password is None else password_from(said.file_password)
        of_files = tried(file, room, _digests(file, said.leave_out), typed)
    if isinstance(of_files, NotTaken):
        raise _refused(of_files.why)
    values = {**said.values, **of_files.values}
    answers = judged(file, values, ground=said.ground or "", why=said.why or "", informed=said.informed or "")
    if isinstance(answers, NotTaken):
        raise _refused(answers.why)
    now = file.app.clock.now()
    letters = letters_about(file, answers, now)
    file.app.holding().add_answers(file.message.case, answers, now, passwords=of_files.passwords, letters=letters)
    return answers, _remembered(file, answers) if said.remember else ()


def _refused(why: "Sequence[str]") -> typer.Exit:
    complain(*why, "nothing was answered")
    return typer.Exit(1)


def _tell(file: "CaseFile", answers: "Sequence[Answer]", kept: tuple[str, ...] | None, *, as_json: bool) -> None:
    """*kept*: ids of what is remembered; None: nobody asked for that."""
    if as_json:
        told = {"case": file.message.case, "answers": [one.kind.value for one in answers], "by": file.user}
        document(told if kept is None else {**told, "remembered": list(kept)})
        return
    taken = ", ".join(one.kind.value for one in answers)
    say(f"{file.message.case}: {taken} taken; it is decided again now")
    if kept is not None:
        say(f"remembered: {', '.join(kept)}" if kept else "nothing could be remembered: you are asked next time")


def _remembered(file: "CaseFile", answers: "Sequence[Answer]") -> tuple[str, ...]:
    """Register ids. The answer itself counts, whatever comes of asking to have it remembered."""
    from gateway.case.remember import remember
    from gateway.model.errors import PermanentFailure, TemporaryFailure

    try:
        return tuple(row["id"] for row in remember(file.app, file.app.registers(), file, answers).rows)
    except (PermanentFailure, TemporaryFailure):
        return ()


def _digests(file: "CaseFile", numbers: tuple[int, ...]) -> tuple[str, ...]:
    if file.unlooked:
        return ()
    known = {number: one.digest for number, one in enumerate(file.look.reading.attachments, start=1)}
    wrong = [str(number) for number in numbers if number not in known]
    if wrong:
        raise typer.BadParameter(f"there is no attachment {', '.join(wrong)}; `gateway held show` numbers them")
    return tuple(dict.fromkeys(known[number] for number in numbers))
