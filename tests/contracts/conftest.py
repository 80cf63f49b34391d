"""The world that contract tests start from, on each engine in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.store.database import Database
from tests.contracts.builders import World, world


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    """An empty spool."""
    with world(database, tmp_path / "keys") as made:
        yield made
