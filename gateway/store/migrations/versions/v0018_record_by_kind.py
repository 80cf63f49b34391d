"""Rows of the record by their kind and time: what the console lists and counts."""

from typing import Final

from alembic import op

revision: Final = "0018"
down_revision: Final = "0017"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One index."""
    op.create_index("ix_record_kind_at", "record", ["kind", "at"])
