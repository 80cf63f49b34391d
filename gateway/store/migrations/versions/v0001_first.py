"""The first schema."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

# SQLite numbers rows by itself only in a column of the very type INTEGER.
ROW_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From nothing."""
    _content()
    _messages()
    _looks()
    _outgoing()
    _steps()
    _record()
    _disclosures()
    _people()
    _processes()


def _content() -> None:
    op.create_table(
        "period",
        sa.Column("id", sa.String(length=7), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("destroyed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_period"),
    )
    op.create_table(
        "content",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("period_id", sa.String(length=7), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("algorithm", sa.String(length=32), nullable=False),
        sa.Column("size", ROW_NUMBER, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name="fk_content_period_id"),
        sa.PrimaryKeyConstraint("id", name="pk_content"),
    )
    op.create_index("ix_content_period_id", "content", ["period_id"], unique=False)
    op.create_table(
        "content_chunk",
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name="fk_content_chunk_content_id"),
        sa.PrimaryKeyConstraint("content_id", "n", name="pk_content_chunk"),
    )


def _messages() -> None:
    op.create_table(
        "message",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("sender_folded", sa.Text(), nullable=False),
        sa.Column("listener", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("smtputf8", sa.Boolean(), nullable=False),
        sa.Column("body_8bit", sa.Boolean(), nullable=False),
        sa.Column("envid", sa.Text(), nullable=True),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("size", ROW_NUMBER, nullable=False),
        sa.Column("message_id_hash", sa.String(length=64), nullable=True),
        sa.Column("same_mail_key", sa.String(length=64), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name="fk_message_content_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_message"),
    )
    op.create_index("ix_message_message_id_hash", "message", ["message_id_hash"], unique=False)
    op.create_index("ix_message_received_at", "message", ["received_at"], unique=False)
    op.create_index("ix_message_same_mail_key_received_at", "message", ["same_mail_key", "received_at"], unique=False)
    op.create_index("ix_message_sender_folded", "message", ["sender_folded"], unique=False)
    op.create_table(
        "recipient",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_folded", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("look", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_recipient_case_id"),
        sa.PrimaryKeyConstraint("case_id", "n", name="pk_recipient"),
    )
    op.create_index("ix_recipient_address_folded", "recipient", ["address_folded"], unique=False)


def _looks() -> None:
    op.create_table(
        "answer",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_answer_case_id"),
        sa.PrimaryKeyConstraint("case_id", "n", name="pk_answer"),
    )
    op.create_table(
        "hold",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.Column("escalated_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_hold_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_hold"),
    )
    op.create_index("ix_hold_expires_at", "hold", ["expires_at"], unique=False)
    op.create_table(
        "sheet",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_sheet_case_id"),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name="fk_sheet_content_id"),
        sa.PrimaryKeyConstraint("case_id", "n", name="pk_sheet"),
    )


def _outgoing() -> None:
    op.create_table(
        "outgoing",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.Column("smtputf8", sa.Boolean(), nullable=False),
        sa.Column("body_8bit", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("delay_told_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_outgoing_case_id"),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name="fk_outgoing_content_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outgoing_case_id", "outgoing", ["case_id"], unique=False)
    op.create_table(
        "outgoing_recipient",
        sa.Column("outgoing_id", ROW_NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_code", sa.Integer(), nullable=True),
        sa.Column("last_enhanced", sa.String(length=16), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name="fk_outgoing_recipient_outgoing_id"),
        sa.PrimaryKeyConstraint("outgoing_id", "n", name="pk_outgoing_recipient"),
    )


def _steps() -> None:
    op.create_table(
        "step",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("outgoing_id", ROW_NUMBER, nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_step_case_id"),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name="fk_step_outgoing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_step_case_id", "step", ["case_id"], unique=False)
    op.create_index("ix_step_lane_due_at_id", "step", ["lane", "due_at", "id"], unique=False)
    op.create_index("ix_step_outgoing_id", "step", ["outgoing_id"], unique=False)
    op.create_index(
        "uq_step_analyse_case_id",
        "step",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("lane = 'analyse'"),
        postgresql_where=sa.text("lane = 'analyse'"),
    )


def _record() -> None:
    op.create_table(
        "record_batch",
        sa.Column("n", ROW_NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_record_batch"),
    )
    op.create_table(
        "record",
        sa.Column("seq", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("batch", ROW_NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["batch"], ["record_batch.n"], name="fk_record_batch"),
        sa.PrimaryKeyConstraint("seq", name="pk_record"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_record_at", "record", ["at"], unique=False)
    op.create_index("ix_record_batch", "record", ["batch"], unique=False)
    op.create_index("ix_record_case_id", "record", ["case_id"], unique=False)


def _disclosures() -> None:
    op.create_table(
        "disclosure",
        sa.Column("seq", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("recipient_n", sa.Integer(), nullable=False),
        sa.Column("look", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("treatment", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("batch", ROW_NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["batch"], ["record_batch.n"], name="fk_disclosure_batch"),
        sa.ForeignKeyConstraint(
            ["case_id", "recipient_n"], ["recipient.case_id", "recipient.n"], name="fk_disclosure_case_id_recipient_n"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_disclosure"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_disclosure_batch", "disclosure", ["batch"], unique=False)
    op.create_index("ix_disclosure_person", "disclosure", ["person"], unique=False)


def _people() -> None:
    op.create_table(
        "account",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("may_send_as", sa.Text(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_account"),
    )
    op.create_table(
        "register_generation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register_generation"),
    )
    op.create_table(
        "register_row",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("from_generation", sa.Integer(), nullable=False),
        sa.Column("to_generation", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "from_generation", name="pk_register_row"),
    )
    op.create_index("ix_register_row_kind_to_generation", "register_row", ["kind", "to_generation"], unique=False)


def _processes() -> None:
    op.create_table(
        "leader",
        sa.Column("job", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("job", name="pk_leader"),
    )
    op.create_table(
        "timed_job",
        sa.Column("job", sa.String(length=64), nullable=False),
        sa.Column("stretch", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("job", "stretch", name="pk_timed_job"),
    )
