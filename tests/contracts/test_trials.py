"""What rules stopped or would have, and what was said to be wrong, counted from the record on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.errors import TemporaryFailure
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.decided import KeptDecisions
from gateway.record.entries import insert_entries
from gateway.record.rule_hits import hits_in, rule_hits
from gateway.record.trials import Tally, rules_of, tallied, tallies
from gateway.spool.said_wrong import add_wrong
from gateway.store.tables import record
from tests.contracts.builders import ANA, MANAGER, World, outcome, release
from tests.store.builders import DAY, NOON

CONSENT = "CONS-1/no-consent"
MARKING = "CLASS-2/no-marking"
THIRD = "MIN-1/third-party-data"


def decided(
    here: World, case: str, team: str, *, findings: tuple[str, ...] = (), would: tuple[str, ...] = ()
) -> None:
    """One decision in the record, for one recipient."""
    entry = RecordEntry(
        kind=RecordKind.DECIDED,
        case=CaseId(case),
        by="gateway",
        facts=(("team", team), ("findings", findings), ("would", would)),
    )
    with here.database.write() as connection:
        insert_entries(connection, [entry], here.clock.at)


def wrong(here: World, case: CaseId, *rules: str) -> None:
    """Somebody says that these were wrong."""
    given = Answer(
        kind=AnswerKind.WRONG,
        by=MANAGER,
        role=Asked.LINE_MANAGER,
        at=here.clock.at,
        content_hash="ab" * 32,
        recipients=(),
        policy="p-1",
        value=" ".join(rules),
        justification="Zoë Example signed on Friday",
    )
    add_wrong(here.database, here.keys.answers, case, given, rules, here.clock.at)


def tally(rule: str, team: str = "Schools", **counts: int) -> Tally:
    clause, _, reason = rule.partition("/")
    names = ("looked_at", "would", "held", "changed", "stopped", "wrong")
    looked_at, would, held, changed, stopped, said = (counts.get(name, 0) for name in names)
    return Tally(
        clause=clause,
        reason=reason,
        team=team,
        looked_at=looked_at,
        would=would,
        held=held,
        changed=changed,
        stopped=stopped,
        wrong=said,
    )


def test_each_mail_counts_once_by_rule_and_team(here: World) -> None:
    first, second, third = here.accept(ANA), here.accept(ANA, content=b"2"), here.accept(ANA, content=b"3")
    # Two recipients and two looks of one mail: held at first, gone on the second look.
    decided(here, first, "Schools", findings=(f"{CONSENT} hold", f"{MARKING} hold"))
    decided(here, first, "Schools", findings=(f"{CONSENT} hold",))
    decided(here, first, "Schools", would=(f"{CONSENT} hold",))
    decided(here, second, "Schools", would=(f"{CONSENT} refuse",), findings=(f"{THIRD} redact",))
    decided(here, third, "Schools")
    decided(here, "GW-OTHER001", "", findings=(f"{CONSENT} refuse",))
    wrong(here, first, CONSENT)
    wrong(here, first, CONSENT, MARKING)

    found = tallies(here.database, NOON - DAY)

    assert found == (
        tally(MARKING, looked_at=3, held=1, stopped=1, wrong=1),
        tally(CONSENT, team="", looked_at=1, held=1, stopped=1),
        tally(CONSENT, looked_at=3, would=2, held=1, stopped=2, wrong=1),
        tally(THIRD, looked_at=3, changed=1, stopped=1),
    )
    assert [one.rate for one in found] == [1.0, 0.0, 0.5, 0.0]


def test_only_mail_decided_since_counts(here: World) -> None:
    old = here.accept(ANA)
    decided(here, old, "Schools", findings=(f"{CONSENT} hold",))
    edge = here.pass_time(7 * DAY)
    new = here.accept(ANA, content=b"2")
    decided(here, new, "Schools", findings=(f"{CONSENT} hold",))
    wrong(here, old, CONSENT)  # said now, of a mail of last week

    assert tallies(here.database, edge) == (tally(CONSENT, looked_at=1, held=1, stopped=1),)
    assert tallies(here.database, edge + timedelta(microseconds=1)) == ()
    assert tallies(here.database, NOON) == (tally(CONSENT, looked_at=2, held=2, stopped=2, wrong=1),)


def test_more_entries_than_one_window_holds(here: World) -> None:
    for number in range(1100):
        decided(here, f"GW-{number:08}", "Schools", would=(f"{CONSENT} hold",))

    assert tallies(here.database, NOON) == (tally(CONSENT, looked_at=1100, would=1100, stopped=1100),)


def test_it_settles_nothing_and_its_words_are_sealed(here: World) -> None:
    case = here.accept(ANA)
    here.decide(outcome(held=(ANA,)))
    decided(here, case, "Schools", findings=(f"{CONSENT} hold",))
    before = here.steps.load_message(case)
    wrong(here, case, CONSENT)
    after = here.steps.load_message(case)

    assert here.view.queue(lane=Lane.ANALYSE) == ()  # not decided again
    assert (after.hold, after.recipients) == (before.hold, before.recipients)
    assert [one.kind for one in after.answers] == [AnswerKind.WRONG]
    assert rules_of(here.database, case) == {CONSENT}
    with here.database.read() as connection:
        said = [row.facts for row in connection.execute(record.select().where(record.c.kind == "answered"))]
    assert said == ['{"answer":"wrong","role":"line_manager","wrong":["CONS-1/no-consent"]}']
    here.holding.add_answers(case, [release(after.content_hash, (ANA,))], here.clock.at)
    assert len(here.steps.load_message(case).answers) == 2


def test_a_record_that_cannot_be_read_is_told(here: World) -> None:
    decided(here, "GW-00000001", "Schools")
    with here.database.write() as connection:
        connection.execute(update(record).where(record.c.case_id == "GW-00000001").values(facts='{"team": 7}'))

    with pytest.raises(TemporaryFailure, match="cannot be read"):
        tallies(here.database, NOON)


def test_kept_decisions_count_as_the_record_does_at_every_instant(here: World) -> None:
    """A case that is decided on two days, over midnights, as entries come and as they grow too old."""
    kept = KeptDecisions(here.database, 7)
    first = here.accept(ANA)
    for day in range(12):
        decided(here, first, "Schools", findings=(f"{CONSENT} hold",) if day % 3 else (), would=(f"{THIRD} redact",))
        decided(here, f"GW-{day:08}", "Schools" if day % 2 else "", findings=(f"{MARKING} refuse",))
        if day % 4 == 2:
            wrong(here, first, CONSENT)
        for hours in (11, 13):  # past midnight, as it comes at noon
            now = here.pass_time(timedelta(hours=hours))
            told = kept.since(now)
            assert tallied(told) == tallies(here.database, now - 7 * DAY)
            assert hits_in(told) == rule_hits(here.database, now - 7 * DAY)
            assert min(one.at for one in told) >= now - 7 * DAY
    assert kept.since(here.pass_time(8 * DAY)) == ()


def test_a_row_that_is_committed_late_counts(here: World) -> None:
    """On PostgreSQL numbers are given out before the commit; SQLite has one writer at a time."""
    if here.database.sqlite:
        pytest.skip("numbers come in the order of commits")
    kept = KeptDecisions(here.database, 7)
    now = here.clock.at
    with here.database.write() as slow:
        entry = RecordEntry(kind=RecordKind.DECIDED, case=CaseId("GW-SLOW0001"), by="gateway", facts=())
        insert_entries(slow, [entry], now)
        decided(here, "GW-QUICK001", "")
        assert [one.case for one in kept.since(now)] == ["GW-QUICK001"]
    assert {one.case for one in kept.since(now)} == {"GW-QUICK001", "GW-SLOW0001"}


def test_a_record_restored_from_a_backup_is_read_again(here: World) -> None:
    kept = KeptDecisions(here.database, 7)
    for case in ("GW-00000001", "GW-00000002"):
        decided(here, case, "Schools")
    assert len(kept.since(here.clock.at)) == 2
    with here.database.write() as connection:
        connection.execute(delete(record).where(record.c.case_id == "GW-00000002"))
    assert [one.case for one in kept.since(here.clock.at)] == ["GW-00000001"]
