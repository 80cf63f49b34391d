"""Who holds which key, and what is refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from gateway.model.errors import ConfigurationFaults, PermanentFailure, TemporaryFailure
from gateway.store.contents import Contents, delete_chunks, insert_contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing, SealOnly, create_keys, master_key, period_of
from gateway.store.seal import NotAuthentic
from gateway.store.tables import content_chunk, period
from tests.store.builders import DAY, NOON, SECOND, key_ring


def test_created_keys_are_private_and_never_replaced(tmp_path: Path) -> None:
    path = create_keys(tmp_path / "keys")

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    before = path.read_bytes()
    with pytest.raises(ConfigurationFaults, match="already"):
        create_keys(tmp_path / "keys")
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["master.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620], ids=oct)
def test_a_master_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    create_keys(tmp_path).chmod(mode)

    with pytest.raises(ConfigurationFaults, match="chmod 600"):
        master_key("file:master.key", tmp_path)


@pytest.mark.parametrize(
    "text_of_key",
    [pytest.param("", id="empty"), pytest.param("ab" * 31, id="short"), pytest.param("xy" * 32, id="no-hex")],
)
def test_what_is_no_master_key_is_refused(tmp_path: Path, text_of_key: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(text_of_key)
    path.chmod(0o600)

    with pytest.raises(ConfigurationFaults) as caught:
        master_key("file:master.key", tmp_path)
    assert text_of_key not in str(caught.value) or not text_of_key


def test_a_missing_master_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFaults, match=r"^file:master\.key: No such file or directory$"):
        master_key("file:master.key", tmp_path)


def test_a_master_key_from_systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_keys(tmp_path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))

    assert master_key("credential:master.key", Path("/nowhere")) == master_key("file:master.key", tmp_path)
    for name in ("../master.key", "..", "", "other"):
        with pytest.raises(ConfigurationFaults):
            master_key(f"credential:{name}", tmp_path)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    with pytest.raises(ConfigurationFaults, match="LoadCredential"):
        master_key("credential:master.key", tmp_path)


def test_intake_seals_what_it_cannot_read(database: Database, tmp_path: Path) -> None:
    keys = key_ring(database, tmp_path / "keys")
    intake = SealOnly(database)  # has no folder and no master key

    sealed = intake.seal(b"content", NOON)
    with database.write() as connection:
        insert_contents(connection, [sealed], NOON)

    assert Contents(database, keys).content(sealed.id) == b"content"
    assert not hasattr(intake, "private_key")


def test_without_a_key_for_the_month_nothing_is_sealed(database: Database, tmp_path: Path) -> None:
    key_ring(database, tmp_path / "keys")

    with pytest.raises(TemporaryFailure, match="none for 2027-02"):
        SealOnly(database).seal(b"", datetime(2027, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("now", "periods"),
    [
        pytest.param(datetime(2026, 11, 1, tzinfo=UTC), ["2026-11"], id="first-instant"),
        pytest.param(
            datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC), ["2026-11"], id="a-second-too-early-for-the-next"
        ),
        pytest.param(datetime(2026, 11, 24, tzinfo=UTC), ["2026-11", "2026-12"], id="last-week"),
        pytest.param(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), ["2026-12", "2027-01"], id="last-second"),
    ],
)
def test_the_next_months_key_is_made_ahead(
    database: Database, tmp_path: Path, now: datetime, periods: list[str]
) -> None:
    folder = tmp_path / "keys"
    keys = KeyRing(database, folder, master_key("file:master.key", create_keys(folder).parent))
    keys.ensure_period(now)
    keys.ensure_period(now)  # the second time nothing changes

    with database.read() as connection:
        assert connection.scalars(select(period.c.id).order_by(period.c.id)).all() == periods
    assert sorted(path.name for path in (folder / "periods").iterdir()) == [f"{name}.key" for name in periods]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (folder / "periods").iterdir())


def test_a_crash_between_file_and_row_is_mended(database: Database, tmp_path: Path) -> None:
    keys = key_ring(database, tmp_path)
    public = keys.private_key("2026-11").public_key().public_bytes_raw()
    with database.write() as connection:
        connection.execute(period.delete())

    key_ring(database, tmp_path)

    with database.read() as connection:
        assert connection.scalar(select(period.c.public_key)) == public


def test_a_public_key_that_is_not_ours_is_found(database: Database, tmp_path: Path) -> None:
    keys = key_ring(database, tmp_path)
    with database.write() as connection:
        connection.execute(update(period).values(public_key=bytes(32)))

    with pytest.raises(PermanentFailure, match="not ours"):
        keys.ensure_period(NOON)


def test_key_files_are_bound_to_month_and_master(database: Database, tmp_path: Path) -> None:
    key_ring(database, tmp_path)
    ours = tmp_path / "periods" / "2026-11.key"
    ours.with_name("2026-12.key").write_bytes(ours.read_bytes())

    with pytest.raises(NotAuthentic):
        key_ring(database, tmp_path).private_key("2026-12")
    with pytest.raises(NotAuthentic):
        KeyRing(database, tmp_path, bytes(32)).private_key("2026-11")


def test_a_destroyed_month_is_gone_for_every_process(database: Database, tmp_path: Path) -> None:
    keys, elsewhere = key_ring(database, tmp_path), key_ring(database, tmp_path)
    sealed = keys.seal(b"content", NOON)
    with database.write() as connection:
        insert_contents(connection, [sealed], NOON)
    assert Contents(database, elsewhere).content(sealed.id) == b"content"
    with pytest.raises(PermanentFailure, match="still exists"):
        delete_chunks(database, "2026-11")

    keys.destroy("2026-11", NOON + 40 * DAY)
    keys.destroy("2026-11", NOON + 40 * DAY + SECOND)

    for ring in (keys, elsewhere):
        with pytest.raises(PermanentFailure, match="destroyed"):
            Contents(database, ring).content(sealed.id)
    with pytest.raises(PermanentFailure):
        key_ring(database, tmp_path)  # a key once destroyed is not made anew
    assert list((tmp_path / "periods").iterdir()) == []
    assert delete_chunks(database, "2026-11") == 1
    with database.read() as connection:
        assert connection.scalar(select(period.c.destroyed_at)) == NOON + 40 * DAY
        assert connection.execute(select(content_chunk)).first() is None


def test_the_database_holds_no_private_key(database: Database, tmp_path: Path) -> None:
    keys = key_ring(database, tmp_path)
    private = keys.private_key(period_of(NOON)).private_bytes_raw()

    with database.read() as connection:
        rows = connection.execute(text("SELECT * FROM period")).all()
    assert all(private not in value for row in rows for value in row if isinstance(value, bytes))


def test_keys_for_each_purpose_differ(database: Database, tmp_path: Path) -> None:
    keys = key_ring(database, tmp_path)

    assert keys.record_key != keys.commitment_key
    with pytest.raises(NotAuthentic):
        keys.answers.unseal(keys.registers.seal(b"x", "p"), "p")
