"""What changed in the registers since a generation is asked for after every change, and found without a walk."""

from typing import Final

from alembic import op

revision: Final = "0011"
down_revision: Final = "0010"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Two indexes."""
    op.create_index("ix_register_row_from_generation", "register_row", ["from_generation"])
    op.create_index("ix_register_row_to_generation", "register_row", ["to_generation"])
