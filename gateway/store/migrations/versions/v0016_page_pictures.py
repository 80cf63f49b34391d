"""Pictures of attachments' pages."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0016"
down_revision: Final = "0015"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """One table; nothing was drawn yet."""
    op.create_table(
        "page_picture",
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("more", sa.Boolean(), nullable=False),
        sa.Column("content_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_page_picture_case_id_message"),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name="fk_page_picture_content_id_content"),
        sa.PrimaryKeyConstraint("case_id", "source", "n", name="pk_page_picture"),
    )
