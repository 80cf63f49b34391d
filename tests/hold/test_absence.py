"""Out-of-office replies to notices: who is believed to be away, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.hold.absence import LONGEST, absence, last_day
from gateway.model.message import Envelope, Field, Place, Reading, Unit
from gateway.model.parties import StaffKind, StaffMember

TODAY = date(2026, 11, 23)
HOST = "gateway.ours.example"
NOTICE = f"<GW-7K3M9QTX.needs-decision.1795600000.123456@{HOST}>"
MO = StaffMember(email="mo@ours.example", name="Mo", aliases=("m.hughes@ours.example",))
STAFF = {MO.email: MO}
ENVELOPE = Envelope(
    sender="", recipients=("notices@ours.example",), listener="relay", client="192.0.2.1", user=None,
    received_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)  # fmt: skip


def note(text: str = "I am away until 1 December.", **changed: str) -> Reading:
    fields = {
        "From": "Mo Hughes <mo@ours.example>",
        "Subject": "Automatic reply",
        "Auto-Submitted": "auto-replied",
        "In-Reply-To": NOTICE,
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    return Reading(
        fields=tuple(Field(name=name, value=value) for name, value in fields.items() if value),
        units=(Unit(id=0, place=Place.TEXT, part="1", label="", text=text),),
        attachments=(),
        unread=(),
        signed=(),
        encrypted=False,
    )


def test_who_is_away_until_when() -> None:
    found = absence(note(), ENVELOPE, STAFF, TODAY, HOST)

    assert found is not None
    assert (found.email, found.case, found.until) == (MO.email, "GW-7K3M9QTX", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("reading", "envelope"),
    [
        pytest.param(note(From="m.hughes@ours.example"), ENVELOPE, id="by-an-alias"),
        pytest.param(note(), replace(ENVELOPE, sender="mo@ours.example"), id="with-its-own-sender"),
        pytest.param(note(In_Reply_To="", References=f"<x@y> {NOTICE}"), ENVELOPE, id="by-references"),
    ],
)
def test_believed(reading: Reading, envelope: Envelope) -> None:
    assert absence(reading, envelope, STAFF, TODAY, HOST) is not None


@pytest.mark.parametrize(
    ("reading", "envelope", "staff"),
    [
        pytest.param(note(), replace(ENVELOPE, user="mo@ours.example"), STAFF, id="signed-in"),
        pytest.param(note(), replace(ENVELOPE, sender="ben@ours.example"), STAFF, id="handed-in-by-a-colleague"),
        pytest.param(note(From="ben@ours.example"), ENVELOPE, STAFF, id="nobody-of-the-register"),
        pytest.param(note(From="mo@elsewhere.example"), ENVELOPE, STAFF, id="from-elsewhere"),
        pytest.param(note(From="mo@ours.example, ben@ours.example"), ENVELOPE, STAFF, id="two-authors"),
        pytest.param(note(Auto_Submitted="", Subject="Re: hello"), ENVELOPE, STAFF, id="written-by-hand"),
        pytest.param(note(In_Reply_To=""), ENVELOPE, STAFF, id="to-no-notice"),
        pytest.param(note(In_Reply_To="<GW-7K3M9QTX.held.1@elsewhere.example>"), ENVELOPE, STAFF, id="of-another"),
        pytest.param(
            note(), ENVELOPE, {MO.email: replace(MO, kind=StaffKind.SHARED)}, id="a-shared-mailbox-is-never-away"
        ),
    ],
)
def test_not_believed(reading: Reading, envelope: Envelope, staff: dict[str, StaffMember]) -> None:
    assert absence(reading, envelope, staff, TODAY, HOST) is None


@pytest.mark.parametrize(
    ("text", "until"),
    [
        pytest.param("I am away until 1 December.", date(2026, 12, 1), id="day-and-month"),
        pytest.param("Out till Tuesday the 1st of Dec", date(2026, 12, 1), id="in-words"),
        pytest.param("until and including 2026-12-01", date(2026, 12, 1), id="iso"),
        pytest.param("through 01/12/2026", date(2026, 12, 1), id="day-first"),
        pytest.param("I am back on 1 December 2026", date(2026, 11, 30), id="first-day-back"),
        pytest.param("returning to the office on Tuesday 1 December", date(2026, 11, 30), id="returning"),
        pytest.param("I return on 1 December, away until 2 December", date(2026, 11, 30), id="the-earliest-of-two"),
        pytest.param("until 2 January", date(2026, 12, 23), id="never-longer-than-thirty-days"),
        pytest.param("until 23 December", date(2026, 12, 23), id="just-thirty-days"),
        pytest.param("until 24 December", date(2026, 12, 23), id="a-day-over"),
        pytest.param("until 20 November 2026", TODAY, id="past"),
        pytest.param("until 31 February", TODAY, id="no-such-day"),
        pytest.param("I am away.", TODAY, id="nothing-said"),
        pytest.param("until 12 people have answered", TODAY, id="no-date"),
    ],
)
def test_last_day(text: str, until: date) -> None:
    assert last_day(text, TODAY) == until


@given(st.text(max_size=200), st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_never_in_the_past_and_never_for_long(text: str, day: date) -> None:
    assert day <= last_day("until " + text, day) <= day + LONGEST
