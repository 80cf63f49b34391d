"""`gateway user`."""

from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir, PasswordFile
from gateway.cli.output import document, say, table
from gateway.cli.passwords import local_user, password_from

if TYPE_CHECKING:
    from gateway.sign_in.accounts import AccountRole

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The account's name.", show_default=False)]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        metavar="ROLE",
        help="staff, manager, safeguarding, ict, ig or auditor; may be given several times.",
        show_default=False,
    ),
]


def add(
    email: Email,
    role: Roles = None,
    send_as: Annotated[
        list[str] | None,
        typer.Option("--send-as", metavar="ADDRESS", help="Address that delegated to it.", show_default=False),
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Add an account; its role is staff when none is given."""
    from gateway.app import opened

    roles = account_roles(role or ["staff"])
    for address in (email, *(send_as or ())):
        _checked(address)
    with opened(config) as app:
        password = password_from(password_file, twice=True)
        app.accounts.add(email, password, roles=roles, may_send_as=send_as or (), by=local_user(), at=app.clock.now())
    _done(email, "added", as_json)


def set_roles(email: Email, role: Roles = None, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Give an account these roles and no others."""
    from gateway.app import opened

    if not role:
        raise typer.BadParameter("give --role, once for each role")
    roles = account_roles(role)
    with opened(config) as app:
        app.accounts.set_roles(email, roles, by=local_user(), at=app.clock.now())
    _done(email, "roles set", as_json)


def disable(email: Email, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Let nobody sign in with an account any more."""
    from gateway.app import opened

    with opened(config) as app:
        app.accounts.disable(email, by=local_user(), at=app.clock.now())
    _done(email, "disabled", as_json)


def reset(
    email: Email,
    authenticator: Annotated[
        bool,
        typer.Option("--authenticator", help="Forget their authenticator app and passkeys, not the password."),
    ] = False,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Set a new password; a disabled account is enabled again.

    Whoever is signed in to the console with it is signed out."""
    from gateway.app import opened
    from gateway.console.sign_in.second_factor import forget_second_factor
    from gateway.console.sign_in.sessions import SessionBook

    with opened(config) as app:
        if authenticator:
            forget_second_factor(app, email, by=local_user(), at=app.clock.now())
        else:
            password = password_from(password_file, twice=True)
            app.accounts.reset(email, password, by=local_user(), at=app.clock.now())
        SessionBook(app.database).end_all(email.lower())
    _done(email, "reset", as_json)


def list_users(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the accounts."""
    from gateway.app import opened

    with opened(config) as app:
        accounts = app.accounts.all()
    if as_json:
        document(
            [
                {
                    "account": one.name,
                    "roles": [held.value for held in one.roles],
                    "send_as": one.may_send_as,
                    "disabled": one.disabled,
                }
                for one in accounts
            ]
        )
        return
    rows = (
        (one.name, ", ".join(one.roles), ", ".join(one.may_send_as), "disabled" if one.disabled else "")
        for one in accounts
    )
    table(("account", "roles", "may send as", ""), rows, nothing="there are no accounts")


def account_roles(words: list[str]) -> tuple["AccountRole", ...]:
    """The roles of these words, each once.

    Raises:
        BadParameter: one is no role.
    """
    from gateway.sign_in.accounts import AccountRole

    try:
        return tuple(dict.fromkeys(AccountRole(word) for word in words))
    except ValueError:
        raise typer.BadParameter(f"--role takes {', '.join(AccountRole)}") from None


def _checked(address: str) -> None:
    from gateway.registers.address import normal, well_formed

    if not well_formed(normal(address)):
        raise typer.BadParameter(f"{address}: not an address")


def _done(email: str, what: str, as_json: bool) -> None:
    if as_json:
        document({"account": email.lower(), "done": what})
        return
    say(f"{email.lower()}: {what}")
