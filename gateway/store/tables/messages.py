"""Messages, what is to be done with them, and what people answered."""

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
    text,
)

from gateway.store.tables.metadata import metadata
from gateway.store.types import Instant, RowNumber, Strings

# Addresses stand in clear: the queue is operated and traced by them (docs/choices/store.md).
message: Final = Table(
    "message",
    metadata,
    Column("case_id", String(16), primary_key=True),
    Column("sender", Text, nullable=False),  # as given; empty: the null sender
    Column("sender_folded", Text, nullable=False, index=True),  # for tracing whatever its case
    Column("listener", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("account", Text),  # who signed in; null: a trusted listener
    Column("received_at", Instant, nullable=False, index=True),
    Column("smtputf8", Boolean, nullable=False),
    Column("body_8bit", Boolean, nullable=False),
    Column("envid", Text),
    Column("protocol", Text, nullable=False),
    Column("size", RowNumber, nullable=False),
    Column("message_id_hash", String(64), index=True),  # SHA-256, hex; null: the mail has no Message-ID
    Column("same_mail_key", String(64), nullable=False),  # sender, Message-ID and body; whoever receives it
    Column("content_id", ForeignKey("content.id"), nullable=False),
    Column("content_hash", String(64), nullable=False),  # SHA-256 of the message as received, hex
    Index(None, "same_mail_key", "received_at"),
)

recipient: Final = Table(
    "recipient",
    metadata,
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("address_folded", Text, nullable=False, index=True),
    Column("state", String(16), nullable=False),  # lifecycle.RecipientState
    Column("reasons", Strings, nullable=False),
    Column("look", Integer, nullable=False),  # the look (sheet.n) that put it where it is; 0: none yet
)

# The hot table: one row for each piece of work that can be done now or later. Held mail is not here.
step: Final = Table(
    "step",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("lane", String(16), nullable=False),  # lifecycle.Lane
    Column("case_id", ForeignKey("message.case_id"), index=True),  # null: mail of ours that belongs to no case
    Column("outgoing_id", ForeignKey("outgoing.id"), index=True),  # deliver only
    Column("due_at", Instant, nullable=False),
    Column("lease_until", Instant),  # null: nobody works on it
    Column("worker", Text),
    Column("epoch", Integer, nullable=False),  # rises with each claim: the fence
    Column("attempts", Integer, nullable=False),  # temporary failures so far
    Column("created_at", Instant, nullable=False),
    Index(None, "lane", "due_at", "id"),
    # A case is looked at by one worker at a time: an answer that comes meanwhile raises the epoch of its one step.
    Index(
        "uq_step_analyse_case_id",
        "case_id",
        unique=True,
        sqlite_where=text("lane = 'analyse'"),
        postgresql_where=text("lane = 'analyse'"),
    ),
    sqlite_autoincrement=True,  # a number is never given twice: a stale holder must not meet another's step
)

sheet: Final = Table(
    "sheet",
    metadata,
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("n", Integer, primary_key=True),  # from 1: the look
    Column("at", Instant, nullable=False),
    Column("policy", Text, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("content_id", ForeignKey("content.id"), nullable=False),
)

hold: Final = Table(
    "hold",
    metadata,
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("held_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("asked", Strings, nullable=False),  # "role address", one string each
    Column("reasons", Strings, nullable=False),
    Column("answers", Strings, nullable=False),
    Column("reminded_at", Instant),
    Column("escalated_at", Instant),
    Column("urgent_at", Instant),  # in the fast lane since; null: it is not in it
    Column("not_asked", LargeBinary),  # emails, sealed: they tell whom the message is about; null: not known
    Column("claimed_by", Text),  # an account that looks at it; null: nobody said so
    Column("claimed_at", Instant),  # null with claimed_by
)

# What people said; sealed, because a justification names people.
answer: Final = Table(
    "answer",
    metadata,
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# What opens attachments, as a sender typed it: sealed, and deleted once nothing of the case waits any more.
part_password: Final = Table(
    "part_password",
    metadata,
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("digest", String(64), primary_key=True),  # SHA-256 of the locked file, hex
    Column("sealed", LargeBinary, nullable=False),
)

# Pictures of attachments' pages, drawn for who decides: sealed as the mail they show, and gone with it.
page_picture: Final = Table(
    "page_picture",
    metadata,
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("source", String(64), primary_key=True),  # SHA-256, hex, of what says which version of which part it shows
    Column("n", Integer, primary_key=True, autoincrement=False),  # page, from 0; -1: the text of all of them
    Column("more", Boolean, nullable=False),  # the document has further pages
    Column("content_id", ForeignKey("content.id"), nullable=False),
)

outgoing: Final = Table(
    "outgoing",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("case_id", ForeignKey("message.case_id"), index=True),  # null: a digest or the like
    Column("kind", String(16), nullable=False),  # outcome.FinishedKind
    Column("sender", Text, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("content_id", ForeignKey("content.id"), nullable=False),
    Column("smtputf8", Boolean, nullable=False),
    Column("body_8bit", Boolean, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("policy", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),  # steps.OutgoingState
    Column("delay_told_at", Instant),  # when the sender was told that it is late
    sqlite_autoincrement=True,
)

outgoing_recipient: Final = Table(
    "outgoing_recipient",
    metadata,
    Column("outgoing_id", ForeignKey("outgoing.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("state", String(16), nullable=False),  # steps.OutgoingState
    Column("attempts", Integer, nullable=False),
    Column("last_code", Integer),  # SMTP reply code; 0: no connection; null: not tried
    Column("last_enhanced", String(16)),
    Column("next_at", Instant),  # null: nothing more will be tried
)
