"""One process of a running gateway, started by the supervisor as `-m gateway.run.process ROLE FOLDER PID NUMBER`."""

import ctypes
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from gateway.app import App
from gateway.log import StructuredLog, configure, where
from gateway.model.errors import ConfigurationFaults, GatewayError, TemporaryFailure
from gateway.model.lifecycle import Lane
from gateway.ports import Step
from gateway.run.lease import kept
from gateway.run.people_keeper import PeopleKeeper
from gateway.run.policy_watch import PolicyWatch
from gateway.run.pulse import pulse
from gateway.run.supervisor import RoleName
from gateway.settings import Settings
from gateway.spool.steps import Steps
from gateway.store.leader import take_lead

_PR_SET_PDEATHSIG: Final = 1
_DRAIN_SECONDS: Final = 20.0
_ROUND_SECONDS: Final = 0.5
_TERM_SECONDS: Final = 15.0  # a clock that died is followed after this
_PEOPLE_SECONDS: Final = 5.0
_WATCH_RISKS_SECONDS: Final = 300.0
_HOUSE_SECONDS: Final = 3600.0
_DIGEST_SECONDS: Final = 300.0  # how late a digest may be
_AGAIN_SECONDS: Final = 60.0  # after a round that failed
_PAUSE_SECONDS: Final = 1.0
_WATCH_SECONDS: Final = 0.2


def main() -> int:
    """The process's whole life. The exit code: 0 ended in order, 1 cannot run as configured."""
    role, folder, supervisor, number = RoleName(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    configure(style="json")  # for what is to be said before the configuration is read
    stop = _told_to_stop(supervisor)
    # It may have died before we asked to be told.
    if os.getppid() != supervisor:
        return 0
    log = StructuredLog(role=role.value, pid=os.getpid())
    try:
        settings = Settings.running(folder)
        configure(style=settings.config.log)
        with closing(App(settings, checkpoints=role is RoleName.CLOCK)) as app:
            watch = PolicyWatch(app, log)
            signal.signal(signal.SIGHUP, lambda _number, _frame: watch.ask())
            if role in _UNDER_POLICY:
                watch.start(stop)
            beating = pulse(app, role, number, stop, log)
            try:
                _ROLES[role](app, log, stop, watch)
            finally:
                stop.set()
                beating.join(_PAUSE_SECONDS)
    except ConfigurationFaults as error:
        for fault in error.faults:
            log.error("cannot-run", path=fault)
        return 1
    except GatewayError as error:
        log.error("cannot-run", error=type(error).__name__, path=str(error))
        return 1
    except OSError as error:
        # Most of all a port that is taken; the system's own words for it name nothing of ours.
        log.error("cannot-run", error=type(error).__name__, path=f"{where(error)}: {error.strerror}")
        return 1
    # Python would print the exception with its text, which may quote a message.
    except Exception as error:
        log.error("fault", error=type(error).__name__, path=where(error))
        return 1
    return 0


def _told_to_stop(supervisor: int) -> threading.Event:
    """An event that is set on SIGTERM or SIGINT, or when the supervisor is gone: nobody would end us then."""
    # As soon as it is killed; the watch below is for when that signal comes before anybody listens.
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # Until a policy can be looked at again; we read the newest as we start.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stop = threading.Event()
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        # Not stop.set(): a handler runs between any two steps of the main thread, also while that thread holds the
        # event's own lock, and would wait for itself for ever.
        signal.signal(number, lambda number, _frame: asked.append(number))

    def watch() -> None:
        # The parent's number, not 1: in a container the supervisor is process 1 itself.
        while not asked and os.getppid() == supervisor:
            time.sleep(_WATCH_SECONDS)
        stop.set()

    threading.Thread(target=watch, name="watch", daemon=True).start()
    return stop


def _wait(stop: threading.Event) -> None:
    """Until it is set. In short turns: handlers of signals run only when the main thread does something."""
    while not stop.wait(_WATCH_SECONDS):
        pass


def _intake(app: App, log: StructuredLog, stop: threading.Event, _watch: PolicyWatch) -> None:
    spool = app.spool()
    server = app.intake(log, spool)
    server.start()
    _tell_addresses(app, dict(server.addresses))
    try:
        _wait(stop)
        server.drain(_DRAIN_SECONDS)
    finally:
        server.stop()
        spool.close()


def _console(app: App, log: StructuredLog, stop: threading.Event, watch: PolicyWatch) -> None:
    # Of all processes this one alone needs it, and each of them starts the sooner without it.
    from gateway.console.serve import Served

    settings = app.settings.config.console
    if settings is None:
        raise ConfigurationFaults(("console: gateway.yaml has no such section, so there is no console to run",))
    with app.room() as room:
        served = Served(app, room, settings, log)
        served.start()
        _tell_addresses(app, {"console": served.address}, "console.json")
        while served.alive and not stop.wait(_WATCH_SECONDS):
            app.settings = watch.settings
        if not stop.is_set():
            raise TemporaryFailure("the web server ended by itself")
        served.stop(_DRAIN_SECONDS)


def _tell_addresses(app: App, addresses: dict[str, tuple[str, int]], name: str = "listeners.json") -> None:
    """Where we listen, for `gateway check --live` and for whoever let the system choose a port."""
    folder = app.settings.state_folder
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    written = path.with_suffix(".new")
    written.write_text(json.dumps({name: list(address) for name, address in addresses.items()}))
    written.replace(path)


def _worker(app: App, log: StructuredLog, stop: threading.Event, watch: PolicyWatch) -> None:
    with app.room() as room:
        steps = app.steps()
        pipeline = app.pipeline(room, steps, log, app.shared_people())
        settings = app.settings

        def handle(step: Step) -> None:
            # Here and nowhere else a worker changes its policy: each message is decided whole under one.
            nonlocal pipeline, settings
            if watch.settings is not settings:
                settings = watch.settings
                pipeline = pipeline.under(settings.policy, settings.candidate)
            pipeline.handle(step)

        _take_steps(app, Lane.ANALYSE, steps, handle, log, stop)


def _deliver(app: App, log: StructuredLog, stop: threading.Event, watch: PolicyWatch) -> None:
    steps = app.steps()
    deliverer, hops = app.deliverer(steps, log)
    count = app.settings.config.delivery.smarthost.connections
    faults: list[str] = []

    def handle(step: Step) -> None:
        replace(deliverer, policy=watch.settings.policy.policy.version).handle(step)

    def take() -> None:
        try:
            _take_steps(app, Lane.DELIVER, steps, handle, log, stop)
        # A thread that ended alone would not be missed until the last of them had: the process ends, and is started
        # again by the supervisor.
        except Exception as error:
            faults.append(f"{type(error).__name__} at {where(error)}")
            stop.set()

    threads = [threading.Thread(target=take, name=f"deliver-{number}", daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    _wait(stop)
    deadline = time.monotonic() + _DRAIN_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    hops.close()
    if faults:
        raise TemporaryFailure(f"a thread ended: {faults[0]}")


def _take_steps(
    app: App,
    lane: Lane,
    steps: Steps,
    handle: Callable[[Step], None],
    log: StructuredLog,
    stop: threading.Event,
) -> None:
    lease = app.settings.config.processes.lease_seconds
    worker = f"{socket.gethostname()}.{os.getpid()}.{threading.get_ident()}"
    with app.bell.sleeper(lane) as sleeper:
        while not stop.is_set():
            try:
                step = steps.claim(lane, worker, lease, app.clock.now())
            except GatewayError as error:
                log.warning("cannot-claim", lane=lane.value, error=type(error).__name__)
                stop.wait(_PAUSE_SECONDS)
                continue
            if step is None:
                sleeper.wait()
                continue
            with kept(step, steps, app.clock, lease):
                handle(step)


def _clock(app: App, log: StructuredLog, stop: threading.Event, watch: PolicyWatch) -> None:
    holder = f"{socket.gethostname()}.{os.getpid()}"
    jobs = _jobs(app, log)
    due = [0.0] * len(jobs)
    while not stop.wait(_ROUND_SECONDS):
        # Here and nowhere else the clock changes its policy: each round is done whole under one.
        if watch.settings is not app.settings:
            app.settings = watch.settings
            jobs = _jobs(app, log)
        lead = partial(take_lead, app.database, "clock", holder, _TERM_SECONDS, app.clock.now())
        if not _carefully(lead, log):
            continue
        for number, (job, seconds) in enumerate(jobs):
            if time.monotonic() >= due[number]:
                done = _carefully(partial(_done, job, app.clock.now()), log)
                due[number] = time.monotonic() + (seconds if done else min(seconds, _AGAIN_SECONDS))


def _jobs(app: App, log: StructuredLog) -> tuple[tuple[Callable[[datetime], None], float], ...]:
    """What the clock does, and after how many seconds again: under the policy in use."""
    rounds = app.rounds(log)
    return (
        (rounds.chain, _ROUND_SECONDS),
        (rounds.people, _PEOPLE_SECONDS),
        (rounds.watch, _WATCH_RISKS_SECONDS),
        (rounds.housekeeping, _HOUSE_SECONDS),
        (app.answered(log).note, _WATCH_RISKS_SECONDS),
        (app.daily(log).digest, _DIGEST_SECONDS),
        (app.weekly(log).digest, _DIGEST_SECONDS),
    )


def _index(app: App, log: StructuredLog, stop: threading.Event, _watch: PolicyWatch) -> None:
    settings = app.settings
    PeopleKeeper(app.registers(), settings.folder, settings.state_folder, log).run(stop)


def _done(job: Callable[[datetime], None], now: datetime) -> bool:
    job(now)
    return True


def _carefully(act: Callable[[], bool], log: StructuredLog) -> bool:
    """What it answers; False when it fails. One job that fails must not stop the others, nor the clock itself: a hold
    that nobody is reminded of is a silent loss."""
    try:
        return act()
    except GatewayError as error:
        log.warning("round-failed", error=type(error).__name__, path=str(error))
    except Exception as error:
        log.error("round-fault", error=type(error).__name__, path=where(error))
    return False


# The others ask it nothing.
_UNDER_POLICY: Final = frozenset({RoleName.WORKER, RoleName.DELIVER, RoleName.CLOCK, RoleName.CONSOLE})
_ROLES: Final[dict[RoleName, Callable[[App, StructuredLog, threading.Event, PolicyWatch], None]]] = {
    RoleName.INTAKE: _intake,
    RoleName.WORKER: _worker,
    RoleName.DELIVER: _deliver,
    RoleName.CLOCK: _clock,
    RoleName.CONSOLE: _console,
    RoleName.INDEX: _index,
}

if __name__ == "__main__":
    sys.exit(main())
