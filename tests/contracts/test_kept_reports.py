"""What the page of reports keeps of the record says at every instant what the record says, on both engines."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.model.outcome import Disclosure, RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.record.reading import Which, disclosures
from gateway.reports.asked import held_in
from gateway.reports.copies import Copies, KeptCopies
from gateway.reports.kept_holds import KeptHolds
from gateway.store.tables import disclosure as disclosure_table
from gateway.store.tables import recipient, record
from tests.contracts.builders import ACCEPTED, ANA, BEN, LATER, NEVER, World, details, disclosure, outcome
from tests.reports.builders import LONDON
from tests.store.builders import DAY, HOUR, MINUTE, NOON


def _told(here: World) -> Counter[Copies]:
    """The same out of the whole record."""
    copies: dict[tuple[str, str], list[bool]] = {}
    keys: dict[tuple[str, str], Copies] = {}
    for one in disclosures(here.database, Which()):
        key, said = (one.case, one.recipient), one.details
        copies.setdefault(key, []).append(said is not None and said.anonymised)
        kind = "" if said is None else said.party_type
        keys[key] = Copies(one.at.astimezone(LONDON).date(), one.party, kind, anonymised=False)
    return Counter(keys[key]._replace(anonymised=all(named)) for key, named in copies.items())


def _without_names(to: str, person: str) -> Disclosure:
    return replace(disclosure(to, person), details=replace(details(), anonymised=True))


def test_copies_count_as_the_record_has_them_whatever_becomes_of_them(here: World) -> None:
    """Two recipients: one gets it later, one refuses it; the next day another mail, decided a second time."""
    kept = KeptCopies(here.database, LONDON)

    def level() -> bool:
        return kept.between(None, None, here.clock.at) == _told(here)

    assert level()
    here.accept(ANA, BEN)
    both = (disclosure(ANA), _without_names(ANA, "P-2"), _without_names(BEN, "P-1"))
    here.decide(outcome(ready=(ANA, BEN), disclosures=both))
    assert level()
    assert sum(kept.between(None, None, here.clock.at).values()) == 2
    for wait, replies in ((MINUTE, {ANA: LATER, BEN: NEVER}), (HOUR, {ANA: ACCEPTED})):
        here.pass_time(wait)
        here.steps.commit_delivery(here.claim(Lane.DELIVER), replies, here.clock.at, next_due=here.clock.at + MINUTE)
        assert level()
    here.pass_time(DAY)
    assert level()
    case = here.accept(BEN, content=b"2")
    here.decide(outcome(ready=(BEN,), disclosures=(disclosure(BEN),)))
    assert level()
    here.pass_time(HOUR)  # longer than anything is committed late
    with here.database.write() as connection:  # decided again: what was to be shared at the first look was not
        mine = recipient.c.case_id == case
        connection.execute(update(recipient).where(mine).values(state="received", look=2))
    assert level()
    assert kept.between(NOON.date(), NOON.date(), here.clock.at) == Counter(
        {Copies(NOON.date(), "S-1", "partner", anonymised=False): 1}
    )
    assert not kept.between((NOON + 2 * DAY).date(), None, here.clock.at)


def test_what_is_cut_off_the_record_counts_no_more(here: World) -> None:
    kept, holds = KeptCopies(here.database, LONDON), KeptHolds(here.database)
    case = here.accept(ANA)
    here.decide(outcome(ready=(ANA,), disclosures=(disclosure(ANA),)))
    _say(here, case, RecordKind.HELD, ("reasons", ("no-consent",)))
    assert kept.between(None, None, here.clock.at)
    assert holds.between(None, None, here.clock.at)
    with here.database.write() as connection:
        connection.execute(delete(disclosure_table))
        connection.execute(delete(record))
    assert not kept.between(None, None, here.clock.at)
    assert not holds.between(None, None, here.clock.at)


def _say(here: World, case: str, kind: RecordKind, *facts: tuple[str, str | tuple[str, ...]]) -> None:
    entry = RecordEntry(kind=kind, case=CaseId(case), by="max@family.example", facts=facts)
    with here.database.write() as connection:
        insert_entries(connection, [entry], here.clock.at)


def test_holds_are_told_as_the_record_has_them(here: World) -> None:
    """Held, answered, decided, held again; another that expires; a third that is never held."""
    kept = KeptHolds(here.database)
    said: list[tuple[str, RecordKind, tuple[str, str | tuple[str, ...]]]] = [
        ("GW-00000001", RecordKind.DECIDED, ("state", "held")),
        ("GW-00000001", RecordKind.HELD, ("reasons", ("no-consent", "bulk"))),
        ("GW-00000003", RecordKind.DECIDED, ("state", "ready")),
        ("GW-00000001", RecordKind.ANSWERED, ("answer", "release")),
        ("GW-00000002", RecordKind.HELD, ("reasons", ("no-marking",))),
        ("GW-00000001", RecordKind.DECIDED, ("state", "ready")),
        ("GW-00000001", RecordKind.HELD, ("reasons", ("no-marking",))),
        ("GW-00000002", RecordKind.EXPIRED, ("state", "returned")),
        ("GW-00000001", RecordKind.DECIDED, ("state", "returned")),
    ]
    for case, kind, fact in said:
        _say(here, case, kind, fact)
        now = here.pass_time(timedelta(hours=5))
        for since, until in ((None, None), (NOON + HOUR, None), (None, NOON + 6 * HOUR)):
            assert kept.between(since, until, now) == held_in(here.database, since, until)
    assert [one.case for one in kept.between(None, None, here.clock.at)] == ["GW-00000001", "GW-00000002"]


def test_a_row_that_is_committed_late_counts(here: World) -> None:
    """On PostgreSQL numbers are given out before the commit; SQLite has one writer at a time."""
    if here.database.sqlite:
        pytest.skip("numbers come in the order of commits")
    kept, now = KeptHolds(here.database), here.clock.at
    with here.database.write() as slow:
        entry = RecordEntry(kind=RecordKind.HELD, case=CaseId("GW-SLOW0001"), by="gateway", facts=())
        insert_entries(slow, [entry], now)
        _say(here, "GW-QUICK001", RecordKind.HELD)
        assert [one.case for one in kept.between(None, None, now)] == ["GW-QUICK001"]
    assert {one.case for one in kept.between(None, None, now)} == {"GW-QUICK001", "GW-SLOW0001"}
