"""What counts needs a second factor that was given lately; a page that asks to confirm asks for one as well."""

from dataclasses import dataclass

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Visit
from gateway.console.sign_in.passkeys import Answer, Seen
from gateway.console.sign_in.sessions import Means
from gateway.language import mark
from gateway.model.outcome import RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What a form asks for besides (again.html)."""

    app: bool  # a code of an authenticator app will do
    passkey: str  # what the browser's passkeys are asked; empty: the account has none
    provider: str = ""  # the name of the provider they signed in with, which can ask them again; empty: none

    @property
    def passkey_alone(self) -> bool:
        """Whether a passkey is all they have: its own button sends the form, any other only asks for it."""
        return bool(self.passkey) and not self.app and not self.provider


def needs_code(visit: Visit) -> bool:
    """Whether a code or a passkey is asked for again."""
    return not visit.viewer.session.fresh(visit.at)


def factors(desk: Desk, visit: Visit, account: str) -> Again:
    """The second factors of an account, and what they are asked."""
    keys = desk.passkeys.usable and desk.passkeys.has(account)
    return Again(
        app=desk.authenticators.has(account),
        passkey=desk.passkeys.to_sign_in(visit.stamp, visit.at) if keys else "",
        provider=_provider(desk, visit),
    )


def _provider(desk: Desk, visit: Visit) -> str:
    viewer = visit.signed_in
    theirs = viewer is not None and viewer.session.means == Means.PROVIDER
    return desk.provider.settings.name if theirs and desk.provider is not None else ""


def code_faults(desk: Desk, visit: Visit) -> tuple[Fault, ...]:
    """What is wrong with the code or the passkey of a form. Empty: it was given lately, or is right now.

    After a right one nobody asks again for half an hour.
    """
    if not needs_code(visit):
        return ()
    fault = second_factor(desk, visit, visit.viewer.account)
    if fault is not None:
        return (fault,)
    desk.sessions.renewed(visit.token, visit.at)
    return ()


def second_factor(desk: Desk, visit: Visit, account: str) -> Fault | None:
    """Check the code or the passkey of a form. None: right."""
    credential, code = visit.said("credential"), visit.said("code")
    if not credential and not code:
        return Fault(why=_ask(desk, visit, account), field="code")
    if not desk.tries.counted(account, visit.client):
        return Fault(why=mark("Too many tries. Wait a minute, then try again."), field="code")
    if credential:
        answer = desk.passkeys.answered(credential, visit.stamp, visit.at)
        if answer.seen is Seen.RIGHT and answer.account == account:
            return None
        note_wrong_passkey(desk, visit, answer, account)
        return Fault(why=mark("That passkey did not work here. Try again, or enter a code."), field="code")
    if desk.authenticators.take(account, code, visit.at):
        return None
    desk.record(RecordKind.SIGNED_IN, account, [("what", "wrong-code"), ("client", visit.client)])
    why = mark("That code is not right, or was used before. Wait for the next one and enter that.")
    return Fault(why=why, field="code")


def note_wrong_passkey(desk: Desk, visit: Visit, answer: Answer, account: str) -> None:
    """Write down that a passkey was refused."""
    what = "copied-passkey" if answer.seen is Seen.COPIED else "wrong-passkey"
    desk.record(RecordKind.SIGNED_IN, account, [("what", what), ("client", visit.client)])


def _ask(desk: Desk, visit: Visit, account: str) -> str:
    if desk.authenticators.has(account):
        return mark("Enter the code that your app shows now.")
    if desk.passkeys.has(account):
        return mark("Use your passkey to show that it is you.")
    name = _provider(desk, visit)
    if name:
        return mark("Sign in with {name} again, then confirm.", name=name)
    return mark("Ask your ICT team: your account has nothing to show that it is you.")
