"""Registers that say two things at once: a test for each row of the table in docs/registers.md."""

import re
from pathlib import Path

import pytest

from gateway.model.parties import PersonId
from gateway.registers.directory import Directory
from gateway.registers.files import on_disk as files
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.files.plan import Onto, plan
from gateway.registers.rows.entry import Entry
from tests.registers.builders import LONDON, OWN, built, cells, planned, registers, row, told

MANUAL = Path(__file__).parents[2] / "docs" / "registers.md"

PEOPLE, PARTIES, STAFF = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.STAFF
CONSENTS, APPROVALS, AGREEMENTS = RegisterKind.CONSENTS, RegisterKind.APPROVALS, RegisterKind.AGREEMENTS
GROUNDS = RegisterKind.GROUNDS

MO, ANA = "mo@ours.example", "ana@ours.example"
BESIDE: tuple[Entry, ...] = (built(PARTIES), built(GROUNDS))
BORN_LATER = built(PEOPLE, date_of_birth="2026-02-01")

# What the manual's table says of each → a file that says so, and what is told.
REFUSED = [
    pytest.param(
        PEOPLE,
        [{"relations": "mother:P-1"}],
        (),
        "row 2, column relations: names this person's own id",
        id="own-parent",
    ),
    pytest.param(
        PEOPLE,
        [{"relations": "mother:P-2"}, {"id": "P-2", "relations": "father:P-1"}],
        (),
        "row 2, column relations: makes somebody their own parent or grandparent",
        id="loop-of-parents",
    ),
    pytest.param(
        PEOPLE,
        [
            {"relations": "mother:P-2"},
            {"id": "P-2", "relations": "mother:P-3"},
            {"id": "P-3", "relations": "grandson:P-9|son:P-2"},
            {"id": "P-9", "relations": "daughter:P-3"},
        ],
        (),
        "row 4, column relations: makes somebody their own parent or grandparent",
        id="loop-of-three-said-from-both-sides",
    ),
    pytest.param(
        PEOPLE,
        [
            {"relations": "mother:P-2", "date_of_birth": "1986-07-19"},
            {"id": "P-2", "date_of_birth": "2015-03-04"},
        ],
        (),
        "row 2, column relations: a parent who was not born before the child",
        id="mother-younger-than-her-child",
    ),
    pytest.param(
        PEOPLE,
        [{"date_of_birth": "2015-03-04", "died_on": "2015-03-03"}],
        (),
        "row 2, column died_on: before date_of_birth",
        id="died-before-the-birth",
    ),
    pytest.param(
        PEOPLE,
        [{"addresses": "14 Larch Road, W6 0HP", "protected_addresses": "14 larch rd W60HP"}],
        (),
        "row 2, column protected_addresses: one of them stands in addresses too; keep it here alone",
        id="protected-address-is-the-public-one",
    ),
    pytest.param(
        PEOPLE,
        [{"nhs_number": "999 000 0018"}, {"id": "P-2", "nhs_number": "9990000018"}],
        (),
        "row 3, column nhs_number: the same as that of row 2; one of them is wrong",
        id="one-nhs-number-two-people",
    ),
    pytest.param(
        PEOPLE,
        [{"merged_into": "P-1"}],
        (),
        "row 2, column merged_into: names this person's own id",
        id="moved-to-itself",
    ),
    pytest.param(
        PEOPLE,
        [{"merged_into": "P-2"}, {"id": "P-2", "merged_into": "P-1"}],
        (),
        "row 2, column merged_into: moves in a loop; one of them stands for all",
        id="moves-in-a-loop",
    ),
    pytest.param(
        PEOPLE,
        [{"merged_into": "P-2", "date_of_birth": "2015-03-04"}, {"id": "P-2", "date_of_birth": "2015-03-05"}],
        (),
        "row 2, column date_of_birth: has another date of birth than P-2; correct one, or they are two people",
        id="moved-to-somebody-born-on-another-day",
    ),
    pytest.param(
        PEOPLE,
        [{"merged_into": "P-2", "nhs_number": "9990000018"}, {"id": "P-2", "nhs_number": "9990000026"}],
        (),
        "row 2, column nhs_number: not that of P-2; correct one, or they are two people",
        id="moved-to-another-nhs-number",
    ),
    pytest.param(
        PEOPLE,
        [{"merged_into": "P-2"}, {"id": "P-2", "relations": "mother:P-1"}],
        (),
        "row 3, column relations: names this person themself under an id that moved on",
        id="own-parent-by-a-move",
    ),
    pytest.param(
        PEOPLE,
        [{"merged_into": "P-9"}],
        (),
        "row 2, column merged_into: "
        "no such entry in this file or in the register; correct it, or import that one first",
        id="moved-to-nobody",
    ),
    pytest.param(
        PEOPLE,
        [{"date_of_birth": "2026-02-01"}],
        (*BESIDE, built(CONSENTS)),
        "row 2, column date_of_birth: consent C-1 was given before the birth; one date is wrong",
        id="birth-after-a-consent",
    ),
    pytest.param(
        CONSENTS,
        [{}],
        (*BESIDE, BORN_LATER),
        "row 2, column given_on: before whom it is about was born",
        id="consent-before-the-birth",
    ),
    pytest.param(
        CONSENTS,
        [{"given_by": "P-2", "capacity": "parent"}],
        (*BESIDE, built(PEOPLE), built(PEOPLE, id="P-2", died_on="2025-12-31")),
        "row 2, column given_on: after who gave it died",
        id="consent-after-the-givers-death",
    ),
    pytest.param(
        CONSENTS,
        [{"withdrawn_on": "2025-12-31"}],
        (*BESIDE, built(PEOPLE)),
        "row 2, column withdrawn_on: before given_on",
        id="withdrawn-before-it-was-given",
    ),
    pytest.param(
        CONSENTS,
        [{"expires_on": "2025-12-31"}],
        (*BESIDE, built(PEOPLE)),
        "row 2, column expires_on: not after given_on",
        id="consent-ends-before-it-begins",
    ),
    pytest.param(
        CONSENTS,
        [{}, {"party": "*"}],
        (*BESIDE, built(PEOPLE)),
        "row 3, column id: the same as in row 2; keep one",
        id="one-id-twice",
    ),
    pytest.param(
        AGREEMENTS,
        [{"ends": "2025-12-31"}],
        BESIDE,
        "row 2, column ends: not after starts",
        id="agreement-ends-before-it-starts",
    ),
    pytest.param(
        STAFF,
        [
            {"line_manager": MO},
            {"email": MO, "line_manager": "a@ours.example"},
            {"email": "x@ours.example", "aliases": "a@ours.example", "line_manager": ANA},
        ],
        (),
        "row 2, column line_manager: is in a loop of line managers; leave it empty for who is at the top",
        id="loop-of-managers",
    ),
    pytest.param(
        STAFF,
        [{"aliases": MO, "line_manager": MO}],
        (),
        "row 2, column line_manager: names this mailbox itself; it is somebody else",
        id="own-manager",
    ),
    pytest.param(
        STAFF,
        [{"deputy": ANA}],
        (),
        "row 2, column deputy: names this mailbox itself; it is somebody else",
        id="own-deputy",
    ),
    pytest.param(
        APPROVALS,
        [{"worker": MO}],
        (*BESIDE, built(PEOPLE)),
        "row 2, column approved_by: the worker themself; a manager approves (CONS-4)",
        id="own-approval",
    ),
    pytest.param(
        APPROVALS,
        [{"worker": "m@ours.example"}],
        (*BESIDE, built(PEOPLE), built(STAFF, email=MO, aliases="m@ours.example")),
        "row 2, column approved_by: the worker themself, by another address; a manager approves (CONS-4)",
        id="own-approval-by-an-alias",
    ),
    pytest.param(
        STAFF,
        [{"email": MO, "aliases": "m@ours.example"}],
        (*BESIDE, built(PEOPLE), built(APPROVALS, worker="m@ours.example")),
        "row 2, column aliases: makes approval AP-1 the worker's own; a manager approves (CONS-4)",
        id="an-alias-that-makes-an-approval-ones-own",
    ),
    pytest.param(
        PARTIES,
        [{"addresses": "a@x.example"}, {"id": "ELM", "domains": "", "addresses": "A@x.example"}],
        (),
        "row 3, column addresses: the same as that of row 2; one of them is wrong",
        id="an-address-at-two-parties",
    ),
    pytest.param(
        PARTIES,
        [{"domains": "ours.example"}],
        (),
        "row 2, column domains: one of our own domains; a party has its own",
        id="our-domain-at-a-party",
    ),
]

# What can be true: taken in, and judged with each message (tests/decide and tests/cases say how).
TAKEN_IN = [
    pytest.param(
        PEOPLE, [{"acts_for": "P-2", "risk_to": "P-2"}, {"id": "P-2"}], (), id="acts-for-whom-they-endanger"
    ),
    pytest.param(PEOPLE, [{}, {"id": "P-2"}], (), id="namesakes"),
    pytest.param(PEOPLE, [{"date_of_birth": "2027-02-01"}], (), id="not-born-yet"),
    pytest.param(
        PEOPLE,
        [{"relations": "carer:P-2"}, {"id": "P-2", "relations": "mother:P-1"}],
        (),
        id="a-daughter-who-is-her-mothers-carer",
    ),
    pytest.param(
        PEOPLE,
        [
            {"relations": "stepmother:P-2", "date_of_birth": "1990-01-01"},
            {"id": "P-2", "date_of_birth": "1991-01-01"},
        ],
        (),
        id="a-younger-stepmother",
    ),
    pytest.param(
        PEOPLE,
        [{"nhs_number": "9990000018", "merged_into": "P-2"}, {"id": "P-2", "nhs_number": "9990000018"}],
        (),
        id="entered-twice",
    ),
    pytest.param(
        AGREEMENTS,
        [{}, {"id": "A-2", "highest": "internal", "identifiable": "no", "kinds": "name"}],
        BESIDE,
        id="agreements-that-differ",
    ),
    pytest.param(
        STAFF,
        [{"deputy": MO}, {"email": MO, "deputy": ANA}],
        (),
        id="deputies-of-one-another",
    ),
    pytest.param(
        CONSENTS,
        [{}, {"id": "C-2", "given_on": "", "refused_on": "2026-01-01"}],
        (*BESIDE, built(PEOPLE)),
        id="yes-and-no-on-one-day",
    ),
]


@pytest.mark.parametrize(("kind", "lines", "beside", "fault"), REFUSED)
def test_refused(kind: RegisterKind, lines: list[dict[str, str]], beside: tuple[Entry, ...], fault: str) -> None:
    found = planned(kind, *(cells(kind) | line for line in lines), beside=beside)

    assert fault in told(found)
    assert found.added == found.changed == ()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(("kind", "lines", "beside", "fault"), REFUSED)
def test_refused_from_a_file(
    tmp_path: Path,
    suffix: str,
    kind: RegisterKind,
    lines: list[dict[str, str]],
    beside: tuple[Entry, ...],
    fault: str,
) -> None:
    path = tmp_path / f"register{suffix}"
    written = [cells(kind) | line for line in lines]
    rows = [
        Row(id=one[COLUMNS[kind][0]], cells=tuple(one.get(name, "") for name in COLUMNS[kind])) for one in written
    ]
    files.write(kind, path, rows)

    onto = Onto(rows={}, registers=registers(*beside), zone=LONDON, own_domains=OWN)

    assert fault in told(plan(kind, files.read(kind, path), onto, replace=False))


@pytest.mark.parametrize(("kind", "lines", "beside"), TAKEN_IN)
def test_taken_in(kind: RegisterKind, lines: list[dict[str, str]], beside: tuple[Entry, ...]) -> None:
    assert told(planned(kind, *(cells(kind) | line for line in lines), beside=beside)) == []


def test_what_stood_there_before_is_not_told_of_another_row() -> None:
    held = (row(PEOPLE, date_of_birth="2026-02-01"), row(PEOPLE, id="P-2"))

    found = planned(PEOPLE, cells(PEOPLE, id="P-2", name="Grace"), held=held, beside=(*BESIDE, built(CONSENTS)))

    assert told(found) == []


def test_every_row_of_the_manuals_table_has_a_test() -> None:
    table = MANUAL.read_text(encoding="utf-8").split("## What cannot be true")[1].split("\n## ")[0]
    said = set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE))

    assert said == {str(param.id) for param in (*REFUSED, *TAKEN_IN)}


# -- people entered twice


OLD = built(
    PEOPLE,
    id="P-9",
    name="Mimi Okafor",
    merged_into="P-1",
    aliases="Mims",
    upn="D205000024001",
    emails="m@x.example",
    no_contact="P-3",
    acts_for="P-4",
    competence="not assessed",
    nhs_number="9990000018",
    date_of_birth="2015-03-04",
)
OTHERS = (
    built(PEOPLE, upn="T205000024002", competence="understands"),
    built(PEOPLE, id="P-2", relations="daughter:P-9", risk_to="P-9"),
    built(PEOPLE, id="P-3"),
    built(PEOPLE, id="P-4", acts_for="P-9|P-1"),
)


def test_two_entries_of_one_person_become_one() -> None:
    people = Directory.of(registers(OLD, *OTHERS)).registers.people
    mia = people[PersonId("P-1")]

    assert PersonId("P-9") not in people
    assert (mia.name, mia.aliases, mia.nhs_number, mia.upn) == (
        "Mia Okafor",
        ("Mimi Okafor", "Mims"),
        "9990000018",
        "T205000024002",
    )
    assert mia.case_ids == ("D205000024001",)
    assert (mia.no_contact, mia.acts_for, mia.emails) == ((PersonId("P-3"),), (PersonId("P-4"),), ("m@x.example",))
    assert mia.competence == "understands; not assessed"
    assert people[PersonId("P-2")].relations == (("daughter", PersonId("P-1")),)
    assert people[PersonId("P-2")].risk_to == (PersonId("P-1"),)
    assert people[PersonId("P-4")].acts_for == (PersonId("P-1"),)


def test_whatever_names_the_old_id_names_the_new_one() -> None:
    found = Directory.of(
        registers(
            OLD,
            *OTHERS,
            *BESIDE,
            built(CONSENTS, person="P-9", given_by="P-9"),
            built(RegisterKind.RESTRICTIONS, person="P-2", from_="P-9|P-1"),
            built(APPROVALS, person="P-9"),
            built(APPROVALS, id="AP-2", person="*", until="2026-06-30"),
            built(RegisterKind.REQUESTS, person="P-9", requester="P-9"),
        )
    )
    kept = found.registers

    assert (kept.consents[0].person, kept.consents[0].given_by) == ("P-1", "P-1")
    assert kept.restrictions[0].kept_from == ("P-1",)
    assert [one.person for one in kept.approvals] == ["P-1", "*"]
    assert (kept.requests[0].person, kept.requests[0].requester) == ("P-1", "P-1")
    assert found.moved == {"P-9": "P-1"}


def test_moves_are_followed_to_the_end() -> None:
    entries = (built(PEOPLE), built(PEOPLE, id="P-2", merged_into="P-1"), built(PEOPLE, id="P-3", merged_into="P-2"))

    assert Directory.of(registers(*entries)).moved == {"P-2": "P-1", "P-3": "P-1"}


def test_a_loop_of_moves_loses_nobody() -> None:
    entries = (built(PEOPLE, merged_into="P-2"), built(PEOPLE, id="P-2", merged_into="P-1"))

    assert list(Directory.of(registers(*entries)).registers.people) == ["P-1", "P-2"]
