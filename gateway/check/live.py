"""Whether a running gateway answers: quick, for a container's health check. Needs no keys."""

import json
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, or_, select

from gateway.check.result import Area, Result, ok, problem, warning
from gateway.config import ListenerTls
from gateway.model.errors import ConfigurationFaults, GatewayError
from gateway.record.entries import require_clock
from gateway.settings import Settings, config_folder
from gateway.store.database import Database
from gateway.store.tables import hold, step

_SECONDS: Final = 3.0
_LATE: Final = timedelta(minutes=5)
_ADDRESSES: Final = TypeAdapter(dict[str, tuple[str, int]])
_ANY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- read, not bound to


def check_live(folder: Path | None, now: datetime) -> tuple[Result, ...]:
    """Every listener greets, and nothing that is due has been left lying."""
    try:
        settings = Settings.load(config_folder(folder))
    except ConfigurationFaults as error:
        return tuple(problem(Area.CONFIGURATION, fault) for fault in error.faults)
    return (*_listeners(settings), *_queue(settings, now))


def _listeners(settings: Settings) -> Iterator[Result]:
    path = settings.state_folder / "listeners.json"
    try:
        addresses = _ADDRESSES.validate_python(json.loads(path.read_bytes()))
    except FileNotFoundError:
        yield problem(Area.LISTENERS, f"no listener has started: {path} is not there")
        return
    except (OSError, ValueError, ValidationError) as error:
        yield problem(Area.LISTENERS, f"{path}: cannot be read ({type(error).__name__})")
        return
    for listener in settings.config.listeners:
        if listener.name not in addresses:
            yield problem(Area.LISTENERS, f"{listener.name}: has not started")
            continue
        host, port = addresses[listener.name]
        where = f"{listener.name} {host}:{port}"
        try:
            greets = _greets(_ANY.get(host, host), port, implicit=listener.tls is ListenerTls.IMPLICIT)
        except OSError as error:
            yield problem(Area.LISTENERS, f"{where}: does not answer ({type(error).__name__})")
            continue
        if greets:
            yield ok(Area.LISTENERS, f"{where}: greets")
        else:
            yield problem(Area.LISTENERS, f"{where}: answers, but does not greet with 220")


def _greets(host: str, port: int, *, implicit: bool) -> bool:
    with socket.create_connection((host, port), timeout=_SECONDS) as connection:
        if not implicit:
            return connection.recv(4).startswith(b"220")
        # We ask whether it lives, over loopback and by number; nothing is told to it that a stranger could use.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with context.wrap_socket(connection) as wrapped:
            return wrapped.recv(4).startswith(b"220")


def _urgent(database: Database, settings: Settings, now: datetime) -> Iterator[Result]:
    """Mail of the fast lane without an answer for too long (MIN-3); a warning, for the gateway itself is well."""
    minutes = settings.config.hold.urgent.warn_minutes
    late = hold.c.urgent_at <= now - timedelta(minutes=minutes)
    with database.read() as connection:
        count, oldest = connection.execute(select(func.count(), func.min(hold.c.urgent_at)).where(late)).one()
    if count:
        waited = int((now - oldest).total_seconds() // 60)
        yield warning(
            Area.HELD, f"{count} urgent without an answer, the oldest for {waited} minutes; see `gateway held list`"
        )


def _queue(settings: Settings, now: datetime) -> Iterator[Result]:
    """What is due, asked of a database of its own: needs no keys."""
    try:
        database = Database(settings.database_url(), checkpoints=False)
        try:
            yield from queue_results(database, settings, now)
        finally:
            database.close()
    except GatewayError as error:
        yield problem(Area.DATABASE, str(error))


def queue_results(database: Database, settings: Settings, now: datetime) -> Iterator[Result]:
    """The oldest step that is due and that nobody works on, and urgent mail without an answer.

    Raises:
        TemporaryFailure: the database cannot be asked now, or the clock is behind the record.
    """
    yield from _urgent(database, settings, now)
    with database.read() as connection:
        require_clock(connection, now)
        oldest = connection.scalar(
            select(func.min(step.c.due_at)).where(or_(step.c.lease_until.is_(None), step.c.lease_until <= now))
        )
    if oldest is not None and oldest < now - _LATE:
        minutes = int((now - oldest).total_seconds() // 60)
        yield problem(Area.QUEUE, f"a step has been due for {minutes} minutes and nobody works on it")
        return
    yield ok(Area.QUEUE, "nothing has been due for five minutes")
