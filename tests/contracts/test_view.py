"""Looking into the queue."""

import pytest

from gateway.model.lifecycle import Lane, RecipientState
from gateway.ports import StepId
from tests.contracts.builders import ANA, BEN, LATER, LEASE, MAIL, WORKER, World, outcome
from tests.store.builders import HOUR, MINUTE, NOON, SECOND


def test_the_queue_shows_each_step_and_whom_it_is_for(here: World) -> None:
    first = here.accept(ANA, BEN)
    here.decide(outcome(ready=(ANA, BEN)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: LATER, BEN: LATER}, NOON, next_due=NOON + HOUR)
    second = here.accept(content=MAIL + b"other")
    looking = here.claim(worker="one")

    analyse, deliver = here.view.queue()
    assert (analyse.case, analyse.lane, analyse.worker, analyse.recipients) == (second, Lane.ANALYSE, "one", ())
    assert (analyse.id, analyse.lease_until) == (looking.id, NOON + LEASE * SECOND)
    assert (deliver.case, deliver.lane, deliver.due_at, deliver.attempts) == (first, Lane.DELIVER, NOON + HOUR, 1)
    assert deliver.lease_until is None
    assert [(each.address, each.last_code, each.next_at) for each in deliver.recipients] == [
        (ANA, 451, NOON + HOUR),
        (BEN, 451, NOON + HOUR),
    ]
    assert [each.case for each in here.view.queue(lane=Lane.DELIVER)] == [first]
    assert [each.case for each in here.view.queue(limit=1)] == [second]


def test_a_step_can_be_done_now(here: World) -> None:
    here.accept(ANA)
    here.decide(outcome(ready=(ANA,)))
    step = here.claim(Lane.DELIVER)
    assert not here.view.retry_now(step.id, NOON)  # somebody works on it
    here.steps.commit_delivery(step, {ANA: LATER}, NOON, next_due=NOON + HOUR)

    assert here.view.retry_now(step.id, NOON + MINUTE)
    assert not here.view.retry_now(StepId(10**12), NOON)
    (queued,) = here.view.queue()
    assert (queued.due_at, queued.recipients[0].next_at) == (NOON + MINUTE, NOON + MINUTE)
    assert here.steps.claim(Lane.DELIVER, "one", LEASE, NOON + MINUTE) is not None


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("<1@family.example>", id="message-id"),
        pytest.param(" 1@family.example ", id="message-id-without-brackets"),
        pytest.param("ANA@School.example", id="recipient-in-another-case"),
        pytest.param(WORKER, id="sender"),
        pytest.param("CASE", id="case-number"),
        pytest.param("case", id="case-number-in-small-letters"),
    ],
)
def test_a_mail_is_found(here: World, key: str) -> None:
    case = here.accept(ANA, BEN)
    here.decide(outcome(ready=(ANA,), held=(BEN,)))
    here.accept("dan@school.example", sender="eve@family.example", content=MAIL.replace(b"<1@", b"<2@"))
    key = key.replace("CASE", case).replace("case", case.lower())

    (found,) = here.view.trace(key)
    assert (found.case, found.sender, found.received_at, found.size) == (case, WORKER, NOON, len(MAIL))
    assert [each.state for each in found.recipients] == [RecipientState.READY, RecipientState.HELD]
    assert [each.pending() for each in found.outgoing] == [(ANA,)]


HELD, READY = frozenset({RecipientState.HELD}), frozenset({RecipientState.READY, RecipientState.DELIVERED})
DAN = "Dan_D@elm.example"


@pytest.mark.parametrize(
    ("search", "ends", "states", "expected"),
    [
        pytest.param("", (), (), "first other", id="all"),
        pytest.param("ana@", (), (), "first", id="part-of-an-address"),
        pytest.param("SCHOOL.example", (), (), "first", id="in-another-case"),
        pytest.param("n_d@", (), (), "other", id="a-sign-that-stands-for-itself"),
        pytest.param("d_n", (), (), "", id="and-for-nothing-else"),
        pytest.param("%", (), (), "", id="nor-for-all"),
        pytest.param("NUMBER", (), (), "first", id="case-number"),
        pytest.param("number", (), (), "first", id="case-number-in-small-letters"),
        pytest.param("Elm Park", ("@elm.example",), (), "other", id="a-partner-by-its-domain"),
        pytest.param("Elm Park", ("@lm.example",), (), "", id="a-domain-is-whole"),
        pytest.param("", (), HELD, "first", id="what-waits"),
        pytest.param("", (), READY, "first other", id="what-was-sent-in-part-too"),
        pytest.param("ana@", (), HELD, "", id="the-searched-copy-does-not-wait"),
        pytest.param("ben@", (), HELD, "first", id="the-searched-copy-waits"),
        pytest.param("number", (), HELD, "first", id="a-case-of-which-one-waits"),
        pytest.param("nowhere", (), (), "", id="nothing"),
    ],
)
def test_own_mail_is_narrowed_down(
    here: World, search: str, ends: tuple[str, ...], states: frozenset[RecipientState], expected: str
) -> None:
    first = here.accept(ANA, BEN)
    here.decide(outcome(ready=(ANA,), held=(BEN,)))
    other = here.accept(DAN, content=MAIL.replace(b"<1@", b"<2@"))
    here.decide(outcome(ready=(DAN,)))
    here.accept(ANA, sender="eve@family.example", content=MAIL.replace(b"<1@", b"<3@"))
    said = search.replace("NUMBER", first).replace("number", first.lower())

    found = here.view.sent_by([WORKER], since=NOON - HOUR, limit=9, search=said, ends=ends, states=states)
    assert {one.case for one in found} == {{"first": first, "other": other}[name] for name in expected.split()}


def test_a_case_number_read_out_wrongly_is_found(here: World) -> None:
    case = here.accept()
    misread = "gw-" + case[3:].replace("0", "O").replace("1", "l")

    assert [each.case for each in here.view.trace(misread)] == [case]
    found = here.view.sent_by([WORKER], since=NOON - HOUR, limit=9, search=misread)
    assert [each.case for each in found] == [case]


@pytest.mark.parametrize("key", ["", "GW-", "GW-00000000", "nobody@school.example", "%", "<>"])
def test_nothing_is_found(here: World, key: str) -> None:
    here.accept(sender="", content=b"Subject: no id\r\n\r\n")

    assert here.view.trace(key) == ()
