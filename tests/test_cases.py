"""Every folder of cases/: one mail, what the registers hold, what must come of it. `python -m tests.cases_update`."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import Finished
from gateway.model.parties import Kind
from tests.cases_bench import Bench, Ran, bench, observed, visible
from tests.cases_loader import load, names
from tests.cases_update import out_files

CASES = names()


@pytest.fixture(scope="session")
def case_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One reading room and one set of certificates for all cases."""
    with bench(tmp_path_factory.mktemp("cases")) as made:
        yield made


def ran(name: str, made: Bench) -> Ran:
    """The case, run once for all tests."""
    return made.run(load(name))


def test_there_are_enough() -> None:
    assert len(CASES) >= 75


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, case_bench: Bench) -> None:
    came = ran(name, case_bench)

    assert came.case.expect is not None, "no expect.yaml"
    assert observed(came) == came.case.expect
    assert {path.name: path.read_bytes() for path in came.case.folder.glob("out*.eml")} == out_files(came)


@pytest.mark.parametrize("name", CASES)
def test_what_each_recipient_reads(name: str, case_bench: Bench) -> None:
    came = ran(name, case_bench)

    assert came.case.expect is not None
    for address, expected in came.case.expect.recipients.items():
        assert (address in came.received) is (expected.state == RecipientState.READY.value)
        shown = visible(came.received[address]) if address in came.received else ""
        assert [text for text in expected.shows if text not in shown] == []
        assert [text for text in expected.hides if text.casefold() in shown.casefold()] == []


@pytest.mark.parametrize("name", CASES)
def test_explain_says_what_is_done(name: str, case_bench: Bench) -> None:
    came = ran(name, case_bench)
    explained = json.loads(json.dumps(came.explained))
    outcome = {one.address: one for one in came.outcome.recipients}
    stuck = {one.address for one in came.finishing.stuck}
    states = {"hold": RecipientState.HELD, "refuse": RecipientState.REFUSED}

    assert json.loads(came.outcome.sheet)["explanation"] == explained
    assert [one["address"] for one in explained["recipients"]] == list(came.case.envelope.recipients)
    for one in explained["recipients"]:
        state = states.get(one["treatment"], RecipientState.READY)
        if one["address"] in stuck:
            state = RecipientState.HELD
        if any(found["reason"] == "returned" for found in one["findings"]):
            state = RecipientState.RETURNED
        assert outcome[one["address"]].state is state
        assert bool(one["held_for"]) is (one["treatment"] == "hold")
        assert (state is RecipientState.READY) is (one["address"] in came.finishing.channels)
        if state is RecipientState.READY:
            assert one["channel"] == came.finishing.channels[one["address"]].value
    assert (came.outcome.hold is not None) is any(one.state is RecipientState.HELD for one in outcome.values())


@pytest.mark.parametrize("name", CASES)
def test_notices_name_nobody(name: str, case_bench: Bench) -> None:
    """A notice shows on lock screens: no name, number or address of the register, and nothing that was found."""
    came = ran(name, case_bench)
    said = [told for notice in came.notices() for told in _words(notice)]

    assert [value for value in _personal(came) if any(_stands(value, told) for told in said)] == []


@pytest.mark.parametrize("name", CASES)
def test_records_name_nobody(name: str, case_bench: Bench) -> None:
    """Records hold ids and reason words (REC-1), and of what was found its kind alone, a word of a closed list."""
    came = ran(name, case_bench)
    said = [repr(record.facts) for record in came.outcome.records]
    said += [repr(replace(one, recipient="")) for one in came.outcome.disclosures]
    # A team's name is ours; it may be the very words that tell of help for a child.
    teams = {member.team.lower() for member in came.look.directory.registers.staff.values()}
    values = {value for value in _personal(came) if value.lower() not in set(Kind) | teams}

    assert [value for value in values if any(_stands(value, told) for told in said)] == []


def _words(notice: Finished) -> list[str]:
    return [visible(notice.content)]


def _stands(value: str, text: str) -> bool:
    return re.search(rf"(?<![\w@.-]){re.escape(value)}(?![\w@])", text, re.IGNORECASE) is not None


def _personal(came: Ran) -> set[str]:
    register = came.look.directory.registers
    ours = {member.name for member in register.staff.values()} | set(register.staff)
    values = {
        value
        for person in register.people.values()
        for value in (
            person.name, *person.aliases, person.nhs_number, person.upn, person.nino, *person.case_ids,
            *person.addresses, *person.protected_addresses, *person.emails, *person.phones,
        )
    }  # fmt: skip
    texts = {unit.id: unit.text for unit in came.look.reading.units}
    correspondents = {
        person.id
        for person in came.look.found.people
        if person.id.startswith("?") and person.role.value == "correspondent"
    }
    found = {
        " ".join(texts[hit.unit][hit.start : hit.end].split())
        for hit in came.look.found.hits
        if hit.about not in correspondents
    }
    return {value for value in values | found if len(value) > 2} - ours
