"""Handing over and asking for a manager: who is asked then; never the sender, never whom it names, never nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.hold.answers import Refusal, Said, Setting, admissible
from gateway.hold.asked import Circle
from gateway.hold.handed import DEPUTY, PLACES, SAFEGUARDING, handed_over, open_questions, wanted
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.outcome import AskedPerson, HoldEntry
from gateway.model.parties import StaffMember

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def email(name: str) -> str:
    return f"{name}@ours.example"


STAFF = {
    email(name): StaffMember(email=email(name), name=name.title(), line_manager=line, deputy=deputy, roles=roles)
    for name, line, deputy, roles in (
        ("ana", email("mo"), "", ()),
        ("mo", "", email("dee"), ()),
        ("dee", "", "", ()),
        ("sam", "", "", ("safeguarding",)),
        ("sue", "", "", ("safeguarding",)),
    )
}
MO = AskedPerson(role=Asked.LINE_MANAGER, email=email("mo"))
SENDER = AskedPerson(role=Asked.SENDER, email=email("ana"))


def circle(*named: str) -> Circle:
    return Circle(
        sender=email("ana"), staff=STAFF, named=frozenset(map(email, named)), today=TODAY, postmaster=email("post")
    )


def said(kind: AnswerKind, by: str = "mo", value: str = "", role: Asked = Asked.LINE_MANAGER) -> Answer:
    return Answer(
        kind=kind, by=email(by), role=role, at=NOON, content_hash="", recipients=(), policy="1", value=value
    )


@pytest.mark.parametrize(
    ("answers", "named", "expected"),
    [
        pytest.param((), (), "sender:ana line_manager:mo", id="nobody-handed-over"),
        pytest.param((DEPUTY,), (), "sender:ana line_manager:dee", id="to-the-deputy"),
        pytest.param((SAFEGUARDING,), (), "sender:ana safeguarding_lead:sam safeguarding_lead:sue", id="to-both"),
        pytest.param((SAFEGUARDING,), ("sam",), "sender:ana safeguarding_lead:sue", id="not-to-whom-it-names"),
        pytest.param((DEPUTY,), ("dee",), "sender:ana line_manager:mo", id="never-to-nobody"),
        pytest.param(
            (DEPUTY, SAFEGUARDING),
            (),
            "sender:ana line_manager:dee safeguarding_lead:sam safeguarding_lead:sue",
            id="twice",
        ),
    ],
)
def test_who_is_asked_then(answers: tuple[str, ...], named: tuple[str, ...], expected: str) -> None:
    given = [said(AnswerKind.HAND_OVER, value=value) for value in answers]

    found = handed_over((SENDER, MO), given, circle(*named))

    assert [f"{one.role.value}:{one.email.partition('@')[0]}" for one in found] == expected.split()


@given(st.lists(st.tuples(st.sampled_from(("mo", "dee", "sam", "sue")), st.sampled_from(PLACES)), max_size=6))
def test_somebody_is_always_asked_and_never_the_sender_about_an_approval(moves: list[tuple[str, str]]) -> None:
    given = [said(AnswerKind.HAND_OVER, by=by, value=value) for by, value in moves]

    found = handed_over((MO,), given, circle())

    assert found
    assert email("ana") not in {one.email for one in found}
    assert all(one.role is not Asked.SENDER for one in found)


def test_a_sender_asks_for_their_line_manager() -> None:
    assert tuple(wanted([said(AnswerKind.ASK, by="ana", role=Asked.SENDER)])) == (Asked.LINE_MANAGER,)
    assert tuple(wanted([said(AnswerKind.HIDE)])) == ()


@pytest.mark.parametrize(
    ("given", "opened", "asks"),
    [
        pytest.param("q", 1, 0, id="asked"),
        pytest.param("qq", 2, 0, id="asked-by-two"),
        pytest.param("qa", 0, 0, id="answered: the manager is not asked by that"),
        pytest.param("qaa", 0, 1, id="then wants the manager"),
        pytest.param("aq", 1, 1, id="wanted the manager, who asked"),
        pytest.param("qaq", 1, 0, id="asked again"),
    ],
)
def test_a_question_is_open_until_its_sender_writes(given: str, opened: int, asks: int) -> None:
    each = {"q": said(AnswerKind.QUESTION), "a": said(AnswerKind.ASK, by="ana", role=Asked.SENDER)}
    answers = [each[one] for one in given]

    assert (len(open_questions(answers)), len(tuple(wanted(answers)))) == (opened, asks)


@pytest.mark.parametrize(
    ("given_by", "kind", "value", "why", "taken"),
    [
        pytest.param("mo", AnswerKind.HAND_OVER, DEPUTY, "", True, id="deputy"),
        pytest.param("mo", AnswerKind.HAND_OVER, "dee", "", False, id="no-name-of-ones-own"),
        pytest.param("ana", AnswerKind.HAND_OVER, DEPUTY, "", False, id="not-the-sender"),
        pytest.param("dee", AnswerKind.HAND_OVER, DEPUTY, "", False, id="has-no-deputy"),
        pytest.param("ana", AnswerKind.ASK, "", "Please look.", True, id="sender-asks"),
        pytest.param("ana", AnswerKind.ASK, "", " ", False, id="says-nothing"),
        pytest.param("mo", AnswerKind.ASK, "", "Please look.", False, id="only-the-sender-asks"),
        pytest.param("mo", AnswerKind.QUESTION, "", "Since when?", True, id="who-decides-asks-the-sender"),
        pytest.param("mo", AnswerKind.QUESTION, "", " ", False, id="asks-nothing"),
        pytest.param("ana", AnswerKind.QUESTION, "", "Since when?", False, id="not-the-sender-themselves"),
    ],
)
def test_who_may_say_so(given_by: str, kind: AnswerKind, value: str, why: str, *, taken: bool) -> None:
    hold = HoldEntry(held_at=NOON, expires_at=NOON, asked=(SENDER, MO), reasons=(), answers=())
    setting = Setting(
        hold=hold,
        sender=email("ana"),
        staff=STAFF,
        named=frozenset(),
        grounds={},
        purposes=frozenset(),
        candidates=frozenset(),
        today=TODAY,
    )

    judged = admissible(Said(kind=kind, by=email(given_by), value=value, justification=why), setting)

    assert isinstance(judged, Refusal) is not taken
    # SAFE-2: nobody hands over, or asks about, what is about them.
    named = replace(setting, named=frozenset({email(given_by)}))
    assert isinstance(admissible(Said(kind=kind, by=email(given_by), value=value, justification=why), named), Refusal)
