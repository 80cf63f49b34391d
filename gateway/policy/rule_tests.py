"""The tests that stand beside a rule of the organisation's own: a small fact sheet, and what the rule adds to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Annotated, Final

from pydantic import Field, field_validator, model_validator

from gateway.decide.facts import ChannelFacts, Facts, MailFacts, RecipientFacts, SenderFacts, SentFile
from gateway.decide.own_conditions import Asking, applies
from gateway.decide.own_rule import CustomRule
from gateway.decide.policy import Policy
from gateway.decide.rules.own_rules import added
from gateway.model.decision import Asked, Finding, Protection
from gateway.model.found import Evidence, FoundHit, FoundPerson, Role
from gateway.model.marking import Classification, Marking
from gateway.model.message import Field as HeaderField
from gateway.model.message import Unread, UnreadReason
from gateway.model.parties import DataSubject, Kind, Party, PartyId, PartyType, PersonId, StaffMember
from gateway.policy.defaults import ClassWord
from gateway.policy.words import ProtectionWord, TreatmentWord, treatment_of
from gateway.yaml_file import Section

_TREATMENTS: Final = frozenset({"share", "redact", "anonymise", "hold", "refuse"})
_NOON: Final = datetime(2026, 1, 5, 12, tzinfo=UTC)  # a Monday; where a test says no time


class GivenSection(Section):
    """What a test's mail is like. What is left out: to somebody unknown outside, unmarked, about nobody, at noon."""

    sender: str = "worker@ours.example"
    from_team: str = ""
    to: str = "reader@theirs.example"
    to_party: str = ""
    to_type: PartyType | None = None  # None: partner when to_party is given, else unknown
    mailing_list: bool = False
    front_door: bool = False
    marked: ClassWord | None = None
    kinds: dict[Kind, Annotated[int, Field(ge=1, le=1000)]] = Field(
        default_factory=dict
    )  # of one person; how many finds of each
    people: Annotated[int, Field(ge=0, le=1000)] = 0  # told about, the person of `kinds` among them
    purpose: str | None = None
    files: tuple[str, ...] = ()  # "application/pdf", ".docm", or "application/pdf .docm" for both of one file
    size_bytes: Annotated[int, Field(ge=0)] = 0
    subject: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    at: datetime | None = None  # in the organisation's time zone; None: a Monday at noon
    unread: bool = False

    @field_validator("kinds", mode="before")
    @classmethod
    def _once_each(cls, value: object) -> object:
        return dict.fromkeys(value, 1) if isinstance(value, list) else value

    @field_validator("at")
    @classmethod
    def _local(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError("a time in the organisation's own zone, without an offset: 2026-11-20T17:30")
        return value


class ExpectSection(Section):
    """What the rule adds. Only what is given is looked at."""

    applies: bool = True
    treatment: TreatmentWord | None = None
    protection: ProtectionWord | None = None
    held_for: tuple[Asked, ...] | None = None
    redacts: tuple[Kind, ...] | None = None

    @model_validator(mode="after")
    def _coherent(self) -> "ExpectSection":
        said = (self.treatment, self.protection, self.held_for, self.redacts)
        if not self.applies and any(one is not None for one in said):
            raise ValueError("a rule that does not apply adds nothing")
        return self


class RuleTestSection(Section):
    """One test of a rule."""

    given: GivenSection = GivenSection()
    expect: ExpectSection

    @field_validator("expect", mode="before")
    @classmethod
    def _one_word(cls, value: object) -> object:
        if value == "nothing":
            return {"applies": False}
        if isinstance(value, str) and value not in _TREATMENTS:
            raise ValueError(f"nothing, or what the rule adds: {', '.join(sorted(_TREATMENTS))}")
        return {"treatment": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """One test, and where it stands."""

    rule: str
    number: int  # from 1, within the rule
    place: tuple[int, int]  # line and column, from 1
    near_miss: bool  # it says that the rule does not apply
    wrong: str  # what came instead; empty: it passed


def run(rule: CustomRule, test: RuleTestSection, policy: Policy) -> str:
    """What is wrong, in words. Empty: the rule does what its test says."""
    asking = Asking.of(_facts(test.given, policy), policy)
    expect = test.expect
    if not applies(rule, asking):
        return "the rule does not apply" if expect.applies else ""
    if not expect.applies:
        return "the rule applies"
    return "; ".join(_differences(expect, added(rule, asking), asking.facts))


def _differences(expect: ExpectSection, finding: Finding, facts: Facts) -> Iterator[str]:
    if expect.treatment is not None and finding.treatment is not treatment_of(expect.treatment):
        yield f"treatment is {finding.treatment.word}, not {expect.treatment}"
    if expect.protection is not None and finding.protection is not Protection[expect.protection.upper()]:
        yield f"protection is {finding.protection.word}, not {expect.protection}"
    if expect.held_for is not None and set(finding.held_for) != set(expect.held_for):
        yield f"held for {', '.join(sorted(finding.held_for)) or 'nobody'}"
    cut = {facts.hits[index].kind for index in finding.cut}
    if expect.redacts is not None and cut != set(expect.redacts):
        yield f"redacts {', '.join(sorted(cut)) or 'nothing'}"


def _facts(given: GivenSection, policy: Policy) -> Facts:
    at = given.at or _NOON
    people = max(given.people, 1 if given.kinds else 0)
    ids = [PersonId(f"T-{number}") for number in range(1, people + 1)]
    hits = tuple(_hits(given, ids))
    return Facts(
        at=at.replace(tzinfo=UTC),
        today=at.date(),
        case="",
        content_hash="",
        recipient=_recipient(given),
        sender=_sender(given),
        markings=_markings(given),
        unread=(Unread(part="1", why=UnreadReason.UNKNOWN_TYPE, media_type=""),) if given.unread else (),
        signed=(),
        encrypted=False,
        hits=hits,
        people=tuple(_person(one, hits) for one in ids),
        subjects={one: DataSubject(id=one, name="") for one in ids},
        purpose_said=given.purpose,
        ground_said=None,
        statement=None,
        about_said=(),
        authority_said=None,
        agreements=(),
        consents=(),
        approvals=(),
        restrictions=(),
        kept_phrases=(),
        grounds={},
        answers=(),
        channels=ChannelFacts(),
        others=(),
        mail=_mail(given, at),
    )


def _hits(given: GivenSection, ids: list[PersonId]) -> Iterator[FoundHit]:
    # Of the first the kinds given; of everybody else a name, which is how people are told of at all.
    wanted = [(ids[0], kind) for kind, count in given.kinds.items() for _ in range(count)] if ids else []
    if ids and not given.kinds:
        wanted.append((ids[0], Kind.NAME))
    wanted += [(one, Kind.NAME) for one in ids[1:]]
    for index, (about, kind) in enumerate(wanted):
        yield FoundHit(
            id=index,
            unit=0,
            start=2 * index,
            end=2 * index + 1,
            detector="test",
            kind=kind,
            evidence=Evidence.REGISTER,
            about=about,
        )


def _person(person: PersonId, hits: tuple[FoundHit, ...]) -> FoundPerson:
    return FoundPerson(
        id=person,
        candidates=(person,),
        role=Role.SUBJECT,
        kinds=frozenset(hit.kind for hit in hits if hit.about == person),
        evidence=frozenset({Evidence.REGISTER}),
    )


def _recipient(given: GivenSection) -> RecipientFacts:
    kind = given.to_type or (PartyType.PARTNER if given.to_party else PartyType.UNKNOWN)
    internal, person = kind is PartyType.INTERNAL, kind is PartyType.PERSON
    address = given.to.lower()
    party = Party(id=PartyId(given.to_party), name="", type=kind, addresses=(address,))
    nobody = internal or person or kind is PartyType.UNKNOWN
    return RecipientFacts(
        address=address,
        party=None if nobody and not given.to_party else party,
        people=(PersonId("T-0"),) if person else (),
        represents=frozenset(),
        household=frozenset(),
        staff=None,
        internal=internal,
        front_door=given.front_door,
        social_media=kind is PartyType.SOCIAL_MEDIA,
        mailing_list=given.mailing_list,
    )


def _sender(given: GivenSection) -> SenderFacts:
    staff = StaffMember(email=given.sender, name="", team=given.from_team)
    return SenderFacts(address=given.sender, from_address=given.sender, staff=staff, may_send=True)


def _markings(given: GivenSection) -> tuple[Marking, ...]:
    if given.marked is None:
        return ()
    return (Marking(scheme="own", level=Classification.of(given.marked), where="subject", text=given.marked),)


def _mail(given: GivenSection, at: datetime) -> MailFacts:
    fields = [HeaderField(name="Subject", value=given.subject)] if given.subject else []
    fields += [HeaderField(name=name, value=value) for name, value in given.headers.items()]
    return MailFacts(
        fields=tuple(fields),
        files=tuple(_file(number, words) for number, words in enumerate(given.files, start=1)),
        size=given.size_bytes,
        time_of_day=time(at.hour, at.minute),
    )


def _file(number: int, words: str) -> SentFile:
    said = re.split(r"\s+", words.strip().lower())
    return SentFile(
        part=str(number),
        types=tuple(one for one in said if "/" in one),
        endings=tuple(one for one in said if one.startswith(".")),
    )
