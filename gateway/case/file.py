"""A held case as somebody who signed in may see it: looked at afresh, with what they may answer in."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.app import App
from gateway.case.ended import cannot_be_looked_at
from gateway.case.hidden_version import hidden_cuts_of
from gateway.case.setting import NOBODY_ASKED, setting_of
from gateway.decide.facts import Facts
from gateway.decide.reasons import TABLE
from gateway.hold.answers import Setting, roles_of
from gateway.look import Asked as LookAsked
from gateway.look import Look, Looker
from gateway.model.decision import Asked, Decision, Finding
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId, TextCut
from gateway.spool.rows import StoredMessage
from gateway.store.contents import Contents


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
    return hidden_cuts_of(file.look, facts, decision, file.app.keys.pseudonym_key)


def _opened_for(message: StoredMessage, *, held: bool) -> tuple[str, ...]:
    return tuple(one.address for one in message.recipients if not held or one.state is RecipientState.HELD)


def _unlooked_setting(app: App, looker: Looker, message: StoredMessage) -> Setting:
    """Whom it is about is not known; so nothing of it is shown, and nobody can let it go."""
    registers = looker.directory().registers
    return Setting(
        hold=message.hold or NOBODY_ASKED,
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
        passwords=message.passwords,
        said_before=message.said_before,
    )


def _setting(app: App, message: StoredMessage, look: Look) -> Setting:
    return setting_of(message, look, frozenset(app.settings.policy.policy.purposes), app.settings.timezone)


def _roles(user: str, setting: Setting) -> tuple[Asked, ...]:
    roles = roles_of(user, setting)
    if not roles:
        # Whether there is such a case, and why it is not theirs, is not told: the why may be that it is about them.
        raise PermanentFailure("this case is not one that you are asked about")
    return roles
