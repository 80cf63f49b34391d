"""Which mail that waits is decided again when a register changes, and which is left alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest

from gateway.explain.as_json import plain
from gateway.model.parties import PersonId
from gateway.registers.changes import Changes, Seen, change, concerns, has_passed
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.entry import Entry
from tests.gather.builders import NOON, facts
from tests.registers.builders import built

PEOPLE, PARTIES, STAFF = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.STAFF
CONSENTS, APPROVALS, AGREEMENTS = RegisterKind.CONSENTS, RegisterKind.APPROVALS, RegisterKind.AGREEMENTS
RESTRICTIONS, GROUNDS, REQUESTS = RegisterKind.RESTRICTIONS, RegisterKind.GROUNDS, RegisterKind.REQUESTS
REMEMBERED = RegisterKind.REMEMBERED
SECOND: Final = timedelta(seconds=1)


def seen(recipient: str = "desk@council.example") -> Seen:
    """What a mail about P-1 to the council was decided on."""
    sheet = plain(facts(recipient))
    assert isinstance(sheet, dict)
    return Seen.of(sheet)


TO_COUNCIL: Final = seen()
TO_NOBODY: Final = seen("who@unknown.example")
MIA: Final = built(PEOPLE, relations="mother:P-2")


def other(**changed: str) -> Entry:
    """Somebody whom the mail does not name."""
    return built(PEOPLE, id="P-77", name="Zoe Nobody", **changed)


OTHER: Final = other()
PARENT: Final = {"person": "P-1", "given_by": "P-2", "capacity": "parent"}
ELSEWHERE: Final = {"person": "P-3", "given_by": "P-3"}

CONCERNED = [
    pytest.param(built(CONSENTS), built(CONSENTS, withdrawn_on="2026-11-01"), id="consent-withdrawn"),
    pytest.param(built(CONSENTS), None, id="consent-ended"),
    pytest.param(None, built(CONSENTS, id="C-9", **PARENT), id="another-consent"),
    pytest.param(built(CONSENTS, **ELSEWHERE), built(CONSENTS), id="consent-that-was-for-somebody-else"),
    pytest.param(None, built(RESTRICTIONS), id="new-restriction"),
    pytest.param(None, built(RESTRICTIONS, person="P-3", from_="P-1"), id="something-kept-from-them"),
    pytest.param(None, built(RESTRICTIONS, person="P-3", phrases="the caller"), id="new-phrase-of-whomever"),
    pytest.param(built(AGREEMENTS), built(AGREEMENTS, ends="2026-10-31"), id="agreement-ends"),
    pytest.param(built(AGREEMENTS), built(AGREEMENTS, status="suspended"), id="agreement-suspended"),
    pytest.param(built(AGREEMENTS, id="A-2", party="ELM"), built(AGREEMENTS, id="A-2"), id="agreement-moves"),
    pytest.param(None, built(APPROVALS), id="approval-for-the-child"),
    pytest.param(None, built(APPROVALS, person="*", until="2026-06-30"), id="approval-for-a-caseload"),
    pytest.param(None, built(APPROVALS, person="*", party="*", until="2026-06-30"), id="approval-for-all"),
    pytest.param(built(REMEMBERED), None, id="a-purpose-is-forgotten"),
    pytest.param(None, OTHER, id="new-person"),
    pytest.param(MIA, None, id="person-ended"),
    pytest.param(MIA, built(PEOPLE, relations="mother:P-2", competence="understands"), id="note-about-them"),
    pytest.param(OTHER, other(aliases="Zed"), id="another-name-of-whomever"),
    pytest.param(OTHER, other(merged_into="P-1"), id="somebody-was-entered-twice"),
    pytest.param(OTHER, other(risk_to="P-1"), id="somebody-is-a-risk-to-them"),
    pytest.param(other(no_contact="P-1"), OTHER, id="a-no-contact-was-taken-back"),
    pytest.param(built(PARTIES), built(PARTIES, protection="content"), id="what-the-party-asks-for"),
    pytest.param(built(PARTIES), built(PARTIES, type="provider"), id="what-the-party-is"),
    pytest.param(built(PARTIES, id="ELM", domains="elm.example"), None, id="any-party-ended"),
    pytest.param(
        None, built(PARTIES, id="X", domains=".council.example|council.example"), id="new-party-with-its-domain"
    ),
    pytest.param(None, built(PARTIES, id="X", domains="", addresses="desk@council.example"), id="new-party-there"),
    pytest.param(built(STAFF), built(STAFF, trained_on="2026-01-01"), id="the-senders-training"),
    pytest.param(None, built(STAFF, email="new@ours.example"), id="new-colleague"),
    pytest.param(built(STAFF, email="x@ours.example"), None, id="a-colleague-who-is-gone"),
]

APART = [
    pytest.param(None, built(CONSENTS, id="C-9", **ELSEWHERE), id="consent-of-somebody-else"),
    pytest.param(built(CONSENTS, **ELSEWHERE), None, id="consent-of-somebody-else-ended"),
    pytest.param(None, built(RESTRICTIONS, person="P-3", from_="P-77"), id="restriction-among-others"),
    pytest.param(None, built(AGREEMENTS, id="A-2", party="GP"), id="agreement-of-another-party"),
    pytest.param(None, built(APPROVALS, person="P-3"), id="approval-for-somebody-else"),
    pytest.param(None, built(APPROVALS, person="*", party="GP", until="2026-06-30"), id="approval-for-another-party"),
    pytest.param(None, built(REMEMBERED, person="P-3"), id="a-purpose-for-somebody-else"),
    pytest.param(OTHER, None, id="somebody-else-ended"),
    pytest.param(OTHER, other(contact_preference="post"), id="how-somebody-else-is-reached"),
    pytest.param(OTHER, other(risk_to="P-3"), id="a-risk-to-somebody-else"),
    pytest.param(None, built(PARTIES, id="X", domains="elsewhere.example"), id="new-party-elsewhere"),
    pytest.param(
        built(PARTIES, id="GP", domains="gp.example"),
        built(PARTIES, id="GP", domains="gp.example", channel="tls"),
        id="what-another-party-asks-for",
    ),
    pytest.param(
        built(STAFF, email="x@ours.example"), built(STAFF, email="x@ours.example", team="B"), id="another-team"
    ),
    pytest.param(built(GROUNDS), built(GROUNDS, active="no"), id="a-ground-it-does-not-rest-on"),
    pytest.param(None, built(REQUESTS, person="P-3"), id="a-request-it-does-not-name"),
]


@pytest.mark.parametrize(("old", "new"), CONCERNED)
def test_decided_again(old: Entry | None, new: Entry | None) -> None:
    assert concerns(change(old, new, {}), TO_COUNCIL)


@pytest.mark.parametrize(("old", "new"), APART)
def test_left_alone(old: Entry | None, new: Entry | None) -> None:
    assert not concerns(change(old, new, {}), TO_COUNCIL)


def test_a_new_party_may_be_who_was_unknown() -> None:
    changes = change(None, built(PARTIES, id="X", domains="elsewhere.example"), {})

    assert concerns(changes, TO_NOBODY)
    assert not concerns(changes, TO_COUNCIL)


def test_a_request_that_the_mail_names_before_it_is_there() -> None:
    named = replace(TO_COUNCIL, strings=TO_COUNCIL.strings | {"sar:S-1", "S-1"})

    assert concerns(change(None, built(REQUESTS, person="P-3"), {}), named)


def test_what_names_an_id_that_moved_on_is_about_the_new_one() -> None:
    consent = built(CONSENTS, person="P-9", given_by="P-9")

    assert concerns(change(consent, None, {PersonId("P-9"): PersonId("P-1")}), TO_COUNCIL)
    assert not concerns(change(consent, None, {}), TO_COUNCIL)


def test_changes_add_up() -> None:
    apart, about = change(OTHER, None, {}), change(MIA, None, {})

    assert concerns(apart | about, TO_COUNCIL)
    assert concerns(Changes(everything=True) | apart, TO_COUNCIL)
    assert not concerns(apart | Changes(), TO_COUNCIL)


@pytest.mark.parametrize(
    ("after", "passed"),
    [
        pytest.param(timedelta(0), False, id="the-same-instant"),
        pytest.param(timedelta(hours=1) - SECOND, False, id="a-second-before-it-ends"),
        pytest.param(timedelta(hours=1), True, id="the-instant-it-ends"),
    ],
)
def test_what_ends_while_a_mail_waits(after: timedelta, passed: bool) -> None:
    ends = (NOON + timedelta(hours=1)).isoformat()
    agreement = built(AGREEMENTS, id="A-8", ends=ends)
    sheet = plain(facts(entries=(agreement,)))
    assert isinstance(sheet, dict)

    assert has_passed(Seen.of(sheet), NOON + after, NOON.date()) is passed


def test_another_day_is_another_age() -> None:
    late = datetime(2026, 11, 2, 23, 59, tzinfo=UTC)

    assert not has_passed(TO_COUNCIL, late, NOON.date())
    assert has_passed(TO_COUNCIL, late, date(2026, 11, 3))


@pytest.mark.parametrize("lacks", ["recipient", "at", "today"])
def test_a_sheet_of_another_version_is_no_sheet(lacks: str) -> None:
    sheet = plain(facts())
    assert isinstance(sheet, dict)
    del sheet[lacks]

    with pytest.raises((KeyError, TypeError, ValueError)):
        Seen.of(sheet)
