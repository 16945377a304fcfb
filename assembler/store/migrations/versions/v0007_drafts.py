"""What is typed into forms and not saved yet."""

from __future__ import annotations

import sqlalchemy as sa

from assembler.store.migrations.versions.v0001_first import HASH, MOMENT, NAME, index, numbered, refers, there, unique

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    numbered(
        "drafts",
        there("municipality_id", sa.Uuid()),
        there("plan_id", sa.Uuid()),
        there("user_id", sa.Uuid()),
        there("form", HASH),
        there("place", sa.String(1000)),
        there("number", sa.Integer()),
        there("title", NAME),
        there("labels", sa.JSON()),
        there("typed", sa.LargeBinary()),
        there("at", MOMENT),
        refers("drafts", "municipality_id", "municipalities.id"),
        refers("drafts", "plan_id", "plans.id"),
        refers("drafts", "user_id", "users.id"),
        unique("drafts", "user_id", "plan_id", "form"),
    )
    for column in ("municipality_id", "plan_id", "user_id", "at"):
        index("drafts", column)
