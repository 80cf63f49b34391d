"""A held case as somebody who signed in may see it: looked at afresh, with what they may answer in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import HoldEntry

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.hold.answers import Setting
    from gateway.look import Asked as LookAsked
    from gateway.look import Look
    from gateway.model.decision import Asked, Finding
    from gateway.model.message import CaseId
    from gateway.spool.rows import StoredMessage


_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Of a case in which nothing is held: its sender, their manager and the leads may still speak about it.
_NOBODY_ASKED: Final = HoldEntry(held_at=_LONG_AGO, expires_at=_LONG_AGO, asked=(), reasons=(), answers=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What stands behind a held case, and in whose eyes."""

    app: "App"
    user: str
    roles: "tuple[Asked, ...]"
    message: "StoredMessage"
    unlooked: bool  # no look at it succeeds: it can be given back or refused, and nothing of it is shown
    recipients: tuple[str, ...]  # those it was opened for
    policy: str  # version it was looked at under
    seen: "Look | None"  # at those recipients, now; None: unlooked
    setting: "Setting"

    @property
    def look(self) -> "Look":
        """What was seen.

        Raises:
            PermanentFailure: no look at it succeeds.
        """
        if self.seen is None:
            raise PermanentFailure(
                f"{self.message.case}: it cannot be looked at; send it back (--return) or refuse it (--refuse)"
            )
        return self.seen

    def may_see(self, found: "Finding") -> bool:
        """A reason that says something about a person is for those who are asked because of it."""
        from gateway.decide.reasons import TABLE

        return not TABLE[found.reason].sensitive or not set(self.roles).isdisjoint(found.held_for)


@contextmanager
def opened_case(
    config: Path | None, number: str, user: str, password_file: Path | None, *, held: bool = True
) -> Iterator[CaseFile]:
    """Sign in and open a case.

    Args:
        held: only what is held; without it every recipient, whatever became of them.

    Raises:
        PermanentFailure: wrong password, no such case, nothing is held in it, or it is not this person's to see.
        TemporaryFailure: it cannot be looked at now.
    """
    from gateway.app import opened
    from gateway.cli.passwords import sign_in
    from gateway.ended import cannot_be_looked_at

    with opened(config) as app, app.room() as room:
        name = sign_in(app.accounts, user, password_file)
        message = app.steps().load_message(_case_id(number))
        if held and message.hold is None:
            raise PermanentFailure(f"{message.case}: nothing is held in it")
        unlooked = held and cannot_be_looked_at(message.hold)
        look = None if unlooked else app.looker(room).look(_to_look_at(app, message, held=held))
        setting = _unlooked_setting(app, message) if look is None else _setting(app, message, look)
        yield CaseFile(
            app=app,
            user=name,
            roles=_roles(name, setting),
            message=message,
            unlooked=unlooked,
            recipients=_opened_for(message, held=held),
            policy=app.settings.policy.policy.version,
            seen=look,
            setting=setting,
        )


def _case_id(number: str) -> "CaseId":
    from gateway.model.message import CaseId

    return CaseId(number.strip().upper())


def _opened_for(message: "StoredMessage", *, held: bool) -> tuple[str, ...]:
    return tuple(one.address for one in message.recipients if not held or one.state is RecipientState.HELD)


def _unlooked_setting(app: "App", message: "StoredMessage") -> "Setting":
    """Whom it is about is not known; so nothing of it is shown, and nobody can let it go."""
    from gateway.hold.answers import Setting

    registers = app.registers().directory().registers
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


def _to_look_at(app: "App", message: "StoredMessage", *, held: bool) -> "LookAsked":
    from gateway.look import Asked
    from gateway.store.contents import Contents

    return Asked(
        at=app.clock.now(),
        case=message.case,
        content_hash=message.content_hash,
        envelope=message.envelope,
        content=Contents(app.database, app.keys).content(message.content),
        recipients=_opened_for(message, held=held),
        answers=message.answers,
        hold=message.hold,
    )


def _setting(app: "App", message: "StoredMessage", look: "Look") -> "Setting":
    from gateway.hold.answers import Setting
    from gateway.hold.duty import on_duty
    from gateway.settle import not_asked, recused

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


def _roles(user: str, setting: "Setting") -> "tuple[Asked, ...]":
    from gateway.hold.answers import roles_of

    roles = roles_of(user, setting)
    if not roles:
        # Whether there is such a case, and why it is not theirs, is not told: the why may be that it is about them.
        raise PermanentFailure("this case is not one that you are asked about")
    return roles
