"""Transactions: what is durable, what is private, and how a failing database shows."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from gateway.model.errors import ConfigurationFaults, PermanentFailure, TemporaryFailure
from gateway.store.database import Database
from gateway.store.tables import leader
from tests.store.builders import NOON


def holder(name: str) -> dict[str, object]:
    return {"job": name, "holder": "a", "until": NOON}


def jobs(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(leader.c.job).order_by(leader.c.job)))


def test_a_block_is_one_transaction(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(leader).values(holder("kept")))
    with pytest.raises(KeyError), database.write() as connection:  # noqa: PT012 -- the block is what is tested
        connection.execute(insert(leader).values(holder("dropped")))
        raise KeyError

    assert jobs(database) == ["kept"]


def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"READONLY|ReadOnly"), database.read() as connection:
        connection.execute(insert(leader).values(holder("x")))

    assert jobs(database) == []


def test_a_reader_sees_one_snapshot(database: Database) -> None:
    with database.read() as connection:
        assert connection.execute(select(leader)).all() == []
        with database.write() as other:
            other.execute(insert(leader).values(holder("x")))
        assert connection.execute(select(leader)).all() == []


def test_our_own_mistakes_are_not_called_temporary(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(leader).values(holder("x")))

    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(leader).values(holder("x")))
    with pytest.raises(Exception, match="nowhere") as caught, database.read() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert not isinstance(caught.value, TemporaryFailure)
    assert isinstance(caught.value, ProgrammingError) or database.sqlite


def test_errors_carry_no_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.write() as connection:
        connection.execute(insert(leader).values({"job": "j", "holder": "ana@family.example", "until": None}))

    assert "ana@family" not in str(caught.value) or not database.sqlite


def test_threads_write_one_after_the_other(database: Database) -> None:
    def write(n: int) -> None:
        with database.write() as connection:
            connection.execute(insert(leader).values(holder(f"{n:02}")))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert jobs(database) == [f"{n:02}" for n in range(20)]


def test_sqlite_is_set_for_keeping_promises(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/var/gateway.db")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (a)"))
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "secure_delete": 1,
            "foreign_keys": 1,
            "busy_timeout": 10000,
        }
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted

    folder = tmp_path / "var"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "gateway.db": 0o600,
        "gateway.db-wal": 0o600,
        "gateway.db-shm": 0o600,
    }
    database.close()


def test_a_write_inside_a_write_fails_at_once(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/gateway.db")

    with database.write(), pytest.raises(RuntimeError, match="inside a write"), database.write():
        pass
    with database.write() as connection:  # the lock is not lost by it
        assert connection.scalar(text("SELECT 1")) == 1
    database.close()


def test_a_file_that_others_can_open_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gateway.db"
    path.touch(0o644)

    with pytest.raises(PermanentFailure, match="chmod 600"):
        Database(f"sqlite:///{path}")


def test_processes_wait_for_each_other(tmp_path: Path) -> None:
    # Another process holds the write lock for a moment: this one waits rather than fails.
    url = f"sqlite:///{tmp_path}/gateway.db"
    script = (
        "import sys, time\n"
        "from sqlalchemy import text\n"
        "from gateway.store.database import Database\n"
        "with Database(sys.argv[1]).write() as connection:\n"
        "    connection.execute(text('CREATE TABLE theirs (a)'))\n"
        "    print('locked', flush=True)\n"
        "    time.sleep(0.3)\n"
    )
    database = Database(url)
    with subprocess.Popen([sys.executable, "-c", script, url], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        with database.write() as connection:
            connection.execute(text("INSERT INTO theirs VALUES (1)"))
    assert other.returncode == 0
    database.close()


def test_a_server_that_is_not_there_is_temporary(tmp_path: Path) -> None:
    database = Database(f"postgresql://gateway@/none?host={tmp_path}")

    with pytest.raises(TemporaryFailure, match=r"^database: OperationalError$"), database.read():
        pass


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///:memory:", "mysql://h/d", "nonsense"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ConfigurationFaults, match=r"store\.url"):
        Database(url)
