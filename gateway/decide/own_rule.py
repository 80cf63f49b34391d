"""A rule of the organisation's own, as data: when it applies, and what it adds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gateway.model.decision import Asked, Channel, Protection, Treatment
from gateway.model.marking import Classification
from gateway.model.parties import Kind, PartyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Unless:
    """Who is exempt: only what is fixed by the registers and the envelope, never by what a message says.

    A message that could talk itself out of a rule by a word more would be loosened by more text.
    """

    sender: frozenset[str] = frozenset()  # address patterns; every address of the sender must fit one
    from_team: frozenset[str] = frozenset()
    to_address: frozenset[str] = frozenset()  # address patterns
    to_domain: frozenset[str] = frozenset()
    to_party: frozenset[str] = frozenset()
    to_type: frozenset[PartyType] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Of the clock in the organisation's zone, at the instant of the decision."""

    weekdays: frozenset[int] = frozenset()  # 0 is Monday; empty: any
    minutes: tuple[int, int] | None = None  # of the day, half open; the first may be the later: over midnight
    starts: date | None = None
    ends: date | None = None  # inclusive


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomRule:
    """A rule of the organisation's own. Every condition given must hold; an empty one is not asked."""

    name: str
    clause: str
    to_party: frozenset[str] = frozenset()
    to_type: frozenset[PartyType] = frozenset()
    to_domain: frozenset[str] = frozenset()  # exact, lower case
    from_team: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()  # any of them found
    marked: frozenset[Classification] = frozenset()  # the effective class is the lowest of them, or higher
    unread: bool = False  # something could not be read
    people_at_least: int = 0  # people told about; 0: not asked
    sender: frozenset[str] = frozenset()  # address patterns; one address of the sender fits one
    to_address: frozenset[str] = frozenset()  # address patterns
    to_inside: bool | None = None  # None: not asked
    to_list: bool = False  # a mailing list of the register
    to_front_door: bool = False
    hits_at_least: Mapping[Kind, int] = field(default_factory=dict)  # finds of a kind, of any kind listed
    purposes: frozenset[str] = frozenset()
    file_types: frozenset[str] = frozenset()  # "image/*", "application/pdf", ".docm"
    larger_than_bytes: int | None = None  # None: not asked
    subject: frozenset[str] = frozenset()  # patterns
    headers: Mapping[str, frozenset[str]] = field(default_factory=dict)  # field name, lower case → patterns
    time: When = field(default_factory=When)
    unless: Unless = field(default_factory=Unless)
    treatment: Treatment = Treatment.SHARE
    protection: Protection = Protection.NONE
    held_for: tuple[Asked, ...] = ()
    channel: Channel | None = None  # it must go this way or wait
    cut_kinds: frozenset[Kind] = frozenset()  # of a redacting rule: what is cut; empty: as its own kinds say
    note: str = ""  # a line for the sender's notice and the record
    notify_roles: tuple[Asked, ...] = ()
    notify_addresses: tuple[str, ...] = ()
    shadow: bool = False  # evaluated and recorded, and changes nothing
