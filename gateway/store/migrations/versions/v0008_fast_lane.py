"""The fast lane's clock, and who is never told about a hold."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0008"
down_revision: Final = "0007"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Widen the hold."""
    op.add_column("hold", sa.Column("urgent_at", sa.BigInteger(), nullable=True))
    op.add_column("hold", sa.Column("not_asked", sa.LargeBinary(), nullable=True))
