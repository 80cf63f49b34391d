"""What was found for requests for information."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0021"
down_revision: Final = "0020"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Two tables; no request was looked for yet."""
    op.create_table(
        "request_search",
        sa.Column("request", sa.String(255), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("searched", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("request", name="pk_request_search"),
    )
    op.create_table(
        "request_item",
        sa.Column("request", sa.String(255), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("choice", sa.String(16)),
        sa.Column("decided_by", sa.Text()),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("sealed", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["case_id"], ["message.case_id"], name="fk_request_item_case_id_message"),
        sa.PrimaryKeyConstraint("request", "case_id", name="pk_request_item"),
    )
    op.create_index("ix_request_item_case_id", "request_item", ["case_id"])
