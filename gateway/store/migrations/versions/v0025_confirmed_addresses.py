"""Addresses that a sender confirmed on the page of a draft, before the email itself is sent."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0025"
down_revision: Final = "0024"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One table; nobody confirmed any yet."""
    op.create_table(
        "confirmed_address",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("sender_folded", sa.Text(), nullable=False),
        sa.Column("address_folded", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_confirmed_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_confirmed_address_sender_folded", "confirmed_address", ["sender_folded"])
