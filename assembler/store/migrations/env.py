"""Run by Alembic: the steps of versions/ in the transaction that migrate.py has begun."""

from __future__ import annotations

from alembic import context

from assembler.store.models import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    transactional_ddl=True,
)
context.run_migrations()
