"""What every test may need: databases of both engines, empty or migrated; and how properties draw their examples."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import delete, text

from gateway.store.database import Database
from gateway.store.schema import upgrade
from gateway.store.tables import metadata
from tests.postgres import Server, running

# A change is judged by the same examples each time; whoever works on the code meets new ones with every run.
settings.register_profile("same", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("same")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One PostgreSQL for the whole run; started when first asked for."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_migrated(postgres_server: Server) -> Iterator[Database]:
    """A migrated database, emptied for each test: making one takes longer than most tests."""
    with postgres_server.database() as url:
        database = Database(url)
        upgrade(database)
        yield database
        database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file."""
    path = tmp_path_factory.mktemp("migrated") / "gateway.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, on each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/var/gateway.db"
        return
    with request.getfixturevalue("postgres_server").database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database, on each engine in turn."""
    if request.param == "sqlite":
        path = tmp_path / "var" / "gateway.db"
        path.parent.mkdir(mode=0o700)
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        path.chmod(0o600)
        yield f"sqlite:///{path}"
        return
    database: Database = request.getfixturevalue("postgres_migrated")
    with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        # People write these numbers, and so do tests of them.
        for sequence in ("risk_n_seq", "breach_n_seq", "legal_hold_n_seq"):
            connection.execute(text(f"ALTER SEQUENCE {sequence} RESTART"))
    yield database.postgres_conninfo()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database, on each engine in turn."""
    database = Database(database_url)
    yield database
    database.close()
