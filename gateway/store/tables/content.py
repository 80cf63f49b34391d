"""Sealed content and the keys of its months."""

from typing import Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
)

from gateway.store.tables.metadata import metadata
from gateway.store.types import Instant, RowNumber

# One month of content keys. The private half lies in the keys folder, sealed; here is only what seals.
period: Final = Table(
    "period",
    metadata,
    Column("id", String(7), primary_key=True),  # "2026-11"
    Column("public_key", LargeBinary, nullable=False),  # X25519, 32 bytes
    Column("created_at", Instant, nullable=False),
    Column("destroyed_at", Instant),  # null: its content can be read
)

content: Final = Table(
    "content",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("period_id", ForeignKey("period.id"), nullable=False, index=True),
    Column("wrapped_key", LargeBinary, nullable=False),  # the content's own key, to the period's public key
    Column("algorithm", String(32), nullable=False),
    Column("size", RowNumber, nullable=False),  # bytes, unsealed
    Column("created_at", Instant, nullable=False),
)

content_chunk: Final = Table(
    "content_chunk",
    metadata,
    Column("content_id", ForeignKey("content.id"), primary_key=True),
    Column("n", Integer, primary_key=True),  # from 0, without gaps
    Column("data", LargeBinary, nullable=False),
)
