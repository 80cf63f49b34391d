"""Who wants no daily mail about what waits for them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0023"
down_revision: Final = "0022"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One table; everybody gets it."""
    op.create_table(
        "no_digest",
        sa.Column("account", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_no_digest_account_account"),
        sa.PrimaryKeyConstraint("account", name="pk_no_digest"),
    )
