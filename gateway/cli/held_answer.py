"""`gateway held answer`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.opened_case import case_and_room
from gateway.cli.options import As, AsJson, Case, ConfigDir, PasswordFile
from gateway.cli.output import complain, document, say
from gateway.cli.passwords import password_from
from gateway.cli.said_wrong import say_wrong
from gateway.model.decision import AnswerKind

if TYPE_CHECKING:
    from gateway.case.file import CaseFile
    from gateway.model.answers import Answer


def answer(
    case: Case,
    user: As,
    marking: Annotated[str | None, typer.Option(metavar="M", help="unclassified, internal or confidential.")] = None,
    purpose: Annotated[str | None, typer.Option(metavar="P", help="What it is shared for.")] = None,
    remember: Annotated[
        bool,
        typer.Option(
            "--remember", help="With --purpose: for later mails about the same people to the same partner too."
        ),
    ] = False,
    statement: Annotated[str | None, typer.Option(metavar="S", help="fact, opinion or both.")] = None,
    person: Annotated[str | None, typer.Option(metavar="ID", help="Register id of the person that is meant.")] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="The address is right, though it looks like another.")
    ] = False,
    separate: Annotated[
        bool, typer.Option("--separate", help="Each reader outside gets a mail of their own.")
    ] = False,
    leave_out: Annotated[
        list[int] | None,
        typer.Option(metavar="N", help="The attachment of this number does not go; may be repeated."),
    ] = None,
    file_password: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File whose first line is the password of an attachment.",
            exists=True,
            dir_okay=False,
            readable=True,
        ),
    ] = None,
    hide: Annotated[bool, typer.Option("--hide", help="Send it with details hidden.")] = False,
    go_on: Annotated[bool, typer.Option("--go-on", help="Send it as it is, though a rule on trial asked.")] = False,
    wrong: Annotated[
        str | None,
        typer.Option(
            metavar="RULE", help="This rule was wrong here: a clause, a reason or CLAUSE/REASON; may have --why."
        ),
    ] = None,
    release: Annotated[
        bool, typer.Option("--release", help="Let it go, on a ground; needs --ground, --why.")
    ] = False,
    give_back: Annotated[bool, typer.Option("--return", help="Back to its sender; needs --why.")] = False,
    urgent: Annotated[
        bool, typer.Option("--urgent", help="A child may come to harm while it waits; needs --why.")
    ] = False,
    recuse: Annotated[bool, typer.Option("--recuse", help="You should not decide; somebody else is asked.")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Ask your manager; needs --why.")] = False,
    hand_over: Annotated[
        str | None, typer.Option(metavar="TO", help="Somebody else is asked instead: deputy or safeguarding.")
    ] = None,
    refuse: Annotated[bool, typer.Option("--refuse", help="It must not go; needs --why.")] = False,
    ground: Annotated[str | None, typer.Option(metavar="G", help="Id from the register of grounds.")] = None,
    why: Annotated[
        str | None, typer.Option(metavar="T", help="The justification, or the note to the sender.")
    ] = None,
    informed: Annotated[
        str | None, typer.Option(metavar="T", help="Whether the family was told, or why not (CONS-5).")
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Answer a held case; it is decided again.

    Several answers of its sender may be given at once. --wrong settles nothing and is counted."""
    given = {
        AnswerKind.MARKING: None if marking is None else marking.lower(),
        AnswerKind.PURPOSE: purpose,
        AnswerKind.STATEMENT: None if statement is None else statement.lower(),
        AnswerKind.PERSON: person,
        AnswerKind.CONFIRM: "" if confirm else None,
        AnswerKind.SEPARATE: "" if separate else None,
        AnswerKind.HIDE: "" if hide else None,
        AnswerKind.GO_ON: "" if go_on else None,
        AnswerKind.RELEASE: "" if release else None,
        AnswerKind.RETURN: "" if give_back else None,
        AnswerKind.REFUSE: "" if refuse else None,
        AnswerKind.URGENT: "" if urgent else None,
        AnswerKind.RECUSE: "" if recuse else None,
        AnswerKind.ASK: "" if ask else None,
        AnswerKind.HAND_OVER: hand_over,
    }
    values = {kind: value for kind, value in given.items() if value is not None}
    if wrong is not None:
        if values or ground or informed:
            raise typer.BadParameter("--wrong stands alone, with or without --why")
        say_wrong(case, user, wrong, why or "", password_file, config, as_json=as_json)
        return
    if remember and purpose is None:
        raise typer.BadParameter("--remember goes with --purpose")
    files = {AnswerKind.LEAVE_OUT: ""} if leave_out else {}
    files |= {AnswerKind.PASSWORD: ""} if file_password is not None else {}
    _check_together({**values, **files}, ground=ground, why=why, informed=informed)
    from gateway.case.answers import NotTaken, judged
    from gateway.case.attachments import SaidOfFiles, tried

    with case_and_room(config, case, user, password_file) as (file, room):
        said: SaidOfFiles | NotTaken = SaidOfFiles(values={})
        if files:
            typed = "" if file_password is None else password_from(file_password)
            said = tried(file, room, _digests(file, leave_out or []), typed)
        if isinstance(said, NotTaken):
            complain(*said.why, "nothing was answered")
            raise typer.Exit(1)
        values |= said.values
        answers = judged(file, values, ground=ground or "", why=why or "", informed=informed or "")
        if isinstance(answers, NotTaken):
            complain(*answers.why, "nothing was answered")
            raise typer.Exit(1)
        now = file.app.clock.now()
        file.app.holding().add_answers(file.message.case, answers, now, passwords=said.passwords)
        kept = _remembered(file, answers) if remember else ()
    if as_json:
        told = {"case": file.message.case, "answers": [one.kind.value for one in answers], "by": file.user}
        document({**told, "remembered": list(kept)} if remember else told)
        return
    taken = ", ".join(one.kind.value for one in answers)
    say(f"{file.message.case}: {taken} taken; it is decided again now")
    if remember:
        say(f"remembered: {', '.join(kept)}" if kept else "nothing could be remembered: you are asked next time")


def _remembered(file: "CaseFile", answers: "Sequence[Answer]") -> tuple[str, ...]:
    """Register ids. The answer itself counts, whatever comes of asking to have it remembered."""
    from gateway.case.remember import remember
    from gateway.model.errors import PermanentFailure, TemporaryFailure

    try:
        return tuple(row["id"] for row in remember(file.app, file.app.registers(), file, answers).rows)
    except (PermanentFailure, TemporaryFailure):
        return ()


def _digests(file: "CaseFile", numbers: list[int]) -> tuple[str, ...]:
    if file.unlooked:
        return ()
    known = {number: one.digest for number, one in enumerate(file.look.reading.attachments, start=1)}
    wrong = [str(number) for number in numbers if number not in known]
    if wrong:
        raise typer.BadParameter(f"there is no attachment {', '.join(wrong)}; `gateway held show` numbers them")
    return tuple(dict.fromkeys(known[number] for number in numbers))


_ALONE = frozenset(
    {
        AnswerKind.RELEASE,
        AnswerKind.RETURN,
        AnswerKind.REFUSE,
        AnswerKind.URGENT,
        AnswerKind.RECUSE,
        AnswerKind.ASK,
        AnswerKind.HAND_OVER,
    }
)
_NEEDS_WHY = _ALONE - {AnswerKind.RECUSE, AnswerKind.HAND_OVER}


def _check_together(
    values: dict[AnswerKind, str], *, ground: str | None, why: str | None, informed: str | None
) -> None:
    if not values:
        raise typer.BadParameter(
            "say what you answer: --marking, --purpose, --statement, --person, --confirm, --separate, "
            "--leave-out, --file-password, "
            "--hide, --go-on, --release, --return, --refuse, --urgent, --recuse, --ask, --hand-over or --wrong"
        )
    if _ALONE & values.keys() and len(values) > 1:
        raise typer.BadParameter(
            "--release, --return, --refuse, --urgent, --recuse, --ask and --hand-over each stand alone"
        )
    reasoned = _NEEDS_WHY & values.keys()
    if reasoned and not why:
        raise typer.BadParameter("--why is needed with --release, --return, --refuse, --urgent and --ask")
    if AnswerKind.RELEASE in values and not ground:
        raise typer.BadParameter("--ground is needed with --release; `gateway register export grounds` has them")
    if AnswerKind.RELEASE not in values and (ground or informed):
        raise typer.BadParameter("--ground and --informed go with --release")
    if why and not reasoned:
        raise typer.BadParameter("--why goes with --release, --return, --refuse, --urgent or --ask")
