"""What every end-to-end test starts from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.demo.mailbox import Mailbox
from gateway.demo.organisation import make
from tests.e2e.installation import mailbox


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample organisation, made once; each test runs a copy of it."""
    folder = tmp_path_factory.mktemp("organisation") / "made"
    make(folder, next_hop=1, port=0)
    return folder


@pytest.fixture
def partners(template: Path, tmp_path: Path) -> Iterator[tuple[Mailbox, int]]:
    """The partners' mailbox and its port."""
    with mailbox(template, tmp_path / "arrived") as box:
        yield box
