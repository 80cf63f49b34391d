"""AGREE-4: inside the organisation, who works with the person and who does not."""

from dataclasses import replace
from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.model.decision import Asked, Treatment
from gateway.model.marking import Classification
from gateway.model.parties import Kind, StaffMember
from tests.decide.builders import (
    ANA,
    BEN,
    CONFIDENTIAL,
    FINE,
    MANAGER,
    POLICY,
    STAFF,
    Person,
    Row,
    about,
    release,
    row,
    stranger,
    to,
)

SHARE, HOLD = Treatment.SHARE, Treatment.HOLD

ILL = Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH))
LEE = StaffMember(email="lee@family-support.example", name="Lee Marsh", team="Schools")
TEAMMATE = replace(LEE, team="early  help")
WORKER = replace(STAFF, email="una@family-support.example", name="Una West", line_manager=MANAGER)
HELD: Policy = replace(POLICY, inside=replace(POLICY.inside, outside_team=HOLD, unknown_address=HOLD))
SHARING: Policy = replace(HELD, inside=replace(HELD.inside, teams_that_share=(frozenset({"early help", "schools"}),)))
FROM_NAMES = replace(HELD, inside=replace(HELD.inside, floor=Classification.INTERNAL))


def inside(*readers: StaffMember, people: tuple[Person, ...] = (ILL,), worker: StaffMember | None = WORKER) -> Facts:
    """A Confidential mail to an address of ours that these read."""
    address = readers[0].email if readers else "nobody@family-support.example"
    sheet = about(replace(FINE, markings=(CONFIDENTIAL,), agreements=(), consents=()), *people)
    sheet = replace(sheet, workers={ANA: worker} if worker is not None else {})
    return to(sheet, address, internal=True, readers=readers, staff=readers[0] if readers else None)


def answered_by_manager(facts: Facts) -> Facts:
    """The same with the line manager's release for this address."""
    given = replace(release(Asked.LINE_MANAGER), recipients=(facts.recipient.address,))
    return replace(facts, answers=(given,))


ROWS: Final[tuple[Row, ...]] = (
    row("another-team-is-noted", inside(LEE), SHARE, "need-to-know covered"),
    row("another-team", inside(LEE), HOLD, "need-to-know covered", policy=HELD, held_for="line_manager"),
    row("another-team-released", answered_by_manager(inside(LEE)), SHARE, "covered", policy=HELD),
    row("the-same-team-however-written", inside(TEAMMATE), SHARE, "covered", policy=HELD),
    row("teams-that-share", inside(LEE), SHARE, "covered", policy=SHARING),
    row("no-team-shares-with-nobody", inside(replace(LEE, team="")), HOLD, "need-to-know covered", policy=SHARING),
    row("the-worker-themself", inside(replace(WORKER, team="Elsewhere")), SHARE, "covered", policy=HELD),
    row("the-workers-manager", inside(replace(LEE, email=MANAGER)), SHARE, "covered", policy=HELD),
    row(
        "the-workers-manager-by-an-alias",
        inside(replace(LEE, email="m@family-support.example", aliases=(MANAGER,))),
        SHARE,
        "covered",
        policy=HELD,
    ),
    row(
        "the-workers-deputy",
        inside(LEE, worker=replace(WORKER, deputy=LEE.email)),
        SHARE,
        "covered",
        policy=HELD,
    ),
    row("safeguarding-lead", inside(replace(LEE, roles=("safeguarding",))), SHARE, "covered", policy=HELD),
    row("ig-lead", inside(replace(LEE, roles=("ig",))), SHARE, "covered", policy=HELD),
    row(
        "any-manager-is-not-enough",
        inside(replace(LEE, roles=("manager",))),
        HOLD,
        "need-to-know covered",
        policy=HELD,
    ),
    row("to-themselves", inside(STAFF, worker=replace(WORKER, team="Schools")), SHARE, "covered", policy=HELD),
    row("below-the-floor", inside(LEE, people=(Person(id=ANA),)), SHARE, "covered", policy=HELD),
    row("a-lower-floor", inside(LEE, people=(Person(id=ANA),)), HOLD, "need-to-know covered", policy=FROM_NAMES),
    row("a-list-with-one-outsider", inside(TEAMMATE, LEE), HOLD, "need-to-know covered", policy=HELD),
    row("a-list-of-the-team", inside(TEAMMATE, WORKER), SHARE, "covered", policy=HELD),
    row("nobody-behind-the-address-is-noted", inside(), SHARE, "need-to-know covered"),
    row("nobody-behind-the-address", inside(), HOLD, "need-to-know covered", policy=HELD),
    row(
        "nobody-behind-the-address-and-a-stranger",
        inside(people=(stranger("?1", Kind.NAME, Kind.HEALTH),)),
        HOLD,
        "need-to-know covered",
        policy=HELD,
    ),
    row(
        "a-stranger-to-a-colleague",
        inside(LEE, people=(stranger("?1", Kind.NAME, Kind.HEALTH),)),
        SHARE,
        "covered",
        policy=HELD,
    ),
    row(
        "with-no-worker-the-senders-team-counts",
        inside(TEAMMATE, worker=None),
        SHARE,
        "covered",
        policy=HELD,
    ),
    row("with-no-worker-another-team", inside(LEE, worker=None), HOLD, "need-to-know covered", policy=HELD),
    row(
        "a-namesake-of-another-team",
        replace(
            inside(TEAMMATE, people=(replace(ILL, id="P-1|P-2", candidates=(ANA, BEN)),)),
            workers={ANA: WORKER, BEN: replace(WORKER, email="ed@family-support.example", team="Schools")},
        ),
        HOLD,
        "need-to-know covered",
        policy=HELD,
    ),
)
