"""Registers, accounts, and who is signed in."""

from typing import Final

from sqlalchemy import (
    BigInteger,
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
from gateway.store.types import Instant, RowNumber, Strings

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

# Who wants no daily mail about what waits for them.
no_digest: Final = Table(
    "no_digest",
    metadata,
    Column("account", ForeignKey("account.name"), primary_key=True),
)

# Filters of the queue under a name, for whoever keeps them.
saved_view: Final = Table(
    "saved_view",
    metadata,
    Column("id", String(32), primary_key=True),  # random, hex
    Column("account", ForeignKey("account.name"), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),  # name and filters, which may say whom somebody looks for
    Column("first", Boolean, nullable=False),  # what the queue opens with; of one account's at most one
    Column("made_at", Instant, nullable=False),
)

# Addresses that a sender said are right before the email was sent (spool/confirmed.py).
confirmed_address: Final = Table(
    "confirmed_address",
    metadata,
    Column("n", RowNumber, primary_key=True, autoincrement=True),
    Column("sender_folded", Text, nullable=False, index=True),
    Column("address_folded", Text, nullable=False),
    Column("case_id", String(16), nullable=False),  # the draft on whose page it was said
    Column("by_whom", Text, nullable=False),  # account
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=False),  # counts for mail that comes before
    sqlite_autoincrement=True,
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
