"""A held case as somebody who signed in may see it: looked at afresh, with what they may answer in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gateway.app import App
from gateway.decide.facts import Facts
from gateway.decide.reasons import TABLE
from gateway.ended import cannot_be_looked_at
from gateway.hold.answers import Setting, roles_of
from gateway.hold.duty import on_duty
from gateway.look import Asked as LookAsked
from gateway.look import Look, Looker
from gateway.model.decision import AnswerKind, Asked, Decision, Finding
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId, TextCut
from gateway.model.outcome import HoldEntry
from gateway.settle import not_asked, recused
from gateway.spool.rows import StoredMessage
from gateway.store.contents import Contents
from gateway.treat.plan import plan_treatment
from gateway.treat.pseudonyms import key_of, pseudonyms_for

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Of a case in which nothing is held: its sender, their manager and the leads may still speak about it.
_NOBODY_ASKED: Final = HoldEntry(held_at=_LONG_AGO, expires_at=_LONG_AGO, asked=(), reasons=(), answers=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What stands behind a held case, and in whose eyes."""

    app: App
    user: str
    roles: tuple[Asked, ...]
    message: StoredMessage
    unlooked: bool  # no look at it succeeds: it can be given back or refused, and nothing of it is shown
    recipients: tuple[str, ...]  # those it was opened for
    policy: str  # version it was looked at under
    seen: Look | None  # at those recipients, now; None: unlooked
    setting: Setting

    @property
    def look(self) -> Look:
        """What was seen.

        Raises:
            PermanentFailure: no look at it succeeds.
        """
        if self.seen is None:
            raise PermanentFailure(
                f"{self.message.case}: it cannot be looked at; send it back (--return) or refuse it (--refuse)"
            )
        return self.seen

    def may_see(self, found: Finding) -> bool:
        """A reason that says something about a person is for those who are asked because of it."""
        return not TABLE[found.reason].sensitive or not set(self.roles).isdisjoint(found.held_for)


def open_case(app: App, looker: Looker, number: str, user: str, *, held: bool = True) -> CaseFile:
    """Open a case for somebody who signed in.

    Args:
        looker: what looks at it.
        user: the account's name.
        held: only what is held; without it every recipient, whatever became of them.

    Raises:
        PermanentFailure: no such case, nothing is held in it, or it is not this person's to see.
        TemporaryFailure: it cannot be looked at now.
    """
    message = app.steps().load_message(CaseId(number.strip().upper()))
    if held and message.hold is None:
        raise PermanentFailure(f"{message.case}: nothing is held in it")
    unlooked = held and cannot_be_looked_at(message.hold)
    look = None if unlooked else looker.look(_to_look_at(app, message, held=held))
    setting = _unlooked_setting(app, looker, message) if look is None else _setting(app, message, look)
    return CaseFile(
        app=app,
        user=user,
        roles=_roles(user, setting),
        message=message,
        unlooked=unlooked,
        recipients=_opened_for(message, held=held),
        policy=app.settings.policy.policy.version if look is None else look.policy,
        seen=look,
        setting=setting,
    )


def hidden_cuts(file: CaseFile, facts: Facts, decision: Decision) -> Sequence[TextCut]:
    """What the version with details hidden leaves out. Empty: hiding would not settle it."""
    if not any(AnswerKind.HIDE in found.answers for found in decision.findings):
        return ()
    plan = plan_treatment(
        file.look.reading,
        file.look.found,
        decision.hidden_cut,
        subjects=facts.subjects.values(),
        today=facts.today,
        keep_directives=False,
        hidden_as=decision.hidden_as,
        pseudonym_key=key_of(file.app.keys.pseudonym_key, pseudonyms_for(facts, decision)),
    )
    return plan.cuts


def _opened_for(message: StoredMessage, *, held: bool) -> tuple[str, ...]:
    return tuple(one.address for one in message.recipients if not held or one.state is RecipientState.HELD)


def _unlooked_setting(app: App, looker: Looker, message: StoredMessage) -> Setting:
    """Whom it is about is not known; so nothing of it is shown, and nobody can let it go."""
    registers = looker.directory().registers
    return Setting(
        hold=message.hold or _NOBODY_ASKED,
        sender=message.envelope.sender,
        staff=registers.staff,
        named=frozenset(),
        grounds={},
        purposes=frozenset(),
        candidates=frozenset(),
        today=app.clock.now().astimezone(app.settings.timezone).date(),
    )


def _to_look_at(app: App, message: StoredMessage, *, held: bool) -> LookAsked:
    return LookAsked(
        at=app.clock.now(),
        case=message.case,
        content_hash=message.content_hash,
        envelope=message.envelope,
        content=Contents(app.database, app.keys).content(message.content),
        recipients=_opened_for(message, held=held),
        answers=message.answers,
        hold=message.hold,
    )


def _setting(app: App, message: StoredMessage, look: Look) -> Setting:
    candidates = frozenset(one for person in look.found.people for one in person.candidates)
    registers = look.directory.registers
    today = look.asked.at.astimezone(app.settings.timezone).date()
    return Setting(
        hold=message.hold or _NOBODY_ASKED,
        sender=message.envelope.sender or look.facts[0].sender.from_address,
        staff=registers.staff,
        named=not_asked(look),
        grounds=registers.grounds,
        purposes=frozenset(app.settings.policy.policy.purposes),
        candidates=candidates,
        today=today,
        on_duty=on_duty(registers.duty, registers.staff, look.asked.at, today),
        recused=recused(look),
    )


def _roles(user: str, setting: Setting) -> tuple[Asked, ...]:
    roles = roles_of(user, setting)
    if not roles:
        # Whether there is such a case, and why it is not theirs, is not told: the why may be that it is about them.
        raise PermanentFailure("this case is not one that you are asked about")
    return roles
