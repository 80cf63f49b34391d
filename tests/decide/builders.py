"""A fact sheet that is in order, and short ways to change one thing about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from gateway.decide.facts import ChannelFacts, Facts, RecipientFacts, SenderFacts
from gateway.decide.policy import Policy
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.found import Evidence, FoundHit, FoundPerson, Role
from gateway.model.marking import Classification, Marking, MarkingOrigin
from gateway.model.message import Unread, UnreadReason
from gateway.model.parties import (
    Agreement,
    Approval,
    Capacity,
    Consent,
    DataSubject,
    Ground,
    GroundEffect,
    Kind,
    Party,
    PartyId,
    PartyType,
    PersonId,
    Restriction,
    StaffMember,
)
from gateway.model.statement import Statement
from gateway.policy.file import parse

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
YEAR = timedelta(days=365)
TODAY = NOON.date()

ANA = PersonId("P-1")  # a child
BEN = PersonId("P-2")  # another child
MARIA = PersonId("P-3")  # Ana's mother
CARL = PersonId("P-4")  # a danger to Ana

POLICY = parse("version: 1\n", "policy.yaml").policy

SENDER = "jo.field@family-support.example"
MANAGER = "mo.hill@family-support.example"
IG_LEAD = "ig@family-support.example"
SAFE_LEAD = "sam.reed@family-support.example"
SCHOOL = "office@elm.example"
HASH = "ab" * 32

ELM = Party(id=PartyId("ELM"), name="Elm Park School", type=PartyType.PARTNER, domains=("elm.example",))

AGREEMENT = Agreement(
    id="A-1",
    party=ELM.id,
    purposes=frozenset({"early-help"}),
    kinds=frozenset({"*"}),
    highest=Classification.CONFIDENTIAL,
    basis="Children Act 2004 s.10",
    identifiable=True,
    starts=NOON - YEAR,
    ends=NOON + YEAR,
    assurance_review=TODAY,
)

CONSENT = Consent(
    id="C-1",
    person=ANA,
    given_by=MARIA,
    capacity=Capacity.PARENT,
    party=ELM.id,
    purposes=frozenset({"early-help"}),
    kinds=frozenset({"*"}),
    given_at=NOON - timedelta(days=30),
    expires_at=None,
    refused_at=None,
    withdrawn_at=None,
    explicit=True,
)

POWER = Ground(
    id="CA89-17",
    title="Child in need",
    law="Children Act 1989 s.17",
    effect=GroundEffect.POWER,
    statutory=True,
    approval=True,
    effective_from=None,
    active=True,
)
HARM = replace(POWER, id="CA89-47", title="Significant harm", effect=GroundEffect.DUTY, safeguarding=True, law="s.47")
ORDER = replace(POWER, id="ORDER", title="Court order", effect=GroundEffect.ORDER, approval=False, law="order")
ONE_OFF = replace(POWER, id="ONE-OFF", title="One-off case", statutory=False, law="")

GROUNDS = {ground.id: ground for ground in (POWER, HARM, ORDER, ONE_OFF)}

APPROVAL = Approval(
    id="AP-1",
    person=ANA,
    party=ELM.id,
    purpose="early-help",
    ground=POWER.id,
    approved_by=MANAGER,
    approved_at=NOON - timedelta(days=1),
    until=NOON + timedelta(days=1),
)

RESTRICTION = Restriction(
    id="R-1",
    person=ANA,
    kept_from=(),
    about="who called",
    phrases=("the caller",),
    only_kinds=frozenset(),
    requested_by="Jo Field",
    approved_by=MANAGER,
    approved_at=NOON - YEAR,
    until=None,
)

STAFF = StaffMember(
    email=SENDER, name="Jo Field", team="Early Help", line_manager=MANAGER, trained_on=date(2026, 1, 10)
)

INTERNAL = Marking(scheme="own", level=Classification.INTERNAL, where="subject", text="INTERNAL")
UNCLASSIFIED = replace(INTERNAL, level=Classification.UNCLASSIFIED, text="UNCLASSIFIED")
CONFIDENTIAL = replace(INTERNAL, level=Classification.CONFIDENTIAL, text="CONFIDENTIAL")
SECRET = replace(INTERNAL, scheme="gsc", level=None, text="SECRET")
QUOTED_CONFIDENTIAL = replace(CONFIDENTIAL, where="first-lines", origin=MarkingOrigin.QUOTED)

FAX = Unread(part="2", why=UnreadReason.UNKNOWN_TYPE, media_type="application/octet-stream")

BEYOND = ChannelFacts(transport=True, smime=True)


def entry(person: PersonId) -> DataSubject:
    """A register entry with a name; of Ana it is known who her mother is."""
    relations = (("mother", MARIA),) if person == ANA else ()
    return DataSubject(id=person, name=f"Person {person}", relations=relations, notice_version="2026")


def hit(index: int, about: str, kind: Kind, evidence: Evidence = Evidence.REGISTER) -> FoundHit:
    """A hit of eight characters, ten apart."""
    return FoundHit(
        id=index,
        unit=0,
        start=10 * index,
        end=10 * index + 8,
        detector=kind.value,
        kind=kind,
        evidence=evidence,
        about=about,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a message, as tests write them."""

    id: str
    kinds: tuple[Kind, ...] = (Kind.NAME, Kind.ATTENDANCE)
    role: Role = Role.SUBJECT
    candidates: tuple[PersonId, ...] | None = None  # None: the id is the register's
    evidence: Evidence = Evidence.REGISTER


def stranger(
    name: str = "?1",
    *kinds: Kind,
    role: Role = Role.THIRD_PARTY,
    evidence: Evidence = Evidence.PATTERN,
) -> Person:
    """Somebody who is not in the register; by default name and phone."""
    return Person(id=name, kinds=kinds or (Kind.NAME, Kind.CONTACT), role=role, candidates=(), evidence=evidence)


def about(facts: Facts, *people: Person) -> Facts:
    """The same sheet, telling of these people and nobody else; a hit for each kind, in order."""
    hits: list[FoundHit] = []
    found: list[FoundPerson] = []
    subjects = dict(facts.subjects)
    for person in people:
        candidates = (PersonId(person.id),) if person.candidates is None else person.candidates
        hits.extend(hit(len(hits) + n, person.id, kind, person.evidence) for n, kind in enumerate(person.kinds))
        found.append(
            FoundPerson(
                id=person.id,
                candidates=candidates,
                role=person.role,
                kinds=frozenset(person.kinds),
                evidence=frozenset({person.evidence}),
            )
        )
        for one in candidates:
            subjects.setdefault(one, entry(one))
    return replace(facts, hits=tuple(hits), people=tuple(found), subjects=subjects)


def to(facts: Facts, address: str, party: Party | None = None, **changes: object) -> Facts:
    """The same sheet for another recipient; agreements stay only for their own party."""
    recipient = RecipientFacts(
        address=address,
        party=party,
        people=(),
        represents=frozenset(),
        household=frozenset(),
        staff=None,
        internal=False,
        front_door=False,
        social_media=False,
        mailing_list=False,
    )
    known = party.id if party is not None else ""
    return replace(
        facts,
        recipient=replace(recipient, **changes),  # type: ignore[arg-type]  # fields by name, checked by the dataclass
        agreements=tuple(one for one in facts.agreements if one.party == known),
    )


def to_person(facts: Facts, person: PersonId, *acts_for: PersonId, household: Iterable[PersonId] = ()) -> Facts:
    """The same sheet for a service user or their representative."""
    lived = frozenset(household)
    subjects = dict(facts.subjects)
    for one in {person, *acts_for, *lived}:
        subjects.setdefault(one, entry(one))
    subjects[person] = replace(subjects[person], acts_for=acts_for)
    changed = replace(facts, subjects=subjects)
    return to(
        changed,
        f"{person.lower()}@mail.example",
        people=(person,),
        represents=frozenset({person, *acts_for}),
        household=lived,
    )


def entries(facts: Facts, *subjects: DataSubject) -> Facts:
    """The same sheet with these register entries."""
    return replace(facts, subjects={**facts.subjects, **{one.id: one for one in subjects}})


def answer(
    kind: AnswerKind,
    value: str = "",
    *,
    by: str = SENDER,
    role: Asked = Asked.SENDER,
    ground: str = "",
    justification: str = "The child needs this help today.",
    at: datetime = NOON - SECOND,
) -> Answer:
    """An answer bound to the sheet's content and the school's address."""
    return Answer(
        kind=kind,
        by=by,
        role=role,
        at=at,
        content_hash=HASH,
        recipients=(SCHOOL, "new@unknown.example", "lado@council.example", "p-3@mail.example", "p-4@mail.example"),
        policy=POLICY.version,
        value=value,
        ground=ground,
        justification=justification if kind is AnswerKind.RELEASE else "",
    )


def release(role: Asked = Asked.LINE_MANAGER, ground: str = POWER.id, by: str = MANAGER) -> Answer:
    """A release by somebody who is not the sender."""
    return answer(AnswerKind.RELEASE, by=by, role=role, ground=ground)


def answered(facts: Facts, *answers: Answer) -> Facts:
    """The same sheet with these answers."""
    return replace(facts, answers=(*facts.answers, *answers))


FINE = about(
    to(
        Facts(
            at=NOON,
            today=TODAY,
            case="GW-00000001",
            content_hash=HASH,
            recipient=RecipientFacts(
                address=SCHOOL,
                party=ELM,
                people=(),
                represents=frozenset(),
                household=frozenset(),
                staff=None,
                internal=False,
                front_door=False,
                social_media=False,
                mailing_list=False,
            ),
            sender=SenderFacts(address=SENDER, from_address=SENDER, staff=STAFF, may_send=True),
            markings=(INTERNAL,),
            unread=(),
            signed=(),
            encrypted=False,
            hits=(),
            people=(),
            subjects={},
            purpose_said=None,
            ground_said=None,
            statement=Statement.FACT,
            about_said=(),
            authority_said=None,
            agreements=(AGREEMENT,),
            consents=(CONSENT,),
            approvals=(),
            restrictions=(),
            kept_phrases=(),
            grounds=GROUNDS,
            answers=(),
            channels=BEYOND,
            others=(),
        ),
        SCHOOL,
        ELM,
    ),
    Person(id=ANA),
)

CLEAN = about(FINE)  # tells of nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table."""

    id: str
    facts: Facts
    treatment: Treatment
    reasons: str  # in order, without in-order, which every decision has
    policy: Policy = POLICY
    held_for: str | None = None  # roles in order; None: not looked at
    cut: frozenset[int] | None = None  # None: not looked at


def row(
    name: str,
    facts: Facts,
    treatment: Treatment,
    reasons: str,
    *,
    policy: Policy = POLICY,
    held_for: str | None = None,
    cut: Iterable[int] | None = None,
) -> Row:
    """A row; held_for and cut are looked at only where given."""
    return Row(
        id=name,
        facts=facts,
        treatment=treatment,
        reasons=reasons,
        policy=policy,
        held_for=held_for,
        cut=None if cut is None else frozenset(cut),
    )
