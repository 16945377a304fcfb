"""The first tables, and the guards of those that only grow."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
HASH = sa.String(64)
CODE = sa.String(60)
NAME = sa.String(300)
APPEND_ONLY = ("contents", "content_files", "revisions", "documents", "document_files", "audit_entries")


def upgrade() -> None:
    people()
    contents()
    plans()
    jobs()
    documents()
    journals()
    for table in APPEND_ONLY:
        guard(table)


# ---------------------------------------------------------------- what tables have in common


def numbered(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table whose rows have their order and an id that others see."""
    op.create_table(
        table,
        sa.Column("seq", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("seq", name=f"pk_{table}"),
        sa.UniqueConstraint("id", name=f"uq_{table}_id"),
        sqlite_autoincrement=True,
    )


def there(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def perhaps(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def guard(table: str) -> None:
    """Refuse UPDATE and DELETE: the rows only ever grow in number."""
    if op.get_context().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
    )


# ---------------------------------------------------------------- the tables


def people() -> None:
    numbered("municipalities", there("name", NAME), there("created_at", MOMENT))
    numbered(
        "users",
        there("name", NAME),
        there("email", NAME),
        perhaps("password", NAME),
        perhaps("oidc_issuer", NAME),
        perhaps("oidc_subject", NAME),
        there("generation", sa.Integer()),
        there("active", sa.Boolean()),
        there("created_at", MOMENT),
        unique("users", "email"),
        unique("users", "oidc_issuer", "oidc_subject"),
    )
    op.create_table(
        "memberships",
        there("user_id", sa.Uuid()),
        there("municipality_id", sa.Uuid()),
        there("role", CODE),
        there("parts", sa.JSON()),
        there("since", MOMENT),
        sa.PrimaryKeyConstraint("user_id", "municipality_id", name="pk_memberships"),
        refers("memberships", "user_id", "users.id"),
        refers("memberships", "municipality_id", "municipalities.id"),
    )
    index("memberships", "municipality_id")
    tokens()


def tokens() -> None:
    numbered(
        "tokens",
        there("municipality_id", sa.Uuid()),
        there("user_id", sa.Uuid()),
        there("name", NAME),
        there("secret", HASH),
        there("scopes", sa.JSON()),
        there("created_at", MOMENT),
        there("expires_at", MOMENT),
        perhaps("revoked_at", MOMENT),
        unique("tokens", "secret"),
        refers("tokens", "municipality_id", "municipalities.id"),
        refers("tokens", "user_id", "users.id"),
    )
    index("tokens", "municipality_id")
    index("tokens", "user_id")


def contents() -> None:
    op.create_table(
        "files",
        there("sha256", HASH),
        there("size", NUMBER),
        there("kept_until", MOMENT),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )
    op.create_table(
        "contents",
        there("hash", HASH),
        there("packed", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("hash", name="pk_contents"),
    )
    op.create_table(
        "content_files",
        there("content_hash", HASH),
        there("sha256", HASH),
        sa.PrimaryKeyConstraint("content_hash", "sha256", name="pk_content_files"),
        refers("content_files", "content_hash", "contents.hash"),
        refers("content_files", "sha256", "files.sha256"),
    )
    index("content_files", "sha256")


def plans() -> None:
    numbered(
        "plans",
        there("municipality_id", sa.Uuid()),
        there("title", NAME),
        there("head", sa.Integer()),
        there("changed", NUMBER),
        there("created_at", MOMENT),
        perhaps("archived_at", MOMENT),
        refers("plans", "municipality_id", "municipalities.id"),
    )
    index("plans", "municipality_id", "changed")
    numbered(
        "revisions",
        there("plan_id", sa.Uuid()),
        there("number", sa.Integer()),
        there("title", NAME),
        there("content_hash", HASH),
        perhaps("parent_id", sa.Uuid()),
        perhaps("source_id", sa.Uuid()),
        perhaps("author_id", sa.Uuid()),
        there("at", MOMENT),
        there("note", sa.String(2000)),
        unique("revisions", "plan_id", "number"),
        refers("revisions", "plan_id", "plans.id"),
        refers("revisions", "content_hash", "contents.hash"),
        refers("revisions", "parent_id", "revisions.id"),
        refers("revisions", "source_id", "revisions.id"),
        refers("revisions", "author_id", "users.id"),
    )
    index("revisions", "plan_id")
    index("revisions", "content_hash")
    uploads()


def uploads() -> None:
    numbered(
        "uploads",
        there("municipality_id", sa.Uuid()),
        perhaps("plan_id", sa.Uuid()),
        there("purpose", CODE),
        there("file_name", NAME),
        there("media_type", sa.String(150)),
        there("sha256", HASH),
        perhaps("author_id", sa.Uuid()),
        there("at", MOMENT),
        refers("uploads", "municipality_id", "municipalities.id"),
        refers("uploads", "plan_id", "plans.id"),
        refers("uploads", "sha256", "files.sha256"),
        refers("uploads", "author_id", "users.id"),
    )
    for column in ("municipality_id", "plan_id", "sha256"):
        index("uploads", column)


def jobs() -> None:
    numbered(
        "jobs",
        there("municipality_id", sa.Uuid()),
        perhaps("plan_id", sa.Uuid()),
        perhaps("revision_id", sa.Uuid()),
        perhaps("author_id", sa.Uuid()),
        there("kind", CODE),
        there("order", sa.JSON()),
        there("state", CODE),
        there("step", CODE),
        there("progress", sa.Integer()),
        there("attempts", sa.Integer()),
        perhaps("lease", sa.Uuid()),
        perhaps("lease_until", MOMENT),
        perhaps("heartbeat_at", MOMENT),
        perhaps("result", sa.JSON()),
        perhaps("problem", sa.JSON()),
        there("created_at", MOMENT),
        perhaps("started_at", MOMENT),
        perhaps("finished_at", MOMENT),
        refers("jobs", "municipality_id", "municipalities.id"),
        refers("jobs", "plan_id", "plans.id"),
        refers("jobs", "revision_id", "revisions.id"),
        refers("jobs", "author_id", "users.id"),
    )
    index("jobs", "municipality_id")
    index("jobs", "plan_id")
    index("jobs", "state", "seq")


def documents() -> None:
    numbered(
        "documents",
        there("municipality_id", sa.Uuid()),
        there("plan_id", sa.Uuid()),
        there("revision_id", sa.Uuid()),
        perhaps("job_id", sa.Uuid()),
        there("kind", CODE),
        there("template", NAME),
        there("template_hash", HASH),
        there("variant", CODE),
        there("state", CODE),
        perhaps("year", sa.Integer()),
        there("version", CODE),
        there("file_name", NAME),
        perhaps("author_id", sa.Uuid()),
        there("at", MOMENT),
        unique("documents", "job_id"),
        refers("documents", "municipality_id", "municipalities.id"),
        refers("documents", "plan_id", "plans.id"),
        refers("documents", "revision_id", "revisions.id"),
        refers("documents", "job_id", "jobs.id"),
        refers("documents", "author_id", "users.id"),
    )
    for column in ("municipality_id", "plan_id", "revision_id"):
        index("documents", column)
    op.create_table(
        "document_files",
        there("document_id", sa.Uuid()),
        there("format", CODE),
        there("sha256", HASH),
        there("size", NUMBER),
        sa.PrimaryKeyConstraint("document_id", "format", name="pk_document_files"),
        refers("document_files", "document_id", "documents.id"),
        refers("document_files", "sha256", "files.sha256"),
    )
    index("document_files", "sha256")


def journals() -> None:
    op.create_table(
        "idempotency_keys",
        there("owner", sa.Uuid()),
        there("key", sa.String(200)),
        there("fingerprint", HASH),
        there("lease", sa.Uuid()),
        there("lease_until", MOMENT),
        perhaps("answer", sa.JSON()),
        there("expires_at", MOMENT),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_idempotency_keys"),
    )
    index("idempotency_keys", "expires_at")
    op.create_table(
        "audit_entries",
        sa.Column("seq", NUMBER, primary_key=True, autoincrement=True),
        there("at", MOMENT),
        perhaps("municipality_id", sa.Uuid()),
        perhaps("user_id", sa.Uuid()),
        perhaps("token_id", sa.Uuid()),
        there("request", CODE),
        there("deed", CODE),
        there("subject", CODE),
        there("details", sa.JSON()),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_entries"),
        refers("audit_entries", "municipality_id", "municipalities.id"),
        sqlite_autoincrement=True,
    )
    index("audit_entries", "municipality_id", "seq")
