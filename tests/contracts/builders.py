"""A spool with everything around it, and messages and outcomes to put through it. All people are invented."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Channel
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, Envelope
from gateway.model.outcome import (
    AskedPerson,
    Disclosure,
    DisclosureDetails,
    Finished,
    FinishedKind,
    HoldEntry,
    Outcome,
    RecipientOutcome,
    RecordEntry,
    RecordKind,
)
from gateway.model.reasons import Reason
from gateway.ports import Reply, Step
from gateway.spool.accept import Spool
from gateway.spool.bell import Bell, bell_for
from gateway.spool.holding import Holding
from gateway.spool.steps import Steps
from gateway.spool.view import QueueView
from gateway.store.contents import Contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing, SealOnly
from tests.store.builders import DAY, HOUR, NOON, key_ring

ANA: Final = "ana@school.example"
BEN: Final = "ben@health.example"
CARA: Final = "cara@housing.example"
WORKER: Final = "wen@family.example"
MANAGER: Final = "max@family.example"

MAIL: Final = b"Message-ID: <1@family.example>\r\nSubject: Plan\r\n\r\nDear Ana,\r\n"
ENVELOPE: Final = Envelope(
    sender=WORKER,
    recipients=(ANA,),
    listener="staff",
    client="192.0.2.7",
    user=WORKER,
    received_at=NOON,
    protocol="ESMTPSA",
)
LEASE: Final = 60.0
ACCEPTED: Final = Reply(code=250, enhanced="2.0.0", text="OK")
LATER: Final = Reply(code=451, enhanced="4.3.0", text="later")
NO_CONNECTION: Final = Reply(code=0, enhanced="", text="")
NEVER: Final = Reply(code=550, enhanced="5.1.1", text="no such user")


class StoppedClock:
    """A clock that moves when told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A whole spool on one database."""

    database: Database
    keys: KeyRing
    bell: Bell
    clock: StoppedClock
    spool: Spool
    steps: Steps
    holding: Holding
    view: QueueView
    contents: Contents

    def accept(self, *recipients: str, content: bytes = MAIL, sender: str = WORKER) -> CaseId:
        """Take a message in; its case."""
        envelope = replace(
            ENVELOPE, sender=sender, user=sender, recipients=recipients or (ANA,), received_at=self.clock.at
        )
        return self.spool.accept(envelope, content).case

    def claim(self, lane: Lane = Lane.ANALYSE, worker: str = "one") -> Step:
        """Claim a step that must be there."""
        step = self.steps.claim(lane, worker, LEASE, self.clock.at)
        assert step is not None
        return step

    def decide(self, outcome: Outcome) -> Step:
        """Claim what is to be analysed and commit an outcome for it."""
        step = self.claim()
        self.steps.commit_outcome(step, outcome, self.clock.at)
        return step

    def states(self, case: CaseId) -> dict[str, RecipientState]:
        """Where each recipient of a case stands."""
        return {each.address: each.state for each in self.steps.load_message(case).recipients}

    def pass_time(self, much: timedelta) -> datetime:
        """Move the clock; the time it is then."""
        self.clock.at += much
        return self.clock.at


@contextmanager
def world(database: Database, folder: Path, *, limit: int = 1000) -> Iterator[World]:
    """A spool on *database*, keys in *folder*, at noon."""
    keys = key_ring(database, folder)
    bell = bell_for(database)
    clock = StoppedClock(NOON)
    spool = Spool(database, SealOnly(database), bell, clock, limit=limit)
    try:
        yield World(
            database=database,
            keys=keys,
            bell=bell,
            clock=clock,
            spool=spool,
            steps=Steps(database, keys, bell),
            holding=Holding(database, keys, bell),
            view=QueueView(database, bell),
            contents=Contents(database, keys),
        )
    finally:
        spool.close()


def outcome(
    *,
    ready: Sequence[str] = (),
    held: Sequence[str] = (),
    returned: Sequence[str] = (),
    refused: Sequence[str] = (),
    disclosures: tuple[Disclosure, ...] = (),
    held_at: datetime = NOON,
    not_asked: frozenset[str] = frozenset(),
    urgent_at: datetime | None = None,
) -> Outcome:
    """An outcome that answers for these recipients; those that are ready get one mail together."""
    moves = (
        [(who, RecipientState.READY, Reason.IN_ORDER) for who in ready]
        + [(who, RecipientState.HELD, Reason.NO_MARKING) for who in held]
        + [(who, RecipientState.RETURNED, Reason.RETURNED) for who in returned]
        + [(who, RecipientState.REFUSED, Reason.SOCIAL_MEDIA) for who in refused]
    )
    return Outcome(
        recipients=tuple(RecipientOutcome(address=who, state=state, reasons=(why,)) for who, state, why in moves),
        finished=(finished(*ready),) if ready else (),
        hold=replace(hold_entry(held_at), urgent_at=urgent_at) if held else None,
        not_asked=not_asked,
        sheet=b'{"facts":"sheet"}',
        records=(RecordEntry(kind=RecordKind.DECIDED, case=None, by="gateway", facts=(("ready", len(ready)),)),),
        disclosures=disclosures,
        generation=7,
        policy="p-1",
    )


def finished(*recipients: str, kind: FinishedKind = FinishedKind.MAIL, content: bytes = b"finished") -> Finished:
    """A finished message."""
    return Finished(
        kind=kind,
        sender=WORKER if kind is FinishedKind.MAIL else "",
        recipients=recipients,
        content=content,
        channel=Channel.TLS if kind is FinishedKind.MAIL else Channel.INTERNAL,
        generation=7 if kind is FinishedKind.MAIL else 0,
        policy="p-1" if kind is FinishedKind.MAIL else "",
    )


def notice(to: str = WORKER) -> Finished:
    """A notice of ours."""
    return finished(to, kind=FinishedKind.NOTICE, content=b"notice")


def hold_entry(held_at: datetime = NOON) -> HoldEntry:
    """A hold for three days, the sender and the manager asked."""
    return HoldEntry(
        held_at=held_at,
        expires_at=held_at + 3 * DAY,
        asked=(
            AskedPerson(role=Asked.SENDER, email=WORKER),
            AskedPerson(role=Asked.LINE_MANAGER, email=MANAGER),
        ),
        reasons=(Reason.NO_MARKING, Reason.NO_CONSENT),
        answers=(AnswerKind.MARKING, AnswerKind.RELEASE),
    )


def details() -> DisclosureDetails:
    """On what something went, and how."""
    return DisclosureDetails(
        party_type="partner",
        role="subject",
        clause="CONS-2",
        law="Children Act 2004 s.10",
        ground="",
        approved_by=(),
        answered=(),
        informed="",
        withheld=False,
        marked="internal",
        effective="internal",
        anonymised=False,
        removed=(),
        protection="transport",
        received_sha256="a" * 64,
        sent_sha256="b" * 64,
        policy="p-1",
    )


def disclosure(to: str, person: str = "P-1") -> Disclosure:
    """That something about a person goes to somebody."""
    return Disclosure(
        person=person,
        party="S-1",
        recipient=to,
        kinds=("education", "name"),
        purpose="early-help",
        basis="agreement:A-1+consent:C-1",
        statement="fact",
        treatment="share",
        channel=Channel.TLS,
        details=details(),
    )


def release(case_hash: str, recipients: tuple[str, ...], at: datetime = NOON + HOUR) -> Answer:
    """A manager's release."""
    return Answer(
        kind=AnswerKind.RELEASE,
        by=MANAGER,
        role=Asked.LINE_MANAGER,
        at=at,
        content_hash=case_hash,
        recipients=recipients,
        policy="p-1",
        ground="G-1",
        justification="Zoë Example is at risk",
        informed="yes",
    )
