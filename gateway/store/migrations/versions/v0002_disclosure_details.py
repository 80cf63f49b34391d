"""What a disclosure rested on and how it travelled is kept beside it."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """A column that old rows have empty: their place in the chain stays as it was."""
    op.add_column("disclosure", sa.Column("details", sa.Text(), nullable=True))
