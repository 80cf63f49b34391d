"""All checks in order. One that fails never hides another."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from gateway import config as configuration
from gateway.app import App
from gateway.check import certificates, console, duty, modes, next_hops, people, storage
from gateway.check.dialects import dialects
from gateway.check.notices import digests, drafts, notices
from gateway.check.result import Area, Result, ok, problem, warning
from gateway.config import Config
from gateway.model.errors import ConfigurationFaults, GatewayError
from gateway.model.parties import RegisterSnapshot
from gateway.policy import file as policy_file
from gateway.policy.file import LoadedPolicy
from gateway.settings import Settings, config_folder


def check(folder: Path | None, now: datetime) -> tuple[Result, ...]:
    """Look at everything an installation needs; connects to the next hops, and sends nothing.

    Args:
        folder: as --config gives it.
        now: aware, UTC.
    """
    found: list[Result] = []
    settings = _settings(folder, found)
    if settings is None:
        return tuple(found)
    found += people.emergency(settings)
    found += _guarded(Area.KEYS, lambda: storage.secrets(settings))
    found += _guarded(Area.CERTIFICATES, lambda: certificates.ours(settings, now))
    found += _guarded(Area.CONSOLE, lambda: console.address(settings))
    found += _guarded(Area.CONSOLE, lambda: console.sign_in(settings))
    registers: RegisterSnapshot | None = None
    app, stored = _database(settings)
    found += stored
    if app is not None:
        try:
            found += _guarded(Area.KEYS, lambda: storage.period_keys(app, now))
            found += _guarded(Area.DIGESTS, lambda: digests(app.database, now, settings.timezone))
            registers, loaded = _registers(app)
            found += loaded
        finally:
            app.close()
    if registers is not None:
        today = now.astimezone(settings.timezone).date()
        found += people.roles(registers, today)
        found += duty.rota(registers, now, settings.timezone)
        found += modes.modes(registers, now, settings.timezone)
        found += dialects(registers, settings.policy.outward)
    found += notices(settings.config, registers)
    found += drafts(settings.config, registers)
    found += _guarded(Area.PARTNERS, lambda: certificates.partners(settings, registers, now))
    found += _guarded(Area.ISOLATION, lambda: storage.isolation(settings))
    found += next_hops.next_hops(settings)
    return tuple(found)


def _settings(folder: Path | None, found: list[Result]) -> Settings | None:
    """Both files. A policy with faults does not keep the rest from being checked; a configuration does."""
    try:
        where = config_folder(folder)
    except ConfigurationFaults as error:
        found.extend(problem(Area.CONFIGURATION, fault) for fault in error.faults)
        return None
    config: Config | None = None
    # The defaults stand in for a policy with faults: what is checked below asks little of it.
    policy: LoadedPolicy = policy_file.parse("version: 1\n", "defaults")
    try:
        config = configuration.load(where)
        found.append(ok(Area.CONFIGURATION, f"{where / 'gateway.yaml'} is in order"))
    except ConfigurationFaults as error:
        found.extend(problem(Area.CONFIGURATION, fault) for fault in error.faults)
    try:
        policy = policy_file.load(where, None if config is None else config.organisation.domains)
        found.append(ok(Area.POLICY, f"{where / 'policy.yaml'} is in order, version {policy.policy.version}"))
        found.extend(_rule_tests(policy))
    except ConfigurationFaults as error:
        found.extend(problem(Area.POLICY, fault) for fault in error.faults)
    if config is None:
        found.append(problem(Area.CONFIGURATION, "the rest can be checked when gateway.yaml has no faults"))
        return None
    return Settings(folder=where, config=config, policy=policy)


def _rule_tests(policy: LoadedPolicy) -> Iterable[Result]:
    """A failing test is a fault of the file; here stands what else there is to say of them."""
    if policy.tests:
        yield ok(Area.POLICY, f"{len(policy.tests)} tests of your own rules passed")
    for rule in policy.untested():
        yield warning(Area.POLICY, f"rule {rule.name} has no test: give it one mail that it is for, and a near miss")
    for name in policy.one_sided():
        yield warning(Area.POLICY, f"rule {name} has no near miss among its tests: a mail for which it adds nothing")


def _database(settings: Settings) -> tuple[App | None, list[Result]]:
    try:
        return storage.database(settings)
    except GatewayError as error:
        return None, [problem(Area.DATABASE, str(error))]


def _registers(app: App) -> tuple[RegisterSnapshot | None, list[Result]]:
    try:
        registers = app.registers().snapshot()
    except GatewayError as error:
        return None, [problem(Area.REGISTERS, str(error))]
    counts = (
        f"{len(registers.people)} people, {len(registers.parties)} parties, {len(registers.agreements)} agreements, "
        f"{len(registers.staff)} staff, {len(registers.grounds)} grounds"
    )
    return registers, [ok(Area.REGISTERS, f"generation {registers.generation}: {counts}")]


def _guarded(area: Area, checks: Callable[[], Iterable[Result]]) -> list[Result]:
    try:
        return list(checks())
    except ConfigurationFaults as error:
        return [problem(area, fault) for fault in error.faults]
    except GatewayError as error:
        return [problem(area, str(error))]
