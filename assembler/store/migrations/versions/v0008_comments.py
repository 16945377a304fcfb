"""Comments on plans and their settlement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assembler.store.migrations.versions.v0001_first import (
    CODE,
    MOMENT,
    NAME,
    index,
    numbered,
    perhaps,
    refers,
    there,
    unique,
)

revision = "0008"
down_revision = "0007"
WORDING = sa.String(20_000)


def upgrade() -> None:
    op.add_column("plans", sa.Column("last_comment", sa.Integer(), nullable=False, server_default="0"))
    numbered(
        "comments",
        there("municipality_id", sa.Uuid()),
        there("plan_id", sa.Uuid()),
        there("number", sa.Integer()),
        there("version", sa.Integer()),
        perhaps("received", sa.Date()),
        there("submitter", NAME),
        there("publish", sa.Boolean()),
        there("channel", CODE),
        there("place", sa.String(1000)),
        there("place_title", NAME),
        there("revision_id", sa.Uuid()),
        there("original", WORDING),
        there("proposed", WORDING),
        there("reason", WORDING),
        there("type", CODE),
        there("settlement", CODE),
        perhaps("merged_with", sa.Integer()),
        there("justification", WORDING),
        there("decided_by", NAME),
        perhaps("decided_on", sa.Date()),
        perhaps("author_id", sa.Uuid()),
        there("at", MOMENT),
        there("changed_at", MOMENT),
        unique("comments", "plan_id", "number"),
        refers("comments", "municipality_id", "municipalities.id"),
        refers("comments", "plan_id", "plans.id"),
        refers("comments", "revision_id", "revisions.id"),
        refers("comments", "author_id", "users.id"),
    )
    for column in ("municipality_id", "plan_id", "revision_id"):
        index("comments", column)
