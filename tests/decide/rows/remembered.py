"""PURP-1: what the sender said before and asked to be remembered, as long as everything stands as it did then."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.remembered import rests_on
from gateway.model.decision import Treatment
from gateway.model.parties import Capacity, PartyId, PersonId, RememberedPurpose
from gateway.model.remembered import LONGEST
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    BEN,
    CONSENT,
    FINE,
    NOON,
    POLICY,
    RESTRICTION,
    SECOND,
    SENDER,
    TODAY,
    Person,
    Row,
    about,
    row,
)

SHARE, HOLD = Treatment.SHARE, Treatment.HOLD

DAY: Final = timedelta(days=1)
PURPOSES: Final = frozenset({"early-help", "housing"})
AGREED: Final = replace(AGREEMENT, purposes=PURPOSES)
YES: Final = replace(CONSENT, purposes=PURPOSES)
ASKED: Final = replace(FINE, agreements=(AGREED,), consents=(YES,))
SAID: Final = RememberedPurpose(
    id="RM-1",
    person=ANA,
    party=PartyId("ELM"),
    purpose="housing",
    worker=SENDER,
    remembered_at=NOON - DAY,
    until=TODAY + DAY,
    case="GW-00000000",
    rests_on=rests_on(ASKED, POLICY, ANA),
)
TWO: Final = about(ASKED, Person(id=ANA), Person(id=BEN))
BENS: Final = replace(YES, id="C-2", person=BEN, given_by=BEN, capacity=Capacity.SELF)
BOTH: Final = replace(TWO, consents=(YES, BENS))
NOTED, ASKS = "purpose-remembered covered", "purpose-unknown covered"


def kept(name: str, treatment: Treatment, reasons: str, facts: Facts = ASKED, **changed: object) -> Row:
    """The sheet with what was remembered, changed so."""
    one = replace(SAID, **changed)  # type: ignore[arg-type]  # fields by name, checked by the dataclass
    return row(f"remembered-{name}", replace(facts, remembered=(one,)), treatment, reasons)


def since(name: str, **changed: object) -> Row:
    """Something that came, went or changed since: the sender is asked again."""
    sheet = replace(ASKED, **changed)  # type: ignore[arg-type]  # fields by name, checked by the dataclass
    return row(f"remembered-and-{name}", replace(sheet, remembered=(SAID,)), HOLD, ASKS)


def begun(at: datetime, treatment: Treatment, reasons: str) -> Row:
    return kept(f"from-{at.isoformat()}", treatment, reasons, remembered_at=at)


ROWS: Final[tuple[Row, ...]] = (
    kept("in-force", SHARE, NOTED),
    row("remembered-nothing", ASKED, HOLD, ASKS, held_for="sender"),
    # Not a consent: what is remembered is judged like any purpose.
    kept(
        "and-consent-is-for-another-purpose",
        HOLD,
        "purpose-remembered consent-other-purpose",
        replace(ASKED, agreements=(replace(AGREED, purposes=PURPOSES | {"health-care"}),)),
        purpose="health-care",
    ),
    # How long.
    kept("today-is-the-last-day", SHARE, NOTED, until=TODAY),
    kept("until-yesterday", HOLD, ASKS, until=TODAY - DAY),
    begun(NOON, SHARE, NOTED),
    begun(NOON + SECOND, HOLD, ASKS),
    begun(NOON - LONGEST - DAY + SECOND, SHARE, NOTED),
    begun(NOON - LONGEST - DAY, HOLD, ASKS),  # whatever its last day says
    # Whose, of whom and for whom: the gathering asks too.
    kept("of-somebody-else", HOLD, ASKS, person=BEN),
    # What the agreement no longer allows.
    kept("for-a-purpose-not-agreed", HOLD, ASKS, purpose="health-care"),
    row(
        "remembered-and-the-agreement-ended",
        replace(ASKED, agreements=(replace(AGREED, ends=NOON),), remembered=(SAID,)),
        HOLD,
        "agreement-expired purpose-unknown covered",
    ),
    # What stood then stands no more.
    since("another-consent-came", consents=(YES, replace(YES, id="C-3"))),
    since("the-consent-is-another", consents=(replace(YES, id="C-3"),)),
    row(
        "remembered-and-consent-was-withdrawn",
        replace(ASKED, consents=(replace(YES, withdrawn_at=NOON),), remembered=(SAID,)),
        HOLD,
        "purpose-unknown consent-withdrawn",
    ),
    row(
        "remembered-and-consent-expired",
        replace(ASKED, consents=(replace(YES, expires_at=NOON),), remembered=(SAID,)),
        HOLD,
        "purpose-unknown consent-expired",
    ),
    row(
        "remembered-and-something-is-kept-back-since",
        replace(ASKED, restrictions=(RESTRICTION,), remembered=(SAID,)),
        HOLD,
        ASKS,
    ),
    row(
        "remembered-and-what-was-kept-back-is-over",
        replace(
            ASKED,
            restrictions=(replace(RESTRICTION, until=NOON),),
            remembered=(replace(SAID, rests_on=SAID.rests_on | {RESTRICTION.id}),),
        ),
        HOLD,
        ASKS,
    ),
    row(
        "remembered-while-something-was-kept-back",
        replace(
            ASKED,
            restrictions=(RESTRICTION,),
            remembered=(replace(SAID, rests_on=SAID.rests_on | {RESTRICTION.id}),),
        ),
        SHARE,
        NOTED,
    ),
    row(
        "remembered-and-a-consent-for-somebody-else",
        replace(ASKED, consents=(YES, replace(YES, id="C-3", party=PartyId("GP"))), remembered=(SAID,)),
        SHARE,
        NOTED,
    ),
    # What the mail says itself counts before it.
    row(
        "remembered-and-said-otherwise",
        replace(ASKED, purpose_said="early-help", remembered=(SAID,)),
        SHARE,
        "covered",
    ),
    row(
        "remembered-and-a-word-nobody-knows",
        replace(ASKED, purpose_said="gardening", remembered=(SAID,)),
        HOLD,
        ASKS,
    ),
    row(
        "remembered-where-one-purpose-is-agreed",
        replace(FINE, remembered=(replace(SAID, purpose="early-help"),)),
        SHARE,
        "covered",
    ),
    # Two that do not agree, and two that do.
    row(
        "remembered-two-purposes",
        replace(ASKED, remembered=(SAID, replace(SAID, id="RM-2", purpose="early-help"))),
        HOLD,
        ASKS,
    ),
    row("remembered-twice", replace(ASKED, remembered=(SAID, replace(SAID, id="RM-2"))), SHARE, NOTED),
    # A family: each of them.
    row(
        "remembered-of-one-of-two",
        replace(BOTH, remembered=(SAID,)),
        HOLD,
        "purpose-remembered purpose-unknown covered covered",
    ),
    row(
        "remembered-of-both",
        replace(BOTH, remembered=(SAID, replace(SAID, id="RM-2", person=BEN, rests_on=frozenset({"C-2 given"})))),
        SHARE,
        "purpose-remembered covered covered",
    ),
    row(
        "remembered-of-both-for-two-purposes",
        replace(
            BOTH,
            remembered=(
                SAID,
                replace(SAID, id="RM-2", person=BEN, purpose="early-help", rests_on=frozenset({"C-2 given"})),
            ),
        ),
        HOLD,
        "purpose-remembered purpose-remembered purpose-unknown covered covered",
    ),
    row(
        "remembered-of-one-candidate-of-two",
        replace(
            about(ASKED, Person(id="?1", candidates=(ANA, PersonId(BEN)))), consents=(YES, BENS), remembered=(SAID,)
        ),
        HOLD,
        "purpose-remembered purpose-unknown which-person covered covered",
    ),
)
