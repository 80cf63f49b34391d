"""`gateway held answer`."""

from typing import Annotated

import typer

from gateway.cli.opened_case import opened_case
from gateway.cli.options import As, AsJson, Case, ConfigDir, PasswordFile
from gateway.cli.output import complain, document, say
from gateway.cli.said_wrong import say_wrong
from gateway.model.decision import AnswerKind


def answer(
    case: Case,
    user: As,
    marking: Annotated[str | None, typer.Option(metavar="M", help="unclassified, internal or confidential.")] = None,
    purpose: Annotated[str | None, typer.Option(metavar="P", help="What it is shared for.")] = None,
    statement: Annotated[str | None, typer.Option(metavar="S", help="fact, opinion or both.")] = None,
    person: Annotated[str | None, typer.Option(metavar="ID", help="Register id of the person that is meant.")] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="The address is right, though it looks like another.")
    ] = False,
    separate: Annotated[
        bool, typer.Option("--separate", help="Each reader outside gets a mail of their own.")
    ] = False,
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
    _check_together(values, ground=ground, why=why, informed=informed)
    from gateway.case_answers import NotTaken, judged

    with opened_case(config, case, user, password_file) as file:
        answers = judged(file, values, ground=ground or "", why=why or "", informed=informed or "")
        if isinstance(answers, NotTaken):
            complain(*answers.why, "nothing was answered")
            raise typer.Exit(1)
        file.app.holding().add_answers(file.message.case, answers, file.app.clock.now())
    if as_json:
        document({"case": file.message.case, "answers": [one.kind.value for one in answers], "by": file.user})
        return
    said = ", ".join(one.kind.value for one in answers)
    say(f"{file.message.case}: {said} taken; it is decided again now")


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
