"""Who signed in last: the newest entry of each account, without reading those of all."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0024"
down_revision: Final = "0023"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One index, of the entries that tell of sign-ins alone."""
    only = sa.text("kind = 'signed-in'")
    op.create_index("ix_record_signed_in", "record", ["by_whom", "seq"], sqlite_where=only, postgresql_where=only)
