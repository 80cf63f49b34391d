"""The composition root: a configuration folder → the parts of a running gateway. Alone names concrete classes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from gateway.certificates import CertificateFolder
from gateway.channels import Channels
from gateway.clock.answered import Answered
from gateway.clock.daily import Daily
from gateway.clock.rounds import Rounds
from gateway.clock.weekly import Weekly
from gateway.deliver.deliverer import Deliverer
from gateway.deliver.partner_dns import DomainMail, ask
from gateway.find.prints import PrintKey
from gateway.finish import Finisher
from gateway.hops import Hops
from gateway.intake.server import IntakeServer
from gateway.log import StructuredLog, configure
from gateway.look import Looker
from gateway.mail_to_us.answers import MailAnswers
from gateway.mail_to_us.checks import Checks
from gateway.mail_to_us.replies import Replies
from gateway.past.kept_tests import KeptTests
from gateway.pipeline import Pipeline
from gateway.protect.keys import Signer
from gateway.read.limits import ReadLimits
from gateway.read.room import ReadingRoom
from gateway.recall import Recall
from gateway.record.breaches import BreachBook
from gateway.record.content_views import ContentViews
from gateway.record.legal_hold import HoldBook
from gateway.record.policies import Policies
from gateway.record.risk_book import RiskBook
from gateway.registers.erase import Erasure
from gateway.registers.files.file_room import FileRoom
from gateway.registers.history import History
from gateway.registers.people.handed_over import newest
from gateway.registers.people.index import OwnPeople, PeopleIndex, SharedPeople
from gateway.registers.shelf import Shelves
from gateway.registers.store import Registers
from gateway.registers.waiting import Waiting
from gateway.settings import Settings, config_folder
from gateway.sign_in.accounts import AccountBook
from gateway.spool.accept import Spool
from gateway.spool.bell import Bell, bell_for
from gateway.spool.delivered_prints import DeliveredPrints
from gateway.spool.holding import Holding
from gateway.spool.steps import Steps
from gateway.spool.view import QueueView
from gateway.spool.written_to import WrittenTo
from gateway.store.contents import Contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing, SealOnly, master_key
from gateway.store.schema import require_newest
from gateway.store.secret import read_secret
from redaction.isolate import RoomLimits


class SystemClock:
    """The machine's clock (ports.Clock)."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        return datetime.now(UTC)


class App:
    """The parts, each made when first asked for. One for each process."""

    def __init__(
        self, settings: Settings, *, checkpoints: bool = False, domain_mail: Callable[[str], DomainMail] = ask
    ) -> None:
        """Open the database.

        Args:
            checkpoints: whether this process folds SQLite's log back; one process of an installation does.
            domain_mail: asks the name servers about a partner's domain.

        Raises:
            PermanentFailure: the database's tables are not those of this program.
        """
        self.settings = settings  # a console changes them when its policy does
        self.clock: Final = SystemClock()
        self.domain_mail: Final = domain_mail
        self.database: Final = Database(settings.database_url(), checkpoints=checkpoints)
        require_newest(self.database)
        self.bell: Final[Bell] = bell_for(self.database)
        self.accounts: Final = AccountBook(self.database)
        self._keys: KeyRing | None = None

    @property
    def keys(self) -> KeyRing:
        """Every key; a process that faces the network never asks for it."""
        if self._keys is None:
            master = master_key(self.settings.config.store.master_key, self.settings.folder)
            self._keys = KeyRing(self.database, self.settings.keys_folder, master)
        return self._keys

    def registers(self) -> Registers:
        """The registers."""
        own = self.settings.config.organisation.domains
        return Registers(self.database, self.keys.registers, timezone=self.settings.timezone, own_domains=own)

    def shelves(self) -> Shelves:
        """The registers laid out to be looked through."""
        return Shelves(self.database, self.keys.registers)

    def file_room(self) -> FileRoom:
        """What reads register files that come from a browser; close it."""
        reading = self.settings.config.reading
        return FileRoom(RoomLimits(seconds=reading.seconds, memory_bytes=reading.memory_bytes))

    def history(self) -> History:
        """What the registers said before."""
        return History(self.database, self.keys.registers)

    def spool(self) -> Spool:
        """What intake puts mail into. Needs public keys only."""
        limit = self.settings.config.limits.spool_messages
        return Spool(self.database, SealOnly(self.database), self.bell, self.clock, limit=limit)

    def steps(self) -> Steps:
        """What workers, delivery and people move messages with."""
        return Steps(self.database, self.keys, self.bell)

    def certificates(self) -> CertificateFolder | None:
        """Partners' certificates. None: S/MIME is not set up."""
        smime = self.settings.config.smime
        return None if smime is None else CertificateFolder(smime, self.settings.folder)

    def signer(self) -> Signer | None:
        """Who signs what leaves. None: S/MIME is not set up."""
        certificates = self.certificates()
        return None if certificates is None else certificates.signer()

    def room(self) -> ReadingRoom:
        """The reading room; close it."""
        return reading_room(self.settings)

    def looker(
        self,
        room: ReadingRoom,
        people: PeopleIndex | None = None,
        registers: Registers | None = None,
        recall: Recall | None = None,
    ) -> Looker:
        """What looks at messages; *people*, *registers*: None: made for it alone; *recall*: None: nothing is kept."""
        config = self.settings.config
        channels = Channels(config, self.certificates())
        return Looker(
            config=config,
            policy=self.settings.policy,
            room=room,
            registers=registers or self.registers(),
            channels=channels,
            prints=DeliveredPrints(self.database),
            print_key=self.print_key(),
            candidate=self.settings.candidate,
            written_to=WrittenTo(self.database, self.keys.commitment_key),
            people=people or OwnPeople(),
            recall=recall,
        )

    def shared_people(self) -> SharedPeople:
        """The index of people that the role `index` keeps for all processes of this machine."""
        return SharedPeople(partial(newest, self.settings.state_folder), self.registers().changed_people)

    def print_key(self) -> PrintKey:
        """What fingerprints of text are made with."""
        return PrintKey(key=self.keys.print_key)

    def finisher(self, room: ReadingRoom) -> Finisher:
        """What makes finished messages."""
        config = self.settings.config
        return Finisher(config=config, room=room, signer=self.signer(), pseudonym_key=self.keys.pseudonym_key)

    def intake(self, log: StructuredLog, spool: Spool) -> IntakeServer:
        """The listeners."""
        config = self.settings.config
        stamps = {
            listener.name: read_secret(listener.trust.header.value, self.settings.folder).rstrip(b"\r\n")
            for listener in config.listeners
            if listener.trust is not None and listener.trust.header is not None
        }
        tls = config.tls
        if tls is not None:
            tls = tls.model_copy(
                update={
                    "certificate": self.settings.folder / tls.certificate,
                    "key": self.settings.folder / tls.key,
                    "client_ca": None if tls.client_ca is None else self.settings.folder / tls.client_ca,
                }
            )
        return IntakeServer(
            listeners=config.listeners,
            limits=config.limits,
            tls=tls,
            accounts=self.accounts,
            spool=spool,
            organisation=config.organisation,
            log=log,
            clock=self.clock,
            stamps=stamps,
        )

    def pipeline(self, room: ReadingRoom, steps: Steps, log: StructuredLog, people: PeopleIndex) -> Pipeline:
        """What takes a message from received to ready or held."""
        looker, finisher = self.looker(room, people), self.finisher(room)
        replies = Replies(config=self.settings.config, registers=self.registers(), steps=steps)
        return Pipeline(
            config=self.settings.config,
            policy=self.settings.policy.policy,
            looker=looker,
            finisher=finisher,
            steps=steps,
            unsealer=Contents(self.database, self.keys),
            clock=self.clock,
            log=log,
            replies=replies,
            checks=Checks(
                config=self.settings.config,
                policy=self.settings.policy.policy,
                looker=looker,
                finisher=finisher,
                room=room,
                said_before=steps.said_before,
            ),
            answers=MailAnswers(
                config=self.settings.config,
                policy=self.settings.policy.policy,
                looker=looker,
                holding=self.holding(),
                steps=steps,
                unsealer=self.contents(),
                replies=replies,
                key=self.keys.answer_key,
                pseudonym_key=self.keys.pseudonym_key,
            ),
        )

    def deliverer(self, steps: Steps, log: StructuredLog) -> tuple[Deliverer, Hops]:
        """What hands finished messages over, and its connections; close those."""
        hops = Hops(self.settings)
        contents = Contents(self.database, self.keys)
        registers = self.registers()
        waiting = Waiting(self.database, registers, contents, self.settings.timezone)
        deliverer = Deliverer(
            config=self.settings.config,
            policy=self.settings.policy.policy.version,
            staff=lambda: registers.organisation().staff_by_address,
            stands=waiting.stands,
            hop=hops.outbound,
            steps=steps,
            unsealer=Contents(self.database, self.keys),
            clock=self.clock,
            log=log,
        )
        return deliverer, hops

    def policies(self) -> Policies:
        """Every policy that was ever in use."""
        return Policies(self.database)

    def kept_tests(self) -> KeptTests:
        """Decisions that the organisation relies on."""
        return KeptTests(self.database, self.keys, self.contents())

    def contents(self) -> Contents:
        """What is stored sealed."""
        return Contents(self.database, self.keys)

    def queue(self) -> QueueView:
        """The queue, to look into."""
        return QueueView(self.database, self.bell)

    def holding(self) -> Holding:
        """Held cases and their answers."""
        return Holding(self.database, self.keys, self.bell)

    def rounds(self, log: StructuredLog) -> Rounds:
        """What the clock does."""
        return Rounds(
            config=self.settings.config,
            database=self.database,
            keys=self.keys,
            holding=self.holding(),
            registers=self.registers().snapshot,
            risks=self.settings.policy.risks,
            bell=self.bell,
            log=log,
        )

    def hold_book(self) -> HoldBook:
        """Legal holds."""
        return HoldBook(self.database, self.keys.casework)

    def erasure(self) -> Erasure:
        """What erases a person from the registers."""
        return Erasure(database=self.database, seal=self.keys.registers)

    def daily(self, log: StructuredLog) -> Daily:
        """What the clock does once on every working day."""
        return Daily(
            config=self.settings.config,
            database=self.database,
            keys=self.keys,
            bell=self.bell,
            registers=self.registers().snapshot,
            log=log,
        )

    def weekly(self, log: StructuredLog) -> Weekly:
        """What the clock does once a week."""
        return Weekly(
            config=self.settings.config,
            policy=self.settings.policy,
            database=self.database,
            keys=self.keys,
            bell=self.bell,
            registers=self.registers().snapshot,
            log=log,
        )

    def answered(self, log: StructuredLog) -> Answered:
        """What the clock does about requests for information."""
        return Answered(
            database=self.database,
            registers=self.registers(),
            history=self.history(),
            queue=self.queue(),
            timezone=self.settings.timezone,
            log=log,
        )

    def risk_book(self) -> RiskBook:
        """The risk register."""
        return RiskBook(self.database, self.keys.casework)

    def content_views(self) -> ContentViews:
        """Views of what an email says, asked for and granted."""
        return ContentViews(self.database, self.keys.casework)

    def breach_book(self) -> BreachBook:
        """The breach register."""
        return BreachBook(self.database, self.keys.casework)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def reading_room(settings: Settings) -> ReadingRoom:
    """The reading room, which needs no database; close it."""
    reading = settings.config.reading
    limits = ReadLimits(
        header_bytes=reading.header_bytes,
        field_bytes=reading.field_bytes,
        parts=reading.parts,
        depth=reading.depth,
        text_chars=reading.text_chars,
    )
    return ReadingRoom(limits, RoomLimits(seconds=reading.seconds, memory_bytes=reading.memory_bytes))


@contextmanager
def opened(folder: Path | None, *, checkpoints: bool = False) -> Iterator[App]:
    """The parts for a folder, its log set up, closed at the end.

    Raises:
        ConfigurationFaults: gateway.yaml has faults, or policy.yaml has and none was ever in use.
        PermanentFailure: the database is not ready for this program.
    """
    configure(style="console")  # for what is to be said before the configuration is read
    settings = Settings.running(config_folder(folder))
    configure(style=settings.config.log)
    app = App(settings, checkpoints=checkpoints)
    try:
        yield app
    finally:
        app.close()
