"""Every clause of the policy is shown by something, and nothing cites a clause that is not there."""

from pathlib import Path

import pytest

from gateway.policy.clauses import CLAUSES, Clause
from tests.policy_coverage import rules_of, shown_by, texts_of

_ROOT = Path(__file__).parent.parent
IDS = {one.id for one in CLAUSES}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda one: one.id)
def test_every_clause_is_shown(clause: Clause) -> None:
    assert shown_by().get(clause.id) or clause.tests
    assert [path for path in clause.tests if not (_ROOT / path).exists()] == []


def test_nothing_cites_an_unknown_clause() -> None:
    assert set(shown_by()) - IDS == set()
    assert set(rules_of()) - IDS == set()
    assert set(texts_of()) - IDS == set()


def test_the_page_has_every_clause_and_names_only_what_shows_it() -> None:
    """Not word for word: every new case would make the page old. `python -m tests.policy_coverage` writes it anew."""
    rows = (_ROOT / "docs" / "policy-coverage.md").read_text(encoding="utf-8").splitlines()
    cells = {
        row.split("|")[1].strip(): [cell.strip() for cell in row.split("|")] for row in rows if row.startswith("| ")
    }
    shown = shown_by()

    assert cells.keys() >= IDS
    for clause in IDS:
        named = [name for name in cells[clause][6].split(", ") if name not in {"", "and more"}]
        assert [name for name in named if name not in shown.get(clause, [])] == []
        assert bool(named) is bool(shown.get(clause))
