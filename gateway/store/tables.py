"""Every table. What a migration makes must equal this (tests/store/test_schema.py)."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from gateway.store.types import Instant, RowNumber, Strings

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Content ---------------------------------------------------------------------------------------------------------

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

# Messages --------------------------------------------------------------------------------------------------------

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

# The record ------------------------------------------------------------------------------------------------------

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

# To whom mail of ours was delivered outside: keyed commitments to addresses.
written_address: Final = Table(
    "written_address",
    metadata,
    Column("commitment", LargeBinary, primary_key=True),  # 32 bytes
    Column("first_at", Instant, nullable=False),
)

# Registers and people --------------------------------------------------------------------------------------------

# History is kept: a row is in force from one generation until before another.
register_row: Final = Table(
    "register_row",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("id", String(255), primary_key=True),
    Column("from_generation", Integer, primary_key=True),
    Column("to_generation", Integer),  # null: in force
    Column("at", Instant, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # sealed by RegisterSeal
    Index(None, "kind", "to_generation"),
    Index(None, "from_generation"),
    Index(None, "to_generation"),
)

# Source documents that are kept from somebody (CONS-7), by the fingerprints of their text.
restricted_document: Final = Table(
    "restricted_document",
    metadata,
    Column("restriction", String(255), primary_key=True),  # register id
    Column("document", String(64), primary_key=True),  # hex digest of its prints: the same document again is no other
    Column("at", Instant, nullable=False),
    Column("by_whom", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # prints of 8 bytes, in rising order; sealed by RegisterSeal
)

# One row, id 1: the last generation of the registers.
register_generation: Final = Table(
    "register_generation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
)

account: Final = Table(
    "account",
    metadata,
    Column("name", String(255), primary_key=True),  # an email address, lower case
    Column("password_hash", Text, nullable=False),  # argon2id
    Column("roles", Strings, nullable=False),
    Column("may_send_as", Strings, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
)

# Who is signed in to the console. The token itself is with the browser alone.
console_session: Final = Table(
    "console_session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),  # SHA-256
    Column("account", ForeignKey("account.name"), nullable=False, index=True),
    Column("client", Text, nullable=False),  # address it was opened from
    Column("opened_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),  # to the minute
    Column("checked_at", Instant),  # when the second factor was last given; null: password only, opens nothing
    Column("means", Text, nullable=False, server_default=""),  # how it was opened; empty: before that was kept
)

# An app that shows codes (RFC 6238).
authenticator: Final = Table(
    "authenticator",
    metadata,
    Column("account", ForeignKey("account.name"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # its secret
    Column("made_at", Instant, nullable=False),
    Column("confirmed_at", Instant),  # null: no code of it was given yet, so it counts for nothing
    Column("last_step", BigInteger, nullable=False),  # of the last code taken: none is taken twice
)

# Passkeys (WebAuthn level 3): what an account's keys sign is checked with.
passkey: Final = Table(
    "passkey",
    metadata,
    Column("credential", LargeBinary, primary_key=True),  # SHA-256 of its id
    Column("credential_id", LargeBinary, nullable=False),
    Column("account", ForeignKey("account.name"), nullable=False, index=True),
    Column("handle", LargeBinary, nullable=False),  # what its keeper knows the account by; random, the same for all
    Column("title", Text, nullable=False),  # as its owner calls it
    Column("public_key", LargeBinary, nullable=False),  # COSE
    Column("sign_count", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("used_at", Instant),  # null: never since
)

# What programs use the interface with.
api_token: Final = Table(
    "api_token",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False, index=True),  # SHA-256; the token itself is kept nowhere
    Column("title", Text, nullable=False),  # what uses it
    Column("scopes", Strings, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("used_at", Instant),  # to the minute; null: never
    Column("revoked_at", Instant),  # null: it was not
)

# Challenges and states that were answered, until they are too old to be taken anyway.
spent_challenge: Final = Table(
    "spent_challenge",
    metadata,
    Column("hash", LargeBinary, primary_key=True),  # SHA-256
    Column("spent_at", Instant, nullable=False, index=True),
)

# Processes -------------------------------------------------------------------------------------------------------

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
