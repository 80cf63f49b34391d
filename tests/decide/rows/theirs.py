"""MIN-1, PURP-1: what this same party has from us already is recorded, not asked again."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from gateway.model.decision import Treatment
from gateway.model.theirs import Theirs
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    BEN,
    CONSENT,
    FINE,
    NOON,
    RESTRICTION,
    SECOND,
    Person,
    Row,
    about,
    row,
    stranger,
    to,
)

SHARE, REDACT, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.HOLD

DAY: Final = timedelta(days=1)
HAD: Final = Theirs(person=ANA, since=NOON - DAY, cases=("GW-1",))
UNASKED: Final = replace(FINE, consents=(), theirs=(HAD,))
EXPIRED: Final = replace(CONSENT, expires_at=NOON - SECOND)
NARROW: Final = replace(UNASKED, agreements=(replace(AGREEMENT, kinds=frozenset({"name"})),))


def withdrawn(seconds: int, *, party: str = "ELM") -> Row:
    """Consent that was withdrawn, so long after the words went."""
    consent = replace(CONSENT, withdrawn_at=HAD.since + seconds * SECOND, party=party)
    stands = seconds < 0 or party != "ELM"
    return row(
        f"withdrawn-{seconds}-seconds-after-it-went-by-{party.lower()}",
        replace(UNASKED, consents=(consent,)),
        SHARE if stands else HOLD,
        "already-theirs" if stands else "consent-withdrawn",
    )


def restricted(name: str, reasons: str, approved_at: datetime | None, until: datetime | None = None) -> Row:
    """A restriction about her, with these dates."""
    restriction = replace(RESTRICTION, approved_at=approved_at, until=until)
    treatment = SHARE if reasons == "already-theirs" else HOLD
    return row(name, replace(UNASKED, restrictions=(restriction,)), treatment, reasons)


ROWS: Final[tuple[Row, ...]] = (
    row("never-asked", UNASKED, SHARE, "already-theirs"),
    row("consent-expired-since", replace(UNASKED, consents=(EXPIRED,)), SHARE, "already-theirs"),
    row("consent-in-force-is-the-better-basis", replace(FINE, theirs=(HAD,)), SHARE, "covered"),
    row("somebody-elses", replace(FINE, consents=(), theirs=(replace(HAD, person=BEN),)), HOLD, "no-consent"),
    row("had-from-this-instant", replace(UNASKED, theirs=(replace(HAD, since=NOON),)), SHARE, "already-theirs"),
    row(
        "had-from-a-second-later",
        replace(UNASKED, theirs=(replace(HAD, since=NOON + SECOND),)),
        HOLD,
        "no-consent",
    ),
    withdrawn(0),
    withdrawn(-1),
    withdrawn(1),
    withdrawn(1, party="GP"),
    restricted("restricted-before-it-went", "already-theirs", HAD.since - SECOND),
    restricted("restricted-as-it-went", "no-consent", HAD.since),
    restricted("restriction-waits-for-approval", "no-consent", None),
    restricted("restriction-is-over", "already-theirs", None, until=NOON),
    row("kinds-that-the-agreement-lacks", NARROW, SHARE, "already-theirs"),
    row("no-statement-needed", replace(UNASKED, statement=None), SHARE, "already-theirs"),
    row(
        "purpose-is-not-asked",
        replace(UNASKED, agreements=(replace(AGREEMENT, purposes=frozenset({"early-help", "housing"})),)),
        SHARE,
        "already-theirs",
    ),
    row("the-agreement-is-still-needed", replace(UNASKED, agreements=()), HOLD, "no-agreement already-theirs"),
    row(
        "another-person-beside",
        about(UNASKED, Person(id=ANA), Person(id=BEN)),
        HOLD,
        "already-theirs no-consent",
    ),
    row(
        "a-third-party-they-had",
        replace(about(FINE, stranger()), theirs=(replace(HAD, person="?1"),)),
        SHARE,
        "already-theirs",
    ),
    row("a-third-party-they-had-not", replace(about(FINE, stranger()), theirs=(HAD,)), REDACT, "third-party-data"),
    row(
        "nobody-known-behind-the-address",
        to(UNASKED, "x@new.example"),
        HOLD,
        "unknown-recipient purpose-unknown no-consent",
    ),
)
