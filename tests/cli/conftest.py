"""One installation for all tests that only look, and a copy for each that changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.builders import Place, copy, make
from tests.rooms import rooms_shared


@pytest.fixture(scope="session", autouse=True)
def _rooms_shared() -> Iterator[None]:
    """Each command would start a reading room of its own."""
    with rooms_shared():
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Made once; nobody changes it."""
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def place(made: Place, tmp_path: Path) -> Place:
    """A copy to do with as one likes."""
    return copy(made, tmp_path)
