"""Who looks at a held case."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0012"
down_revision: Final = "0011"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Two columns; nobody looks at anything yet."""
    op.add_column("hold", sa.Column("claimed_by", sa.Text(), nullable=True))
    op.add_column("hold", sa.Column("claimed_at", sa.BigInteger(), nullable=True))
