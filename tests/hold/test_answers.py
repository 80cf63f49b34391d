"""Which answers are taken, from whom."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gateway.hold.answers import Refusal, Said, Setting, admissible
from gateway.model.decision import AnswerKind, Asked
from gateway.model.outcome import AskedPerson, HoldEntry
from gateway.model.parties import Ground, GroundEffect, StaffMember
from gateway.model.reasons import Reason

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
GROUND = Ground(
    id="CA89-47",
    title="Enquiries",
    law="Children Act 1989 s.47",
    effect=GroundEffect.DUTY,
    statutory=True,
    approval=True,
    effective_from=date(1991, 10, 14),
    active=True,
)


def staff(name: str, *roles: str, deputy: str = "", line_manager: str = "") -> StaffMember:
    return StaffMember(email=f"{name}@ours.example", name=name, roles=roles, deputy=deputy, line_manager=line_manager)


STAFF = {
    one.email: one
    for one in (
        staff("ana", line_manager="mo@ours.example"),
        staff("mo", deputy="dee@ours.example"),
        staff("dee"),
        staff("ig", "ig"),
        staff("stranger"),
    )
}
FINE = Setting(
    hold=HoldEntry(
        held_at=NOON,
        expires_at=NOON,
        asked=(
            AskedPerson(role=Asked.SENDER, email="ana@ours.example"),
            AskedPerson(role=Asked.LINE_MANAGER, email="mo@ours.example"),
        ),
        reasons=(Reason.NO_CONSENT,),
        answers=(AnswerKind.RELEASE,),
    ),
    sender="ana@ours.example",
    staff=STAFF,
    named=frozenset(),
    grounds={GROUND.id: GROUND},
    purposes=frozenset({"early-help"}),
    candidates=frozenset({"P-1", "P-2"}),
    today=date(2026, 11, 23),
)
RELEASE = Said(
    kind=AnswerKind.RELEASE, by="mo@ours.example", ground="CA89-47", justification="The child is at risk of harm now."
)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        pytest.param(RELEASE, Asked.LINE_MANAGER, id="release-by-the-line-manager"),
        pytest.param(replace(RELEASE, by="MO@ours.example"), Asked.LINE_MANAGER, id="addresses-have-no-case"),
        pytest.param(replace(RELEASE, by="dee@ours.example"), Asked.LINE_MANAGER, id="by-the-deputy"),
        pytest.param(replace(RELEASE, by="ig@ours.example"), Asked.IG_LEAD, id="by-the-ig-lead"),
        pytest.param(
            Said(kind=AnswerKind.MARKING, by="ana@ours.example", value="Confidential"), Asked.SENDER, id="marking"
        ),
        pytest.param(
            Said(kind=AnswerKind.PURPOSE, by="ana@ours.example", value="early-help"), Asked.SENDER, id="purpose"
        ),
        pytest.param(
            Said(kind=AnswerKind.STATEMENT, by="ana@ours.example", value="both"), Asked.SENDER, id="statement"
        ),
        pytest.param(Said(kind=AnswerKind.PERSON, by="ana@ours.example", value="P-2"), Asked.SENDER, id="person"),
        pytest.param(Said(kind=AnswerKind.CONFIRM, by="ana@ours.example"), Asked.SENDER, id="confirm"),
        pytest.param(Said(kind=AnswerKind.HIDE, by="ana@ours.example"), Asked.SENDER, id="hide"),
        pytest.param(
            Said(kind=AnswerKind.RETURN, by="mo@ours.example", justification="Not yet."),
            Asked.LINE_MANAGER,
            id="return",
        ),
    ],
)
def test_taken(said: Said, role: Asked) -> None:
    assert admissible(said, FINE) is role


@pytest.mark.parametrize(
    ("said", "setting"),
    [
        pytest.param(replace(RELEASE, by="ana@ours.example"), FINE, id="the-sender-approves-nothing"),
        pytest.param(replace(RELEASE, by="stranger@ours.example"), FINE, id="a-stranger"),
        pytest.param(RELEASE, replace(FINE, named=frozenset({"mo@ours.example"})), id="named-in-it"),
        pytest.param(replace(RELEASE, ground="CA89-99"), FINE, id="no-such-ground"),
        pytest.param(
            RELEASE, replace(FINE, grounds={GROUND.id: replace(GROUND, active=False)}), id="ground-not-active"
        ),
        pytest.param(
            RELEASE,
            replace(FINE, grounds={GROUND.id: replace(GROUND, effective_from=date(2026, 11, 24))}),
            id="ground-from-tomorrow",
        ),
        pytest.param(replace(RELEASE, justification="ok"), FINE, id="justification-too-short"),
        pytest.param(replace(RELEASE, justification=" " * 30), FINE, id="justification-of-spaces"),
        pytest.param(Said(kind=AnswerKind.MARKING, by="ana@ours.example", value="secret"), FINE, id="no-such-class"),
        pytest.param(Said(kind=AnswerKind.MARKING, by="mo@ours.example", value="internal"), FINE, id="not-theirs"),
        pytest.param(Said(kind=AnswerKind.CONFIRM, by="mo@ours.example"), FINE, id="only-the-sender-confirms"),
        pytest.param(Said(kind=AnswerKind.PURPOSE, by="ana@ours.example", value="fun"), FINE, id="no-such-purpose"),
        pytest.param(Said(kind=AnswerKind.PERSON, by="ana@ours.example", value="P-9"), FINE, id="not-a-candidate"),
        pytest.param(Said(kind=AnswerKind.REFUSE, by="mo@ours.example"), FINE, id="refused-without-a-reason"),
        pytest.param(
            RELEASE,
            replace(
                FINE, staff=STAFF | {"mo@ours.example": replace(STAFF["mo@ours.example"], left_on=date(2026, 11, 23))}
            ),
            id="left-today",
        ),
    ],
)
def test_not_taken(said: Said, setting: Setting) -> None:
    refused = admissible(said, setting)

    assert isinstance(refused, Refusal)
    assert refused.why


@pytest.mark.parametrize(
    ("kind", "by", "value", "why"),
    [
        (AnswerKind.HAND_OVER, "mo", "", "Choose who takes it over."),
        (AnswerKind.HAND_OVER, "mo", "mum", "Choose who takes it over: it must be one of: deputy, safeguarding."),
        (AnswerKind.STATEMENT, "ana", "", "Choose whether it is fact or opinion."),
        (AnswerKind.PERSON, "ana", "P-3", "Choose which person you mean: it must be one of: P-1, P-2."),
        (AnswerKind.RELEASE, "mo", "", "Choose the law that allows it."),
    ],
)
def test_nothing_chosen_is_asked_for_as_the_form_asks_it(kind: AnswerKind, by: str, value: str, why: str) -> None:
    """The words of programs are for whoever typed one; a form shows others."""
    assert admissible(Said(kind=kind, by=f"{by}@ours.example", value=value), FINE) == Refusal(why=why)
