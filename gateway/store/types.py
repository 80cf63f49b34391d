"""Column types that read and write the same on SQLite and on PostgreSQL."""

import json
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)

# SQLite gives out row numbers by itself for a column of the very type INTEGER only; it is 64 bits wide there.
RowNumber: Final = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware UTC time as microseconds since 1970: exact, sortable, and no session time zone can change it."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database; a naive time is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without an offset cannot be stored")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else EPOCH + value * MICROSECOND


class Strings(TypeDecorator[tuple[str, ...]]):
    """Several strings, in order, as one JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else json.dumps(list(value), ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """From the database."""
        return None if value is None else tuple(str(item) for item in json.loads(value))
