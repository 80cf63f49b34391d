"""Who may keep something from a service user, and what then stands in the register (CONS-7)."""

from dataclasses import replace

import pytest

from gateway.hold.kept import Kept, cells, why_not
from gateway.registers.files.columns import RegisterKind
from tests.decide.builders import NOON
from tests.hold.test_ahead import DEPUTY, LINE, OTHER, REGISTERS, SAFE, TEAM, TODAY, WORKER
from tests.registers.builders import built

KEPT = Kept(
    by=LINE, requested_by=WORKER, person="P-3", about="who rang us", phrases=("the caller",), until="", exemption=""
)


@pytest.mark.parametrize(
    ("kept", "fields"),
    [
        pytest.param(KEPT, "", id="line-manager"),
        pytest.param(replace(KEPT, by=DEPUTY), "", id="deputy"),
        pytest.param(replace(KEPT, by=TEAM), "", id="team-manager"),
        pytest.param(replace(KEPT, by=SAFE), "", id="safeguarding-lead"),
        pytest.param(replace(KEPT, by=WORKER), "worker", id="not-who-asked-for-it"),
        pytest.param(replace(KEPT, by=OTHER), "worker", id="not-another-manager"),
        pytest.param(replace(KEPT, requested_by="x@x.example"), "worker", id="asked-by-nobody-of-ours"),
        pytest.param(replace(KEPT, person="P-999"), "person", id="nobody"),
        pytest.param(replace(KEPT, about=" ", phrases=()), "about phrases", id="nothing"),
        pytest.param(replace(KEPT, until=TODAY.isoformat()), "", id="until-today"),
        pytest.param(replace(KEPT, until="2026-11-17"), "until", id="until-yesterday"),
        pytest.param(replace(KEPT, until="tomorrow"), "until", id="no-day"),
    ],
)
def test_who_may_and_what_is_needed(kept: Kept, fields: str) -> None:
    assert [one.partition(":")[0] for one in why_not(kept, REGISTERS, frozenset(), TODAY)] == fields.split()


def test_nobody_decides_about_themselves() -> None:
    assert [one.partition(":")[0] for one in why_not(KEPT, REGISTERS, frozenset({LINE}), TODAY)] == ["person"]


def test_the_row_is_one_that_the_register_takes() -> None:
    entry = built(RegisterKind.RESTRICTIONS, **cells(KEPT, "R-1", NOON))
    assert entry is not None
