"""Templates of municipalities, each with its versions."""

from __future__ import annotations

import sqlalchemy as sa

from assembler.store.migrations.versions.v0001_first import (
    CODE,
    HASH,
    MOMENT,
    NAME,
    guard,
    index,
    numbered,
    perhaps,
    refers,
    there,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    numbered(
        "templates",
        there("municipality_id", sa.Uuid()),
        there("kind", CODE),
        there("name", NAME),
        there("created_at", MOMENT),
        perhaps("archived_at", MOMENT),
        refers("templates", "municipality_id", "municipalities.id"),
    )
    index("templates", "municipality_id")
    numbered(
        "template_versions",
        there("template_id", sa.Uuid()),
        there("sha256", HASH),
        perhaps("author_id", sa.Uuid()),
        there("at", MOMENT),
        refers("template_versions", "template_id", "templates.id"),
        refers("template_versions", "sha256", "files.sha256"),
        refers("template_versions", "author_id", "users.id"),
    )
    index("template_versions", "template_id")
    index("template_versions", "sha256")
    guard("template_versions")
