"""Decisions that the organisation relies on, to be asked about again under another policy."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0022"
down_revision: Final = "0021"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One table; none is kept yet."""
    op.create_table(
        "policy_test",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("content_id", sa.String(32), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("kept_by", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name="fk_policy_test_content_id_content"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_test"),
        sqlite_autoincrement=True,
    )
