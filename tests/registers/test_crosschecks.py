"""What shows only between entries, with the exact words and rows."""

import pytest

from gateway.registers.files.columns import RegisterKind
from tests.registers.builders import built, cells, planned, row, told

PEOPLE, PARTIES, STAFF = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.STAFF
CONSENTS, APPROVALS, AGREEMENTS = RegisterKind.CONSENTS, RegisterKind.APPROVALS, RegisterKind.AGREEMENTS
RESTRICTIONS, REQUESTS, GROUNDS = RegisterKind.RESTRICTIONS, RegisterKind.REQUESTS, RegisterKind.GROUNDS
MODES = RegisterKind.MODES

EVERYTHING = tuple(built(kind) for kind in (PEOPLE, PARTIES, GROUNDS))
HERE = "no such entry in this file or in the register; correct it, or import that one first"


def elsewhere(kind: RegisterKind) -> str:
    return f"no such entry in the register of {kind}; correct it, or import that one first"


@pytest.mark.parametrize(
    ("kind", "changed", "column", "what"),
    [
        (PEOPLE, {"relations": "mother:P-9"}, "relations", HERE),
        (PEOPLE, {"acts_for": "P-9"}, "acts_for", HERE),
        (PEOPLE, {"no_contact": "P-9"}, "no_contact", HERE),
        (PEOPLE, {"risk_to": "p-1"}, "risk_to", HERE),
        (STAFF, {"line_manager": "mo@ours.example"}, "line_manager", HERE),
        (STAFF, {"deputy": "mo@ours.example"}, "deputy", HERE),
        (STAFF, {"team_manager": "mo@ours.example"}, "team_manager", HERE),
        (STAFF, {"kind": "shared", "members": "mo@ours.example"}, "members", HERE),
        (AGREEMENTS, {"party": "ELM"}, "party", elsewhere(PARTIES)),
        (CONSENTS, {"person": "P-9", "capacity": "parent"}, "person", elsewhere(PEOPLE)),
        (CONSENTS, {"given_by": "P-9", "capacity": "carer"}, "given_by", elsewhere(PEOPLE)),
        (CONSENTS, {"party": "ELM"}, "party", elsewhere(PARTIES)),
        (RESTRICTIONS, {"person": "P-9"}, "person", elsewhere(PEOPLE)),
        (RESTRICTIONS, {"from": "P-9"}, "from", elsewhere(PEOPLE)),
        (APPROVALS, {"person": "P-9"}, "person", elsewhere(PEOPLE)),
        (APPROVALS, {"party": "ELM"}, "party", elsewhere(PARTIES)),
        (APPROVALS, {"ground": "G-9"}, "ground", elsewhere(GROUNDS)),
        (REQUESTS, {"person": "P-9"}, "person", elsewhere(PEOPLE)),
        (MODES, {"signed_by": "mo@ours.example"}, "signed_by", elsewhere(STAFF)),
    ],
)
def test_what_is_named_must_be_there(kind: RegisterKind, changed: dict[str, str], column: str, what: str) -> None:
    found = planned(kind, cells(kind) | changed, beside=tuple(entry for entry in EVERYTHING if kind is not PEOPLE))

    assert told(found) == [f"row 2, column {column}: {what}"]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [(CONSENTS, {"party": "*"}), (APPROVALS, {"party": "*", "person": "*", "until": "2026-06-30"})],
)
def test_all_is_nobody_in_particular(kind: RegisterKind, changed: dict[str, str]) -> None:
    assert told(planned(kind, cells(kind) | changed, beside=EVERYTHING)) == []


def test_rows_of_one_file_may_name_one_another() -> None:
    found = planned(PEOPLE, cells(PEOPLE, relations="mother:P-2"), cells(PEOPLE, id="P-2", acts_for="P-1"))

    assert told(found) == []


def test_a_row_with_a_fault_is_not_missed_by_those_that_name_it() -> None:
    found = planned(PEOPLE, cells(PEOPLE, relations="mother:P-2"), cells(PEOPLE, id="P-2", upn="1"))

    assert told(found) == ["row 3, column upn: not a UPN; it has a letter and twelve digits"]


@pytest.mark.parametrize(
    ("kind", "first", "second", "fault"),
    [
        pytest.param(PEOPLE, {}, {}, "column id: the same as in row 2; keep one", id="id"),
        pytest.param(
            PEOPLE, {}, {"id": "p-1"}, "column id: but for case, that of row 2; one of them is wrong", id="case"
        ),
        pytest.param(
            STAFF, {}, {"email": "ANA@ours.example"}, "column email: the same as in row 2; keep one", id="email-case"
        ),
        pytest.param(
            PEOPLE,
            {"nhs_number": "999 000 0018"},
            {"id": "P-2", "nhs_number": "9990000018"},
            "column nhs_number: the same as that of row 2; one of them is wrong",
            id="nhs-number",
        ),
        pytest.param(
            PEOPLE,
            {"upn": "D205000024001"},
            {"id": "P-2", "upn": "d205000024001"},
            "column upn: the same as that of row 2; one of them is wrong",
            id="upn",
        ),
        pytest.param(
            PARTIES,
            {},
            {"id": "ELM", "domains": "COUNCIL.example"},
            "column domains: the same as that of row 2; one of them is wrong",
            id="domain",
        ),
        pytest.param(
            PARTIES,
            {"addresses": "desk@council.example"},
            {"id": "ELM", "domains": "", "front_door": "Desk@council.example"},
            "column front_door: the same as that of row 2; one of them is wrong",
            id="address",
        ),
        pytest.param(
            STAFF,
            {"aliases": "info@ours.example"},
            {"email": "info@ours.example"},
            "column email: the same as that of row 2; one of them is wrong",
            id="alias",
        ),
    ],
)
def test_two_for_one(kind: RegisterKind, first: dict[str, str], second: dict[str, str], fault: str) -> None:
    assert told(planned(kind, cells(kind) | first, cells(kind) | second)) == [f"row 3, {fault}"]


def test_two_for_one_with_the_register() -> None:
    held = row(PEOPLE, nhs_number="9990000018")

    found = planned(PEOPLE, cells(PEOPLE, id="P-2", nhs_number="9990000018"), held=(held,))

    assert told(found) == ["row 2, column nhs_number: the same as that of P-1 in the register; one of them is wrong"]


def test_staff_in_the_register_are_not_named_in_a_fault() -> None:
    held = row(STAFF, aliases="info@ours.example")

    found = planned(STAFF, cells(STAFF, email="info@ours.example"), held=(held,))

    assert told(found) == ["row 2, column email: the same as that of another entry; one of them is wrong"]


def test_one_party_may_list_an_address_twice_and_lie_below_another() -> None:
    found = planned(
        PARTIES,
        cells(PARTIES, domains="council.example|.council.example", addresses="a@x.example", front_door="a@x.example"),
        cells(PARTIES, id="ELM", domains="elm.council.example"),
    )

    assert told(found) == []


@pytest.mark.parametrize(
    ("kind", "changed", "fault"),
    [
        (PARTIES, {"domains": "OURS.example"}, "column domains: one of our own domains; a party has its own"),
        (PARTIES, {"domains": ".ours.example"}, "column domains: one of our own domains; a party has its own"),
        (
            PARTIES,
            {"addresses": "x@ours.example"},
            "column addresses: an address in one of our own domains; leave it out",
        ),
        (STAFF, {"email": "ana@mail.example"}, "column email: not in one of our own domains; staff mail is"),
        (STAFF, {"aliases": "ana@mail.example"}, "column aliases: not in one of our own domains; staff mail is"),
    ],
)
def test_our_own_domains_are_ours_alone(kind: RegisterKind, changed: dict[str, str], fault: str) -> None:
    assert told(planned(kind, cells(kind) | changed)) == [f"row 2, {fault}"]


def test_an_internal_party_lives_in_our_domains() -> None:
    assert told(planned(PARTIES, cells(PARTIES, type="internal", domains="", addresses="x@ours.example"))) == []


def test_what_others_name_is_not_ended() -> None:
    held = (row(PEOPLE), row(PEOPLE, id="P-2"))

    found = planned(
        PEOPLE, cells(PEOPLE, id="P-2"), held=held, beside=(*EVERYTHING[1:], built(CONSENTS)), replace=True
    )

    assert told(found) == [
        "consents: C-1 names in person an entry that the file leaves out; change or end it first",
        "consents: C-1 names in given_by an entry that the file leaves out; change or end it first",
    ]


def test_all_faults_of_a_file_are_told_at_once_by_row_and_column() -> None:
    found = planned(
        CONSENTS,
        cells(CONSENTS, explicit="", party="ELM"),
        cells(CONSENTS, id="C-2", party="ELM", person="P-9", given_by="P-9"),
        cells(CONSENTS, id="C-3", capacity="x"),
        beside=EVERYTHING,
    )

    assert [fault.partition(":")[0] for fault in told(found)] == [
        "row 2, column explicit",
        "row 3, column person",
        "row 3, column given_by",
        "row 3, column party",
        "row 4, column capacity",
    ]
    assert found.added == found.changed == ()


@pytest.mark.parametrize(("roles", "signs"), [("ig", True), ("staff|ig", True), ("manager", False), ("", False)])
def test_a_mode_is_signed_by_an_ig_lead(roles: str, signs: bool) -> None:
    found = planned(MODES, cells(MODES), beside=(built(STAFF, roles=roles),))

    fault = "row 2, column signed_by: not an information lead: this entry of the staff lacks the role ig"
    assert told(found) == ([] if signs else [fault])
