"""What went to a party, by the fingerprints of its paragraphs."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"
branch_labels: Final = None
depends_on: Final = None

ROW_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One more table."""
    op.create_table(
        "delivered_print",
        sa.Column("seq", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("print", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("period_id", sa.String(length=7), nullable=False),
        sa.Column("case_id", sa.String(length=16), nullable=False),
        sa.Column("recipient_n", sa.Integer(), nullable=False),
        sa.Column("look", sa.Integer(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name="fk_delivered_print_period_id"),
        sa.ForeignKeyConstraint(
            ["case_id", "recipient_n"], ["recipient.case_id", "recipient.n"], name="fk_delivered_print_case_id"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_delivered_print"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivered_print_print_party", "delivered_print", ["print", "party"])
    op.create_index("ix_delivered_print_period_id", "delivered_print", ["period_id"])
