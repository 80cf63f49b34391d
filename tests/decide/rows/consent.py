"""CONS-1 to CONS-4: consent, and what stands in for it, at this instant."""

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
    POLICY,
    POWER,
    SECOND,
    SENDER,
    STAFF,
    YEAR,
    Person,
    Row,
    about,
    row,
    stranger,
)

SHARE, REDACT, ANONYMISE, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.ANONYMISE, Treatment.HOLD

NONE = replace(FINE, consents=())
TWO = about(FINE, Person(id=ANA), Person(id=BEN))
MOTHER = about(FINE, Person(id=ANA), Person(id=MARIA, kinds=(Kind.NAME, Kind.FAMILY), role=Role.RELATION))
ASSUMED = replace(CONSENT, explicit=False, worker="Jo Field", team_manager="Tess Cole")
ELSEWHERE = replace(CONSENT, party="GP")
HARM_APPROVED = replace(APPROVAL, ground=HARM.id)
CONCERN = about(FINE, Person(id=ANA), stranger("?1", Kind.NAME, Kind.OFFENCE, role=Role.CONCERNED))
SAFE = replace(CONCERN, consents=(), ground_said=HARM.id, approvals=(HARM_APPROVED,))


ROWS: Final[tuple[Row, ...]] = (
    row("no-consent", NONE, HOLD, "no-consent", held_for="line_manager", cut=(0, 1)),
    row("somebody-elses-consent", replace(FINE, consents=(replace(CONSENT, person=BEN),)), HOLD, "no-consent"),
    row("given-this-instant", replace(FINE, consents=(replace(CONSENT, given_at=NOON),)), SHARE, "covered"),
    row(
        "given-a-second-later",
        replace(FINE, consents=(replace(CONSENT, given_at=NOON + SECOND),)),
        HOLD,
        "no-consent",
    ),
    row("given-at-no-known-time", replace(FINE, consents=(replace(CONSENT, given_at=None),)), HOLD, "no-consent"),
    row(
        "withdrawn-this-instant",
        replace(FINE, consents=(replace(CONSENT, withdrawn_at=NOON),)),
        HOLD,
        "consent-withdrawn",
        held_for="line_manager",
    ),
    row(
        "withdrawn-a-second-later",
        replace(FINE, consents=(replace(CONSENT, withdrawn_at=NOON + SECOND),)),
        SHARE,
        "covered",
    ),
    row(
        "refused-this-instant",
        replace(FINE, consents=(replace(CONSENT, given_at=None, refused_at=NOON),)),
        HOLD,
        "consent-refused",
    ),
    row(
        "refused-a-second-later",
        replace(FINE, consents=(CONSENT, replace(CONSENT, id="C-2", given_at=None, refused_at=NOON + SECOND))),
        SHARE,
        "covered",
    ),
    row(
        "refused-after-another-was-given",
        replace(FINE, consents=(CONSENT, replace(CONSENT, id="C-2", given_at=None, refused_at=NOON))),
        HOLD,
        "consent-refused",
    ),
    row(
        "given-again-after-a-withdrawal",
        replace(
            FINE, consents=(replace(CONSENT, withdrawn_at=NOON - SECOND), replace(CONSENT, id="C-2", given_at=NOON))
        ),
        SHARE,
        "covered",
    ),
    row(
        "given-the-instant-of-a-withdrawal",
        replace(FINE, consents=(replace(CONSENT, withdrawn_at=NOON), replace(CONSENT, id="C-2", given_at=NOON))),
        HOLD,
        "consent-withdrawn",
    ),
    row(
        "a-withdrawal-towards-everybody-stops-an-older-one",
        replace(FINE, consents=(CONSENT, replace(CONSENT, id="C-2", party="*", withdrawn_at=NOON))),
        HOLD,
        "consent-withdrawn",
    ),
    row(
        "a-withdrawal-towards-another-party",
        replace(FINE, consents=(CONSENT, replace(ELSEWHERE, id="C-2", withdrawn_at=NOON))),
        SHARE,
        "covered",
    ),
    row(
        "a-refusal-of-another-kind",
        replace(
            FINE,
            consents=(
                CONSENT,
                replace(CONSENT, id="C-2", given_at=None, refused_at=NOON, kinds=frozenset({"health"})),
            ),
        ),
        SHARE,
        "covered",
    ),
    row(
        "expires-this-instant", replace(FINE, consents=(replace(CONSENT, expires_at=NOON),)), HOLD, "consent-expired"
    ),
    row(
        "expires-a-second-later",
        replace(FINE, consents=(replace(CONSENT, expires_at=NOON + SECOND),)),
        SHARE,
        "covered",
    ),
    row(
        "for-another-purpose",
        replace(FINE, consents=(replace(CONSENT, purposes=frozenset({"housing"})),)),
        HOLD,
        "consent-other-purpose",
    ),
    row(
        "for-every-purpose", replace(FINE, consents=(replace(CONSENT, purposes=frozenset({"*"})),)), SHARE, "covered"
    ),
    row("for-another-partner", replace(FINE, consents=(ELSEWHERE,)), HOLD, "consent-other-partner"),
    row("for-every-partner", replace(FINE, consents=(replace(CONSENT, party="*"),)), SHARE, "covered"),
    row(
        "for-fewer-kinds",
        replace(FINE, consents=(replace(CONSENT, kinds=frozenset({"name"})),)),
        REDACT,
        "covered category-not-covered",
        cut=(1,),
    ),
    row(
        "two-consents-for-the-kinds-together",
        replace(
            FINE,
            consents=(
                replace(CONSENT, kinds=frozenset({"name"})),
                replace(CONSENT, id="C-2", kinds=frozenset({"attendance"})),
            ),
        ),
        SHARE,
        "covered",
    ),
    # CONS-3: assumed
    row("assumed-by-two", replace(FINE, consents=(ASSUMED,)), SHARE, "covered"),
    row(
        "assumed-by-the-worker-alone",
        replace(FINE, consents=(replace(ASSUMED, team_manager=""),)),
        HOLD,
        "consent-assumed",
        held_for="team_manager",
    ),
    row(
        "assumed-by-the-manager-alone",
        replace(FINE, consents=(replace(ASSUMED, worker=" "),)),
        HOLD,
        "consent-assumed",
    ),
    row(
        "assumed-by-one-under-both-names",
        replace(FINE, consents=(replace(ASSUMED, team_manager="jo field"),)),
        HOLD,
        "consent-assumed",
    ),
    # several people
    row("one-of-two-without", TWO, HOLD, "covered no-consent", cut=(2, 3)),
    # The milder finding comes first and must not hide the stricter one.
    row(
        "one-of-each",
        replace(TWO, consents=(replace(CONSENT, person=BEN, withdrawn_at=NOON),)),
        HOLD,
        "no-consent consent-withdrawn",
    ),
    row("the-mother-who-consented-is-named", MOTHER, SHARE, "covered covered"),
    row(
        "the-mother-who-withdrew-is-not",
        replace(MOTHER, consents=(replace(CONSENT, withdrawn_at=NOON),)),
        HOLD,
        "consent-withdrawn no-consent",
    ),
    row(
        "more-about-the-mother-needs-her-own",
        about(FINE, Person(id=ANA), Person(id=MARIA, kinds=(Kind.NAME, Kind.FINANCE), role=Role.RELATION)),
        HOLD,
        "covered no-consent",
    ),
    # by policy
    row(
        "uncovered-redacted-by-policy",
        TWO,
        REDACT,
        "covered no-consent",
        policy=replace(POLICY, uncovered_person=REDACT),
        cut=(2, 3),
    ),
    row(
        "uncovered-anonymised-by-policy",
        TWO,
        ANONYMISE,
        "covered no-consent",
        policy=replace(POLICY, without_consent=ANONYMISE),
        cut=(0, 2),
    ),
    row(
        "withdrawn-holds-whatever-the-policy",
        replace(FINE, consents=(replace(CONSENT, withdrawn_at=NOON),)),
        HOLD,
        "consent-withdrawn",
        policy=replace(POLICY, uncovered_person=REDACT, without_consent=ANONYMISE),
    ),
    row(
        "refused-holds-whatever-the-policy",
        replace(FINE, consents=(replace(CONSENT, refused_at=NOON),)),
        HOLD,
        "consent-refused",
        policy=replace(POLICY, uncovered_person=REDACT),
    ),
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
        "no-consent approval-missing",
    ),
    row(
        "a-power-is-always-approved",
        replace(NONE, ground_said=POWER.id, grounds={POWER.id: replace(POWER, approval=False)}),
        HOLD,
        "no-consent approval-missing",
    ),
    # MIN-1: those whom a concern is about
    row("concerned-on-a-safeguarding-ground-go-whole", SAFE, SHARE, "under-marked raised covered covered", cut=()),
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
        "third-parties-beside-a-concern-stay-hidden",
        replace(about(SAFE, Person(id=ANA), stranger()), consents=()),
        REDACT,
        "covered third-party-data",
    ),
    row(
        "concerned-of-the-register-go-whole",
        about(SAFE, Person(id=ANA), Person(id=BEN, role=Role.CONCERNED)),
        SHARE,
        "covered covered",
    ),
    row(
        "a-subject-beside-a-concern-needs-their-own-ground",
        about(SAFE, Person(id=ANA), Person(id=BEN)),
        HOLD,
        "covered no-consent approval-missing",
    ),
    row(
        "a-concern-goes-whole-only-to-who-acts-on-it",
        replace(SAFE, recipient=replace(SAFE.recipient, party=replace(ELM, type=PartyType.PROVIDER))),
        REDACT,
        "under-marked raised covered third-party-data",
    ),
    row(
        "a-concern-goes-whole-beyond-the-agreed-kinds",
        replace(SAFE, agreements=(replace(AGREEMENT, kinds=frozenset({"name"})),)),
        SHARE,
        "under-marked raised covered covered",
    ),
    row(
        "a-concern-says-whether-it-is-fact",
        replace(about(SAFE, stranger("?1", role=Role.CONCERNED)), statement=None),
        HOLD,
        "covered no-fact-opinion",
    ),
    row(
        "the-mother-who-refused-for-herself",
        replace(MOTHER, consents=(CONSENT, replace(CONSENT, id="C-2", person=MARIA, given_at=None, refused_at=NOON))),
        HOLD,
        "covered consent-refused",
    ),
)
