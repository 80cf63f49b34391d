"""One look at a message: read, find, gather, decide. What `gateway explain` shows and the pipeline acts on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from gateway.channels import Channels, Reach
from gateway.config import Config
from gateway.decide.decide import decide_each
from gateway.decide.facts import Facts, RecipientFacts
from gateway.decide.modes import in_mode
from gateway.decide.policy import Policy
from gateway.find import avoided, correspondents, find
from gateway.find.paragraphs import Paragraph, paragraphs
from gateway.find.prints import PrintKey
from gateway.find.theirs import print_of, printable
from gateway.gather import Looked, gather_all
from gateway.hold.answers import answerers
from gateway.model.answers import Answer
from gateway.model.decision import Decision
from gateway.model.found import Found
from gateway.model.message import Envelope, Reading
from gateway.model.outcome import HoldEntry
from gateway.model.outward import Outward
from gateway.model.parties import DataSubject, PersonId
from gateway.model.preparation import PartPassword, Preparation, Prepared, counting, preparation
from gateway.model.reasons import Reason
from gateway.model.theirs import Delivered
from gateway.past.stored_sheet import under
from gateway.policy.file import LoadedPolicy
from gateway.read.directives import directives
from gateway.read.markings import markings
from gateway.recall import Recall
from gateway.registers.directory import Directory
from gateway.registers.people.index import PeopleIndex
from gateway.registers.resolve import author_of, recipient_facts
from gateway.treat.errors import TreatFailed
from redaction import DEFAULT, Detect, People
from redaction.model import names, remembering


class Room(Protocol):
    """The reading room, as far as a look needs it."""

    def read(self, raw: bytes) -> Reading:
        """What the message says.

        Raises:
            TemporaryFailure: the room cannot be used now.
        """
        ...

    def prepare(self, raw: bytes, wanted: Preparation) -> Prepared:
        """The mail as its sender wants it looked at.

        Raises:
            TreatFailed: it could not be done.
            TemporaryFailure: the room cannot be used now.
        """
        ...


class Registers(Protocol):
    """The registers, as far as a look needs them."""

    def directory(self) -> Directory:
        """Everything at one generation.

        Raises:
            TemporaryFailure: the register cannot be asked now.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Fixed:
    """Registers that do not change."""

    known: Directory

    def directory(self) -> Directory:
        return self.known


class Prints(Protocol):
    """What parties already have, by its fingerprints, as far as a look needs it."""

    def delivered(self, prints: Collection[bytes]) -> tuple[Delivered, ...]:
        """Which of these were delivered, to whom and when.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        ...


class WrittenTo(Protocol):
    """To whom we have written, as far as a look needs it."""

    def never(self, addresses: Iterable[str]) -> Collection[str]:
        """Those of these addresses to which nothing of ours was ever delivered.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be looked at."""

    at: datetime  # aware, UTC
    case: str
    content_hash: str
    envelope: Envelope
    content: bytes
    recipients: Sequence[str]  # those not settled yet
    answers: tuple[Answer, ...]
    hold: HoldEntry | None
    passwords: tuple[PartPassword, ...] = ()  # of attachments
    said_before: tuple[Answer, ...] = ()  # by the sender, before the mail came: they belong to no hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen and decided, for each recipient that was asked about, in that order."""

    asked: Asked  # with the content as it was looked at
    received: bytes  # the content as it came
    prepared: Preparation  # what was done to it
    reading: Reading
    found: Found
    facts: tuple[Facts, ...]
    decisions: tuple[Decision, ...]
    reaches: tuple[Reach, ...]
    directory: Directory
    policy: str
    paragraphs: tuple[Paragraph, ...]
    print_key: PrintKey
    outward: Outward  # what partners' copies say
    candidate: str = ""  # version of a policy that is only tried out; empty: none
    would: tuple[Decision, ...] = ()  # what that policy would have decided, in the order of decisions


class Looker:
    """Holds what every look shares; one for each worker process."""

    def __init__(
        self,
        *,
        config: Config,
        policy: LoadedPolicy,
        room: Room,
        registers: Registers,
        channels: Channels,
        prints: Prints,
        print_key: PrintKey,
        written_to: WrittenTo,
        people: PeopleIndex,
        candidate: Policy | None = None,
        recall: Recall | None = None,
    ) -> None:
        """*candidate*: a policy that is decided under as well, and only recorded; *recall*: None: nothing is kept."""
        self._index = people
        self._config = config
        self._policy = policy
        self._room = room
        self._registers = registers
        self._channels = channels
        self._prints = prints
        self._print_key = print_key
        self._candidate = candidate
        self._recall = recall
        self._written_to = written_to
        # Threads quote themselves and signatures repeat: what the model said of them is kept for the next message.
        remembers = remembering()
        self._detectors: tuple[Detect, ...] = tuple(remembers if one is names else one for one in DEFAULT)
        self._timezone = ZoneInfo(config.organisation.timezone)
        self._avoided: tuple[Mapping[PersonId, DataSubject], Mapping[PersonId, Collection[PersonId]]] | None = None

    def directory(self) -> Directory:
        """The registers as they are now."""
        return self._registers.directory()

    def under(self, policy: LoadedPolicy, candidate: Policy | None) -> "Looker":
        """The same under other policies; a look that was begun goes on under its own."""
        return self._like(policy, candidate, self._registers)

    def knowing(self, directory: Directory) -> "Looker":
        """The same with the registers as they are given, whatever is changed in them since."""
        return self._like(self._policy, self._candidate, _Fixed(directory))

    def _like(self, policy: LoadedPolicy, candidate: Policy | None, registers: Registers) -> "Looker":
        other = Looker(
            config=self._config,
            policy=policy,
            room=self._room,
            registers=registers,
            channels=self._channels,
            prints=self._prints,
            print_key=self._print_key,
            written_to=self._written_to,
            people=self._index,
            candidate=candidate,
            recall=self._recall,
        )
        other._avoided = self._avoided
        other._detectors = self._detectors
        return other

    def read(self, content: bytes) -> Reading:
        """What a message says, and nothing more.

        Raises:
            TemporaryFailure: the reading room cannot be used now.
        """
        return self._room.read(content)

    def look(self, asked: Asked) -> Look:
        """Read, find, gather and decide.

        Raises:
            TemporaryFailure: something that is needed cannot answer now; never taken for "nothing found".
            TreatFailed: what the sender wanted left out cannot be left out.
        """
        received = asked.content
        wanted, prepared = self._prepared(asked)
        asked = replace(asked, content=prepared.content)
        reading = self._read(asked)
        directory = self._registers.directory()
        said = directives(reading)
        # Who was entered twice is found under the one id that goes on, whichever the sender wrote.
        said = replace(said, about=tuple(directory.moved.get(PersonId(one), one) for one in said.about))
        found = self._found(asked, reading, directory, said.about)
        inside = paragraphs(reading)
        looked = Looked(
            at=asked.at,
            timezone=self._timezone,
            case=asked.case,
            content_hash=asked.content_hash,
            envelope=asked.envelope,
            reading=reading,
            found=found,
            markings=markings(reading, self._policy.markings),
            directives=said,
            directory=directory,
            answers=(*asked.said_before, *counting(asked.answers, prepared)),
            own_domains=frozenset(self._config.organisation.domains),
            policy=self._policy.policy,
            size=len(asked.content),
            paragraphs=inside,
            print_key=self._print_key,
            delivered=self._delivered(found, inside, asked.recipients, directory),
            never_written=frozenset(self._written_to.never(asked.recipients)),
            answerers=answerers(
                asked.answers, asked.hold, asked.envelope.sender or author_of(reading), directory.registers.staff
            ),
        )
        reaches = {address: self._reach(address, directory, asked.at) for address in asked.recipients}
        facts = gather_all(looked, {address: reach.facts for address, reach in reaches.items()})
        return Look(
            asked=asked,
            received=received,
            prepared=wanted,
            reading=reading,
            found=found,
            facts=facts,
            decisions=_decided(facts, self._policy.policy),
            reaches=tuple(reaches.values()),
            directory=directory,
            policy=self._policy.policy.version,
            paragraphs=inside,
            print_key=self._print_key,
            candidate="" if self._candidate is None else self._candidate.version,
            would=self._would(facts),
            outward=self._policy.outward,
        )

    def _prepared(self, asked: Asked) -> tuple[Preparation, Prepared]:
        """What is to be done to the mail before it is looked at, and what came of it."""
        wanted = preparation(asked.answers, asked.passwords, self._policy.outward.left_out)
        prepared = self._room.prepare(asked.content, wanted)
        if not prepared.left_out.issuperset(wanted.leave_out):
            raise TreatFailed(Reason.SYSTEM_FAULT)  # it must not go with what its sender left behind
        return wanted, prepared

    def _read(self, asked: Asked) -> Reading:
        if self._recall is None:
            return self._room.read(asked.content)
        return self._recall.reading(asked.content, asked.at, self._room.read)

    def _found(self, asked: Asked, reading: Reading, directory: Directory, about: tuple[str, ...]) -> Found:
        if self._recall is None:
            return self._find(asked, reading, directory, about)
        today = asked.at.astimezone(self._timezone).date()
        generation, version = directory.registers.generation, self._policy.policy.version
        rest = (generation, version, self._policy.case_identifiers, asked.envelope, about, today)
        made = partial(self._find, asked, reading, directory, about)
        return self._recall.found(reading, asked.content, rest, asked.at, made)

    def _find(self, asked: Asked, reading: Reading, directory: Directory, about: tuple[str, ...]) -> Found:
        people, avoiding = self._people(directory)
        return find(
            reading,
            people,
            directory.registers,
            correspondents(reading, asked.envelope, directory.registers),
            about=about,
            avoiding=avoiding,
            case_identifiers=self._policy.case_identifiers,
            detectors=self._detectors,
            today=asked.at.astimezone(self._timezone).date(),
        )

    def _delivered(
        self, found: Found, inside: Sequence[Paragraph], recipients: Sequence[str], directory: Directory
    ) -> tuple[Delivered, ...]:
        """What of this message the recipients' parties had before; nothing is asked where nobody is told of."""
        parties = {one.id for address in recipients if (one := self._resolved(address, directory).party) is not None}
        if not parties or not found.people:
            return ()
        known = {
            print_of(one, party, self._print_key) for one in inside if printable(one) for party in sorted(parties)
        }
        return self._prints.delivered(known) if known else ()

    def _would(self, facts: Sequence[Facts]) -> tuple[Decision, ...]:
        if self._candidate is None:
            return ()
        version = self._policy.policy.version
        return _decided(tuple(under(sheet, self._candidate.version, version) for sheet in facts), self._candidate)

    def _reach(self, address: str, directory: Directory, at: datetime) -> Reach:
        return self._channels.reach(address, self._resolved(address, directory).party, at)

    def _resolved(self, address: str, directory: Directory) -> RecipientFacts:
        return recipient_facts(
            address,
            directory,
            own_domains=self._config.organisation.domains,
            social_media_domains=self._policy.policy.social_media_domains,
        )

    def _people(self, directory: Directory) -> tuple[People, Mapping[PersonId, Collection[PersonId]]]:
        register = directory.registers
        # The register of people is the very same one until somebody in it changes, whatever else was imported.
        if self._avoided is None or self._avoided[0] is not register.people:
            self._avoided = (register.people, avoided(register, directory.household))
        return self._index.of(directory), self._avoided[1]


def _decided(sheets: Sequence[Facts], policy: Policy) -> tuple[Decision, ...]:
    return tuple(
        in_mode(decision, sheet, policy) for decision, sheet in zip(decide_each(sheets, policy), sheets, strict=True)
    )
