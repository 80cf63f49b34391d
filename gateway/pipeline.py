"""The order of the stages for one message, and the one catch-all: whatever goes wrong holds it and tells someone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from gateway.case.ended import ended, ending
from gateway.config import Config
from gateway.decide.policy import Policy
from gateway.finish import Finisher
from gateway.log import where
from gateway.look import Asked, Looker
from gateway.mail_to_us.answers import MailAnswers
from gateway.mail_to_us.checks import Checks
from gateway.mail_to_us.replies import Replies
from gateway.model.errors import LeaseLost, TemporaryFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import Outcome
from gateway.model.parties import StaffMember
from gateway.policy.file import LoadedPolicy
from gateway.ports import Clock, Log, Step, Unsealer
from gateway.settle.settle import fault, settle
from gateway.spool.rows import StoredMessage
from gateway.spool.steps import Steps

WAITING: Final = frozenset({RecipientState.RECEIVED, RecipientState.HELD})
_FIRST_PAUSE: Final = timedelta(seconds=5)
_LONGEST_PAUSE: Final = timedelta(minutes=5)
# After so many failures that were called temporary somebody is told, and the message is held for them.
_PATIENCE: Final = 12

_NOTHING_WAITS: Final = Outcome(recipients=(), finished=(), hold=None, sheet=b"{}", records=(), disclosures=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Everything a worker needs to take a message from received to ready or held."""

    config: Config
    policy: Policy
    looker: Looker
    finisher: Finisher
    steps: Steps
    unsealer: Unsealer
    clock: Clock
    log: Log
    replies: Replies | None = None  # None: notices have no address to reply to
    answers: MailAnswers | None = None  # None: they cannot be answered by mail
    checks: Checks | None = None  # None: no draft is checked

    def under(self, policy: LoadedPolicy, candidate: Policy | None) -> "Pipeline":
        """The same from the next message on under another policy.

        Args:
            candidate: one that is only tried out.
        """
        looker = self.looker.under(policy, candidate)
        answers = None if self.answers is None else self.answers.under(policy.policy, looker)
        checks = None if self.checks is None else self.checks.under(policy.policy, looker)
        return replace(self, policy=policy.policy, looker=looker, answers=answers, checks=checks)

    def handle(self, step: Step) -> None:
        """Look at one message and commit what came of it.

        Never raises for what is wrong with the message or its surroundings. A lost lease drops the work: somebody
        else does it.
        """
        try:
            self._handle(step)
        except LeaseLost:
            self.log.warning("lease-lost", case=step.case, step=step.id)
        except TemporaryFailure as error:
            self._later(step, error)
        # The one catch-all: a bug or a message nobody foresaw must not lose mail, nor let it through. The exception's
        # text may quote the message, so its class alone is told.
        except Exception as error:
            self.log.error("fault", case=step.case, step=step.id, error=type(error).__name__, path=where(error))
            self._hold(step)

    def _handle(self, step: Step) -> None:
        message = self.steps.load_message(step.case)
        waiting = tuple(one.address for one in message.recipients if one.state in WAITING)
        if not waiting:
            self._commit(step, _NOTHING_WAITS)
            return
        if self._end(step, message, waiting):
            return
        if step.attempts >= _PATIENCE:
            # Worker after worker died over it: whatever it does to them, a person is to know.
            self.log.error("given-up", case=step.case, attempts=step.attempts)
            self._hold(step)
            return
        content = self.unsealer.content(message.content)
        now = self.clock.now()
        if self.answers is not None and self.answers.is_for_us(waiting):
            self._commit(step, self.answers.take(message, self.looker.read(content), waiting, now))
            return
        if self.replies is not None and self.replies.is_for_us(waiting):
            self._commit(step, self.replies.take(message, self.looker.read(content), waiting, now))
            return
        # A clock set back would find in force what has ended.
        self.steps.require_clock(now)
        if self.checks is not None and self.checks.is_for_us(message, content):
            self._commit(step, self.checks.take(message, content, waiting, now))
            return
        look = self.looker.look(
            Asked(
                at=now,
                case=step.case,
                content_hash=message.content_hash,
                envelope=message.envelope,
                content=content,
                recipients=waiting,
                answers=message.answers,
                hold=message.hold,
                passwords=message.passwords,
                said_before=message.said_before,
            )
        )
        outcome = settle(
            look,
            self.finisher.finish(look),
            before=message.hold,
            config=self.config,
            policy=self.policy,
            answer_to=None if self.answers is None else partial(self.answers.address, look),
        )
        self._commit(step, outcome)
        for one in outcome.recipients:
            reasons = ",".join(reason.value for reason in one.reasons)
            self.log.info("decided", case=step.case, state=one.state.value, reasons=reasons)

    def _end(self, step: Step, message: StoredMessage, waiting: tuple[str, ...]) -> bool:
        """End what somebody gave back or refused because no look at it succeeds. False: it is to be looked at."""
        answer = ending(message.hold, message.answers, message.content_hash)
        if answer is None or message.hold is None:
            return False
        outcome = ended(
            case=step.case,
            recipients=waiting,
            sender=message.envelope.sender,
            received_at=message.envelope.received_at,
            answer=answer,
            hold=message.hold,
            config=self.config,
            at=self.clock.now(),
            staff=self._staff(),
        )
        self._commit(step, outcome)
        return True

    def _staff(self) -> Mapping[str, StaffMember]:
        """By address, for the language that each reads; nobody is known while the registers cannot be asked."""
        try:
            return self.looker.directory().staff_by_address
        except TemporaryFailure:
            return {}

    def _commit(self, step: Step, outcome: Outcome) -> None:
        self.steps.commit_outcome(step, outcome, self.clock.now())

    def _later(self, step: Step, error: TemporaryFailure) -> None:
        if step.attempts >= _PATIENCE:
            self.log.error("temporary-too-long", case=step.case, attempts=step.attempts, error=type(error).__name__)
            self._hold(step)
            return
        self.log.warning("temporary", case=step.case, attempts=step.attempts, path=str(error))
        pause = min(_FIRST_PAUSE * 2**step.attempts, _LONGEST_PAUSE)
        self._guarded(step, lambda now: self.steps.postpone(step, now + pause))

    def _hold(self, step: Step) -> None:
        """Hold everybody who waits, and tell someone."""

        def hold(now: datetime) -> None:
            message = self.steps.load_message(step.case)
            waits = any(one.state in WAITING for one in message.recipients)
            self._commit(step, self._fault(step, message, now) if waits else _NOTHING_WAITS)

        self._guarded(step, hold)

    def _fault(self, step: Step, message: StoredMessage, now: datetime) -> Outcome:
        return fault(
            case=step.case,
            recipients=tuple(one.address for one in message.recipients if one.state in WAITING),
            sender=message.envelope.sender,
            at=now,
            config=self.config,
            before=message.hold,
        )

    def _guarded(self, step: Step, act: Callable[[datetime], None]) -> None:
        """Do what gives the step back. When even that fails, its lease ends and another worker tries."""
        try:
            act(self.clock.now())
        except Exception as error:
            self.log.error(
                "left-to-the-lease", case=step.case, step=step.id, error=type(error).__name__, path=where(error)
            )
