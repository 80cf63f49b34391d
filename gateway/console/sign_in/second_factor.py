"""Forgetting what somebody proves with who they are: their telephone was lost."""

from datetime import datetime

from gateway.app import App
from gateway.console.sign_in.authenticators import AuthenticatorBook
from gateway.console.sign_in.passkeys import forget_passkeys


def forget_second_factor(app: App, account: str, *, by: str, at: datetime) -> None:
    """Forget the authenticator app and every passkey of an account; the next sign-in sets an app up.

    Raises:
        PermanentFailure: there is no such account.
    """
    app.accounts.note(account, "authenticator", by=by, at=at)
    AuthenticatorBook(app.database, app.keys.accounts).forget(account.lower())
    forget_passkeys(app.database, account.lower())
