"""`gateway held answer --wrong`: somebody says that a rule was wrong about a mail."""

from pathlib import Path

import typer

from gateway.cli.opened_case import opened_case
from gateway.cli.output import complain, document, say


def say_wrong(
    case: str, user: str, rule: str, why: str, password_file: Path | None, config: Path | None, *, as_json: bool
) -> None:
    """Record it. Nothing is settled by it, and mail that went may be spoken of too."""
    from gateway.case.answers import NotTaken
    from gateway.case.said_wrong import called_wrong

    with opened_case(config, case, user, password_file, held=False) as file:
        meant = called_wrong(file, rule, why)
    if isinstance(meant, NotTaken):
        complain(*meant.why, "nothing was recorded")
        raise typer.Exit(1)
    if as_json:
        document({"case": file.message.case, "wrong": meant, "by": file.user})
        return
    say(f"{file.message.case}: noted that {', '.join(meant)} was wrong here; it settles nothing by itself")
