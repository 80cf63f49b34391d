"""How the service is doing now, from what can be read at once: no connection is made, nothing is started."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from gateway.app import App
from gateway.check.live import queue_results
from gateway.check.result import Area, Result, ok, problem, warning
from gateway.model.errors import GatewayError
from gateway.model.outcome import RecordKind
from gateway.record.entries import is_behind
from gateway.store.heartbeats import Heartbeats
from gateway.store.tables import hold, leader, record, timed_job

_HELD_LONG: Final = timedelta(hours=4)
_BACKUP_OLD: Final = timedelta(days=2)
_DIGEST_OLD: Final = timedelta(days=8)
_DISK_LOW: Final = 0.10  # of the disk
_DISK_OUT: Final = 0.03
_GIB: Final = 1024**3
DIGEST_JOBS: Final = ("due-digest", "manager-digest")


def service(app: App, now: datetime) -> tuple[Result, ...]:
    """Every part in words. What cannot be asked is itself a problem, and hides none of the rest."""
    found: list[Result] = []
    for part in (_queue, _held, _processes, _clock, _disk, _backup, _digest):
        try:
            found += part(app, now)
        except GatewayError as error:
            found.append(problem(Area.DATABASE, str(error)))
    return tuple(found)


def _queue(app: App, now: datetime) -> Iterator[Result]:
    yield from queue_results(app.database, app.settings, now)


def _held(app: App, now: datetime) -> Iterator[Result]:
    with app.database.read() as connection:
        count, oldest = connection.execute(select(func.count(), func.min(hold.c.held_at))).one()
        late = connection.scalar(select(func.count()).where(hold.c.held_at < now - _HELD_LONG)) or 0
    if not count:
        yield ok(Area.HELD, "no email waits for somebody")
    elif late:
        yield warning(Area.HELD, f"{_emails(late)} longer than 4 hours; the oldest {lasting(now - oldest)}")
    else:
        yield ok(Area.HELD, f"{_emails(count)}, the oldest {lasting(now - oldest)}")


def _emails(count: int) -> str:
    return f"{count} {'email waits' if count == 1 else 'emails wait'} for somebody"


def _processes(app: App, now: datetime) -> Iterator[Result]:
    beats = Heartbeats(app.database).all()
    if not beats:
        yield problem(Area.PROCESSES, "no process of the gateway has said that it lives; `gateway run` starts them")
        return
    silent = [one for one in beats if one.silent(now)]
    for one in silent:
        yield problem(
            Area.PROCESSES, f"{one.role} on {one.node} has said nothing for {lasting(now - one.seen_at)}; see its log"
        )
    alive = {one.role for one in beats if not one.silent(now)}
    for role in ("intake", "worker", "deliver", "clock"):
        if role not in {one.role for one in beats}:
            yield problem(Area.PROCESSES, f"no process does the work of {role}")
    if not silent:
        yield ok(Area.PROCESSES, f"{len(beats)} processes live: {', '.join(sorted(alive))}")
    versions = sorted({one.version for one in beats})
    if len(versions) > 1:
        yield warning(Area.PROCESSES, f"they are of several versions: {', '.join(versions)}")


def _clock(app: App, now: datetime) -> Iterator[Result]:
    with app.database.read() as connection:
        until = connection.scalar(select(leader.c.until).where(leader.c.job == "clock"))
        behind = is_behind(connection, now)
    if behind:
        yield problem(
            Area.CLOCK,
            "this machine's clock is behind the record; nothing is decided until it is right; if the clock had run"
            " ahead and is right now, say so with gateway record clock",
        )
        return
    if until is None or until < now - timedelta(seconds=30):
        yield problem(Area.CLOCK, "nobody reminds, escalates and chains the record: the role clock does not run")
        return
    yield ok(Area.CLOCK, "reminders, escalation and the record's chain are looked after; the time fits the record")


def _disk(app: App, _now: datetime) -> Iterator[Result]:
    folder = app.settings.folder if app.database.path is None else app.database.path.parent
    usage = shutil.disk_usage(folder)
    free = usage.free / usage.total
    words = f"{usage.free / _GIB:.1f} GiB of {usage.total / _GIB:.1f} GiB are free where {folder} lies"
    bad = problem if free < _DISK_OUT else warning if free < _DISK_LOW else ok
    yield bad(Area.DISK, words)


def _backup(app: App, now: datetime) -> Iterator[Result]:
    if app.database.path is None:
        yield ok(Area.BACKUP, "the database is PostgreSQL: its own tools copy it, and the gateway does not see that")
        return
    last = _last(app, RecordKind.BACKED_UP)
    if last is None:
        yield warning(Area.BACKUP, "the database was never copied; `gateway store backup FILE` does it")
    elif now - last > _BACKUP_OLD:
        yield warning(Area.BACKUP, f"the last copy of the database was made {lasting(now - last)} ago")
    else:
        yield ok(Area.BACKUP, f"the last copy of the database was made {lasting(now - last)} ago")


def _digest(app: App, now: datetime) -> Iterator[Result]:
    with app.database.read() as connection:
        last = connection.scalar(select(func.max(timed_job.c.at)).where(timed_job.c.job.in_(DIGEST_JOBS)))
    if last is None:
        yield ok(
            Area.DIGEST, "no digest was sent yet; the daily and the weekly one go when there is something to tell"
        )
        return
    words = f"the last digest went out on {_day(last, app.settings.timezone)}"
    yield ok(Area.DIGEST, words if now - last <= _DIGEST_OLD else f"{words}; there was nothing to tell since")


def _last(app: App, kind: RecordKind) -> datetime | None:
    with app.database.read() as connection:
        at: datetime | None = connection.scalar(select(func.max(record.c.at)).where(record.c.kind == kind.value))
    return at


def _day(at: datetime, zone: ZoneInfo) -> str:
    day = at.astimezone(zone)
    return f"{day.day} {day:%B %Y}"


def lasting(time: timedelta) -> str:
    """ "3 hours", "2 days": the largest unit alone."""
    minutes = max(0, int(time.total_seconds() // 60))
    for count, word in ((minutes // 1440, "day"), (minutes // 60, "hour"), (minutes, "minute")):
        if count:
            return f"{count} {word}{'' if count == 1 else 's'}"
    return "less than a minute"
