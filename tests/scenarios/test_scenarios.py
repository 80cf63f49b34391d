"""The scenarios, run as an outsider would: nothing goes that must not, and nothing waits needlessly."""

import pytest

from tests.scenarios.loader import Scenario, scenarios
from tests.scenarios.outsider import Explained, misses, run

EVERY = list(scenarios())


# One worker explains them all at once, before the first of them is looked at.
pytestmark = [pytest.mark.xdist_group("scenarios"), pytest.mark.timeout(900)]


@pytest.fixture(scope="session")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Explained]:
    """All of them from one installation; one `explain` for each moment of sending."""
    return run(tmp_path_factory.mktemp("outsider"), EVERY)


def test_there_are_enough() -> None:
    markings = [each for each in EVERY if each.marked != "?"]

    assert len({each.id for each in EVERY}) == len(EVERY)
    assert len(EVERY) - len(markings) >= 150
    assert len(markings) >= 60


@pytest.mark.parametrize("scenario", EVERY, ids=lambda one: one.id)
def test_scenario(scenario: Scenario, came: dict[str, Explained]) -> None:
    found = misses(scenario, came[scenario.id])

    if scenario.waits_for is not None and found:
        pytest.xfail(scenario.waits_for)
    assert [miss.what for miss in found] == []
