"""Webhooks and what is to be delivered to them."""

from __future__ import annotations

import sqlalchemy as sa

from assembler.store.migrations.versions.v0001_first import (
    CODE,
    MOMENT,
    NAME,
    index,
    numbered,
    perhaps,
    refers,
    there,
)

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    numbered(
        "webhooks",
        there("municipality_id", sa.Uuid()),
        perhaps("author_id", sa.Uuid()),
        there("url", sa.String(2000)),
        there("events", sa.JSON()),
        there("secret", sa.String(100)),
        there("created_at", MOMENT),
        there("turn_at", MOMENT),
        perhaps("off_at", MOMENT),
        there("off_reason", NAME),
        refers("webhooks", "municipality_id", "municipalities.id"),
        refers("webhooks", "author_id", "users.id"),
    )
    index("webhooks", "municipality_id")
    numbered(
        "deliveries",
        there("webhook_id", sa.Uuid()),
        there("event", CODE),
        there("subject", CODE),
        there("details", sa.JSON()),
        there("at", MOMENT),
        there("attempts", sa.Integer()),
        perhaps("next_at", MOMENT),
        perhaps("tried_at", MOMENT),
        perhaps("delivered_at", MOMENT),
        there("problem", NAME),
        refers("deliveries", "webhook_id", "webhooks.id"),
    )
    index("deliveries", "webhook_id")
    index("deliveries", "next_at")
