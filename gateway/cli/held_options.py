"""What can be said with `gateway held answer`, option by option."""

from pathlib import Path
from typing import Annotated

import typer

Marking = Annotated[str | None, typer.Option(metavar="M", help="unclassified, internal or confidential.")]
Purpose = Annotated[str | None, typer.Option(metavar="P", help="What it is shared for.")]
Remember = Annotated[
    bool,
    typer.Option("--remember", help="With --purpose: for later mails about the same people to the same partner too."),
]
Statement = Annotated[str | None, typer.Option(metavar="S", help="fact, opinion or both.")]
Person = Annotated[str | None, typer.Option(metavar="ID", help="Register id of the person that is meant.")]
Confirm = Annotated[bool, typer.Option("--confirm", help="The address is right, though it looks like another.")]
Separate = Annotated[bool, typer.Option("--separate", help="Each reader outside gets a mail of their own.")]
LeaveOut = Annotated[
    list[int] | None, typer.Option(metavar="N", help="The attachment of this number does not go; may be repeated.")
]
FilePassword = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="File whose first line is the password of an attachment.",
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
Hide = Annotated[bool, typer.Option("--hide", help="Send it with details hidden.")]
GoOn = Annotated[bool, typer.Option("--go-on", help="Send it as it is, though a rule on trial asked.")]
Wrong = Annotated[
    str | None,
    typer.Option(
        metavar="RULE", help="This rule was wrong here: a clause, a reason or CLAUSE/REASON; may have --why."
    ),
]
Release = Annotated[bool, typer.Option("--release", help="Let it go, on a ground; needs --ground, --why.")]
GiveBack = Annotated[bool, typer.Option("--return", help="Back to its sender; needs --why.")]
Urgent = Annotated[bool, typer.Option("--urgent", help="A child may come to harm while it waits; needs --why.")]
Recuse = Annotated[bool, typer.Option("--recuse", help="You should not decide; somebody else is asked.")]
Ask = Annotated[bool, typer.Option("--ask", help="Ask your manager; needs --why.")]
Question = Annotated[bool, typer.Option("--question", help="Ask its sender something first; needs --why.")]
HandOver = Annotated[
    str | None, typer.Option(metavar="TO", help="Somebody else is asked instead: deputy or safeguarding.")
]
Refuse = Annotated[bool, typer.Option("--refuse", help="It must not go; needs --why.")]
Ground = Annotated[str | None, typer.Option(metavar="G", help="Id from the register of grounds.")]
Why = Annotated[str | None, typer.Option(metavar="T", help="The justification, or the note to the sender.")]
Informed = Annotated[str | None, typer.Option(metavar="T", help="Whether the family was told, or why not (CONS-5).")]
