"""What one `gateway held answer` says, and which of its options go together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer

from gateway.model.decision import AnswerKind

_ALONE: Final = frozenset(
    {
        AnswerKind.RELEASE,
        AnswerKind.RETURN,
        AnswerKind.REFUSE,
        AnswerKind.URGENT,
        AnswerKind.RECUSE,
        AnswerKind.ASK,
        AnswerKind.HAND_OVER,
        AnswerKind.QUESTION,
    }
)
_NEEDS_WHY: Final = _ALONE - {AnswerKind.RECUSE, AnswerKind.HAND_OVER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Everything that was said."""

    values: dict[AnswerKind, str]  # of the answers; empty: the answer is all there is to say
    ground: str | None
    why: str | None
    informed: str | None
    remember: bool
    leave_out: tuple[int, ...]  # numbers of attachments
    file_password: Path | None

    def files(self) -> dict[AnswerKind, str]:
        """What is said of attachments, as far as it takes a place among the answers."""
        files = {AnswerKind.LEAVE_OUT: ""} if self.leave_out else {}
        return files | ({AnswerKind.PASSWORD: ""} if self.file_password is not None else {})


def values_of(options: Mapping[AnswerKind, str | bool | None]) -> dict[AnswerKind, str]:
    """Those that were given: a flag without a value, an option with its own."""
    return {
        kind: given if isinstance(given, str) else ""
        for kind, given in options.items()
        if given is not None and given is not False
    }


def check_together(said: Said, *, wrong: bool) -> None:
    """Pass, or say which options are missing or do not go together.

    Args:
        wrong: whether a rule is said to be wrong, which settles nothing.

    Raises:
        BadParameter: in words for who typed it.
    """
    if wrong:
        if said.values or said.ground or said.informed:
            raise typer.BadParameter("--wrong stands alone, with or without --why")
        return
    if said.remember and AnswerKind.PURPOSE not in said.values:
        raise typer.BadParameter("--remember goes with --purpose")
    given = said.values.keys() | said.files().keys()
    if not given:
        raise typer.BadParameter(
            "say what you answer: --marking, --purpose, --statement, --person, --confirm, --separate, "
            "--leave-out, --file-password, --hide, --go-on, --release, --return, --refuse, --urgent, --recuse, "
            "--ask, --question, --hand-over or --wrong"
        )
    if _ALONE & given and len(given) > 1:
        raise typer.BadParameter(
            "--release, --return, --refuse, --urgent, --recuse, --ask, --question and --hand-over stand alone"
        )
    reasoned = _NEEDS_WHY & given
    if reasoned and not said.why:
        raise typer.BadParameter("--why is needed with --release, --return, --refuse, --urgent, --ask and --question")
    if AnswerKind.RELEASE in given and not said.ground:
        raise typer.BadParameter("--ground is needed with --release; `gateway register export grounds` has them")
    if AnswerKind.RELEASE not in given and (said.ground or said.informed):
        raise typer.BadParameter("--ground and --informed go with --release")
    if said.why and not reasoned:
        raise typer.BadParameter("--why goes with --release, --return, --refuse, --urgent, --ask or --question")
