"""AGREE-1, CONS-2: what the registers say against themselves is relied on by nothing, and the IG lead is asked.

Agreements that differ stand with the recipients (rows/recipient.py).
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from gateway.model.decision import Asked, Treatment
from gateway.model.parties import Capacity
from tests.decide.builders import (
    ANA,
    APPROVAL,
    CARL,
    CONSENT,
    FINE,
    IG_LEAD,
    MARIA,
    NOON,
    Row,
    answered,
    entries,
    entry,
    release,
    row,
    to,
)

SHARE, HOLD = Treatment.SHARE, Treatment.HOLD

GIVEN = (NOON - timedelta(days=30)).date()  # the day of CONSENT
DAY = timedelta(days=1)
WRONG = "consent-wrong-giver register-contradiction"

MARIA_A_RISK = entries(FINE, entry(ANA), replace(entry(MARIA), risk_to=(ANA,)))
BY_CARL = replace(CONSENT, id="C-9", given_by=CARL, capacity=Capacity.CARER)
CARL_FOR_ANA = replace(entry(CARL), acts_for=(ANA,), risk_to=(ANA,))

ROWS: Final[tuple[Row, ...]] = (
    row(
        "consent-given-before-the-birth",
        entries(FINE, replace(entry(ANA), date_of_birth=GIVEN + 2 * DAY)),
        HOLD,
        WRONG,
        held_for="line_manager ig_lead",
    ),
    row(
        "consent-given-on-the-day-of-birth",
        entries(FINE, replace(entry(ANA), date_of_birth=GIVEN), entry(MARIA)),
        SHARE,
        "covered",
    ),
    row(
        "consent-given-by-who-was-not-born",
        entries(FINE, entry(ANA), replace(entry(MARIA), date_of_birth=date(2026, 11, 1))),
        HOLD,
        WRONG,
    ),
    row(
        "consent-given-after-the-giver-died",
        entries(FINE, entry(ANA), replace(entry(MARIA), died_on=GIVEN - 2 * DAY)),
        HOLD,
        WRONG,
    ),
    row(
        "consent-given-before-the-giver-died",
        entries(FINE, entry(ANA), replace(entry(MARIA), died_on=GIVEN + DAY)),
        SHARE,
        "covered",
    ),
    row("consent-by-who-is-a-risk-to-the-child", MARIA_A_RISK, HOLD, WRONG),
    row(
        "consent-by-who-has-no-contact",
        entries(FINE, replace(entry(ANA), no_contact=(MARIA,)), entry(MARIA)),
        HOLD,
        WRONG,
    ),
    row(
        "consent-by-a-risk-beside-a-good-one",
        entries(replace(FINE, consents=(CONSENT, BY_CARL)), entry(ANA), entry(MARIA), CARL_FOR_ANA),
        SHARE,
        "covered",
    ),
    row(
        "consent-by-a-risk-who-acts-for-them",
        entries(replace(FINE, consents=(BY_CARL,)), entry(ANA), CARL_FOR_ANA),
        HOLD,
        WRONG,
    ),
    row(
        "consent-by-a-risk-and-an-approval",
        replace(MARIA_A_RISK, approvals=(APPROVAL,)),
        SHARE,
        "covered",
    ),
    row(
        "consent-by-a-risk-for-another-party",
        replace(MARIA_A_RISK, consents=(replace(CONSENT, party="GP"),)),
        HOLD,
        "consent-other-partner",
    ),
    row(
        "consent-by-a-risk-released-by-the-ig-lead-alone",
        answered(MARIA_A_RISK, release(Asked.IG_LEAD, by=IG_LEAD)),
        HOLD,
        "consent-wrong-giver",
        held_for="line_manager",
    ),
    row(
        "inside-nobody-is-asked-about-consents",
        entries(to(FINE, "lee@family-support.example", internal=True), replace(entry(MARIA), risk_to=(ANA,))),
        SHARE,
        "covered",
    ),
)
