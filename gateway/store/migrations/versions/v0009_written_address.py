"""Addresses outside to which mail of ours was delivered, as keyed commitments."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0009"
down_revision: Final = "0008"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One more table. Nothing is known of the time before: whoever is written to next is met for the first time."""
    op.create_table(
        "written_address",
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("commitment", name="pk_written_address"),
    )
