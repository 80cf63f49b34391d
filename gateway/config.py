"""gateway.yaml: how the gateway runs. What it decides stands in policy.yaml (policy/schema.py)."""

import ipaddress
import re
import zoneinfo
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, field_validator, model_validator

from gateway import yaml_file
from gateway.language import SOURCE, Language, language
from gateway.secret_reference import SecretReference
from gateway.sign_in_settings import OpenIdProvider
from gateway.yaml_file import Section

KIB = 1024
MIB = 1024 * KIB

_LONGEST_LOCAL: Final = 21  # a plus and 42 characters of ours go behind it (RFC 5321 §4.5.3.1.1: 64 in all)
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def _network(value: str) -> str:
    ipaddress.ip_network(value)
    return value


def _domain(value: str) -> str:
    labels = value.lower().split(".")
    if len(value) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(f"not a domain name: {value}")
    return value.lower()


def _time_zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise ValueError(f"no such time zone: {value}")
    return value


Network = Annotated[str, AfterValidator(_network)]
Domain = Annotated[str, AfterValidator(_domain)]
Port = Annotated[int, Field(ge=0, le=65535)]  # 0: any free port, for tests and the demo
Seconds = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]
Minutes = Annotated[float, Field(gt=0)]


class ListenerTls(StrEnum):
    """How a listener is encrypted."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"  # loopback or own network only; AUTH is never offered on it


class StampedHeader(Section):
    """A header field that a mail service's own rule adds before it relays to us; it is stripped."""

    name: str
    value: SecretReference


class Trust(Section):
    """Whom a listener believes without a sign-in. Each source given must hold."""

    networks: tuple[Network, ...] = ()
    header: StampedHeader | None = None
    client_certificates: tuple[str, ...] = ()  # SHA-256 fingerprints, hex

    @model_validator(mode="after")
    def _something(self) -> "Trust":
        if not (self.networks or self.client_certificates):
            raise ValueError("trust needs networks or client_certificates")
        return self


class Listener(Section):
    """One address on which mail is taken in."""

    name: str
    host: str = "127.0.0.1"
    port: Port
    tls: ListenerTls = ListenerTls.STARTTLS
    require_tls: bool = True  # refuse MAIL before STARTTLS
    auth: bool = True
    trust: Trust | None = None

    @model_validator(mode="after")
    def _coherent(self) -> "Listener":
        if self.tls is ListenerTls.NONE and (self.auth or self.require_tls):
            raise ValueError("a listener with tls: none needs auth: false, require_tls: false and trust")
        if not self.auth and self.trust is None:
            raise ValueError("nobody could send: give auth: true or trust")
        return self


class TlsFiles(Section):
    """Certificate chain and key, PEM."""

    certificate: Path
    key: Path
    client_ca: Path | None = None


class Limits(Section):
    """What one client may ask of us; each has its own reply."""

    message_bytes: Count = 150 * MIB
    recipients: Count = 500
    sessions: Count = 100
    sessions_per_address: Count = 20
    commands: Count = 1000  # per connection
    errors: Count = 20  # per connection
    messages_per_minute: Count = 600  # per user or address
    auth_failures_per_minute: Count = 10  # per user and per address
    idle_seconds: Seconds = 300
    data_total_seconds: Seconds = 3600
    data_bytes_per_second: Count = 1024  # after the first minute
    received_fields: Count = 30  # more: a loop (RFC 5321 §6.3)
    spool_messages: Count = 100_000  # undecided; above it MAIL is answered 452


class Reading(Section):
    """What a message may cost to read; over a limit it is held."""

    header_bytes: Count = 256 * KIB
    field_bytes: Count = 64 * KIB
    parts: Count = 1000
    depth: Count = 50
    text_chars: Count = 20_000_000
    seconds: Seconds = 60
    memory_bytes: Count = 1024 * MIB


class HopTls(StrEnum):
    """What a next hop must show before mail is given to it."""

    VERIFIED = "verified"  # STARTTLS, chain and name checked
    IMPLICIT = "implicit"  # TLS from the first byte, checked
    NONE = "none"  # loopback only


class Hop(Section):
    """A next hop."""

    host: str
    port: Port = 25
    tls: HopTls = HopTls.VERIFIED
    name: str = ""  # the name its certificate must carry; empty: host
    ca: Path | None = None  # its own roots; None: the system's
    user: str = ""
    password: SecretReference | None = None
    connections: Count = 5
    forces_tls_to: tuple[Domain, ...] = ()  # domains it relays to only over verified TLS; counts as `transport`

    @model_validator(mode="after")
    def _plain_is_local(self) -> "Hop":
        if self.tls is HopTls.NONE and not _loopback(self.host):
            raise ValueError("tls: none is for loopback only")
        if self.user and self.tls is HopTls.NONE and self.password is not None and not _loopback(self.host):
            raise ValueError("a password is never sent in clear")
        return self


class Route(Section):
    """A next hop for some domains, reached directly: its TLS then counts as `transport`."""

    domains: tuple[Domain, ...]
    hop: Hop


class Delivery(Section):
    """How finished messages leave."""

    smarthost: Hop
    internal: Hop | None = None  # own domains; None: the smarthost
    routes: tuple[Route, ...] = ()
    retry_minutes: tuple[float, ...] = (1, 5, 15, 30, 60)  # the last repeats
    delayed_notice_hours: float = 4
    give_up_hours: float = 48
    after_dot_seconds: Seconds = 600  # RFC 5321 §4.5.3.2.6
    command_seconds: Seconds = 300


class Organisation(Section):
    """Who we are."""

    name: str
    domains: tuple[Domain, ...]
    hostname: Domain  # what we say in greeting and trace fields
    postmaster: str
    timezone: Annotated[str, AfterValidator(_time_zone)] = "Europe/London"
    emergency: tuple[str, ...] = ()  # words and numbers that stand in every held notice
    notices: str = ""  # where replies to notices come; empty: notices have no address to reply to
    language: str = SOURCE  # of notices and the console
    check: str = ""  # where drafts are sent to be checked and never sent on; empty: nowhere

    @model_validator(mode="after")
    def _postmaster_is_ours(self) -> "Organisation":
        # Notices travel inside only, and the postmaster is asked when nobody else may be.
        if self.postmaster.rpartition("@")[2].lower() not in self.domains:
            raise ValueError("postmaster: must be an address in one of the domains")
        if self.notices and self.notices.rpartition("@")[2].lower() not in self.domains:
            raise ValueError("notices: must be an address in one of the domains")
        if "+" in self.notices or len(self.notices.rpartition("@")[0]) > _LONGEST_LOCAL:
            raise ValueError(f"notices: without a plus, and at most {_LONGEST_LOCAL} characters before the @")
        if self.notices.lower() == self.postmaster.lower():
            raise ValueError("notices: must not be the postmaster's address, which people read")
        if self.check and self.check.rpartition("@")[2].lower() not in self.domains:
            raise ValueError("check: must be an address in one of the domains")
        if self.check and self.check.lower() in {self.postmaster.lower(), self.notices.lower()}:
            raise ValueError("check: must be an address of its own, which nobody reads")
        return self

    @property
    def speaks(self) -> Language:
        """The language of its notices and its console."""
        return language(self.language)

    @field_validator("language")
    @classmethod
    def _there_is_a_catalogue(cls, value: str) -> str:
        language(value)
        return value

    @field_validator("domains")
    @classmethod
    def _one_at_least(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("name at least one domain; mail from any other is refused")
        return value


class Store(Section):
    """Where state is kept."""

    url: str = "sqlite:///var/gateway.db"
    keys: Path = Path("keys")  # period keys and register key, sealed under the master key
    master_key: SecretReference = "file:keys/master.key"


class Smime(Section):
    """Our signing certificate and whom we believe."""

    certificate: Path
    key: SecretReference
    roots: Path  # PEM: issuers of partners' certificates
    recipients: Path  # folder of PEM certificates
    crls: Path | None = None
    require_crl: bool = False
    subject: str = "[...]"  # what stands outside in place of the subject line (RFC 9788)


class UrgentHold(Section):
    """The fast lane's clock, which runs day and night; nothing in it expires (MIN-3)."""

    remind_minutes: Minutes = 10  # after each so many those who are asked are told again, and more people
    escalate_minutes: Minutes = 30  # from then on trustees and the postmaster too
    warn_minutes: Minutes = 30  # from then on `gateway check --live` warns

    @model_validator(mode="after")
    def _in_order(self) -> "UrgentHold":
        if self.escalate_minutes < self.remind_minutes:
            raise ValueError("escalate_minutes: not below remind_minutes")
        return self


class Hold(Section):
    """How long people have."""

    expire_days: float = 3
    remind_hours: float = 2
    escalate_hours: float = 4
    urgent: UrgentHold = UrgentHold()


class Digests(Section):
    """When digests go out, by the organisation's clock and on working days only; an empty one never does."""

    daily: time = time(8, 30)  # to everybody who is asked to decide
    weekly: time = time(8, 0)  # to the IG lead: what is due, what waits
    weekly_day: Literal["monday", "tuesday", "wednesday", "thursday", "friday"] = "monday"


class Retention(Section):
    """How long each kind of thing is kept; a legal hold keeps it longer."""

    content_days: Count = 30  # mail and fact sheets: made unreadable by destroying the month's key
    record_years: Count = 7  # the record, disclosures, and cases with their addresses and answers
    register_years: Count = 7  # register entries that were changed or ended
    risk_years: Count = 7  # closed risks and breaches


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("an address like https://gateway.example.org, without a path")
    return value.rstrip("/")


class Console(Section):
    """The web console."""

    host: str = "127.0.0.1"
    port: Port = 8443
    # What people type, and what notices link to. Requests for any other name are refused.
    public_url: Annotated[str, AfterValidator(_public_url)]
    # False: a proxy on this machine encrypts; then only on loopback, and the proxy passes Host on as it came.
    tls: bool = True
    sign_in: OpenIdProvider | None = None  # None: accounts' own passwords and passkeys alone

    @model_validator(mode="after")
    def _plain_is_local(self) -> "Console":
        if not self.tls and not _loopback(self.host):
            raise ValueError("tls: false is for loopback only, behind a proxy that encrypts")
        return self


class Processes(Section):
    """How many of each."""

    workers: Count = 1
    lease_seconds: Seconds = 120


class Config(Section):
    """gateway.yaml."""

    version: Literal[1]
    organisation: Organisation
    listeners: tuple[Listener, ...]
    tls: TlsFiles | None = None
    limits: Limits = Limits()
    reading: Reading = Reading()
    delivery: Delivery
    store: Store = Store()
    smime: Smime | None = None
    hold: Hold = Hold()
    digests: Digests = Digests()
    retention: Retention = Retention()
    processes: Processes = Processes()
    console: Console | None = None  # None: there is none; cases are answered on the command line
    log: Literal["json", "console"] = "json"
    candidate_policy: Path | None = None  # decided under beside policy.yaml, and only recorded; None: none

    @field_validator("listeners")
    @classmethod
    def _one_listener(cls, value: tuple[Listener, ...]) -> tuple[Listener, ...]:
        if not value:
            raise ValueError("name at least one listener; no mail could come in")
        return value

    @model_validator(mode="after")
    def _listeners(self) -> "Config":
        if self.tls is None and any(listener.tls is not ListenerTls.NONE for listener in self.listeners):
            raise ValueError("tls: a listener needs it; give certificate and key")
        if self.tls is None and self.console is not None and self.console.tls:
            raise ValueError("tls: the console needs it; give certificate and key")
        names = [listener.name for listener in self.listeners]
        if len(set(names)) != len(names):
            raise ValueError("listeners: every name once")
        return self


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load(folder: Path) -> Config:
    """Read gateway.yaml in *folder*; relative paths in it are relative to that folder.

    Raises:
        ConfigurationFaults: every fault at once.
    """
    return yaml_file.load(folder / "gateway.yaml", Config)
