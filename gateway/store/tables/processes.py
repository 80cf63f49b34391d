"""Which processes live, and which jobs are theirs."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from gateway.store.tables.metadata import metadata
from gateway.store.types import Instant, RowNumber

# Who does a job that only one process may do, until when.
leader: Final = Table(
    "leader",
    metadata,
    Column("job", String(64), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

# A timed job done for a stretch of time: a second run of it does nothing.
timed_job: Final = Table(
    "timed_job",
    metadata,
    Column("job", String(64), primary_key=True),
    Column("stretch", String(32), primary_key=True),  # "2026-11-22"
    Column("at", Instant, nullable=False),
)

# Which processes live: a row for each, renewed every few seconds.
heartbeat: Final = Table(
    "heartbeat",
    metadata,
    Column("node", String(255), primary_key=True),  # name of the machine
    Column("role", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # of several of one role, from 0
    Column("pid", Integer, nullable=False),
    Column("version", String(32), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

# Who asked to see what an email says, and until when they may (record/content_views.py).
content_view: Final = Table(
    "content_view",
    metadata,
    Column("n", RowNumber, primary_key=True, autoincrement=True),
    Column("case_id", String(16), nullable=False, index=True),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("decided_by", Text),  # null: it waits for an answer
    Column("decided_at", Instant),
    Column("refused", Boolean),
    Column("until", Instant),  # null: not granted
    Column("ended_by", Text),
    Column("ended_at", Instant),  # null: nobody took it back
    Column("sealed", LargeBinary),  # why, in people's words
    sqlite_autoincrement=True,
)

# What a request for information was looked for in, and how far that got (requests/item_book.py).
request_search: Final = Table(
    "request_search",
    metadata,
    Column("request", String(255), primary_key=True),  # register id
    Column("at", Instant, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("searched", Integer, nullable=False),  # emails
    Column("unread", Integer, nullable=False),  # emails of which nobody can tell whom they are about
)

# An email that was found for a request, and what becomes of it in the answer.
request_item: Final = Table(
    "request_item",
    metadata,
    Column("request", String(255), primary_key=True),  # register id
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("found_at", Instant, nullable=False),
    Column("choice", String(16)),  # item_book.Choice; null: nobody decided yet
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("sealed", LargeBinary),  # who else is hidden, and why it is left out, in people's words
    Index(None, "case_id"),
)
