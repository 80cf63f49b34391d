"""What the clock watches: breaches whose 72 hours run, and risks that show without any mail; on both engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from gateway.clock.rounds import Rounds
from gateway.clock.watch import in_answers, in_registers
from gateway.log import StructuredLog
from gateway.model.lifecycle import Lane
from gateway.model.marking import Classification
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.model.parties import Agreement, AgreementStatus, DataSubject, PartyId, PersonId, RegisterSnapshot
from gateway.model.risks import Likelihood, Told
from gateway.policy.risks import RiskPolicy
from gateway.record.breaches import BreachBook
from gateway.record.reading import Entry, entries
from gateway.record.risk_book import RiskBook
from gateway.store.database import Database
from tests.clock.test_rounds import DEPUTY, LEAD, STAFF
from tests.contracts.builders import ANA, MANAGER, World, outcome, release, world
from tests.deliver.test_deliverer import CONFIG
from tests.store.builders import DAY, HOUR, NOON, SECOND

POLICY = RiskPolicy(overrides=3, overrides_days=30, quiet_days=30)
AGREEMENT = Agreement(
    id="A-1",
    party=PartyId("ELM"),
    purposes=frozenset({"*"}),
    kinds=frozenset({"*"}),
    highest=Classification.INTERNAL,
    basis="Children Act 2004 s.10",
    identifiable=True,
    starts=NOON - 400 * DAY,
    ends=NOON,
)
RUNNING = replace(AGREEMENT, id="A-2", ends=None)


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    with world(database, tmp_path / "keys") as made:
        yield made


def rounds(here: World, registers: RegisterSnapshot) -> Rounds:
    return Rounds(
        config=CONFIG,
        database=here.database,
        keys=here.keys,
        holding=here.holding,
        registers=lambda: registers,
        risks=POLICY,
        bell=here.bell,
        log=StructuredLog(),
    )


def mails(here: World) -> list[tuple[str, EmailMessage]]:
    found = []
    for step in here.view.queue(lane=Lane.DELIVER):
        assert step.outgoing is not None
        mail = here.steps.load_outgoing(step.outgoing)
        content = message_from_bytes(here.contents.content(mail.content), policy=default)
        found += [(one.address, content) for one in mail.recipients]
    return found


REGISTERS = RegisterSnapshot(
    generation=1,
    staff=STAFF,
    people={PersonId("P-9"): DataSubject(id=PersonId("P-9"), name="Ida Lead", emails=(LEAD,))},
)


def opened(here: World, *about: str, likelihood: Likelihood = Likelihood.RISK) -> BreachBook:
    book = BreachBook(here.database, here.keys.casework)
    book.open("Zoë's letter", aware_at=NOON, case=None, about=about, likelihood=likelihood, by=MANAGER, at=NOON)
    return book


def test_the_ig_lead_is_reminded_at_each_hour_once(here: World) -> None:
    opened(here)
    watch = rounds(here, REGISTERS).watch
    counts = []
    for hours in (24, 48, 66, 72):
        for at in (NOON + hours * HOUR - SECOND, NOON + hours * HOUR, NOON + hours * HOUR + SECOND):
            watch(at)
            counts.append(len(mails(here)))
    watch(NOON + 9 * DAY)

    assert counts == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4]
    assert {to for to, _ in mails(here)} == {LEAD}
    subjects = [str(mail["Subject"]) for _, mail in mails(here)]
    assert subjects == [
        "Data breach BR-1: 48 hours left to tell the ICO",
        "Data breach BR-1: 24 hours left to tell the ICO",
        "Data breach BR-1: 6 hours left to tell the ICO",
        "Data breach BR-1: time is over to tell the ICO",
    ]
    (_, first), *_ = mails(here)
    assert first["Auto-Submitted"] == "auto-generated"
    body = first.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    assert "gateway breach told BR-1" in body.get_content()
    assert "Zo" not in first.as_string()


def test_after_a_stop_one_reminder_of_the_last_hour(here: World) -> None:
    opened(here)
    rounds(here, REGISTERS).watch(NOON + 70 * HOUR)

    (only,) = entries(here.database, kinds=(RecordKind.NOTIFIED,))
    assert (only.facts["breach"], only.facts["hours"]) == ("BR-1", 66)


@pytest.mark.parametrize("how", ["told", "unlikely", "closed"])
def test_nobody_is_reminded_once_nothing_runs(here: World, how: str) -> None:
    book = opened(here)
    if how == "unlikely":
        book.change("BR-1", by=LEAD, at=NOON, likelihood=Likelihood.UNLIKELY, note="it was encrypted")
    else:
        book.told("BR-1", Told.ICO, told_at=NOON, note="", by=LEAD, at=NOON)
    if how == "closed":
        book.close("BR-1", "over", by=LEAD, at=NOON)
    rounds(here, REGISTERS).watch(NOON + 70 * HOUR)

    assert mails(here) == []


def test_an_ig_lead_whom_it_is_about_is_not_reminded(here: World) -> None:
    # SAFE-2: nobody else holds the role here, so the postmaster gets it rather than nobody.
    opened(here, "P-9")
    rounds(here, REGISTERS).watch(NOON + DAY)
    with_deputy = replace(REGISTERS, staff={**STAFF, LEAD: replace(STAFF[LEAD], deputy=DEPUTY)})
    rounds(here, with_deputy).watch(NOON + 2 * DAY)

    assert [to for to, _ in mails(here)] == [CONFIG.organisation.postmaster, DEPUTY]


@pytest.mark.parametrize(
    ("agreements", "found"),
    [
        pytest.param((), [], id="none-at-all"),
        pytest.param((AGREEMENT,), ["agreement-lapsed ELM"], id="ends-this-instant"),
        pytest.param((replace(AGREEMENT, ends=NOON + SECOND),), [], id="ends-in-a-second"),
        pytest.param((AGREEMENT, RUNNING), [], id="another-runs"),
        pytest.param((replace(RUNNING, status=AgreementStatus.SUSPENDED),), ["agreement-lapsed ELM"], id="suspended"),
        pytest.param((replace(AGREEMENT, status=AgreementStatus.ENDED),), [], id="ended-on-purpose"),
        pytest.param((replace(RUNNING, assurance_review=date(2026, 11, 20)),), [], id="assurance-due-today"),
        pytest.param(
            (replace(RUNNING, assurance_review=date(2026, 11, 19)),),
            ["assurance-overdue ELM"],
            id="assurance-due-yesterday",
        ),
    ],
)
def test_what_shows_in_the_registers(agreements: tuple[Agreement, ...], found: list[str]) -> None:
    registers = RegisterSnapshot(generation=1, agreements=agreements)

    seen = in_registers(registers, NOON, date(2026, 11, 20))

    assert [f"{one.kind.value} {one.subject}" for one in seen] == found


def answered(count: int, *, by: str = MANAGER, answer: str = "release") -> list[Entry]:
    return [
        Entry(
            seq=n,
            at=NOON,
            kind="answered",
            case=CaseId(f"GW-{n:08}"),
            by=by,
            facts={"answer": answer, "reasons": ["no-consent"]},
            batch=None,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(answered(2), [], id="one-too-few"),
        pytest.param(answered(3), [f"{MANAGER} no-consent"], id="three"),
        pytest.param([*answered(2), *answered(1, by=DEPUTY)], [], id="two-managers"),
        pytest.param([*answered(2), *answered(1, by=MANAGER.upper())], [f"{MANAGER} no-consent"], id="one-manager"),
        pytest.param(answered(9, answer="return"), [], id="no-releases"),
        pytest.param([replace(one, facts={"answer": "release"}) for one in answered(9)], [], id="older-rows"),
    ],
)
def test_releases_over_and_over(rows: list[Entry], found: list[str]) -> None:
    assert [one.subject for one in in_answers(rows, POLICY)] == found


def test_releases_in_the_record_open_a_risk_once(here: World) -> None:
    for _ in range(3):
        case = here.accept(ANA, content=f"Message-ID: <{here.clock.at.timestamp()}@x.example>\r\n\r\nx\r\n".encode())
        here.decide(outcome(held=(ANA,)))
        here.holding.add_answers(case, [release("", (ANA,))], here.clock.at)
        here.decide(outcome(ready=(ANA,)))
        here.pass_time(timedelta(days=1))
    watch = rounds(here, REGISTERS).watch
    watch(here.clock.at)
    watch(here.clock.at + HOUR)

    found = RiskBook(here.database, here.keys.casework).all()
    assert [(one.kind.value, one.about) for one in found] == [
        ("repeated-overrides", (MANAGER, "no-consent")),
        ("repeated-overrides", (MANAGER, "no-marking")),
    ]
    assert {one.seen for one in found} == {1}
