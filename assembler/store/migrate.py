"""Migrations: the tables brought to the form that this program knows, by one process at a time, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from assembler.errors import StorageError
from assembler.sentences import Sentence
from assembler.store.database import for_writing

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x61737362  # of PostgreSQL: any number that nobody else uses
NEWER = Sentence("Data uložila novější verze programu. Spusťte tu, nebo obnovte zálohu z doby před ní.")


def migrate(engine: Engine) -> None:
    """Bring the database to the newest form; raises StorageError where a newer program has already been at it."""
    if version(engine) == newest():
        return
    with for_writing(engine).begin() as connection:  # SQLite: BEGIN IMMEDIATE keeps the others out
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        upgrade(connection)


def upgrade(connection: Connection) -> None:
    """All missing steps in the transaction of the connection."""
    config = configuration()
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    for head in MigrationContext.configure(connection).get_current_heads():
        if head not in known:
            raise StorageError(NEWER, f"the database is at {head}, which this program does not know")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def version(engine: Engine) -> str | None:
    """At which migration the database is; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    return ScriptDirectory.from_config(configuration()).get_current_head()


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
