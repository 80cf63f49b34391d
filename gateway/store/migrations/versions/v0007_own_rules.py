"""Every policy that was in use is kept whole, and what goes once for a case is noted."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0007"
down_revision: Final = "0006"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Two tables; nothing that stands changes."""
    op.create_table(
        "told_once",
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_told_once_case_id"),
        sa.PrimaryKeyConstraint("case_id", "key", name="pk_told_once"),
    )
    op.create_table(
        "policy_version",
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("first_used_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_policy_version"),
    )
    op.create_index("ix_policy_version_taken_at", "policy_version", ["taken_at"])
