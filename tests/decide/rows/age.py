"""CONS-6: who may say yes, and who may limit what is passed, by age on the day of sending."""

from dataclasses import replace
from datetime import date
from typing import Final

from gateway.decide.ages import Age, AgeFor
from gateway.decide.facts import Facts
from gateway.model.decision import Treatment
from gateway.model.parties import Capacity, DataSubject
from tests.decide.builders import (
    ANA,
    APPROVAL,
    BEN,
    CARL,
    CONSENT,
    FINE,
    MARIA,
    NOON,
    POLICY,
    RESTRICTION,
    Row,
    answered,
    entries,
    entry,
    release,
    row,
    to_person,
)

SHARE, ANONYMISE, HOLD = Treatment.SHARE, Treatment.ANONYMISE, Treatment.HOLD

# The sheet's day is 18 November 2026.
TWELVE, ALMOST_TWELVE = date(2014, 11, 18), date(2014, 11, 19)
SIXTEEN, ALMOST_SIXTEEN = date(2010, 11, 18), date(2010, 11, 19)
EIGHTEEN, ALMOST_EIGHTEEN = date(2008, 11, 18), date(2008, 11, 19)

OWN = replace(CONSENT, given_by=ANA, capacity=Capacity.SELF)
BY_CARER = replace(CONSENT, given_by=BEN, capacity=Capacity.CARER)
LIMIT = replace(RESTRICTION, phrases=(), only_kinds=frozenset({"name"}), requested_by="Person P-3")
AT_ELEVEN = {**POLICY.ages, AgeFor.PRESUMED_COMPETENT: Age(years=11, jurisdiction="here")}


def born(day: date, facts: Facts = FINE, *, competence: str = "") -> Facts:
    """The sheet with Ana's date of birth."""
    return entries(facts, replace(entry(ANA), date_of_birth=day, competence=competence))


def own(name: str, day: date, treatment: Treatment, reasons: str, *, competence: str = "") -> Row:
    """Ana said yes herself."""
    return row(name, born(day, replace(FINE, consents=(OWN,)), competence=competence), treatment, reasons)


def carer(name: str, treatment: Treatment, reasons: str, *others: DataSubject) -> Row:
    """Somebody said yes for Ana as her carer."""
    return row(name, entries(replace(FINE, consents=(BY_CARER,)), *others), treatment, reasons)


def limited(day: date, requested_by: str = LIMIT.requested_by) -> Facts:
    """Ana's mother, or who is named, asked that only her name is passed."""
    return born(day, replace(FINE, restrictions=(replace(LIMIT, requested_by=requested_by),)))


ROWS: Final[tuple[Row, ...]] = (
    # a child by themselves
    own("own-yes-the-day-before-twelve", ALMOST_TWELVE, HOLD, "consent-wrong-giver"),
    own("own-yes-on-the-twelfth-birthday", TWELVE, SHARE, "covered"),
    own("own-yes-at-eleven-assessed", ALMOST_TWELVE, SHARE, "covered", competence="Competent, assessed 2026-09-01"),
    own("own-yes-at-eleven-found-not-to", ALMOST_TWELVE, HOLD, "consent-wrong-giver", competence="Not competent"),
    own("own-yes-at-eleven-to-be-assessed", ALMOST_TWELVE, HOLD, "consent-wrong-giver", competence="awaiting visit"),
    row("own-yes-of-no-known-age", replace(FINE, consents=(OWN,)), SHARE, "covered"),
    row(
        "own-yes-at-eleven-by-policy",
        born(ALMOST_TWELVE, replace(FINE, consents=(OWN,))),
        SHARE,
        "covered",
        policy=replace(POLICY, ages=AT_ELEVEN),
    ),
    row(
        "a-childs-own-yes-and-a-parents",
        born(ALMOST_TWELVE, replace(FINE, consents=(OWN, replace(CONSENT, id="C-2")))),
        SHARE,
        "covered",
    ),
    row(
        "a-childs-own-no-counts-at-any-age",
        born(ALMOST_TWELVE, replace(FINE, consents=(CONSENT, replace(OWN, id="C-2", refused_at=NOON)))),
        HOLD,
        "consent-refused",
    ),
    row(
        "own-yes-on-28-february-of-a-leap-day-child",
        replace(born(date(2016, 2, 29), replace(FINE, consents=(OWN,))), today=date(2028, 2, 28)),
        HOLD,
        "assurance-overdue consent-wrong-giver",
    ),
    # parents and carers
    row("parent-the-day-before-eighteen", born(ALMOST_EIGHTEEN), SHARE, "covered"),
    row(
        "parent-on-the-eighteenth-birthday",
        born(EIGHTEEN),
        HOLD,
        "consent-wrong-giver",
        held_for="line_manager",
        cut=(0, 1),
    ),
    row(
        "parent-on-28-february-of-a-leap-day-child",
        replace(born(date(2008, 2, 29)), today=date(2026, 2, 28)),
        SHARE,
        "covered",
    ),
    row(
        "parent-on-1-march-of-a-leap-day-child",
        replace(born(date(2008, 2, 29)), today=date(2026, 3, 1)),
        HOLD,
        "consent-wrong-giver",
    ),
    row(
        "grown-up-and-said-yes-themselves",
        born(EIGHTEEN, replace(FINE, consents=(CONSENT, replace(OWN, id="C-2")))),
        SHARE,
        "covered",
    ),
    row("grown-up-and-released", answered(born(EIGHTEEN), release()), SHARE, "covered"),
    row("grown-up-and-approved", replace(born(EIGHTEEN), approvals=(APPROVAL,)), SHARE, "covered"),
    row(
        "grown-up-and-anonymised-by-policy",
        born(EIGHTEEN),
        ANONYMISE,
        "consent-wrong-giver",
        policy=replace(POLICY, without_consent=ANONYMISE),
    ),
    carer("a-carer-nobody-knows-of", HOLD, "consent-wrong-giver"),
    carer("a-carer-by-the-childs-entry", SHARE, "covered", replace(entry(ANA), relations=(("foster carer", BEN),))),
    carer("a-carer-by-their-own-entry", SHARE, "covered", replace(entry(BEN), relations=(("niece", ANA),))),
    carer("a-carer-who-acts-for-the-child", SHARE, "covered", replace(entry(BEN), acts_for=(ANA,))),
    carer("a-carer-of-somebody-else", HOLD, "consent-wrong-giver", replace(entry(BEN), acts_for=(CARL,))),
    # an otherwise better consent tells what to mend
    row(
        "wrong-giver-is-nearer-than-expired",
        born(EIGHTEEN, replace(FINE, consents=(CONSENT, replace(OWN, id="C-2", expires_at=NOON)))),
        HOLD,
        "consent-wrong-giver",
    ),
    # limits of kinds
    row("limit-the-day-before-sixteen", limited(ALMOST_SIXTEEN), HOLD, "covered restricted-by-parent"),
    row("limit-on-the-sixteenth-birthday", limited(SIXTEEN), SHARE, "covered limit-lapsed", held_for=""),
    row("limit-on-the-birthday-by-her-name", limited(SIXTEEN, "person p-1"), HOLD, "covered restricted-by-parent"),
    row("limit-on-the-birthday-by-her-id", limited(SIXTEEN, ANA), HOLD, "covered restricted-by-parent"),
    row("limit-on-the-birthday-by-her-mother", limited(SIXTEEN, MARIA), SHARE, "covered limit-lapsed"),
    row("limit-on-the-birthday-by-nobody-said", limited(SIXTEEN, " "), HOLD, "covered restricted-by-parent"),
    row(
        "limit-on-the-birthday-by-our-staff",
        limited(SIXTEEN, "jo.field@family-support.example"),
        HOLD,
        "covered restricted-by-parent",
    ),
    row(
        "limit-on-the-birthday-and-nothing-beyond",
        replace(limited(SIXTEEN), restrictions=(replace(LIMIT, only_kinds=frozenset({"name", "attendance"})),)),
        SHARE,
        "covered",
    ),
    row(
        "limit-of-a-leap-day-child-on-28-february",
        replace(limited(date(2012, 2, 29)), today=date(2027, 2, 28)),
        HOLD,
        "assurance-overdue covered restricted-by-parent",
    ),
    row(
        "limit-on-the-birthday-to-herself",
        to_person(limited(SIXTEEN), ANA),
        SHARE,
        "covered",
    ),
)
