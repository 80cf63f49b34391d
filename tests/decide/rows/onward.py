"""PURP-2: what a partner sent us for a purpose is not passed on for another."""

from dataclasses import replace
from typing import Final

from gateway.model.decision import Asked, Treatment
from gateway.model.received import Received
from gateway.model.theirs import Theirs
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    APPROVAL,
    BEN,
    CLEAN,
    FINE,
    NOON,
    ONE_OFF,
    Person,
    Row,
    about,
    release,
    row,
)

SHARE, HOLD = Treatment.SHARE, Treatment.HOLD

FROM_GP: Final = Received(party="GP", purposes=frozenset({"health-care"}), agreements=("A-9",), hits=(0,))
PASSED_ON: Final = replace(FINE, received=(FROM_GP,))


def wrote(**changes: object) -> Received:
    """What the surgery wrote, otherwise."""
    return Received(
        party=str(changes.get("party", "GP")),
        purposes=frozenset(str(changes.get("purposes", "health-care")).split()),
        agreements=("A-9",),
        hits=(int(str(changes.get("hit", 0))),),
    )


ROWS: Final[tuple[Row, ...]] = (
    row("onward-for-another-purpose", PASSED_ON, HOLD, "onward-sharing covered", held_for="ig_lead"),
    row("for-that-purpose", replace(FINE, received=(wrote(purposes="early-help"),)), SHARE, "covered covered"),
    row("for-any-purpose", replace(FINE, received=(wrote(purposes="*"),)), SHARE, "covered covered"),
    row("for-no-known-purpose", replace(FINE, received=(wrote(purposes=""),)), HOLD, "onward-sharing covered"),
    row("back-to-who-wrote-it", replace(FINE, received=(wrote(party="ELM"),)), SHARE, "covered"),
    row("nothing-personal-in-it", replace(FINE, received=(wrote(hit=99),)), SHARE, "covered"),
    row(
        "of-two-who-wrote",
        replace(FINE, received=(wrote(purposes="early-help"), FROM_GP)),
        HOLD,
        "covered onward-sharing covered",
    ),
    row(
        "about-somebody-else",
        replace(about(FINE, Person(id=ANA), Person(id=BEN)), received=(wrote(hit=2),), consents=FINE.consents),
        HOLD,
        "onward-sharing covered no-consent",
    ),
    row(
        "onward-purpose-cannot-be-told",
        replace(
            PASSED_ON,
            agreements=(replace(AGREEMENT, purposes=frozenset({"early-help", "housing"})),),
            consents=(replace(FINE.consents[0], purposes=frozenset({"*"})),),
        ),
        HOLD,
        "purpose-unknown covered",
    ),
    row(
        "onward-and-approved",
        replace(PASSED_ON, consents=(), approvals=(APPROVAL,)),
        SHARE,
        "covered",
    ),
    row(
        "onward-released-by-the-ig-lead",
        replace(PASSED_ON, answers=(release(Asked.IG_LEAD, ONE_OFF.id),)),
        SHARE,
        "covered",
    ),
    row(
        "onward-released-by-the-line-manager",
        replace(PASSED_ON, answers=(release(Asked.LINE_MANAGER, ONE_OFF.id),)),
        HOLD,
        "onward-sharing covered",
    ),
    row(
        "which-they-had-before",
        replace(PASSED_ON, theirs=(Theirs(person=ANA, since=NOON, cases=("GW-1",)),)),
        SHARE,
        "covered",
    ),
    row("of-nobody", replace(CLEAN, received=(FROM_GP,)), SHARE, ""),
)
