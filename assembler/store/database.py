"""The database: SQLite in the data folder, or PostgreSQL; set so that what was committed is on the disk.

SQLite: WAL, synchronous=FULL, foreign keys, BEGIN IMMEDIATE for what writes (a transaction that turns from reading to
writing could fail with SQLITE_BUSY at once, whatever the timeout). PostgreSQL: READ COMMITTED for what writes, one
snapshot (REPEATABLE READ, read only) for what reads, so that both databases read alike.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from assembler.errors import AssemblerError, StorageError
from assembler.settings import Settings
from assembler.store.faults import AWAY
from assembler.store.files import make_folder
from assembler.store.models import Row

FILE_NAME = "assembler.sqlite"
OPTIONS: dict[str, Any] = {
    "pool_size": 10,
    "max_overflow": 20,
    "hide_parameters": True,  # what plans say stays out of messages, and so out of logs
}
WRITING = "writing"  # execution option: the transaction is going to write


def connect(settings: Settings) -> Engine:
    """The engine of the settings' database; no connection is made yet. Raises AssemblerError for a wrong address."""
    if settings.database:
        return connect_postgresql(settings.database, settings.database_seconds)
    make_folder(Path(settings.data))
    return connect_sqlite(Path(settings.data) / FILE_NAME, settings.database_seconds)


def connect_sqlite(path: Path, seconds: int) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": seconds, "check_same_thread": False},
        pool_timeout=seconds,
        **OPTIONS,
    )
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: DBAPIConnection, _: object) -> None:
    """Settings of every connection; the module's own transactions are off, `begin_sqlite` says when they begin."""
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - narrows the type
    connection.isolation_level = None
    (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raise StorageError(AWAY, f"journal mode {mode}: the data folder must lie on a local disk")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def connect_postgresql(address: str, seconds: int) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() != "postgresql":
        raise AssemblerError(
            "Nastavení ASSEMBLER_DATABASE má být adresa postgresql://uživatel:heslo@počítač/databáze.",
            "ASSEMBLER_DATABASE is no address of a PostgreSQL database",
        )
    milliseconds = seconds * 1000
    options = (
        f"-c lock_timeout={milliseconds} -c idle_in_transaction_session_timeout={60 * milliseconds} "
        "-c synchronous_commit=on -c timezone=UTC"
    )
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": seconds, "options": options},
        pool_timeout=seconds,
        pool_pre_ping=True,  # a connection that died with its server is replaced before it is used
        **OPTIONS,
    )


def for_reading(engine: Engine) -> Engine:
    """The same connections for transactions that only read, each from one snapshot."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(engine: Engine) -> Engine:
    return engine.execution_options(**{WRITING: True})


def insert(db: Session, table: type[Row]) -> Any:
    """INSERT with ON CONFLICT, which both dialects spell alike and SQLAlchemy keeps apart."""
    return (sqlite if db.get_bind().dialect.name == "sqlite" else postgresql).insert(table)
