"""Cells and what they say: every check, with its exact words."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from gateway.model.decision import Protection
from gateway.model.marking import Classification
from gateway.model.parties import (
    Agreement,
    AgreementStatus,
    Approval,
    Consent,
    DataSubject,
    Ground,
    Party,
    PartyType,
    Request,
    RequestType,
    Restriction,
    StaffKind,
    StaffMember,
)
from gateway.registers.files.cells import instant
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.faults import BadCell
from tests.registers.builders import IN_ORDER, LONDON, built, faults

PEOPLE, PARTIES, STAFF = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.STAFF
AGREEMENTS, CONSENTS, RESTRICTIONS = RegisterKind.AGREEMENTS, RegisterKind.CONSENTS, RegisterKind.RESTRICTIONS
GROUNDS, APPROVALS, REQUESTS = RegisterKind.GROUNDS, RegisterKind.APPROVALS, RegisterKind.REQUESTS
MODES, REMEMBERED = RegisterKind.MODES, RegisterKind.REMEMBERED

DATE = "not a date; write it as 2026-04-30, without a time"
INSTANT = "not a date; write 2026-04-30, or with a time 2026-04-30T17:00+01:00"
DOMAIN = "not a domain; write example.org, or .example.org for the domains below it"
EMAIL = "not a mail address; write it as name@example.org and nothing else"
NHS_CHECK = "the check digit does not fit; copy the NHS number again from its source"

# Where a fault is told at another column than the one that was changed.
ELSEWHERE = {(CONSENTS, "given_by"): "capacity", (APPROVALS, "person"): "until"}


@pytest.mark.parametrize("kind", RegisterKind)
def test_a_row_in_order_has_no_fault(kind: RegisterKind) -> None:
    assert faults(kind) == []
    assert set(IN_ORDER[kind]) <= set(COLUMNS[kind])


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        (kind, column)
        for kind in RegisterKind
        for column in IN_ORDER[kind]
        if (kind, column) not in {(PARTIES, "domains"), (CONSENTS, "given_on"), (RESTRICTIONS, "about")}
        and column not in {"purposes", "kinds", "starts", "approved_on", "remembered_on", "rests_on"}
        and (kind, column) != (REQUESTS, "person")
    ],
)
def test_what_must_be_filled_in(kind: RegisterKind, column: str) -> None:
    assert faults(kind, **{column: ""}) == [f"{column}: empty; it must be filled in"]


@pytest.mark.parametrize(
    ("kind", "column", "cell", "what"),
    [
        (PEOPLE, "id", "P 1", "not an id; use up to 64 letters, digits, dots, slashes, hyphens or underscores"),
        (PEOPLE, "id", "*", "not an id; use up to 64 letters, digits, dots, slashes, hyphens or underscores"),
        (PEOPLE, "date_of_birth", "04/03/2015", DATE),
        (PEOPLE, "date_of_birth", "2015-02-29", "no such date"),
        (PEOPLE, "date_of_birth", "0215-02-01", "the year is not between 1850 and 2199"),
        (PEOPLE, "date_of_birth", "2015-03-04T00:00Z", DATE),
        (PEOPLE, "nhs_number", "999 000 0000", NHS_CHECK),
        (PEOPLE, "nhs_number", "999 000 001", "not an NHS number; it has ten digits"),
        (PEOPLE, "nhs_number", "٩٩٩٠٠٠٠٠١٨", "not an NHS number; it has ten digits"),
        (PEOPLE, "upn", "Q207000016049", "the check letter does not fit; copy the UPN again from its source"),
        (PEOPLE, "upn", "C20500002401I", "not a UPN; it has a letter and twelve digits"),
        (PEOPLE, "upn", "20500002401A", "not a UPN; it has a letter and twelve digits"),
        (
            PEOPLE, "nino", "QQ 12 34 56 A",
            "not a National Insurance number; it has two letters, six digits and a letter from A to D",
        ),
        (PEOPLE, "emails", "mia@mail.example|mia", f"{EMAIL} (value 2 of 2)"),
        (PEOPLE, "emails", "Mia <mia@mail.example>", EMAIL),
        (PEOPLE, "phones", "ask", "not a telephone number; write digits, spaces and a + before a country's code"),
        (PEOPLE, "relations", "P-2", "not a relation; write mother:P-2 if P-2 is this person's mother"),
        (PEOPLE, "relations", "mother:P-1", "names this person's own id"),
        (PEOPLE, "acts_for", "P-1", "names this person's own id"),
        (PEOPLE, "no_contact", "P-1", "names this person's own id"),
        (PEOPLE, "risk_to", "P-1", "names this person's own id"),
        (
            PARTIES, "type", "partners",
            f"not one of {', '.join(PartyType)} (did you mean partner?)",
        ),
        (PARTIES, "type", "unknown", "unknown is what a party in no register is; choose what this one is"),
        (
            PARTIES, "domains", "",
            "nothing says which mail is its own; fill in domains, addresses, lists or front_door",
        ),
        (PARTIES, "domains", "example", DOMAIN),
        (PARTIES, "domains", "a@b.example", DOMAIN),
        (PARTIES, "domains", "-a.example", DOMAIN),
        (PARTIES, "domains", "*.b.example", DOMAIN),
        (PARTIES, "protection", "strong", "not one of none, transport, content"),
        (PARTIES, "channel", "s/mime", "not one of tls, smime, openpgp, portal, pdf (did you mean smime?)"),
        (PARTIES, "forces_tls", "true", "write yes or no"),
        (AGREEMENTS, "purposes", "", "empty; list what is meant, or * for all"),
        (AGREEMENTS, "purposes", "|", "empty; list what is meant, or * for all"),
        (
            AGREEMENTS, "purposes", "early:help",
            "not a purpose; write it as in the policy, in letters, digits and hyphens, or * for all",
        ),
        (AGREEMENTS, "highest", "secret", "not one of unclassified, internal, confidential"),
        (AGREEMENTS, "starts", "", "empty; an agreement has a first day"),
        (AGREEMENTS, "starts", "1 May 2026", INSTANT),
        (
            AGREEMENTS, "starts", "2026-05-01T09:00",
            "a time needs its offset from UTC; write 2026-04-30T17:00+01:00 or ...Z",
        ),
        (AGREEMENTS, "starts", "2026-05-01T25:00Z", "no such date or time"),
        (AGREEMENTS, "ends", "2025-12-31", "not after starts"),
        (AGREEMENTS, "status", "live", "not one of active, suspended, ended (did you mean active?)"),
        (CONSENTS, "given_on", "", "neither given_on nor refused_on says when the person answered"),
        (CONSENTS, "expires_on", "2025-06-01", "not after given_on"),
        (CONSENTS, "withdrawn_on", "2025-06-01", "before given_on"),
        (CONSENTS, "capacity", "parent", "self is for the person's own consent, parent or carer for another's"),
        (CONSENTS, "given_by", "P-2", "self is for the person's own consent, parent or carer for another's"),
        (CONSENTS, "capacity", "guardian", "not one of self, parent, carer"),
        (RESTRICTIONS, "about", "", "nothing says what is restricted; fill in about, phrases or only_kinds"),
        (RESTRICTIONS, "phrases", "…|!", "a phrase without a letter or digit would be met nowhere (value 1 of 2)"),
        (RESTRICTIONS, "only_kinds", "*", "* limits nothing; leave it empty"),
        (STAFF, "members", "ben@ours.example", "only a mailbox of kind shared has members"),
        (STAFF, "roles", "boss", "not one of staff, manager, safeguarding, ict, ig, auditor, trustee"),
        (GROUNDS, "effect", "right", "not one of power, duty, order"),
        (APPROVALS, "approved_on", "", "empty; an approval counts from when it was given"),
        (APPROVALS, "person", "*", "an approval for a whole caseload ends after twelve months at most (CONS-4)"),
        (APPROVALS, "until", "2025-12-31", "not after approved_on"),
        (REQUESTS, "person", "", "empty; a subject access request is about a person of the register"),
        (REQUESTS, "closes", "2025-12-31", "before opened"),
        (MODES, "mode", "try", "not one of observe, coach, enforce"),
        (MODES, "clause", "consent", "not a clause; write it as in the policy (CONS-1), or * for all"),
        (MODES, "ends", "2026-10-31", "not after starts"),
        (MODES, "ends", "2027-11-02", "more than twelve months after starts; sign it again when that time is over"),
        (MODES, "ends", "", "empty; it must be filled in"),
        (MODES, "starts", "", "empty; it must be filled in"),
        (REMEMBERED, "remembered_on", "", "empty; what is remembered counts from when it was said"),
        (REMEMBERED, "until", "2026-10-31", "not after remembered_on"),
        (
            REMEMBERED, "until", "2027-01-31",
            "more than 90 days after remembered_on; the sender is asked again then",
        ),
        (REMEMBERED, "purpose", "*", "one purpose, as the sender said it; not all of them"),
        (
            REMEMBERED, "rests_on", "C-1 given|C-2 perhaps",
            "neither the reference of a consent with how it stood, nor that of a restriction (value 2 of 2)",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_what_to_do_and_quotes_nothing(kind: RegisterKind, column: str, cell: str, what: str) -> None:
    found = faults(kind, **{column: cell})

    assert f"{ELSEWHERE.get((kind, column), column)}: {what}" in found


def test_all_faults_of_a_row_are_told_at_once() -> None:
    found = faults(PEOPLE, name="", nhs_number="1", emails="x|y", date_of_birth="soon")

    assert [fault.partition(":")[0] for fault in found] == ["name", "date_of_birth", "nhs_number", "emails", "emails"]


def test_people() -> None:
    found = built(
        PEOPLE,
        aliases="Mimi | Mia O",
        date_of_birth="2015-03-04",
        nhs_number="999 000 0018",
        upn="d205000024001",
        nino="ab 12 34 56 c",
        emails="Mia@MAIL.example",
        phones="+44 7700 900123",
        relations="Mother: P-2|father:P-3",
        no_contact="P-3",
    )

    assert isinstance(found, DataSubject)
    assert found.aliases == ("Mimi", "Mia O")
    assert found.date_of_birth == date(2015, 3, 4)
    assert (found.nhs_number, found.upn, found.nino) == ("9990000018", "D205000024001", "AB123456C")
    assert found.emails == ("mia@mail.example",)
    assert found.relations == (("mother", "P-2"), ("father", "P-3"))
    assert found.no_contact == ("P-3",)


def test_a_temporary_upn_ends_in_a_letter() -> None:
    found = built(PEOPLE, upn="C20500002401A")

    assert isinstance(found, DataSubject)
    assert found.upn == "C20500002401A"


@pytest.mark.parametrize(
    ("protection", "channel", "level", "asked"),
    [
        ("", "", Protection.NONE, ""),
        ("content", "smime", Protection.CONTENT, "smime"),
        ("Transport", "", Protection.TRANSPORT, ""),
        ("smime", "", Protection.NONE, "smime"),
        ("tls", "TLS", Protection.NONE, "tls"),
    ],
)
def test_protection_is_a_level_or_a_channel(protection: str, channel: str, level: Protection, asked: str) -> None:
    found = built(PARTIES, protection=protection, channel=channel)

    assert isinstance(found, Party)
    assert (found.protection, found.channel or "") == (level, asked)


def test_two_channels_for_one_party_are_a_fault() -> None:
    assert faults(PARTIES, protection="smime", channel="tls") == [
        "protection: names another channel than the column channel; keep one"
    ]


def test_parties() -> None:
    found = built(PARTIES, type="Public-Body", domains="Bücher.example|.Council.EXAMPLE", forces_tls="YES")

    assert isinstance(found, Party)
    assert found.type is PartyType.PUBLIC_BODY
    assert found.domains == ("xn--bcher-kva.example", ".council.example")
    assert found.forces_tls


def test_agreements() -> None:
    found = built(AGREEMENTS, purposes="Early-Help|*", kinds="health|name", ends="2026-03-31", status="suspended")

    assert isinstance(found, Agreement)
    assert found.purposes == {"early-help", "*"}
    assert found.kinds == {"health", "name"}
    assert found.highest is Classification.CONFIDENTIAL
    assert found.status is AgreementStatus.SUSPENDED
    assert found.starts == datetime(2026, 1, 1, tzinfo=UTC)
    assert found.ends == datetime(2026, 3, 31, 23, tzinfo=UTC)  # summer time has begun


def test_consents() -> None:
    found = built(CONSENTS, given_on="", refused_on="2026-07-01", withdrawn_on="2026-07-02T09:00+01:00")

    assert isinstance(found, Consent)
    assert found.given_at is None
    assert found.refused_at == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert found.withdrawn_at == datetime(2026, 7, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(("written", "kept_from"), [("", ("P-1",)), ("P-2|P-3", ("P-2", "P-3"))])
def test_a_restriction_keeps_from_the_person_by_default(written: str, kept_from: tuple[str, ...]) -> None:
    found = built(RESTRICTIONS, from_=written)

    assert isinstance(found, Restriction)
    assert found.kept_from == kept_from


def test_staff_are_known_by_their_address_whatever_its_case() -> None:
    found = built(STAFF, email="Ana@OURS.example", kind="shared", members="Ben@ours.example", roles="ig|manager")

    assert isinstance(found, StaffMember)
    assert found.email == "ana@ours.example"
    assert found.kind is StaffKind.SHARED
    assert found.members == ("ben@ours.example",)
    assert found.roles == ("ig", "manager")


def test_grounds() -> None:
    found = built(GROUNDS, effective_from="1991-10-14", safeguarding="yes")

    assert isinstance(found, Ground)
    assert found.effective_from == date(1991, 10, 14)
    assert found.safeguarding
    assert found.active


@pytest.mark.parametrize(
    ("until", "wrong"), [("2026-12-31", False), ("2027-01-01", False), ("2027-01-02", True), ("", True)]
)
def test_a_caseload_approval_lasts_twelve_months_at_most(until: str, wrong: bool) -> None:
    assert bool(faults(APPROVALS, person="*", until=until)) is wrong


def test_a_caseload_is_a_teams_only_beside_all() -> None:
    found = built(APPROVALS, person="*", until="2026-12-31", caseload="Early Help")

    assert isinstance(found, Approval)
    assert found.caseload == "Early Help"
    assert faults(APPROVALS, person="P-1", caseload="Early Help")


def test_an_approval_for_one_person_may_be_open() -> None:
    found = built(APPROVALS, until="")

    assert isinstance(found, Approval)
    assert found.until is None


@pytest.mark.parametrize("ends", ["2027-11-01", "2027-10-31"])
def test_a_mode_lasts_twelve_months_at_most(ends: str) -> None:
    assert faults(MODES, ends=ends) == []


def test_a_request_under_foi_is_about_nobody() -> None:
    found = built(REQUESTS, type="foi", person="")

    assert isinstance(found, Request)
    assert found.type is RequestType.FOI


@pytest.mark.parametrize(
    ("cell", "end", "at"),
    [
        pytest.param("2026-01-10", False, "2026-01-10T00:00:00+00:00", id="winter-start"),
        pytest.param("2026-01-10", True, "2026-01-11T00:00:00+00:00", id="winter-end"),
        pytest.param("2026-07-10", False, "2026-07-09T23:00:00+00:00", id="summer-start"),
        pytest.param("2026-07-10", True, "2026-07-10T23:00:00+00:00", id="summer-end"),
        pytest.param("2026-03-29", False, "2026-03-29T00:00:00+00:00", id="start-of-the-23-hour-day"),
        pytest.param("2026-03-29", True, "2026-03-29T23:00:00+00:00", id="end-of-the-23-hour-day"),
        pytest.param("2026-10-25", False, "2026-10-24T23:00:00+00:00", id="start-of-the-25-hour-day"),
        pytest.param("2026-10-25", True, "2026-10-26T00:00:00+00:00", id="end-of-the-25-hour-day"),
        pytest.param("2026-12-31", True, "2027-01-01T00:00:00+00:00", id="year-end"),
        pytest.param("2199-12-31", True, "2200-01-01T00:00:00+00:00", id="last-day-there-is"),
        pytest.param("2026-07-10T17:00+01:00", True, "2026-07-10T16:00:00+00:00", id="a-time-is-itself"),
        pytest.param("2026-07-10 17:00:30Z", False, "2026-07-10T17:00:30+00:00", id="a-space-and-seconds"),
    ],
)
def test_when_a_date_begins_and_ends(cell: str, end: bool, at: str) -> None:
    assert instant(cell, LONDON, end=end) == datetime.fromisoformat(at)


def test_a_day_that_begins_at_one() -> None:
    # In Cairo clocks went forward at midnight on 26 April 2024: there was no 00:00 on that day.
    assert instant("2024-04-26", ZoneInfo("Africa/Cairo"), end=False) == datetime(2024, 4, 25, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell", ["2026-1-1", "20260101", "2026-01-01T9:00Z", "2026-01-01T09:00+1", "２０２６-01-01", ""]
)
def test_no_date(cell: str) -> None:
    with pytest.raises(BadCell):
        instant(cell, LONDON, end=False)


@pytest.mark.parametrize(
    ("approved_on", "until", "refused"),
    [
        pytest.param("2026-01-01", "2027-01-01", False, id="a-year-to-the-day"),
        pytest.param("2026-01-01", "2027-01-02", True, id="a-day-more"),
        pytest.param("2026-01-01T09:00+00:00", "2027-01-02T09:00+00:00", False, id="the-last-instant"),
        pytest.param("2026-01-01T09:00+00:00", "2027-01-02T09:00:01+00:00", True, id="a-second-more"),
        pytest.param("2024-02-29", "2025-02-28", False, id="from-a-leap-day"),
        pytest.param("2024-02-29", "2025-03-01", True, id="from-a-leap-day-and-a-day-more"),
        pytest.param("2026-01-01", "", True, id="without-an-end"),
    ],
)
def test_a_caseload_is_approved_for_twelve_months_at_most(approved_on: str, until: str, refused: bool) -> None:
    """CONS-4."""
    found = faults(APPROVALS, person="*", approved_on=approved_on, until=until)

    said = ["until: an approval for a whole caseload ends after twelve months at most (CONS-4)"]
    assert found == (said if refused else [])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param({"extended_on": "2026-02-02", "extended_why": "complex"}, [], id="told-on-the-last-day"),
        pytest.param(
            {"extended_on": "2026-02-03", "extended_why": "complex"},
            ["extended_on: after 2026-02-02, the last day of the first month; it gives no more time"],
            id="a-day-late",
        ),
        pytest.param(
            {"extended_on": "2026-02-03", "extended_why": "complex", "clarity_asked_on": "2026-01-20"},
            [],
            id="the-month-stands-still",
        ),
        pytest.param(
            {"extended_on": "2026-01-05"},
            ["extended_why: empty; they must be told why it takes longer (UK GDPR Art. 12(3))"],
            id="no-reason",
        ),
        pytest.param(
            {"extended_why": "complex"},
            ["extended_on: extended_why gives a reason, but no day on which they were told; fill it in"],
            id="no-day",
        ),
        pytest.param(
            {"extended_on": "2025-12-31", "extended_why": "complex"},
            ["extended_on: before opened"],
            id="before-it-came",
        ),
        pytest.param(
            {"type": "foi", "person": "", "extended_on": "2026-01-05", "extended_why": "complex"},
            ["extended_on: only a sar can take longer; leave it empty"],
            id="freedom-of-information",
        ),
        pytest.param(
            {"opened": "", "extended_on": "2026-01-05", "extended_why": "complex"},
            ["opened: empty; it must be filled in"],
            id="one-fault-at-a-time",
        ),
    ],
)
def test_a_request_that_takes_longer(cells: dict[str, str], found: list[str]) -> None:
    assert faults(REQUESTS, **cells) == found
