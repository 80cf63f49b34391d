"""Risks and breaches."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0004"
down_revision: Final = "0003"
branch_labels: Final = None
depends_on: Final = None

ROW_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Three tables; nothing that there is changes."""
    _risks()
    _breaches()


def _risks() -> None:
    op.create_table(
        "risk",
        sa.Column("n", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("review", sa.String(length=10), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_risk"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_risk_case_id", "risk", ["case_id"], unique=False)
    op.create_index(
        "uq_risk_kind_subject",
        "risk",
        ["kind", "subject"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _breaches() -> None:
    op.create_table(
        "breach",
        sa.Column("n", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("aware_at", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.String(length=16), nullable=False),
        sa.Column("ico_told_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_breach"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_breach_case_id", "breach", ["case_id"], unique=False)
    op.create_table(
        "breach_told",
        sa.Column("breach_n", ROW_NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("whom", sa.String(length=16), nullable=False),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["breach_n"], ["breach.n"], name="fk_breach_told_breach_n"),
        sa.PrimaryKeyConstraint("breach_n", "n", name="pk_breach_told"),
    )
