"""Sessions of people who signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assembler.store.migrations.versions.v0001_first import HASH, MOMENT, NUMBER, index, perhaps, refers, there, unique

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("seq", NUMBER, primary_key=True, autoincrement=True),
        there("secret", HASH),
        there("user_id", sa.Uuid()),
        there("generation", sa.Integer()),
        perhaps("municipality_id", sa.Uuid()),
        there("begun_at", MOMENT),
        there("seen_at", MOMENT),
        sa.PrimaryKeyConstraint("seq", name="pk_sign_ins"),
        unique("sign_ins", "secret"),
        refers("sign_ins", "user_id", "users.id"),
        refers("sign_ins", "municipality_id", "municipalities.id"),
        sqlite_autoincrement=True,
    )
    index("sign_ins", "user_id")
    index("sign_ins", "seen_at")
