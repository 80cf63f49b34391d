"""A console in which there is one of everything that a page may show. All people are invented."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from gateway.app import App
from gateway.console.saved_views import SavedViews
from gateway.demo.organisation import PASSWORD
from gateway.model.risks import Likelihood
from gateway.registers.files.columns import RegisterKind
from gateway.requests import answering
from gateway.sign_in.accounts import AccountRole
from gateway.spool.sheets import sheets
from tests.console.conftest import RunningConsole, console
from tests.console.held_rows import held_and_let_go
from tests.console.mails import about_daniel, decided, put_off
from tests.console.people import EVERYBODY, IRIS, token_of, with_every_role
from tests.e2e.installation import ANA, MANAGER

NOBODY: Final = ""
HALF: Final = "half.way@family-support.example"  # gave a password, and nothing else yet
CODED: Final = "gave.password@family-support.example"  # the same, of somebody who has an app
NEW: Final = "new.here@family-support.example"  # nothing was ever sent by them, and nothing asks them


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """It, who is signed in, and what stands for the changing parts of addresses."""

    running: RunningConsole
    tokens: Mapping[str, str]  # account → session
    places: Mapping[str, str]  # "case", "sent" and so on

    def address(self, written: str) -> str:
        """An address with its places filled."""
        for name, value in self.places.items():
            written = written.replace(f"{{{name}}}", value)
        return written


@contextmanager
def empty(folder: Path) -> Iterator[Filled]:
    """The sample organisation on its first day, as its people find it when they sign in."""
    with console(folder) as running:
        app, now = running.app, datetime.now(UTC)
        with_every_role(running)
        for account in (HALF, CODED, NEW):
            app.accounts.add(account, PASSWORD, roles=[AccountRole.MANAGER], by="test", at=now)
        tokens = {account: token_of(running, account) for account in (EVERYBODY, MANAGER, ANA, NEW, IRIS)}
        running.browser().sign_in(CODED)
        for account in (HALF, CODED):
            half = running.browser()
            assert half.password(account).status == 303
            tokens[account] = half.cookies["__Host-session"]
        yield Filled(running=running, tokens=tokens, places={"version": app.settings.policy.policy.version})


def fill(made: Filled) -> Filled:
    """The same some weeks later."""
    app, now = made.running.app, datetime.now(UTC)
    sent = decided(app, "filled-0", "INTERNAL: the hall", "Dear colleagues,\n\nThe hall is open on Sunday.\n")
    put_off(app)
    case = decided(app, "filled-1", "CONFIDENTIAL: Daniel", about_daniel("has a new bicycle"))
    file = app.settings.folder / "policy.yaml"
    app.policies().take(made.places["version"], file.read_text(), now)
    _keep_registers(app, now)
    breach = app.breach_book().open(
        "A letter was opened.", aware_at=now, case=None, about=("P-1",), likelihood=Likelihood.RISK, by="test", at=now
    )
    risk = app.risk_book().open(("HOUSING",), "No agreement.", by="test", at=now)
    held_and_let_go(app, now)
    queue = SavedViews(app.database, app.keys.accounts)
    queue.keep(MANAGER, "Mine first", {"whose": "mine"}, now, first=False)
    about = decided(app, "filled-2", "CONFIDENTIAL: Grace", "Dear all,\n\nGrace Okafor rang about Daniel Price.\n")
    directory = app.registers().directory()
    answering.search(app, answering.asked(app, directory, "S-EYES", now), directory, by=IRIS)
    views = app.content_views()
    views.ask(case, "It stops the worker each time it is read.", by=EVERYBODY, at=now)
    view = views.newest(case, EVERYBODY, now)
    assert view is not None
    (look,) = sheets(app.database, app.contents(), case)
    test = app.kept_tests().keep(
        "A letter about a bicycle", look.document, look.policy, look.at, by=EVERYBODY, at=now
    )
    places = {
        **made.places,
        "test": str(test),
        "case": case,
        "sent": sent,
        "about": about,
        "breach": str(breach.id),
        "risk": str(risk.id),
        "view": str(view.n),
        "generation": str(app.registers().generation()),
    }
    return Filled(running=made.running, tokens=made.tokens, places=places)


def _keep_registers(app: App, now: datetime) -> None:
    today = now.date()
    asked = {"id": "S-EYES", "type": "sar", "requester": "P-2", "person": "P-2", "opened": str(today)}
    asked |= {"identity_checked_on": str(today)}
    waits = {**asked, "id": "S-WAITS", "identity_checked_on": "", "identity_asked_on": str(today)}
    public = {"id": "F-EYES", "type": "foi", "requester": "press@paper.example", "opened": str(today)}
    kept = {"id": "R-EYES", "person": "P-3", "from": "P-4", "about": "who told us", "approved_on": str(today)}
    kept |= {"approved_by": MANAGER, "requested_by": ANA}
    trial = {
        "id": "M-EYES",
        "mode": "coach",
        "team": "*",
        "clause": "CONS-1",
        "signed_by": IRIS,
        "reason": "A trial.",
    }
    trial |= {"starts": str(today - timedelta(days=1)), "ends": str(today + timedelta(days=20))}
    said = {"id": "RM-1", "person": "P-1", "party": "COUNCIL", "purpose": "early-help", "worker": ANA}
    said |= {"remembered_on": str(today - timedelta(days=10)), "until": str(today + timedelta(days=50))}
    said |= {"case": "GW-00000000", "rests_on": "C-1 given"}
    registers = app.registers()
    for kind, row in (
        (RegisterKind.REQUESTS, asked),
        (RegisterKind.REQUESTS, waits),
        (RegisterKind.REQUESTS, public),
        (RegisterKind.RESTRICTIONS, kept),
        (RegisterKind.REMEMBERED, said),
        (RegisterKind.REMEMBERED, {**said, "id": "RM-2", "person": "P-2", "until": str(today - timedelta(days=2))}),
        (RegisterKind.MODES, trial),  # last: every_page puts the last change back
    ):
        registers.apply(kind, [row], replace=False, by="test", at=now)
