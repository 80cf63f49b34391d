"""What of a sender's answer may be remembered: the purpose, for whom it was asked, and until when (PURP-1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gateway.decide.decide import decide
from gateway.decide.facts import Facts
from gateway.hold.remembering import cells, rememberable, to_remember
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.parties import PersonId
from gateway.model.remembered import LONGEST
from gateway.registers.files.columns import RegisterKind
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    BEN,
    FINE,
    NOON,
    POLICY,
    RESTRICTION,
    TODAY,
    Person,
    about,
    answer,
    stranger,
    to,
)
from tests.decide.rows.remembered import AGREED, ASKED, DAY, YES
from tests.registers.builders import built

LONDON = ZoneInfo("Europe/London")
PURPOSE = answer(AnswerKind.PURPOSE, "housing")
UNSURE = Person(id="?1", candidates=(ANA, PersonId(BEN)))


@pytest.mark.parametrize(
    ("facts", "people"),
    [
        pytest.param(ASKED, ("P-1",), id="asked"),
        pytest.param(FINE, (), id="not-asked"),
        pytest.param(replace(ASKED, purpose_said="gardening"), ("P-1",), id="a-word-nobody-knows"),
        pytest.param(about(ASKED, Person(id=ANA), Person(id=BEN)), ("P-1", "P-2"), id="a-family"),
        pytest.param(about(ASKED, Person(id=ANA), stranger()), ("P-1",), id="with-a-stranger"),
        pytest.param(about(ASKED, UNSURE), (), id="which-person-is-not-known"),
        pytest.param(replace(ASKED, agreements=(replace(AGREED, ends=NOON),)), (), id="no-agreement-in-force"),
        pytest.param(to(ASKED, "new@unknown.example"), (), id="nobody-is-known-there"),
        pytest.param(
            replace(ASKED, sender=replace(ASKED.sender, staff=None)), (), id="sender-is-not-in-the-register"
        ),
    ],
)
def test_of_whom_it_may_be_remembered(facts: Facts, people: tuple[str, ...]) -> None:
    assert tuple(one.person for one in rememberable(facts, decide(facts, POLICY))) == people


@pytest.mark.parametrize(
    ("facts", "said", "until"),
    [
        pytest.param(ASKED, PURPOSE, TODAY + LONGEST, id="for-the-longest-time"),
        pytest.param(
            replace(ASKED, agreements=(replace(AGREED, review=TODAY + DAY),)),
            PURPOSE,
            TODAY + DAY,
            id="until-a-review",
        ),
        pytest.param(
            replace(ASKED, agreements=(replace(AGREED, review=TODAY),)), PURPOSE, TODAY, id="review-is-today"
        ),
        pytest.param(
            replace(ASKED, agreements=(replace(AGREED, review=TODAY - DAY),)), PURPOSE, None, id="review-is-overdue"
        ),
        pytest.param(
            replace(ASKED, agreements=(replace(AGREED, ends=datetime(2026, 12, 1, tzinfo=UTC)),)),
            PURPOSE,
            datetime(2026, 11, 30, tzinfo=UTC).date(),
            id="until-the-agreement-ends",
        ),
        pytest.param(
            replace(ASKED, agreements=(AGREED, replace(AGREEMENT, id="A-2", review=TODAY + DAY))),
            PURPOSE,
            TODAY + LONGEST,
            id="the-review-of-another-purpose-does-not-matter",
        ),
        pytest.param(ASKED, answer(AnswerKind.PURPOSE, "health-care"), None, id="not-agreed"),
        pytest.param(ASKED, answer(AnswerKind.PURPOSE, "gardening"), None, id="nobody-knows-it"),
        pytest.param(ASKED, answer(AnswerKind.PURPOSE, "housing", role=Asked.IG_LEAD), None, id="by-the-lead"),
        pytest.param(ASKED, answer(AnswerKind.STATEMENT, "fact"), None, id="fact-or-opinion-is-of-one-mail"),
        pytest.param(ASKED, answer(AnswerKind.MARKING, "internal"), None, id="a-marking-is-of-one-mail"),
        pytest.param(FINE, PURPOSE, None, id="it-was-not-asked"),
    ],
)
def test_until_when(facts: Facts, said: Answer, until: datetime | None) -> None:
    found = to_remember([(facts, decide(facts, POLICY))], said, POLICY, LONDON)

    assert [one.until for one in found] == ([] if until is None else [until])


def test_what_is_put_into_the_register_is_what_counts_afterwards() -> None:
    """The next mail about the same people goes, with a note that says why."""
    facts = replace(ASKED, restrictions=(RESTRICTION,))
    (found,) = to_remember([(facts, decide(facts, POLICY))], PURPOSE, POLICY, LONDON)

    row = cells(found, "RM-9", "GW-00000001", NOON.isoformat())
    entry = built(RegisterKind.REMEMBERED, **row)
    later = replace(facts, at=NOON + timedelta(hours=1), remembered=(entry,))  # type: ignore[arg-type]  # of that kind

    assert row["rests_on"] == "C-1 given|R-1"
    reasons = [str(one.reason) for one in decide(later, POLICY).findings]
    assert "purpose-remembered" in reasons
    assert "purpose-unknown" not in reasons
    assert "housing, GW-00000001, jo.field@family-support.example, 2027-02-16" in [
        one.detail for one in decide(later, POLICY).findings
    ]


def test_a_withdrawn_consent_is_what_it_rests_on_too() -> None:
    facts = replace(ASKED, consents=(replace(YES, withdrawn_at=NOON),))
    (found,) = to_remember([(facts, decide(facts, POLICY))], PURPOSE, POLICY, LONDON)

    assert found.rests_on == {"C-1 withdrawn"}
