"""A held case from the command line: sign in, and open it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.case.file import CaseFile
    from gateway.read.room import ReadingRoom


@contextmanager
def opened_case(
    config: Path | None, number: str, user: str, password_file: Path | None, *, held: bool = True
) -> Iterator["CaseFile"]:
    """Sign in and open a case."""
    with case_and_room(config, number, user, password_file, held=held) as (file, _):
        yield file


@contextmanager
def case_and_room(
    config: Path | None, number: str, user: str, password_file: Path | None, *, held: bool = True
) -> Iterator[tuple["CaseFile", "ReadingRoom"]]:
    """Sign in and open a case, with the reading room that it was looked at in.

    Args:
        held: only what is held; without it every recipient, whatever became of them.

    Raises:
        PermanentFailure: wrong password, no such case, nothing is held in it, or it is not this person's to see.
        TemporaryFailure: it cannot be looked at now.
    """
    from gateway.app import opened
    from gateway.case.file import open_case
    from gateway.cli.passwords import sign_in

    with opened(config) as app, app.room() as room:
        name = sign_in(app.accounts, user, password_file)
        yield open_case(app, app.looker(room), number, name, held=held), room
