"""What the pages work with: the parts of a running gateway, and who is who. Made once for each process."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.app import App
from gateway.case.draft import open_draft
from gateway.case.file import CaseFile, open_case
from gateway.case.preview import Preview, preview
from gateway.check.partner_route import Asked as AskedHop
from gateway.check.result import Result
from gateway.config import Console
from gateway.console.deciders import Deciders
from gateway.console.errands import Errands
from gateway.console.kept import Kept
from gateway.console.kept_forms import KeptForms
from gateway.console.replies import Viewer
from gateway.console.saved_views import SavedViews
from gateway.console.sign_in.authenticators import AuthenticatorBook
from gateway.console.sign_in.challenges import Challenges
from gateway.console.sign_in.passkeys import PasskeyBook
from gateway.console.sign_in.sessions import Session, SessionBook
from gateway.console.sign_in.tries import Tries
from gateway.console.uploads import Uploads
from gateway.console.warming import Warming
from gateway.deliver.partner_dns import DomainMail
from gateway.hold.answers import Setting
from gateway.hold.duty import on_duty
from gateway.log import StructuredLog
from gateway.look import Asked, Look, Looker
from gateway.model.answers import Answer
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind, Scalar
from gateway.model.parties import PartyId, StaffMember
from gateway.openid.provider import RETURN_PATH, Provider
from gateway.past.listed_tests import ListedTests
from gateway.past.mail import TriedPolicy
from gateway.ports import Log
from gateway.read.room import ReadingRoom
from gateway.recall import Recall
from gateway.record.chainer import Verification
from gateway.record.decided import KeptDecisions
from gateway.record.entries import insert_entries
from gateway.registers.address import normal
from gateway.registers.directory import Directory
from gateway.registers.due import Due
from gateway.registers.files.columns import RegisterKind
from gateway.registers.shelf import Shelf
from gateway.reports.copies import KeptCopies
from gateway.reports.kept_holds import KeptHolds
from gateway.requests.answering import MadeBundle, Workbench
from gateway.sign_in.accounts import StoredAccount
from gateway.sign_in.tokens import TokenBook
from gateway.spool.claims import Claims
from gateway.spool.held_list import HeldList
from gateway.spool.page_pictures import PageBook
from gateway.spool.rows import HeldCase
from gateway.spool.sheet_people import SheetPeople
from gateway.spool.view import QueueView

BACK_DAYS: Final = 7  # that the pages count back for what rules did


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTested:
    """What the servers on the way to one partner said."""

    party: PartyId
    asked: tuple[AskedHop, ...]
    domains: tuple[DomainMail, ...]


class _Moment(threading.local):
    """What a page of this thread has seen of the registers. None: it has not asked, or nothing is kept for it."""

    kept: bool = False
    directory: Directory | None = None
    organisation: Directory | None = None


class Desk:
    """One for each console. Safe from any thread."""

    def __init__(self, app: App, room: ReadingRoom, console: Console) -> None:
        self.app: Final = app
        self.log: Final[Log] = StructuredLog(process="console")
        self.sessions: Final = SessionBook(app.database)
        self.authenticators: Final = AuthenticatorBook(app.database, app.keys.accounts)
        self.view: Final[QueueView] = app.queue()
        self.challenges: Final = Challenges(app.database, app.keys.accounts)
        self.passkeys: Final = PasskeyBook(app.database, self.challenges, console.public_url)
        # None: nobody signs in but with what we know ourselves.
        self.provider: Final = (
            None
            if console.sign_in is None
            else Provider(console.sign_in, app.settings.folder, console.public_url + RETURN_PATH)
        )
        self.public_url: Final = console.public_url
        self.tokens: Final = TokenBook(app.database)
        self.tries: Final = Tries()
        self.noted: Final = Tries(1)  # refusals of strangers that were written down
        self.claims: Final = Claims(app.database)
        self._deciders: Final = Deciders()
        self.saved_views: Final = SavedViews(app.database, app.keys.accounts)
        self.route_tests: Final[Errands[RouteTested]] = Errands("route", app.clock.now)
        self.trials: Final[Errands[TriedPolicy]] = Errands("try", app.clock.now)
        self.verifications: Final[Errands[Verification]] = Errands("verify", app.clock.now)
        self.checks: Final[Errands[tuple[Result, ...]]] = Errands("check", app.clock.now)
        self.searches: Final[Errands[str]] = Errands("search", app.clock.now)
        self.bundles: Final[Errands[MadeBundle]] = Errands("bundle", app.clock.now)
        # One of each for all pages: they keep the registers they have read, and the index of the people in them.
        self.registers: Final = app.registers()
        self.shelves: Final = app.shelves()
        self.file_room: Final = app.file_room()
        self.uploads: Final = Uploads()
        self.kept_forms: Final = KeptForms(app.keys.accounts)
        self.due: Final[Kept[tuple[Due, ...]]] = Kept()
        self.warming: Final = Warming(self.registers, self.shelves, self._read_ahead)
        self.held: Final = HeldList(app.database, app.keys)
        self.sheet_people: Final = SheetPeople(app.database, app.keys)
        self.holds: Final = KeptHolds(app.database)
        self.copies: Final = KeptCopies(app.database, app.settings.timezone)
        self.listed_tests: Final = ListedTests(app.database, app.keys)
        self.decided: Final = KeptDecisions(app.database, BACK_DAYS)
        self._looker = app.looker(room, registers=self.registers, recall=Recall())
        self._moment: Final = _Moment()
        self.room: Final = room
        self.pages: Final = PageBook(app.database, app.keys)
        self._finisher = app.finisher(room)
        self._settings = app.settings
        self._room = room
        # A look reads the message in one child at a time; a second case waits for its turn.
        self._reading = threading.Lock()

    def close(self) -> None:
        """End what reads files; what people had brought and not yet taken in is gone with it."""
        self.warming.close()
        self.file_room.close()

    def _read_ahead(self) -> None:
        now = self.app.clock.now()
        self.held.held()
        self.decided.since(now)
        self.listed_tests.all()
        self.holds.between(now, None, now)
        self.copies.between(None, None, now)

    def viewer(self, account: StoredAccount, session: Session) -> Viewer:
        """Somebody who signed in, as the register of staff knows them."""
        member = self.member(account.name)
        own = {account.name, *(address.lower() for address in account.may_send_as)}
        if member is not None:
            own |= {member.email.lower(), *(alias.lower() for alias in member.aliases)}
        return Viewer(
            account=account.name,
            name=account.name if member is None else member.name,
            roles=frozenset(account.roles),
            addresses=frozenset(own),
            session=session,
            language="" if member is None else member.language,
            decides=self._deciders.is_one(account.roles, own, self.organisation().registers),
        )

    def has_second_factor(self, account: str) -> bool:
        """Whether an account has an app or a passkey: a password alone sets up neither any more."""
        return self.authenticators.has(account) or self.passkeys.has(account)

    def member(self, address: str) -> StaffMember | None:
        """Whose address it is. None: the register of staff does not have it."""
        return self.organisation().staff_by_address.get(normal(address))

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Within it this thread sees the registers as they were when it first asked: a page is all of one moment,
        and asks the database once, however many entries it tells of. Not for what changes them.
        """
        self._moment.kept = True
        try:
            yield
        finally:
            self._moment.kept, self._moment.directory, self._moment.organisation = False, None, None

    def directory(self) -> Directory:
        """The registers as they are now.

        Raises:
            StillReading: shortly after a start, where they are large.
            TemporaryFailure: they cannot be read now.
        """
        self.warming.require()
        found = self._moment.directory or self.registers.directory()
        if self._moment.kept:
            self._moment.directory = found
        return found

    def shelf(self, kind: RegisterKind) -> Shelf:
        """A register as it is now, laid out to be looked through.

        Raises:
            StillReading, TemporaryFailure: as `directory` does.
        """
        self.warming.require()
        return self.shelves.shelf(kind)

    def organisation(self) -> Directory:
        """Staff, partners, agreements, grounds, modes and the rota as they are now, at once; nobody else.

        Raises:
            TemporaryFailure: they cannot be read now.
        """
        found = self._moment.organisation or self.registers.organisation()
        if self._moment.kept:
            self._moment.organisation = found
        return found

    def account(self, name: str) -> StoredAccount | None:
        """The account of a session, as it is now. None: it is gone or disabled."""
        found = self.app.accounts.stored(name)
        return None if found is None or found.disabled else found

    def case(self, number: str, viewer: Viewer, *, held: bool = True) -> CaseFile:
        """A held case as this viewer may see it.

        Args:
            held: only what is held; without it every recipient, whatever became of them.

        Raises:
            PermanentFailure: there is none, nothing is held in it, or it is not theirs to see.
            TemporaryFailure: it cannot be looked at now.
        """
        self.warming.require()
        with self._reading:
            return open_case(self.app, self._current(), number, viewer.account, held=held)

    def draft(self, number: str, viewer: Viewer) -> CaseFile:
        """A draft that this viewer sent to be checked.

        Raises:
            PermanentFailure: there is none, or it names no readers.
            TemporaryFailure: it cannot be looked at now.
        """
        self.warming.require()
        with self._reading:
            return open_draft(self.app, self._current(), self._room, number, viewer.account)

    def look(self, asked: Asked) -> Look:
        """What would become of a mail under the policy in use.

        Raises:
            TemporaryFailure: it cannot be looked at now.
        """
        with self._reading:
            return self._current().look(asked)

    def workbench(self) -> Workbench:
        """What copies for the answer to a request are made with."""
        self.warming.require()
        return Workbench(
            app=self.app, looker=self._current(), finisher=self._finisher, room=self.room, turn=self._reading
        )

    def _current(self) -> Looker:
        if self.app.settings is not self._settings:
            self._settings = self.app.settings
            self._looker = self._looker.under(self._settings.policy, self._settings.candidate)
        return self._looker

    def setting_of(self, case: HeldCase, named: frozenset[str], now: datetime) -> Setting:
        """What is known of a held case without looking at its content: enough to tell whose it is to see."""
        registers = self.organisation().registers
        today = now.astimezone(self.app.settings.timezone).date()
        return Setting(
            hold=case.hold,
            sender=case.sender,
            staff=registers.staff,
            named=named,
            grounds={},
            purposes=frozenset(),
            candidates=frozenset(),
            today=today,
            on_duty=on_duty(registers.duty, registers.staff, now, today),
        )

    def not_asked(self, case: CaseId) -> frozenset[str]:
        """Emails of those whom a held case is about, of their households and of who stepped back; lower case."""
        held = self.app.holding().held_case(case)
        return frozenset() if held is None or held.not_asked is None else held.not_asked

    def preview(self, file: CaseFile, answers: Sequence[Answer]) -> Preview:
        """What the readers of a case would get if these answers counted.

        Raises:
            PolicyChanged, TreatFailed, TemporaryFailure: see case_preview.
        """
        with self._reading:
            return preview(file, answers, self._finisher, self.room)

    def record(
        self, kind: RecordKind, by: str, facts: Sequence[tuple[str, Scalar]], case: CaseId | None = None
    ) -> None:
        """Write one line of the record."""
        entry = RecordEntry(kind=kind, case=case, by=by, facts=tuple(facts))
        now = self.app.clock.now()
        with self.app.database.write() as connection:
            insert_entries(connection, [entry], now)
