"""Sessions of the console, and the authenticator apps of accounts."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0010"
down_revision: Final = "0009"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Two tables. Nobody is signed in, and everybody sets an authenticator up when they first sign in."""
    op.create_table(
        "console_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account", sa.String(255), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_console_session_account_account"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_console_session"),
    )
    op.create_index("ix_console_session_account", "console_session", ["account"])
    op.create_table(
        "authenticator",
        sa.Column("account", sa.String(255), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_authenticator_account_account"),
        sa.PrimaryKeyConstraint("account", name="pk_authenticator"),
    )
