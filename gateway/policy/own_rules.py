"""The part of policy.yaml with the organisation's own rules: when each applies, what it adds, and its tests."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from gateway.decide.own_conditions import may_be_asked
from gateway.decide.own_rule import CustomRule, Unless, When
from gateway.decide.patterns import fault_in
from gateway.model.decision import Asked, Channel, Protection
from gateway.model.marking import Classification
from gateway.model.parties import Kind, PartyType
from gateway.policy.defaults import ClassWord
from gateway.policy.rule_tests import RuleTestSection
from gateway.policy.words import ClauseId, Domain, Name, ProtectionWord, TreatmentWord, treatment_of
from gateway.yaml_file import Section

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_LOCAL: Final = re.compile(r"[^\s@,;:<>\"()\[\]\\]+")


def _pattern(value: str) -> str:
    fault = fault_in(value)
    if fault:
        raise ValueError(fault)
    return value


def _address_pattern(value: str) -> str:
    local, at, domain = value.rpartition("@")
    if fault_in(value) or not at or not _LOCAL.fullmatch(local) or not _LOCAL.fullmatch(domain):
        raise ValueError("an address, in which * stands for anything: jo@school.example, *@school.example")
    return value.lower()


def _file_type(value: str) -> str:
    if not re.fullmatch(r"\.[a-z0-9]{1,10}(\.[a-z0-9]{1,10})?|[a-z0-9.+-]+/(\*|[a-z0-9.+-]+)", value.lower()):
        raise ValueError("a media type (application/pdf, image/*) or an ending (.docm)")
    return value.lower()


def _hours(value: str) -> str:
    found = _HOURS.fullmatch(value)
    if found is None or value[:5] == value[6:]:
        raise ValueError('hours of a day from and until: "17:30-08:00"')
    return value


def _field_name(value: str) -> str:
    if not re.fullmatch(r"[!-9;-~]{1,70}", value):
        raise ValueError("the name of a header field, without its colon: X-Mailer")
    if not may_be_asked(value):
        raise ValueError("a field that machines write on the way; it is not kept with a decision")
    return value.lower()


Pattern = Annotated[str, AfterValidator(_pattern)]
AddressPattern = Annotated[str, AfterValidator(_address_pattern)]
FileType = Annotated[str, AfterValidator(_file_type)]
Hours = Annotated[str, AfterValidator(_hours)]
FieldName = Annotated[str, AfterValidator(_field_name)]
Word = Annotated[str, Field(min_length=1, max_length=200)]
DayWord = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ChannelWord = Literal["tls", "smime", "openpgp", "portal", "pdf"]


class WhenSection(Section):
    """When a rule of the organisation's own applies: every condition given must hold, any value of its list does."""

    sender: tuple[AddressPattern, ...] = ()
    from_team: tuple[Word, ...] = ()
    to_address: tuple[AddressPattern, ...] = ()
    to_domain: tuple[Domain, ...] = ()
    to_party: tuple[Word, ...] = ()
    to_type: tuple[PartyType, ...] = ()
    to: Literal["inside", "outside"] | None = None
    to_list: bool = False
    to_front_door: bool = False
    marked: tuple[ClassWord, ...] = ()
    kinds: tuple[Kind, ...] = ()
    hits_at_least: dict[Kind, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    people_at_least: Annotated[int, Field(ge=0)] = 0
    purpose: tuple[Name, ...] = ()
    file_types: tuple[FileType, ...] = ()
    larger_than_bytes: Annotated[int, Field(ge=1)] | None = None
    subject: tuple[Pattern, ...] = ()
    headers: dict[FieldName, tuple[Pattern, ...]] = Field(default_factory=dict)
    weekdays: tuple[DayWord, ...] = ()
    hours: Hours | None = None
    from_date: date | None = None
    until_date: date | None = None
    unread: bool = False
    not_sender: tuple[AddressPattern, ...] = ()
    not_from_team: tuple[Word, ...] = ()
    not_to_address: tuple[AddressPattern, ...] = ()
    not_to_domain: tuple[Domain, ...] = ()
    not_to_party: tuple[Word, ...] = ()
    not_to_type: tuple[PartyType, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> "WhenSection":
        if not any(getattr(self, name) for name in type(self).model_fields):
            raise ValueError("give at least one condition")
        return self

    @model_validator(mode="after")
    def _dates_in_order(self) -> "WhenSection":
        if self.from_date is not None and self.until_date is not None and self.until_date < self.from_date:
            raise ValueError("until_date lies before from_date: the rule would never apply")
        return self

    def minutes(self) -> tuple[int, int] | None:
        """The hours as minutes of the day, half open. None: any time."""
        found = None if self.hours is None else _HOURS.fullmatch(self.hours)
        if found is None:
            return None
        first, second, third, fourth = (int(number) for number in found.groups())
        return first * 60 + second, third * 60 + fourth


class ThenSection(Section):
    """What such a rule adds; it can never take anything away."""

    treatment: TreatmentWord = "share"
    protection: ProtectionWord = "none"
    channel: ChannelWord | None = None
    held_for: tuple[Asked, ...] = ()
    redact_kinds: tuple[Kind, ...] = ()
    note: Annotated[str, Field(max_length=300)] = ""
    notify: tuple[str, ...] = ()

    @field_validator("note")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError("a note is one line of plain words")
        return value.strip()

    @field_validator("notify")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        # Nobody need be on duty: whom a rule waits for is there without a rota.
        roles = {role.value for role in Asked if role not in (Asked.SENDER, Asked.DUTY_MANAGER)}
        for one in value:
            local, at, domain = one.rpartition("@")
            if one not in roles and not (at and _LOCAL.fullmatch(local) and "." in domain and "*" not in one):
                raise ValueError(f"an address of ours, or one of {', '.join(sorted(roles))}")
        return value

    @model_validator(mode="after")
    def _coherent(self) -> "ThenSection":
        adds = self.treatment != "share" or self.protection != "none" or self.channel or self.note or self.notify
        if not adds:
            raise ValueError("a rule must add something: a treatment, protection, channel, note or somebody to tell")
        if self.treatment == "hold" and not set(self.held_for) - {Asked.SENDER}:
            # Otherwise nothing could ever settle it: a sender does not approve their own sharing.
            raise ValueError("held_for: a rule that holds names whoever may release it, other than the sender")
        if self.treatment != "hold" and self.held_for:
            raise ValueError("held_for goes with treatment: hold")
        if self.redact_kinds and self.treatment != "redact":
            raise ValueError("redact_kinds goes with treatment: redact")
        return self


class RuleSection(Section):
    """A rule of the organisation's own."""

    name: Name
    clause: Annotated[ClauseId, Field(min_length=1, max_length=20)]
    shadow: bool = False
    when: WhenSection
    then: ThenSection
    tests: tuple[RuleTestSection, ...] = ()

    def to_rule(self) -> CustomRule:
        """The same as a rule takes it."""
        when, then = self.when, self.then
        roles = {role.value: role for role in Asked}
        return CustomRule(
            name=self.name,
            clause=self.clause,
            sender=frozenset(when.sender),
            from_team=frozenset(when.from_team),
            to_address=frozenset(when.to_address),
            to_domain=frozenset(when.to_domain),
            to_party=frozenset(when.to_party),
            to_type=frozenset(when.to_type),
            to_inside=None if when.to is None else when.to == "inside",
            to_list=when.to_list,
            to_front_door=when.to_front_door,
            kinds=frozenset(when.kinds),
            hits_at_least=dict(when.hits_at_least),
            people_at_least=when.people_at_least,
            marked=_classes(when.marked),
            purposes=frozenset(when.purpose),
            file_types=frozenset(when.file_types),
            larger_than_bytes=when.larger_than_bytes,
            subject=frozenset(when.subject),
            headers={name: frozenset(patterns) for name, patterns in when.headers.items()},
            unread=when.unread,
            time=_time(when),
            unless=_unless(when),
            treatment=treatment_of(then.treatment),
            protection=Protection[then.protection.upper()],
            held_for=tuple(dict.fromkeys(then.held_for)),
            channel=None if then.channel is None else Channel(then.channel),
            cut_kinds=frozenset(then.redact_kinds),
            note=then.note,
            notify_roles=tuple(roles[one] for one in dict.fromkeys(then.notify) if one in roles),
            notify_addresses=tuple(one for one in dict.fromkeys(map(str.lower, then.notify)) if "@" in one),
            shadow=self.shadow,
        )


def _classes(words: Iterable[str]) -> frozenset[Classification]:
    return frozenset(Classification.of(word) for word in words)


def _time(when: WhenSection) -> When:
    return When(
        weekdays=frozenset(_DAYS.index(day) for day in when.weekdays),
        minutes=when.minutes(),
        starts=when.from_date,
        ends=when.until_date,
    )


def _unless(when: WhenSection) -> Unless:
    return Unless(
        sender=frozenset(when.not_sender),
        from_team=frozenset(when.not_from_team),
        to_address=frozenset(when.not_to_address),
        to_domain=frozenset(when.not_to_domain),
        to_party=frozenset(when.not_to_party),
        to_type=frozenset(when.not_to_type),
    )
