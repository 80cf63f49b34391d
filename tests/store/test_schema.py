"""The schema: what migrations make, and which databases are refused."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Inspector, MetaData, inspect, text

from gateway.model.errors import PermanentFailure
from gateway.store import schema
from gateway.store.database import Database
from gateway.store.schema import newest, require_newest, schema_version, upgrade
from gateway.store.tables import metadata


def test_upgrade_from_empty(empty_url: str) -> None:
    database = Database(empty_url)

    assert schema_version(database) is None
    with pytest.raises(PermanentFailure, match="gateway store upgrade"):
        require_newest(database)
    upgrade(database)
    upgrade(database)  # nothing more to do

    assert schema_version(database) == newest()
    require_newest(database)
    database.close()


def test_versions_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))

    assert scripts.get_current_head() == newest()
    assert {one.revision for one in scripts.walk_revisions()} == schema._known()


def test_migrations_make_the_tables(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_make_the_keys_and_indexes(empty_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(empty_url)
    upgrade(database)
    # Alembic compares neither primary keys nor conditions of indexes: make the tables from the metadata beside it.
    if not database.sqlite:
        with database.write() as connection:
            connection.execute(text("CREATE SCHEMA other"))
            metadata.create_all(connection.execution_options(schema_translate_map={None: "other"}))
        with database.read() as connection:
            inspector = inspect(connection)
            assert _described(inspector, metadata, None) == _described(inspector, metadata, "other")
        database.close()
        return
    other = Database(f"sqlite:///{tmp_path_factory.mktemp('other')}/made.db")
    with other.write() as connection:
        metadata.create_all(connection)
    with database.read() as migrated, other.read() as made:
        assert _described(inspect(migrated), metadata, None) == _described(inspect(made), metadata, None)
        tables = text("SELECT name, sql FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name")
        assert [row.name for row in migrated.execute(tables)] == [row.name for row in made.execute(tables)]
    other.close()
    database.close()


def _described(inspector: Inspector, tables: MetaData, schema: str | None) -> list[str]:
    lines = []
    for name in sorted(tables.tables):
        lines.append(f"{name} key {inspector.get_pk_constraint(name, schema)['constrained_columns']}")
        lines += [
            f"{name} column {column['name']} {column['type']!r} {column['nullable']} {column['default'] is None}"
            for column in inspector.get_columns(name, schema)
        ]
        lines += sorted(
            f"{name} index {index['name']} {index['column_names']} {index['unique']} "
            f"{sorted((key, str(value)) for key, value in index.get('dialect_options', {}).items())}"
            for index in inspector.get_indexes(name, schema)
        )
        lines += sorted(
            f"{name} refers {key['constrained_columns']} {key['referred_table']} {key['referred_columns']}"
            for key in inspector.get_foreign_keys(name, schema)
        )
    return lines


def test_a_newer_schema_is_refused(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(PermanentFailure, match="newer version"):
        require_newest(database)
    with pytest.raises(PermanentFailure, match="newer version"):
        upgrade(database)
    database.close()


def test_a_failed_upgrade_leaves_nothing(empty_url: str) -> None:
    database = Database(empty_url)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE account (name TEXT)"))  # in the way of the first migration

    with pytest.raises(Exception, match="account"):
        upgrade(database)

    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["account"]
    database.close()
