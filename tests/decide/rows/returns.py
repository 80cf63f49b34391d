"""AGREE-5, MIN-2: a return goes without identity, and only of people who are one of enough."""

from dataclasses import replace
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import Asked, Treatment
from gateway.model.parties import Kind
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    BEN,
    FINE,
    IG_LEAD,
    ONE_OFF,
    POLICY,
    Person,
    Row,
    about,
    answered,
    release,
    row,
    stranger,
)

SHARE, REDACT, ANONYMISE, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.ANONYMISE, Treatment.HOLD
LOOKED_AT = replace(POLICY, too_few=HOLD)
BORN = Person(id=ANA, kinds=(Kind.NAME, Kind.DATE_OF_BIRTH, Kind.ATTENDANCE))


def of(size: int | None, *people: Person) -> Facts:
    """A return that tells Ana's age, which so many people of the register have; None: nobody counted."""
    sheet = about(FINE, *(people or (BORN,)))
    groups: dict[str, int] = {} if size is None else {ANA: size}
    return replace(sheet, agreements=(replace(AGREEMENT, identifiable=False),), groups=groups)


ROWS: Final[tuple[Row, ...]] = (
    row("one-of-five", of(5), ANONYMISE, "covered not-anonymised", cut=(0, 1), held_for=""),
    row("one-of-four", of(4), ANONYMISE, "covered not-anonymised not-anonymised", cut=(0, 1), held_for=""),
    row("one-of-nobody-counted", of(None), ANONYMISE, "covered not-anonymised not-anonymised"),
    row(
        "one-of-four-looked-at-first",
        of(4),
        HOLD,
        "covered not-anonymised not-anonymised",
        cut=(0, 1),
        held_for="ig_lead",
        policy=LOOKED_AT,
    ),
    row(
        "one-of-four-released",
        answered(of(4), release(Asked.IG_LEAD, ONE_OFF.id, IG_LEAD)),
        ANONYMISE,
        "covered not-anonymised",
        policy=LOOKED_AT,
    ),
    row(
        "one-of-four-not-for-the-line-manager",
        answered(of(4), release()),
        HOLD,
        "covered not-anonymised not-anonymised",
        policy=LOOKED_AT,
    ),
    row(
        "one-of-four-by-policy", of(4), ANONYMISE, "covered not-anonymised", policy=replace(POLICY, smallest_group=4)
    ),
    row(
        "one-of-one-and-never-asked",
        of(1),
        ANONYMISE,
        "covered not-anonymised",
        policy=replace(POLICY, smallest_group=1),
    ),
    # What is told in words stays, however coarse the rest: the IG lead looks first.
    row(
        "one-of-two-by-school",
        replace(of(2), coarse_groups={ANA: 2}),
        HOLD,
        "covered not-anonymised not-anonymised",
        held_for="ig_lead",
    ),
    row("one-of-five-by-school", replace(of(5), coarse_groups={ANA: 7}), ANONYMISE, "covered not-anonymised"),
    row(
        "one-of-two-by-age-and-of-five-by-school",
        replace(of(2), coarse_groups={ANA: 5}),
        ANONYMISE,
        "covered not-anonymised not-anonymised",
    ),
    row(
        "told-by-school-alone",
        replace(of(None, Person(id=ANA)), groups={ANA: 2}, coarse_groups={ANA: 2}),
        HOLD,
        "covered not-anonymised not-anonymised",
        held_for="ig_lead",
    ),
    # What goes without identity for want of a consent is asked the same.
    row(
        "no-consent-and-one-of-four",
        replace(about(FINE, BORN), consents=(), groups={ANA: 4}),
        ANONYMISE,
        "no-consent not-anonymised",
        policy=replace(POLICY, without_consent=ANONYMISE),
    ),
    row(
        "no-consent-and-one-of-five",
        replace(about(FINE, BORN), consents=(), groups={ANA: 5}),
        ANONYMISE,
        "no-consent",
        policy=replace(POLICY, without_consent=ANONYMISE),
    ),
    row("a-name-leaves-nothing-to-tell-by", of(None, Person(id=ANA)), ANONYMISE, "covered not-anonymised"),
    row(
        "another-child-is-one-of-too-few",
        of(5, BORN, replace(BORN, id=BEN)),
        HOLD,
        "covered not-anonymised not-anonymised",
        held_for="ig_lead",
        policy=LOOKED_AT,
    ),
    row(
        "a-stranger-is-cut-and-not-counted",
        of(5, BORN, stranger()),
        ANONYMISE,
        "covered third-party-data not-anonymised",
    ),
    row("four-of-them-and-identifiable", replace(about(FINE, BORN), groups={ANA: 4}), SHARE, "covered"),
)
