"""What notices say while rules are on trial."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from zoneinfo import ZoneInfo

import pytest

from gateway.decide.decide import decide
from gateway.decide.facts import Facts
from gateway.decide.modes import in_mode
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.modes import Mode, ModeEntry
from gateway.notices.compose import NoticeKind
from gateway.notices.places import RecipientNews
from gateway.notices.trial import in_force_lines
from gateway.notices.write import News, Notice, notices, reminder
from tests.decide.builders import CONSENT, FINE, MANAGER, NOON, POLICY, SENDER
from tests.decide.test_modes import COACH, OBSERVE
from tests.notices.test_write import BOTH, CASE, CONFIG, hold

NO_CONSENT = replace(FINE, consents=())
REFUSED = replace(FINE, consents=(replace(CONSENT, refused_at=NOON, given_at=None),))
ASKED = "We are trying this rule out until Wednesday 25 November 2026; until then you decide if the email goes."
GONE = "We are trying this rule out until Wednesday 25 November 2026; after that it can stop an email like this."
OTHER = "We are trying some rules out until Wednesday 25 November 2026; what is said here counts already."


def said(facts: Facts, *modes: ModeEntry) -> dict[tuple[str, str], str]:
    """The line about the trial in each notice of a look, by kind and reader; empty: none."""
    sheet = replace(facts, modes=modes)
    decision = in_mode(decide(sheet, POLICY), sheet, POLICY)
    held = decision.treatment is Treatment.HOLD
    state = RecipientState.HELD if held else RecipientState.READY
    news = News(
        case=CASE,
        sender=SENDER,
        written_at=NOON,
        message_id="",
        automatic=False,
        recipients=(RecipientNews(facts=sheet, decision=decision, state=state),),
    )
    asked = BOTH if decision.held_for() != (Asked.SENDER,) else BOTH[:1]
    entry = hold(*asked)
    before = None if held else entry
    told = notices(news, before=before, hold=entry if held else None, config=CONFIG, at=NOON)
    return {(one.kind.value, one.to): line_in(one) for one in told}


def line_in(notice: Notice) -> str:
    """The line, which stands in both versions."""
    message = message_from_bytes(notice.finished.content, policy=default)
    assert isinstance(message, EmailMessage)
    texts = [message.get_body((kind,)) for kind in ("plain", "html")]
    found = [[line for line in (ASKED, GONE, OTHER) if body and line in body.get_content()] for body in texts]
    assert found[0] == found[1]
    return "".join(found[0])


@pytest.mark.parametrize(
    ("facts", "modes", "expected"),
    [
        pytest.param(NO_CONSENT, (), {("held", SENDER): "", ("needs-decision", MANAGER): ""}, id="no-trial"),
        pytest.param(NO_CONSENT, (COACH,), {("held", SENDER): ASKED}, id="coach-asks"),
        pytest.param(NO_CONSENT, (OBSERVE,), {("released", SENDER): GONE}, id="let-go"),
        pytest.param(
            NO_CONSENT,
            (replace(OBSERVE, clause="FACT-1"),),
            {("held", SENDER): OTHER, ("needs-decision", MANAGER): OTHER},
            id="another-rule-is-on-trial",
        ),
        pytest.param(
            NO_CONSENT,
            (replace(OBSERVE, ends=NOON),),
            {("held", SENDER): "", ("needs-decision", MANAGER): ""},
            id="over",
        ),
        pytest.param(
            REFUSED, (COACH,), {("held", SENDER): OTHER, ("needs-decision", MANAGER): OTHER}, id="not-told-in-coach"
        ),
        pytest.param(
            NO_CONSENT,
            (replace(OBSERVE, mode=Mode.ENFORCE),),
            {("held", SENDER): "", ("needs-decision", MANAGER): ""},
            id="enforce-is-no-trial",
        ),
    ],
)
def test_the_line(facts: Facts, modes: tuple[ModeEntry, ...], expected: dict[tuple[str, str], str]) -> None:
    assert said(facts, *modes) == expected


@pytest.mark.parametrize(
    ("answers", "asked", "line"),
    [
        ((AnswerKind.GO_ON, AnswerKind.RETURN), BOTH[:1], ASKED),
        ((AnswerKind.RELEASE,), ((Asked.LINE_MANAGER, SENDER),), OTHER),
    ],
)
def test_a_reminder_says_it_too(
    answers: tuple[AnswerKind, ...], asked: tuple[tuple[Asked, str], ...], line: str
) -> None:
    told = reminder(
        kind=NoticeKind.REMINDER,
        case=CASE,
        to=SENDER,
        sender=SENDER,
        written_at=NOON,
        hold=replace(hold(*asked), answers=answers),
        people=1,
        config=CONFIG,
        at=NOON,
        staff={},
        modes=(COACH,),
    )

    assert line_in(told) == line


def test_what_is_in_force_is_listed_the_first_to_end_first() -> None:
    sooner = replace(COACH, id="M-9", clause="CONS-1", team="Schools", ends=NOON + timedelta(hours=12))
    over, later = replace(OBSERVE, ends=NOON), replace(OBSERVE, starts=NOON + timedelta(days=1))

    lines = list(in_force_lines([OBSERVE, sooner, over, later], NOON, ZoneInfo("Europe/London")))

    begins = "We are trying this rule out until Wednesday"
    asked, goes = "the sender is asked and may go on", "email goes as before, and we note what would have happened"
    assert lines == [
        f"{begins} 18 November 2026; M-9 is coach, the rule CONS-1, the team Schools: {asked}.",
        f"{begins} 25 November 2026; M-1 is observe, every rule, every team: {goes}.",
    ]
