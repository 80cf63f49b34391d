"""Committing what one look at a message came to."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, ContentId
from gateway.model.outcome import FinishedKind, Outcome
from gateway.model.reasons import Reason
from gateway.spool.outcome_rows import UnlawfulOutcome
from gateway.spool.rows import OutgoingState
from gateway.store.tables import content, outgoing, record, sheet
from tests.contracts.builders import (
    ANA,
    BEN,
    CARA,
    LEASE,
    WORKER,
    World,
    disclosure,
    finished,
    hold_entry,
    notice,
    outcome,
    release,
)
from tests.store.builders import NOON


def test_each_recipient_goes_its_own_way(here: World) -> None:
    case = here.accept(ANA, BEN, CARA, WORKER)
    here.decide(outcome(ready=(ANA,), held=(BEN,), returned=(CARA,), refused=(WORKER,)))

    stored = here.steps.load_message(case)
    assert {each.address: (each.state, each.reasons) for each in stored.recipients} == {
        ANA: (RecipientState.READY, (Reason.IN_ORDER,)),
        BEN: (RecipientState.HELD, (Reason.NO_MARKING,)),
        CARA: (RecipientState.RETURNED, (Reason.RETURNED,)),
        WORKER: (RecipientState.REFUSED, (Reason.SOCIAL_MEDIA,)),
    }
    assert stored.hold == hold_entry()
    assert stored.looks == 1
    assert here.steps.claim(Lane.ANALYSE, "one", LEASE, NOON) is None


def test_a_finished_message_is_stored_sealed_with_its_step(here: World) -> None:
    case = here.accept(ANA, BEN)
    here.decide(replace(outcome(ready=(ANA, BEN)), finished=(finished(ANA, BEN, content=b"the bytes"), notice())))

    mail_step, notice_step = here.claim(Lane.DELIVER), here.claim(Lane.DELIVER)
    assert mail_step.outgoing is not None
    assert notice_step.outgoing is not None
    mail, told = here.steps.load_outgoing(mail_step.outgoing), here.steps.load_outgoing(notice_step.outgoing)
    assert (mail.case, mail.kind, mail.sender, mail.generation, mail.policy) == (
        case,
        FinishedKind.MAIL,
        WORKER,
        7,
        "p-1",
    )
    assert mail.pending() == (ANA, BEN)
    assert mail.state is OutgoingState.PENDING
    assert here.contents.content(mail.content) == b"the bytes"
    assert (told.kind, told.sender, told.pending()) == (FinishedKind.NOTICE, "", (WORKER,))


def test_the_sheet_is_kept_sealed_for_each_look(here: World) -> None:
    case = here.accept()
    here.decide(replace(outcome(held=(ANA,)), sheet=b"first"))
    answer_it(here, case)
    here.decide(replace(outcome(ready=(ANA,)), sheet=b"second"))

    with here.database.read() as connection:
        rows = connection.execute(select(sheet).where(sheet.c.case_id == case).order_by(sheet.c.n)).all()
    assert [(row.n, row.policy, row.generation) for row in rows] == [(1, "p-1", 7), (2, "p-1", 7)]
    assert [here.contents.content(ContentId(row.content_id)) for row in rows] == [b"first", b"second"]


def answer_it(here: World, case: CaseId) -> None:
    here.holding.add_answers(case, [release(here.steps.load_message(case).content_hash, (ANA,))], here.clock.at)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param(outcome(ready=(ANA,)), "who waits is not named", id="one-forgotten"),
        pytest.param(outcome(), "who waits is not named", id="all-forgotten"),
        pytest.param(outcome(ready=(ANA, BEN, CARA)), "does not have", id="a-stranger"),
        pytest.param(replace(outcome(held=(ANA, BEN)), hold=None), "go together", id="held-without-hold"),
        pytest.param(
            replace(outcome(ready=(ANA, BEN)), hold=hold_entry()), "go together", id="hold-without-anybody-held"
        ),
        pytest.param(replace(outcome(ready=(ANA, BEN)), finished=()), "not the same", id="ready-without-mail"),
        pytest.param(
            replace(outcome(ready=(ANA, BEN)), finished=(finished(ANA, BEN), finished(BEN))),
            "not the same",
            id="sent-twice",
        ),
        pytest.param(
            replace(outcome(ready=(ANA,), held=(BEN,)), finished=(finished(ANA, BEN),)),
            "not the same",
            id="held-and-sent",
        ),
        pytest.param(
            outcome(ready=(ANA,), held=(BEN,), disclosures=(disclosure(BEN),)), "disclosure", id="held-and-disclosed"
        ),
        pytest.param(
            replace(
                outcome(ready=(ANA, BEN)),
                recipients=(*outcome(ready=(ANA, BEN)).recipients, *outcome(refused=(ANA,)).recipients),
            ),
            "named twice",
            id="two-ways-at-once",
        ),
    ],
)
def test_an_outcome_that_forgets_or_doubles_is_refused_whole(here: World, wrong: Outcome, says: str) -> None:
    case = here.accept(ANA, BEN)
    step = here.claim()
    with here.database.read() as connection:
        before = connection.scalar(select(func.count()).select_from(content))

    with pytest.raises(UnlawfulOutcome, match=says):
        here.steps.commit_outcome(step, wrong, NOON)

    assert set(here.states(case).values()) == {RecipientState.RECEIVED}
    with here.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(content)) == before
        assert connection.execute(select(outgoing)).all() == []
        assert connection.scalar(select(func.count()).select_from(record)) == 1
    here.steps.commit_outcome(step, outcome(ready=(ANA, BEN)), NOON)  # the step is still there


def test_nobody_is_moved_out_of_an_end(here: World) -> None:
    case = here.accept(ANA, BEN)
    here.decide(outcome(refused=(ANA,), held=(BEN,)))
    answer_it(here, case)

    with pytest.raises(UnlawfulOutcome, match="no way leads from refused to ready"):
        here.decide(outcome(ready=(ANA, BEN)))


def test_an_error_names_no_address(here: World) -> None:
    here.accept(ANA)

    with pytest.raises(UnlawfulOutcome) as caught:
        here.decide(outcome(ready=(BEN,)))
    assert "@" not in str(caught.value)


def test_there_is_no_such_case(here: World) -> None:
    with pytest.raises(PermanentFailure, match="no such case"):
        here.steps.load_message(CaseId("GW-00000000"))
    with pytest.raises(PermanentFailure, match="no such message"):
        here.steps.load_outgoing(1)
