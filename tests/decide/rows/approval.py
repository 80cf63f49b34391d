"""CONS-4, MIN-1: what stands in for a consent, and those whom a concern is about."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from gateway.model.decision import Treatment
from gateway.model.found import Role
from gateway.model.parties import Kind, PartyType
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    APPROVAL,
    BEN,
    CONSENT,
    ELM,
    FINE,
    HARM,
    MANAGER,
    MARIA,
    NOON,
    ONE_OFF,
    ORDER,
    POWER,
    SECOND,
    SENDER,
    STAFF,
    YEAR,
    Person,
    Row,
    about,
    entries,
    entry,
    row,
    stranger,
)

SHARE, REDACT, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.HOLD

NONE = replace(FINE, consents=())
MOTHER = about(FINE, Person(id=ANA), Person(id=MARIA, kinds=(Kind.NAME, Kind.FAMILY), role=Role.RELATION))
HARM_APPROVED = replace(APPROVAL, ground=HARM.id)
CONCERN = about(FINE, Person(id=ANA), stranger("?1", Kind.NAME, Kind.OFFENCE, role=Role.CONCERNED))
SAFE = replace(CONCERN, consents=(), ground_said=HARM.id, approvals=(HARM_APPROVED,))


ROWS: Final[tuple[Row, ...]] = (
    # CONS-4: approvals and grounds
    row("approved", replace(NONE, approvals=(APPROVAL,)), SHARE, "covered"),
    row("approved-this-instant", replace(NONE, approvals=(replace(APPROVAL, approved_at=NOON),)), SHARE, "covered"),
    row(
        "approved-a-second-later",
        replace(NONE, approvals=(replace(APPROVAL, approved_at=NOON + SECOND),)),
        HOLD,
        "no-consent",
    ),
    row(
        "approved-until-this-instant",
        replace(NONE, approvals=(replace(APPROVAL, until=NOON),)),
        HOLD,
        "no-consent approval-expired",
        held_for="line_manager",
    ),
    row(
        "approved-until-a-second-later",
        replace(NONE, approvals=(replace(APPROVAL, until=NOON + SECOND),)),
        SHARE,
        "covered",
    ),
    row("approved-for-somebody-else", replace(NONE, approvals=(replace(APPROVAL, person=BEN),)), HOLD, "no-consent"),
    row("approved-for-another-party", replace(NONE, approvals=(replace(APPROVAL, party="GP"),)), HOLD, "no-consent"),
    row(
        "approved-for-another-purpose",
        replace(NONE, approvals=(replace(APPROVAL, purpose="housing"),)),
        HOLD,
        "no-consent",
    ),
    row(
        "approved-for-another-worker",
        replace(NONE, approvals=(replace(APPROVAL, worker="lee@family-support.example"),)),
        HOLD,
        "no-consent",
    ),
    row(
        "approved-for-this-worker",
        replace(NONE, approvals=(replace(APPROVAL, worker=SENDER.upper()),)),
        SHARE,
        "covered",
    ),
    row("approved-for-the-caseload", replace(NONE, approvals=(replace(APPROVAL, person="*"),)), SHARE, "covered"),
    row(
        "a-caseload-for-more-than-a-year",
        replace(
            NONE,
            approvals=(
                replace(APPROVAL, person="*", approved_at=NOON - YEAR - timedelta(days=1), until=NOON + YEAR),
            ),
        ),
        HOLD,
        "no-consent approval-expired",
    ),
    row(
        "approved-without-an-end-for-a-year",
        replace(NONE, approvals=(replace(APPROVAL, until=None, approved_at=NOON - YEAR),)),
        SHARE,
        "covered",
    ),
    row(
        "approved-after-a-refusal",
        replace(FINE, consents=(replace(CONSENT, refused_at=NOON),), approvals=(APPROVAL,)),
        SHARE,
        "covered",
    ),
    row(
        "approved-on-no-statute", replace(NONE, approvals=(replace(APPROVAL, ground=ONE_OFF.id),)), HOLD, "no-consent"
    ),
    row(
        "approved-on-a-ground-not-in-force",
        replace(NONE, approvals=(APPROVAL,), grounds={POWER.id: replace(POWER, active=False)}),
        HOLD,
        "no-consent",
    ),
    row(
        "approved-on-a-ground-from-tomorrow",
        replace(
            NONE,
            approvals=(APPROVAL,),
            grounds={POWER.id: replace(POWER, effective_from=(NOON + timedelta(days=1)).date())},
        ),
        HOLD,
        "no-consent",
    ),
    row(
        "approved-by-the-sender",
        replace(NONE, approvals=(replace(APPROVAL, approved_by=SENDER),)),
        HOLD,
        "no-consent sender-not-approver",
    ),
    row(
        "approved-by-the-senders-alias",
        replace(NONE, sender=replace(FINE.sender, staff=replace(STAFF, aliases=(MANAGER,))), approvals=(APPROVAL,)),
        HOLD,
        "no-consent sender-not-approver",
    ),
    row(
        "a-ground-named-but-not-approved",
        replace(NONE, ground_said=POWER.id),
        HOLD,
        "no-consent approval-missing",
        held_for="line_manager",
    ),
    row("a-ground-nobody-knows", replace(NONE, ground_said="BECAUSE"), HOLD, "no-consent approval-missing"),
    row("a-ground-that-is-not-needed", replace(FINE, ground_said=POWER.id), SHARE, "covered"),
    row("a-court-order-is-recorded-not-approved", replace(NONE, ground_said=ORDER.id), SHARE, "covered"),
    row(
        "a-duty-that-the-register-wants-approved",
        replace(NONE, ground_said=HARM.id),
        HOLD,
        "no-consent approval-missing urgent",
    ),
    row(
        "a-power-is-always-approved",
        replace(NONE, ground_said=POWER.id, grounds={POWER.id: replace(POWER, approval=False)}),
        HOLD,
        "no-consent approval-missing",
    ),
    # MIN-1: those whom a concern is about
    row(
        "concerned-on-a-safeguarding-ground-go-whole",
        SAFE,
        SHARE,
        "under-marked raised covered covered urgent",
        cut=(),
    ),
    row(
        "concerned-without-a-ground-are-third-parties",
        CONCERN,
        REDACT,
        "under-marked raised covered third-party-data",
        cut=(2, 3),
    ),
    row(
        "concerned-on-a-ground-that-is-not-safeguarding",
        replace(SAFE, ground_said=POWER.id, approvals=(APPROVAL,)),
        REDACT,
        "under-marked raised covered third-party-data",
    ),
    row(
        "whoever-is-named-in-a-referral-goes-whole",
        replace(about(SAFE, Person(id=ANA), stranger()), consents=()),
        SHARE,
        "covered covered urgent",
        cut=(),
    ),
    row(
        "a-sibling-goes-whole-with-the-child",
        entries(
            about(SAFE, Person(id=ANA), Person(id=BEN)),
            replace(entry(ANA), relations=(("mother", MARIA),)),
            replace(entry(BEN), relations=(("mother", MARIA),)),
        ),
        SHARE,
        "covered covered urgent",
    ),
    row(
        "whoever-lives-with-the-child-goes-whole",
        entries(
            about(SAFE, Person(id=ANA), Person(id=BEN)),
            replace(entry(ANA), addresses=("14 Larch Road, London W6 0HP",)),
            replace(entry(BEN), addresses=("14 larch road London W6 0HP",)),
        ),
        SHARE,
        "covered covered urgent",
    ),
    row(
        "concerned-of-the-register-go-whole",
        about(SAFE, Person(id=ANA), Person(id=BEN, role=Role.CONCERNED)),
        SHARE,
        "covered covered urgent",
    ),
    row(
        "a-subject-beside-a-concern-needs-their-own-ground",
        about(SAFE, Person(id=ANA), Person(id=BEN)),
        HOLD,
        "covered no-consent approval-missing urgent",
    ),
    row(
        "a-concern-goes-whole-only-to-who-acts-on-it",
        replace(SAFE, recipient=replace(SAFE.recipient, party=replace(ELM, type=PartyType.PROVIDER))),
        REDACT,
        "under-marked raised covered third-party-data urgent",
    ),
    row(
        "a-concern-goes-whole-beyond-the-agreed-kinds",
        replace(SAFE, agreements=(replace(AGREEMENT, kinds=frozenset({"name"})),)),
        SHARE,
        "under-marked raised covered covered urgent",
    ),
    row(
        "a-concern-is-asked-afterwards-whether-it-is-fact",
        replace(about(SAFE, stranger("?1", role=Role.CONCERNED)), statement=None),
        SHARE,
        "covered no-fact-opinion urgent",
    ),
    row(
        "the-mother-who-refused-for-herself",
        replace(MOTHER, consents=(CONSENT, replace(CONSENT, id="C-2", person=MARIA, given_at=None, refused_at=NOON))),
        HOLD,
        "covered consent-refused",
    ),
)
