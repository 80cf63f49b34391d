"""Passwords from a terminal or a file, and who is signed in with them."""

import os
import pwd
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gateway.model.errors import PermanentFailure

if TYPE_CHECKING:
    from gateway.sign_in.accounts import AccountBook


def password_from(file: Path | None, *, twice: bool = False) -> str:
    """The password in a file, or typed on the terminal; *twice* for a new one.

    Raises:
        BadParameter: there is neither a file nor a terminal, or the file's first line is empty.
    """
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        raise typer.BadParameter("there is no terminal to ask for the password; give --password-file FILE")
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=twice, err=True)
    return typed


def sign_in(accounts: "AccountBook", name: str, file: Path | None) -> str:
    """The name of the account that the password opens, lower case.

    Raises:
        PermanentFailure: it opens none. Which of name and password is wrong is not told.
    """
    found = accounts.authenticate(name, password_from(file))
    if found is None:
        raise PermanentFailure("name or password is wrong, or the account is disabled")
    return found.name


def sign_in_with_role(accounts: "AccountBook", name: str, file: Path | None, roles: frozenset[str]) -> str:
    """The same for an account that has one of *roles*.

    Raises:
        PermanentFailure: the password opens none, or the account has none of them.
    """
    found = accounts.authenticate(name, password_from(file))
    if found is None:
        raise PermanentFailure("name or password is wrong, or the account is disabled")
    if not roles & set(found.roles):
        raise PermanentFailure(f"{found.name}: this is for accounts with the role {' or '.join(sorted(roles))}")
    return found.name


def local_user() -> str:
    """Who runs the command, for the record: the system's name of the user, which no variable can feign."""
    try:
        return f"local:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:
        return f"local:{os.getuid()}"


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{file}: cannot be read ({type(error).__name__})") from error
    if not lines or not lines[0]:
        raise typer.BadParameter(f"{file}: its first line is empty")
    return lines[0]
