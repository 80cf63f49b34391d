"""Fact sheets of one mail about five people to twenty recipients, for the benchmark of deciding.

`partners` is one mail to twenty partners that differ in nothing but their name. `mixed` is a mail to recipients of
every sort, about people who each stand otherwise to them: consents that cover it, of other purposes, for others, over
and withdrawn, approvals, a restriction, a namesake and somebody who is not in the register.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from gateway.decide.facts import ChannelFacts, Facts, RecipientFacts, SenderFacts
from gateway.model.found import Evidence, FoundHit, FoundPerson, Role
from gateway.model.marking import Classification, Marking
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

PEOPLE: Final = 5
RECIPIENTS: Final = 20
NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY: Final = timedelta(days=1)
KINDS: Final = (Kind.NAME, Kind.DATE_OF_BIRTH, Kind.HEALTH, Kind.EDUCATION)
PURPOSES: Final = ("early-help", "education", "health-care", "housing")

POWER: Final = Ground(
    id="CA89-17", title="Child in need", law="Children Act 1989 s.17", effect=GroundEffect.POWER, statutory=True,
    approval=True, effective_from=None, active=True,
)  # fmt: skip
SENDER: Final = StaffMember(
    email="ana@ours.example", name="Ana Field", team="East", line_manager="mo@ours.example", trained_on=NOW.date()
)


def partners() -> tuple[Facts, ...]:
    """Everything in order but for one person with no consent, and a sender who was never trained."""
    people = tuple(PersonId(f"P-{number}") for number in range(PEOPLE))
    found, hits = _found([(one, (one,)) for one in people])
    subjects = {one: DataSubject(id=one, name=f"Person {one}", notice_version="2026") for one in people}
    # One and the same for all recipients, as they are gathered: all of the people's, for any party.
    consents = tuple(_consent(one, party) for one in people[1:] for party in ("*", "X", "Y"))
    return tuple(
        replace(
            _sheet(_partner(number), found, hits, subjects),
            statement=Statement.FACT,
            consents=consents,
            purpose_said="early-help",
        )
        for number in range(RECIPIENTS)
    )


def mixed() -> tuple[Facts, ...]:
    """Recipients of every sort, and people who each stand otherwise to them."""
    ids = [PersonId(f"P-{number}") for number in range(6)]
    found, hits = _found([*((one, (one,)) for one in ids[:3]), ("P-3", (ids[3], ids[4])), ("?1", ())])
    subjects = {
        one: DataSubject(
            id=one, name=f"Person {one}", notice_version="2026" if number % 2 else "", worker=SENDER.email,
            date_of_birth=date(2005 + 2 * number, 3, 1), relations=(("mother", ids[5]),),
        )
        for number, one in enumerate(ids[:5])
    }  # fmt: skip
    subjects[ids[5]] = DataSubject(
        id=ids[5], name="Person P-5", emails=("p5@mail.example",), acts_for=tuple(ids[:3]), notice_version="2026"
    )
    shared = replace(
        _sheet(_partner(0), found, hits, subjects),
        sender=SenderFacts(address=SENDER.email, from_address=SENDER.email, staff=SENDER, may_send=True),
        workers=dict.fromkeys(ids[:5], SENDER),
        grounds={POWER.id: POWER},
        restrictions=(_limit(ids[2]),),
        consents=tuple(_consents_of_all(ids)),
    )
    return tuple(_to(shared, number) for number in range(RECIPIENTS))


def nobody(sheets: tuple[Facts, ...]) -> tuple[Facts, ...]:
    """The same recipients, and nobody in the mail."""
    return tuple(replace(one, people=(), hits=(), consents=(), restrictions=()) for one in sheets)


def _found(
    people: list[tuple[str, tuple[PersonId, ...]]],
) -> tuple[tuple[FoundPerson, ...], tuple[FoundHit, ...]]:
    hits = tuple(
        FoundHit(
            id=number * len(KINDS) + each, unit=0, start=0, end=8, detector=kind.value, kind=kind,
            evidence=Evidence.REGISTER, about=one,
        )
        for number, (one, _) in enumerate(people)
        for each, kind in enumerate(KINDS)
    )  # fmt: skip
    found = tuple(
        FoundPerson(
            id=one, candidates=candidates, role=Role.SUBJECT if candidates else Role.THIRD_PARTY,
            kinds=frozenset(KINDS), evidence=frozenset({Evidence.REGISTER}),
        )
        for one, candidates in people
    )  # fmt: skip
    return found, hits


def _partner(number: int, kind: PartyType = PartyType.PARTNER) -> RecipientFacts:
    name = f"PARTY-{number}"
    domain = f"{name.lower()}.example"
    party = Party(id=PartyId(name), name=name, type=kind, domains=(domain,))
    return _recipient(f"desk@{domain}", party=party)


def _recipient(
    address: str, *, party: Party | None = None, people: tuple[PersonId, ...] = (), internal: bool = False
) -> RecipientFacts:
    return RecipientFacts(
        address=address, party=party, people=people, represents=frozenset(people), household=frozenset(), staff=None,
        internal=internal, front_door=False, social_media=False, mailing_list=False,
    )  # fmt: skip


def _sheet(
    recipient: RecipientFacts,
    people: tuple[FoundPerson, ...],
    hits: tuple[FoundHit, ...],
    subjects: dict[PersonId, DataSubject],
) -> Facts:
    return Facts(
        at=NOW, today=NOW.date(), case="GW-00000000", content_hash="c" * 64, recipient=recipient,
        sender=SenderFacts(address="ana@ours.example", from_address="ana@ours.example", staff=None, may_send=True),
        markings=(Marking(scheme="own", level=Classification.CONFIDENTIAL, where="subject", text="CONFIDENTIAL"),),
        unread=(), signed=(), encrypted=False, hits=hits, people=people, subjects=subjects, purpose_said=None,
        ground_said=None, statement=None, about_said=(), authority_said=None, agreements=_agreements(recipient),
        consents=(), approvals=(), restrictions=(), kept_phrases=(), grounds={}, answers=(),
        channels=ChannelFacts(transport=True, smime=True),
        others=tuple(f"desk@party-{number}.example" for number in range(RECIPIENTS)),
    )  # fmt: skip


def _agreements(recipient: RecipientFacts, purpose: str = "early-help", **other: bool) -> tuple[Agreement, ...]:
    if recipient.party is None:
        return ()
    return (
        Agreement(
            id=f"A-{recipient.party.id}", party=recipient.party.id, purposes=frozenset({purpose}),
            kinds=frozenset({"*"}), highest=Classification.CONFIDENTIAL, basis="consent",
            identifiable=other.get("identifiable", True), starts=NOW - 100 * DAY, ends=None,
            assurance_review=NOW.date(),
        ),
    )  # fmt: skip


def _consent(person: PersonId, party: str, purpose: str = "early-help") -> Consent:
    return Consent(
        id=f"C-{person}-{party}", person=person, given_by=person, capacity=Capacity.SELF, party=party,
        purposes=frozenset({purpose}), kinds=frozenset({"*"}), given_at=NOW - 30 * DAY, expires_at=None,
        refused_at=None, withdrawn_at=None, explicit=True,
    )  # fmt: skip


def _consents_of_all(ids: list[PersonId]) -> Iterator[Consent]:
    """Three of each: for one party, for all parties, and one that is over."""
    mother = ids[5]
    for number, one in enumerate(ids[:5]):
        by_mother = replace(_consent(one, f"PARTY-{number}"), given_by=mother, capacity=Capacity.PARENT)
        to_all = replace(by_mother, id=f"C-{one}-all", party="*", purposes=frozenset({PURPOSES[number % 4]}))
        over = replace(by_mother, id=f"C-{one}-over", party=f"PARTY-{number + 5}", expires_at=NOW - DAY)
        stopped = replace(over, id=f"C-{one}-stopped", expires_at=None, withdrawn_at=NOW - DAY)
        yield from (by_mother, to_all, stopped if number % 2 else over)


def _limit(person: PersonId) -> Restriction:
    return Restriction(
        id="R-1", person=person, kept_from=(PersonId("P-9"),), about="who called", phrases=("the caller",),
        only_kinds=frozenset({"name", "date-of-birth", "education"}), requested_by="ana@ours.example",
        approved_by="mo@ours.example", approved_at=NOW - DAY, until=None,
    )  # fmt: skip


def _approval(party: PartyId) -> Approval:
    return Approval(
        id=f"AP-{party}", person="P-0", party=party, purpose="*", ground=POWER.id, approved_by="mo@ours.example",
        approved_at=NOW - DAY, until=NOW + DAY,
    )  # fmt: skip


def _to(shared: Facts, number: int) -> Facts:
    """One of twenty: twelve under agreements of four purposes, and every other sort of recipient."""
    mother = PersonId("P-5")
    if number < 12:
        kind = (PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY, PartyType.PARTNER)[number % 4]
        recipient = _partner(number, kind)
        agreed = _agreements(recipient, PURPOSES[number % 4], identifiable=number != 6)
        approvals = (_approval(PartyId(f"PARTY-{number}")),) if number % 3 == 0 else ()
        return replace(shared, recipient=recipient, agreements=agreed, approvals=approvals)
    recipient = {
        12: _partner(12, PartyType.PROTECTED_DISCLOSURE),
        13: _partner(13),
        14: _recipient("bo@ours.example", internal=True),
        15: _recipient("cy@ours.example", internal=True),
        16: _recipient("p5@mail.example", people=(mother,)),
        17: _recipient("p1@mail.example", people=(PersonId("P-1"),)),
        18: _recipient("someone@else.example"),
        19: _partner(19, PartyType.SOCIAL_MEDIA),
    }[number]
    agreements = () if number == 13 else _agreements(recipient)
    return replace(shared, recipient=recipient, agreements=agreements)
