"""Settings: what an administrator may change, read from environment variables ASSEMBLER_… (the name in capitals).

`ASSEMBLER_CONVERSION_SECONDS=120` sets `conversion_seconds`; a value that does not fit stops the start, it is never
replaced by a default in silence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from assembler.errors import AssemblerError

PREFIX = "ASSEMBLER_"
SWITCHES = {"1": True, "true": True, "yes": True, "ano": True, "0": False, "false": False, "no": False, "ne": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """Nastavení služby; all values are plain, so that settings can be compared and used as a key of caches."""

    pandoc_seconds: int = 10
    """Longest reading of formatted texts; long documents get more, by the number and the length of their texts."""

    pandoc_memory_mb: int = 512
    """Most memory of pandoc's heap."""

    soffice: str = "soffice"
    """LibreOffice: a name that is looked up on PATH, or a path."""

    conversion_seconds: int = 60
    """Longest conversion of one document to PDF."""

    conversion_memory_mb: int = 2500
    """Address space of LibreOffice (25.2 lays out 600 pages in 700 MB)."""

    conversion_output_mb: int = 200
    """Largest file that LibreOffice may write."""

    allow_network_for_conversion: bool = False
    """Convert even where LibreOffice cannot be cut off from the network; otherwise PDF is off there."""

    host: str = "127.0.0.1"
    """Where the service listens. Elsewhere than on this machine everything needs an account."""

    port: int = 8080
    """The port of the service; when it is taken, the next free one."""

    trusted_hosts: str = ""
    """Names under which the service is called besides localhost, separated by commas."""

    trusted_proxy: str = ""
    """Address of the reverse proxy in front of the service, of which it believes who asks and whether by https."""

    request_mb: int = 40
    """Largest request."""

    documents_at_once: int = 2
    """Documents that are assembled at the same time, each in a process of its own; further ones wait their turn."""

    results_kept: int = 20
    """Finished documents, and uploaded files, that are kept in memory for their downloads."""

    results_mb: int = 200
    """Most memory that they may take; the oldest make room."""

    results_minutes: int = 60
    """How long they are kept."""

    data: str = "var"
    """The folder of the store: its database and files, unless they are elsewhere."""

    database: str = ""
    """Address of a PostgreSQL database (postgresql://user:password@host/name); without it SQLite in the folder."""

    files: str = ""
    """Address of files in S3 (s3://bucket/prefix; keys come from the usual AWS_… variables); without it the folder."""

    municipality_files_mb: int = 0
    """Most megabytes of files (documents, pictures, templates, workbooks) that each municipality may keep; 0: as many
    as there is room for."""

    secret: str = ""
    """Signs cookies; without it random, in the folder. Several machines behind one address need the same one."""

    address: str = ""
    """Under which address people know the service (https://plany.mesto.cz); with https cookies travel by it only."""

    oidc_issuer: str = ""
    """Provider of accounts of the organization (OpenID Connect; https://…); without it people sign in by passwords."""

    oidc_client_id: str = ""
    """Under which name the provider knows the service; its redirect address is …/prihlaseni/navrat."""

    oidc_client_secret: str = ""
    """The secret that the provider has given to it."""

    oidc_scopes: str = "openid email"
    """What the provider is asked for; the first sign-in needs a verified e-mail."""

    limits_storage: str = ""
    """Address of a Redis (redis://:password@host/number) in which all processes count tries of passwords together;
    without it each counts its own."""

    database_seconds: int = 5
    """Longest wait for a database that others hold or that is not there."""

    jobs_in_service: bool = True
    """Do jobs in the serving process; otherwise `assembler worker` does them."""

    broker: str = ""
    """Address of a broker, RabbitMQ (amqp://user:password@host/name) or Redis (redis://:password@host/number), through
    which jobs come to processes of `assembler worker`; encrypted: amqps://, rediss://. Without it none is needed."""

    webhook_networks: str = ""
    """Networks of its own to which the service may send webhooks besides the internet (10.1.0.0/16), with commas."""

    webhooks_to_this_machine: bool = False
    """Let webhooks go to this very machine, also without encryption."""

    metrics_token: str = ""
    """Who brings it as a Bearer token may read /metrics from another machine."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings of this process; raises AssemblerError naming the variable that does not fit."""
        given = {field.name: environment.get(PREFIX + field.name.upper()) for field in fields(cls)}
        read: dict[str, Any] = {
            name: value_of(name, text, type(getattr(DEFAULTS, name))) for name, text in given.items() if text
        }
        return cls(**read)


def value_of(name: str, text: str, kind: type) -> str | int | bool:
    """The value of a variable as the type of its setting; whole numbers are positive, 0 where 0 is the default."""
    if kind is str:
        return text
    if kind is bool and text.strip().lower() in SWITCHES:
        return SWITCHES[text.strip().lower()]
    least = min(1, getattr(DEFAULTS, name)) if kind is int else 0
    if kind is int and text.strip().isdecimal() and int(text) >= least:
        return int(text)
    expected = ("kladné celé číslo" if least else "celé číslo, nebo 0") if kind is int else "ano, nebo ne"
    variable = PREFIX + name.upper()
    raise AssemblerError(f"Nastavení {variable} má mít hodnotu: {expected}.", f"{variable}={text!r} does not fit")


DEFAULTS = Settings()
