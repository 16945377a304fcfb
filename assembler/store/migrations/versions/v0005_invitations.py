"""Invitations to complete a card, and what came back."""

from __future__ import annotations

import sqlalchemy as sa

from assembler.store.migrations.versions.v0001_first import CODE, MOMENT, NAME, index, numbered, perhaps, refers, there

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    numbered(
        "invitations",
        there("municipality_id", sa.Uuid()),
        there("plan_id", sa.Uuid()),
        there("revision_id", sa.Uuid()),
        there("place", sa.String(1000)),
        there("title", NAME),
        there("addressee", NAME),
        there("deadline", sa.Date()),
        perhaps("author_id", sa.Uuid()),
        there("at", MOMENT),
        perhaps("closed_at", MOMENT),
        refers("invitations", "municipality_id", "municipalities.id"),
        refers("invitations", "plan_id", "plans.id"),
        refers("invitations", "revision_id", "revisions.id"),
        refers("invitations", "author_id", "users.id"),
    )
    for column in ("municipality_id", "plan_id", "revision_id"):
        index("invitations", column)
    numbered(
        "proposals",
        there("invitation_id", sa.Uuid()),
        there("base_id", sa.Uuid()),
        perhaps("part", sa.LargeBinary()),
        there("message", sa.String(2000)),
        there("at", MOMENT),
        there("verdict", CODE),
        perhaps("decided_by", sa.Uuid()),
        perhaps("decided_at", MOMENT),
        refers("proposals", "invitation_id", "invitations.id"),
        refers("proposals", "base_id", "revisions.id"),
        refers("proposals", "decided_by", "users.id"),
    )
    index("proposals", "invitation_id")
    index("proposals", "base_id")
