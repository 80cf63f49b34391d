"""Which risks the cases show: kinds, and whose, in ids (REC-3)."""

from collections.abc import Iterator

import pytest

from tests.cases_bench import Bench, bench
from tests.cases_loader import load

BEN = "ben.doyle@family-support.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One reading room for all of them."""
    with bench(tmp_path_factory.mktemp("cases")) as one:
        yield one


@pytest.mark.parametrize(
    ("name", "risks"),
    [
        pytest.param("agreement-in-force", [], id="in-order"),
        pytest.param("under-marked-health-to-a-school", [("under-marked", BEN)], id="the-sender"),
        pytest.param("almost-the-councils-domain", [("near-miss-recipient", "COUNCIL")], id="whom-it-looks-like"),
        pytest.param("agreement-ended-yesterday", [("agreement-lapsed", "HOUSING")], id="the-party"),
        pytest.param("assurance-overdue", [("assurance-overdue", "HOUSING")], id="overdue-look"),
        pytest.param("unreadable-attachment", [("unreadable-attachment", "COUNCIL")], id="nobody-could-read-it"),
        pytest.param("privacy-notice-not-given", [("notice-not-given", "P-1")], id="the-person"),
    ],
)
def test_a_case_shows_its_risks(name: str, risks: list[tuple[str, str]], made: Bench) -> None:
    seen = made.run(load(name)).outcome.risks

    assert [(one.kind.value, one.subject) for one in seen] == risks
    assert all(one.about == ((one.subject,) if one.subject else ()) for one in seen)
    assert {one.case for one in seen} <= {"GW-CASE0001"}
