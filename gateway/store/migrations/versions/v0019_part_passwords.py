"""Passwords of attachments."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0019"
down_revision: Final = "0018"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One table; nobody gave one yet."""
    op.create_table(
        "part_password",
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_part_password_case_id_message"),
        sa.PrimaryKeyConstraint("case_id", "digest", name="pk_part_password"),
    )
