"""Tables of others that were taken over: who sent them, how their columns were read, what found no place."""

from __future__ import annotations

import sqlalchemy as sa

from assembler.store.migrations.versions.v0001_first import CODE, MOMENT, NAME, index, numbered, perhaps, refers, there

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    numbered(
        "taken_tables",
        there("municipality_id", sa.Uuid()),
        there("plan_id", sa.Uuid()),
        there("upload_id", sa.Uuid()),
        there("number", sa.Integer()),
        there("sender", NAME),
        there("sender_key", NAME),
        there("target", CODE),
        there("sheet", NAME),
        there("meaning", sa.JSON()),
        there("said", sa.LargeBinary()),
        there("aside", sa.LargeBinary()),
        there("aside_count", sa.Integer()),
        perhaps("author_id", sa.Uuid()),
        there("at", MOMENT),
        refers("taken_tables", "municipality_id", "municipalities.id"),
        refers("taken_tables", "plan_id", "plans.id"),
        refers("taken_tables", "upload_id", "uploads.id"),
        refers("taken_tables", "author_id", "users.id"),
    )
    index("taken_tables", "municipality_id", "sender_key", "seq")
    index("taken_tables", "plan_id")
    index("taken_tables", "upload_id")
