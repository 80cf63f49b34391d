"""CONS-1 to CONS-3: consent at this instant, for this partner, purpose and kinds."""

from dataclasses import replace
from typing import Final

from gateway.model.decision import Treatment
from gateway.model.found import Role
from gateway.model.parties import Kind
from tests.decide.builders import (
    ANA,
    BEN,
    CONSENT,
    FINE,
    MARIA,
    NOON,
    POLICY,
    SECOND,
    Person,
    Row,
    about,
    row,
)

SHARE, REDACT, ANONYMISE, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.ANONYMISE, Treatment.HOLD

NONE = replace(FINE, consents=())
TWO = about(FINE, Person(id=ANA), Person(id=BEN))
MOTHER = about(FINE, Person(id=ANA), Person(id=MARIA, kinds=(Kind.NAME, Kind.FAMILY), role=Role.RELATION))
ASSUMED = replace(CONSENT, explicit=False, worker="Jo Field", team_manager="Tess Cole")
ELSEWHERE = replace(CONSENT, party="GP")


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
)
