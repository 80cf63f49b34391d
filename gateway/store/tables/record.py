"""What was decided and done, and what must be kept or may go."""

from typing import Final

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
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

record_batch: Final = Table(
    "record_batch",
    metadata,
    Column("n", RowNumber, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("at", Instant, nullable=False),
    Column("entries", Integer, nullable=False),  # rows of record and of disclosure together
    Column("mac", LargeBinary, nullable=False),  # over the batch before and every row of this one
)

record: Final = Table(
    "record",
    metadata,
    Column("seq", RowNumber, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False, index=True),
    Column("kind", String(32), nullable=False),  # outcome.RecordKind
    Column("case_id", String(16), index=True),
    Column("by_whom", Text, nullable=False),
    Column("facts", Text, nullable=False),  # canonical JSON: these very characters are chained
    Column("batch", ForeignKey("record_batch.n"), index=True),  # null: committed, not chained yet
    Index(None, "kind", "at"),
    # Who signed in last: a few entries of each of many accounts (reading.last_sign_ins).
    Index(
        "ix_record_signed_in",
        "by_whom",
        "seq",
        sqlite_where=text("kind = 'signed-in'"),
        postgresql_where=text("kind = 'signed-in'"),
    ),
    sqlite_autoincrement=True,
)

disclosure: Final = Table(
    "disclosure",
    metadata,
    Column("seq", RowNumber, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("case_id", String(16), nullable=False),
    Column("recipient_n", Integer, nullable=False),
    Column("look", Integer, nullable=False),
    Column("person", Text, nullable=False, index=True),
    Column("party", Text, nullable=False),
    Column("recipient", LargeBinary, nullable=False),  # salted commitment to the address
    Column("kinds", Strings, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("treatment", Text, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("batch", ForeignKey("record_batch.n"), index=True),
    Column("details", Text),  # JSON, chained as it stands; null: a row from before details were kept
    ForeignKeyConstraint(["case_id", "recipient_n"], ["recipient.case_id", "recipient.n"]),
    sqlite_autoincrement=True,
)

# What went to a party, by the fingerprints of its paragraphs; no word of it, and deleted with the month's content.
delivered_print: Final = Table(
    "delivered_print",
    metadata,
    Column("seq", RowNumber, primary_key=True, autoincrement=True),
    Column("party", Text, nullable=False),
    Column("print", LargeBinary, nullable=False),  # keyed, 16 bytes
    Column("at", Instant, nullable=False),
    Column("period_id", ForeignKey("period.id"), nullable=False, index=True),
    Column("case_id", String(16), nullable=False),
    Column("recipient_n", Integer, nullable=False),
    Column("look", Integer, nullable=False),  # it counts once the recipient of that look is delivered
    Column("people", Strings, nullable=False),  # "P-1 health": register id and kind
    Index(None, "print", "party"),
    ForeignKeyConstraint(["case_id", "recipient_n"], ["recipient.case_id", "recipient.n"]),
    sqlite_autoincrement=True,
)

# What retention took off the record's beginning: where the chain goes on from, proven by a key that is not here.
record_cut: Final = Table(
    "record_cut",
    metadata,
    Column("n", RowNumber, primary_key=True, autoincrement=False),  # the last batch that went
    Column("at", Instant, nullable=False),
    Column("entries", Integer, nullable=False),  # rows that went with this cut
    Column("mac", LargeBinary, nullable=False),  # of batch n: what stands before the first that stayed
    Column("seal", LargeBinary, nullable=False),  # over all of this, and the seal of the cut before
)

# What must not be deleted, whatever retention says.
legal_hold: Final = Table(
    "legal_hold",
    metadata,
    Column("n", RowNumber, primary_key=True, autoincrement=True),
    Column("kind", String(8), nullable=False),  # legal_hold.HoldKind
    Column("subject", Text, nullable=False),  # case number or register id
    Column("at", Instant, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("lifted_at", Instant),  # null: it holds
    Column("sealed", LargeBinary),  # why, in people's words
    sqlite_autoincrement=True,
)

# Risks and breaches (REC-3, REC-4): worked by hand, so rows change; every change is an entry of the record.
risk: Final = Table(
    "risk",
    metadata,
    Column("n", RowNumber, primary_key=True, autoincrement=True),
    Column("opened_at", Instant, nullable=False),
    Column("kind", String(32), nullable=False),  # risks.RiskKind
    Column("subject", Text, nullable=False),  # ids
    Column("about", Strings, nullable=False),  # ids
    Column("case_id", String(16), index=True),  # where it showed last; null: in no case
    Column("seen", Integer, nullable=False),  # how often
    Column("last_seen_at", Instant, nullable=False),
    Column("status", String(16), nullable=False),  # risks.RiskStatus
    Column("owner", Text, nullable=False),  # an account; empty: nobody's yet
    Column("review", String(10), nullable=False),  # a day; empty: none set
    Column("closed_at", Instant),  # null: open
    Column("sealed", LargeBinary),  # what people wrote; null: nothing yet
    # One open risk of a kind and subject, whatever process sees it first.
    Index(
        "uq_risk_kind_subject",
        "kind",
        "subject",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

breach: Final = Table(
    "breach",
    metadata,
    Column("n", RowNumber, primary_key=True, autoincrement=True),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("aware_at", Instant, nullable=False),  # UK GDPR Art. 33: the 72 hours run from here
    Column("case_id", String(16), index=True),  # null: it is about no mail of ours
    Column("about", Strings, nullable=False),  # ids of people
    Column("likelihood", String(16), nullable=False),  # risks.Likelihood
    Column("ico_told_at", Instant),  # null: the ICO was not told
    Column("closed_at", Instant),  # null: open
    Column("sealed", LargeBinary),  # what people wrote; null: nothing yet
    sqlite_autoincrement=True,
)

breach_told: Final = Table(
    "breach_told",
    metadata,
    Column("breach_n", ForeignKey("breach.n"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("whom", String(16), nullable=False),  # risks.Told
    Column("by_whom", Text, nullable=False),
    Column("sealed", LargeBinary),  # what was said; null: no words were kept
)

# What goes once for a case, however often it is looked at.
told_once: Final = Table(
    "told_once",
    metadata,
    Column("case_id", ForeignKey("message.case_id"), primary_key=True),
    Column("key", String(400), primary_key=True),
    Column("at", Instant, nullable=False),
)

# Every policy that was ever in use, whole: a decision names its version.
policy_version: Final = Table(
    "policy_version",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("first_used_at", Instant, nullable=False),
    Column("taken_at", Instant, nullable=False, index=True),  # when it was last taken into use
    Column("text", Text, nullable=False),
)

# Decisions that the organisation relies on (past/kept_tests.py).
policy_test: Final = Table(
    "policy_test",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("content_id", ForeignKey("content.id"), nullable=False),  # its name and fact sheet
    Column("policy", Text, nullable=False),  # version that its answer was given under
    Column("looked_at", Instant, nullable=False),  # in the month whose key it is sealed with: it goes with that month
    Column("kept_by", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

# To whom mail of ours was delivered outside: keyed commitments to addresses.
written_address: Final = Table(
    "written_address",
    metadata,
    Column("commitment", LargeBinary, primary_key=True),  # 32 bytes
    Column("first_at", Instant, nullable=False),
)
