"""One finished message to its next hops: sent, its replies committed, its sender told."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config, Hop
from gateway.deliver.dsn import DsnAction, DsnFacts, DsnRecipient, dsn
from gateway.deliver.retry import Schedule, delayed_notice_due, next_attempt
from gateway.deliver.routes import NoRoute, domain_of, hop_for
from gateway.intake.fields import fields
from gateway.language import Language
from gateway.log import where
from gateway.model.decision import Channel
from gateway.model.errors import GatewayError, LeaseLost, PermanentFailure, TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.outcome import Finished, FinishedKind, RecordEntry, RecordKind
from gateway.model.parties import StaffMember
from gateway.notices.places import case_link
from gateway.notices.reader import for_reader
from gateway.ports import Clock, Log, Outbound, Reply, Step, Unsealer
from gateway.spool.rows import StoredOutgoing
from gateway.spool.steps import Steps

_NO_ROUTE = Reply(code=550, enhanced="5.4.4", text="no next hop for it")
_GONE = Reply(code=550, enhanced="5.3.0", text="its content is gone")
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverer:
    """Everything needed to hand finished messages over; safe from several threads."""

    config: Config
    policy: str  # the policy version now in force
    staff: Callable[[], Mapping[str, StaffMember]]  # by address; raises TemporaryFailure
    stands: Callable[[StoredOutgoing, datetime], bool]  # waiting.Waiting.stands; raises TemporaryFailure
    hop: Callable[[Hop], Outbound]
    steps: Steps
    unsealer: Unsealer
    clock: Clock
    log: Log

    def handle(self, step: Step) -> None:
        """Try once, for every recipient that is still pending. Never raises."""
        try:
            self._handle(step)
        except LeaseLost:
            self.log.warning("lease-lost", case=step.case, step=step.id)
        except TemporaryFailure as error:
            self.log.warning("temporary", case=step.case, step=step.id, path=str(error))
            self._postpone(step)
        # The one catch-all of delivery: a bug must neither lose the mail nor end the thread that serves all others.
        except Exception as error:
            self.log.error("fault", case=step.case, step=step.id, error=type(error).__name__, path=where(error))
            self._postpone(step)

    def _handle(self, step: Step) -> None:
        if step.outgoing is None:
            raise ValueError(f"step {step.id}: there is nothing to deliver in it")
        # Sent under such a clock, it could not be committed, and would be sent again and again.
        self.steps.require_clock(self.clock.now())
        mail = self.steps.load_outgoing(step.outgoing)
        if self._outdated(mail, step):
            self.log.info("decided-again", case=mail.case, outgoing=mail.id)
            self.steps.reopen(step, self.clock.now())
            return
        try:
            content = self.unsealer.content(mail.content)
        except PermanentFailure:
            content, replies = b"", dict.fromkeys(mail.pending(), _GONE)
        else:
            try:
                replies = self._send(mail, content)
            except NoRoute:
                # The configuration changed: no hop keeps what the channel promised, so it is decided again (SEC-1).
                self.steps.reopen(step, self.clock.now())
                return
        self._commit(step, mail, content, replies)

    def _outdated(self, mail: StoredOutgoing, step: Step) -> bool:
        """Whether what was decided may no longer hold (CONS-2: nothing further goes from the moment of withdrawal).

        The policy is compared on retries only: a worker that still runs under another policy than we do would
        otherwise decide, and we reopen, without end.
        """
        if mail.kind is not FinishedKind.MAIL:
            return False
        if not self.stands(mail, self.clock.now()):
            return True
        return step.attempts > 0 and mail.policy != self.policy

    def _send(self, mail: StoredOutgoing, content: bytes) -> dict[str, Reply]:
        by_hop: dict[Hop, list[str]] = {}
        replies: dict[str, Reply] = {}
        own = self.config.organisation.domains
        for address in mail.pending():
            try:
                by_hop.setdefault(hop_for(address, mail.channel, self.config.delivery, own), []).append(address)
            except NoRoute:
                if mail.kind is FinishedKind.MAIL:
                    raise
                replies[address] = _NO_ROUTE
        for hop, addresses in by_hop.items():
            answered = self.hop(hop).send(
                mail.sender, addresses, content, smtputf8=mail.smtputf8, body_8bit=mail.body_8bit
            )
            replies.update(answered)
        return replies

    def _commit(self, step: Step, mail: StoredOutgoing, content: bytes, replies: Mapping[str, Reply]) -> None:
        now = self.clock.now()
        schedule = _schedule(self.config)
        due = next_attempt(schedule, created_at=mail.created_at, attempts=step.attempts + 1, now=now)
        failed = {
            address: reply
            for address, reply in replies.items()
            if not reply.accepted and (reply.permanent or due is None)
        }
        late = {address: reply for address, reply in replies.items() if not reply.accepted and address not in failed}
        tells_late = bool(late) and mail.delay_told_at is None and self._is_late(mail, now)
        finished: list[Finished] = []
        if mail.kind is FinishedKind.MAIL and mail.sender:
            if failed:
                finished.append(self._dsn(DsnAction.FAILED, mail, content, failed, now))
            if tells_late:
                finished.append(self._dsn(DsnAction.DELAYED, mail, content, late, now))
        self.steps.commit_delivery(
            step,
            replies,
            now,
            next_due=due,
            finished=finished,
            records=tuple(_records(mail, replies, failed, content)),
            delay_told=tells_late,
        )
        for address, reply in replies.items():
            self.log.info(
                "delivered" if reply.accepted else "bounced" if address in failed else "deferred",
                case=mail.case,
                outgoing=mail.id,
                domain=domain_of(address),
                code=reply.code,
                enhanced=reply.enhanced,
                channel=mail.channel.value,
                kind=mail.kind.value,
            )

    def _is_late(self, mail: StoredOutgoing, now: datetime) -> bool:
        return delayed_notice_due(
            _schedule(self.config), created_at=mail.created_at, last_attempt=mail.created_at, now=now
        )

    def _dsn(
        self, action: DsnAction, mail: StoredOutgoing, content: bytes, replies: Mapping[str, Reply], now: datetime
    ) -> Finished:
        organisation = self.config.organisation
        facts = DsnFacts(
            action=action,
            case=mail.case or "",
            reporter=organisation.hostname,
            postmaster=organisation.postmaster,
            organisation=organisation.name,
            sender=mail.sender,
            message_id=_message_id(content),
            arrived_at=mail.created_at,
            now=now,
            recipients=tuple(
                DsnRecipient(address=address, reply=reply, last_attempt_at=now) for address, reply in replies.items()
            ),
            give_up_at=(mail.created_at + timedelta(hours=self.config.delivery.give_up_hours)).astimezone(
                ZoneInfo(organisation.timezone)
            ),
            emergency=organisation.emergency,
            link=case_link(self.config, mail.case or ""),
            language=self._language(mail.sender),
        )
        report = dsn(facts)
        return Finished(
            kind=FinishedKind.DSN,
            sender="",
            recipients=(mail.sender,),
            content=report,
            channel=Channel.INTERNAL,
            smtputf8=not mail.sender.isascii(),
            body_8bit=not report.isascii(),
        )

    def _language(self, sender: str) -> Language:
        try:
            return for_reader(self.config, sender, self.staff()).organisation.speaks
        except TemporaryFailure:
            return self.config.organisation.speaks  # better told in that than late

    def _postpone(self, step: Step) -> None:
        pause = min(_FIRST_PAUSE * 2 ** min(step.attempts, 10), _LONGEST_PAUSE)
        try:
            self.steps.postpone(step, self.clock.now() + pause)
        except GatewayError as error:
            self.log.error("left-to-the-lease", case=step.case, step=step.id, error=type(error).__name__)


def _schedule(config: Config) -> Schedule:
    delivery = config.delivery
    return Schedule(
        steps_minutes=delivery.retry_minutes,
        delayed_notice_hours=delivery.delayed_notice_hours,
        give_up_hours=delivery.give_up_hours,
    )


def _message_id(content: bytes) -> str:
    found = next(fields(content, frozenset({b"message-id"})), None)
    return "" if found is None else found.value.decode("ascii", "ignore")


def _records(
    mail: StoredOutgoing, replies: Mapping[str, Reply], failed: Mapping[str, Reply], content: bytes
) -> Iterable[RecordEntry]:
    for address, reply in replies.items():
        if not reply.accepted and address not in failed:
            continue
        yield RecordEntry(
            kind=RecordKind.DELIVERED if reply.accepted else RecordKind.BOUNCED,
            case=None if mail.case is None else CaseId(mail.case),
            by="gateway",
            facts=(
                ("what", mail.kind.value),
                ("domain", domain_of(address)),
                ("channel", mail.channel.value),
                ("code", reply.code),
                ("enhanced", reply.enhanced),
                ("tls", reply.tls),
                ("sha256", hashlib.sha256(content).hexdigest()),
            ),
        )
