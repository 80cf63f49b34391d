"""A person's list: all of theirs, nothing of anybody else's, and nothing that must be looked at first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.parties import PersonId, RegisterSnapshot, Restriction
from gateway.record.reading import Disclosed
from gateway.reports.sar import COLUMNS, SarReport, recipients, sar
from tests.reports.builders import GRACE, LONDON, MIA, PEOPLE, REGISTERS, TOM, shared
from tests.store.builders import DAY, NOON


def made(*disclosed: Disclosed, about: PersonId = MIA, registers: RegisterSnapshot = REGISTERS) -> SarReport:
    return sar(about, disclosed, registers, LONDON, NOON + DAY)


def lines(report: SarReport) -> list[dict[str, str]]:
    (sheet,) = report.report.sheets
    return [dict(zip(COLUMNS, row, strict=True)) for row in sheet.rows]


def test_a_line_tells_what_went_where_for_what_and_on_what_basis() -> None:
    (line,) = lines(made(shared()))

    assert line == {
        "date": "2026-11-20",
        "shared_with": "Borough Council",
        "kinds": "education, name",
        "purpose": "early-help",
        "basis": "an agreement with them (A-1); consent (C-1)",
        "fact_or_opinion": "fact",
        "how": "by email over a secure connection",
        "reference": "GW-00000001",
    }


@pytest.mark.parametrize(
    ("one", "words"),
    [
        pytest.param(
            shared(party="", party_type="person", basis="own"), "you, or somebody who acts for you", id="themselves"
        ),
        pytest.param(shared(party="", party_type="person"), "a person, not an organisation", id="another-person"),
        pytest.param(
            shared(party="GRACE", party_type="person"), "a person, not an organisation", id="a-person-by-name"
        ),
        pytest.param(shared(party="", party_type="unknown"), "no organisation stands behind", id="nobody-knows"),
        pytest.param(shared(party="OLD"), "no longer in our register", id="a-party-that-is-gone"),
    ],
)
def test_a_person_who_received_it_is_never_named(one: Disclosed, words: str) -> None:
    (line,) = lines(made(one))

    assert words in line["shared_with"]


@pytest.mark.parametrize(
    ("basis", "ground", "words"),
    [
        ("own", "", "it is your own information"),
        ("request:S-1", "", "your own request (S-1)"),
        ("approval:AP-1", "CA89-47", "a manager's decision, on: Significant harm (Children Act 1989 s.47)"),
        ("release:CA89-47", "CA89-47", "a manager's decision, on: Significant harm (Children Act 1989 s.47)"),
        ("ground:CA89-47", "", "a legal duty or court order, on: Significant harm (Children Act 1989 s.47)"),
        ("release", "", "a manager's decision"),
        ("mode:observe", "", "none is recorded: our checks were on trial"),
        ("of-a-later-version:1", "", "not recorded"),
    ],
)
def test_the_basis_in_words(basis: str, ground: str, words: str) -> None:
    (line,) = lines(made(shared(basis=basis, ground=ground)))

    assert line["basis"] == words


def test_two_addresses_of_one_organisation_in_one_mail_are_one_sharing() -> None:
    two = (shared(kinds=("name",)), shared(kinds=("health",), recipient="team@council.example"))

    (line,) = lines(made(*two))
    assert line["kinds"] == "health, name"


KEPT = Restriction(
    id="R-1",
    person=MIA,
    kept_from=(MIA,),
    about="who reported it",
    phrases=(),
    only_kinds=frozenset(),
    requested_by="",
    approved_by="",
    approved_at=None,
    until=None,
)


@pytest.mark.parametrize(
    ("registers", "disclosed", "withheld"),
    [
        pytest.param(REGISTERS, [shared()], False, id="in-order"),
        pytest.param(REGISTERS, [shared(withheld=True)], True, id="kept-when-it-was-sent"),
        pytest.param(REGISTERS, [replace(shared(), details=None)], True, id="from-before-that-was-noted"),
        pytest.param(
            REGISTERS, [shared(party="LADO", party_type="protected-disclosure")], True, id="protected-disclosure"
        ),
        pytest.param(replace(REGISTERS, restrictions=(KEPT,)), [shared()], True, id="kept-now"),
        pytest.param(
            replace(REGISTERS, restrictions=(replace(KEPT, until=NOON + DAY),)),
            [shared()],
            False,
            id="kept-until-now",
        ),
        pytest.param(
            replace(REGISTERS, restrictions=(replace(KEPT, until=NOON + DAY + timedelta(microseconds=1)),)),
            [shared()],
            True,
            id="kept-a-moment-longer",
        ),
        pytest.param(
            replace(REGISTERS, restrictions=(replace(KEPT, kept_from=(GRACE,)),)),
            [shared()],
            False,
            id="kept-from-another",
        ),
        pytest.param(
            replace(REGISTERS, restrictions=(replace(KEPT, about="", only_kinds=frozenset({"name"})),)),
            [shared()],
            False,
            id="a-limit-of-kinds-keeps-nothing-from-them",
        ),
        pytest.param(
            replace(REGISTERS, people={**PEOPLE, GRACE: replace(PEOPLE[GRACE], no_contact=(MIA,))}),
            [shared(), shared(GRACE)],
            True,
            id="beside-somebody-they-must-not-find",
        ),
        pytest.param(
            replace(REGISTERS, people={**PEOPLE, MIA: replace(PEOPLE[MIA], risk_to=(GRACE,))}),
            [shared(), shared(GRACE)],
            True,
            id="beside-somebody-they-are-a-risk-to",
        ),
        pytest.param(
            replace(REGISTERS, people={**PEOPLE, MIA: replace(PEOPLE[MIA], risk_to=(GRACE,))}),
            [shared(), shared(GRACE, case="GW-00000002")],
            False,
            id="in-another-mail",
        ),
    ],
)
def test_what_must_be_looked_at_first_is_left_out_and_told(
    registers: RegisterSnapshot, disclosed: list[Disclosed], *, withheld: bool
) -> None:
    report = made(*disclosed, registers=registers)
    whole = sar(MIA, disclosed, registers, LONDON, NOON + DAY, with_withheld=True)

    assert (lines(report) == []) is withheld
    assert report.withheld == (("GW-00000001",) if withheld else ())
    assert len(lines(whole)) == 1


ANYTHING = st.builds(
    shared,
    st.sampled_from([MIA, GRACE, TOM]),
    case=st.sampled_from(["GW-00000001", "GW-00000002"]),
    party=st.sampled_from(["COUNCIL", "ELM", "GRACE", "", "OLD"]),
    party_type=st.sampled_from(["partner", "person", "unknown"]),
    recipient=st.sampled_from(["grace@mail.example", "duty@council.example", "tom@mail.example"]),
    kinds=st.lists(st.sampled_from(["name", "health", "offence"]), min_size=1, unique=True).map(tuple),
    basis=st.sampled_from(["own", "agreement:A-1+consent:C-1", "release:CA89-47", "request:S-1"]),
    withheld=st.booleans(),
)


@given(mine=st.lists(ANYTHING, max_size=6), others=st.lists(ANYTHING, max_size=6))
def test_nothing_of_others_stands_in_it_or_changes_it(mine: list[Disclosed], others: list[Disclosed]) -> None:
    """Whatever is shared about anybody else, in the same mail or another, a person's list is the same."""
    own = [replace(one, person=MIA) for one in mine]
    strangers = [one for one in others if one.person != MIA]

    alone, among = made(*own), made(*own, *strangers)

    assert lines(among) == lines(alone)
    said = repr(among.report)
    for word in ("Grace", "Tom", "P-2", "P-3", "@"):
        assert word not in said


def test_recipients_for_a_correction_the_latest_first() -> None:
    found = [
        shared(),
        shared(case="GW-00000002", at=NOON + DAY, kinds=("health",)),
        shared(case="GW-00000003", at=NOON + 2 * DAY, party="ELM"),
        shared(case="GW-00000004", party="", party_type="person", recipient="grace@mail.example"),
    ]

    assert recipients(found, REGISTERS, LONDON) == (
        ("ELM", "Elm Park School", "partner", "2026-11-22", "1", "education, name"),
        ("COUNCIL", "Borough Council", "partner", "2026-11-21", "2", "education, health, name"),
        ("", "a person, not an organisation", "person", "2026-11-20", "1", "education, name"),
    )
