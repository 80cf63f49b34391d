"""What the organisation's own rules leave in the database, on both."""

import json
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from gateway.model.lifecycle import Lane
from gateway.model.outcome import Once, RecordEntry, RecordKind
from gateway.record.policies import Policies
from gateway.record.rule_hits import rule_hits
from gateway.spool.sheets import looks_since
from gateway.store.tables import outgoing, record
from tests.contracts.builders import ANA, BEN, World, notice, outcome
from tests.store.builders import NOON

SECOND = timedelta(seconds=1)


def once(key: str) -> Once:
    """A notice that goes once."""
    entry = RecordEntry(kind=RecordKind.NOTIFIED, case=None, by="gateway", facts=(("notice", key),))
    return Once(key=key, finished=notice(), record=entry)


def test_what_goes_once_goes_once(here: World) -> None:
    case = here.accept(ANA, BEN)
    here.decide(replace(outcome(held=(ANA, BEN)), once=(once("rule a"), once("rule b"))))
    here.claim(Lane.DELIVER)
    here.claim(Lane.DELIVER)
    reopen(here)
    here.decide(replace(outcome(held=(ANA, BEN)), once=(once("rule b"), once("rule c"))))

    with here.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(outgoing).where(outgoing.c.case_id == case)) == 3
        kept = connection.scalars(select(record.c.facts).where(record.c.kind == "notified").order_by(record.c.seq))
        assert [json.loads(facts)["notice"] for facts in kept] == ["rule a", "rule b", "rule c"]


def reopen(here: World) -> None:
    """Have the case looked at again, as an answer does."""
    from tests.contracts.builders import release

    case = next(iter(looks_since(here.database, NOON))).case
    here.holding.add_answers(case, [release(here.steps.load_message(case).content_hash, (ANA,))], here.clock.at)


def test_a_case_of_its_own_is_told_of_its_own(here: World) -> None:
    for _ in range(2):
        here.accept(ANA, content=b"Subject: %d\r\n\r\n" % here.clock.at.second)
        here.clock.at += SECOND
        here.decide(replace(outcome(ready=(ANA,)), once=(once("noted"),)))

    with here.database.read() as connection:
        kept = select(func.count()).select_from(record).where(record.c.kind == "notified")
        assert connection.scalar(kept) == 2


def test_policies_are_kept_whole_and_the_last_taken_is_in_force(here: World) -> None:
    policies = Policies(here.database)
    assert policies.in_force() is None

    assert policies.take("a1", "version: 1\n", NOON)
    assert not policies.take("a1", "version: 1\n", NOON + SECOND)
    assert policies.take("b2", "version: 1 # two\n", NOON + 2 * SECOND)
    assert policies.take("a1", "version: 1\n", NOON + 3 * SECOND)

    in_force = policies.in_force()
    assert in_force is not None
    assert (in_force.version, in_force.text) == ("a1", "version: 1\n")
    assert (in_force.first_used_at, in_force.taken_at) == (NOON, NOON + 3 * SECOND)
    assert [one.version for one in policies.every()] == ["a1", "b2"]
    with here.database.read() as connection:
        kept = connection.scalars(select(record.c.facts).where(record.c.kind == "policy-changed"))
        changes = [json.loads(facts) for facts in kept]
    assert [(one["before"], one["policy"]) for one in changes] == [("", "a1"), ("a1", "b2"), ("b2", "a1")]


def test_a_version_is_found_by_its_beginning(here: World) -> None:
    policies = Policies(here.database)
    for version in ("ab1", "ab2", "c%3"):
        policies.take(version, version, NOON)

    found = policies.of("ab2")
    assert found is not None
    assert found.text == "ab2"
    assert policies.of("ab") is None
    assert policies.of("d") is None
    assert policies.of("%") is None


def test_hits_are_counted_from_an_instant_on(here: World) -> None:
    def decided(*facts: tuple[str, str | tuple[str, ...]]) -> None:
        entry = RecordEntry(kind=RecordKind.DECIDED, case=None, by="gateway", facts=(("treatment", "share"), *facts))
        here.accept(ANA, content=b"Subject: %d\r\n\r\n" % here.clock.at.second)
        here.decide(replace(outcome(ready=(ANA,)), records=(entry,)))
        here.clock.at += SECOND

    decided(("rules", ("old",)))
    since = here.clock.at
    decided(("rules", ("a", "b")), ("would", ("c refuse",)))
    decided(("rules", ("a",)), ("would", ("c refuse",)), ("candidate", ("f0", "hold")))
    decided()

    found = rule_hits(here.database, since)

    assert found.decisions == 3
    assert found.applied == {"a": 2, "b": 1}
    assert found.would == {("c", "refuse"): 2}
    assert found.candidate == {("share", "hold"): 1}


def test_looks_come_by_case_and_in_order(here: World) -> None:
    here.accept(ANA, BEN)
    here.decide(outcome(held=(ANA, BEN)))
    reopen(here)
    here.clock.at += SECOND
    here.decide(outcome(held=(ANA, BEN)))

    assert [look.look for look in looks_since(here.database, NOON)] == [1, 2]
    assert [look.look for look in looks_since(here.database, NOON + SECOND)] == [2]
    assert [look.policy for look in looks_since(here.database, NOON)] == ["p-1", "p-1"]


def test_a_mail_of_ours_goes_once_for_its_stretch(here: World) -> None:
    assert here.steps.notice_once(notice(), NOON, job="policy-refused", stretch="one")
    assert not here.steps.notice_once(notice(), NOON, job="policy-refused", stretch="one")
    assert here.steps.notice_once(notice(), NOON, job="policy-refused", stretch="two")

    here.claim(Lane.DELIVER)
    here.claim(Lane.DELIVER)
    assert here.steps.claim(Lane.DELIVER, "one", 60, NOON) is None
