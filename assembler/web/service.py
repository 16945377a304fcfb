"""What requests share: the settings, and the places of those who may assemble at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Semaphore
from urllib.parse import urlsplit

from flask import Flask, current_app

from assembler import products
from assembler.errors import MachineryError
from assembler.products import Assemble
from assembler.settings import Settings

NAME = "assembler"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PATIENCE = 60  # seconds for which a request waits for its turn


class Busy(MachineryError):
    """Others are being served."""


@dataclass(frozen=True, slots=True)
class Service:
    settings: Settings
    places: Semaphore
    patience: float = PATIENCE
    assemble: Assemble = products.assemble  # to be called in a turn

    @property
    def alone(self) -> bool:
        """Whether it listens on this machine only, and no proxy brings it requests of others."""
        known_as = urlsplit(self.settings.address).hostname or self.settings.host
        return self.settings.host in LOOPBACK and known_as in LOOPBACK and not self.settings.trusted_proxy

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A place among those who assemble; memory and processors are bounded by it. Raises Busy."""
        if not self.places.acquire(timeout=self.patience):
            raise Busy("Právě se sestavují jiné dokumenty. Zkuste to za chvíli znovu.", "no free place")
        try:
            yield
        finally:
            self.places.release()


def register(app: Flask, settings: Settings, assemble: Assemble) -> None:
    app.extensions[NAME] = Service(settings, Semaphore(settings.documents_at_once), assemble=assemble)


def service() -> Service:
    """The service of the current application."""
    found: Service = current_app.extensions[NAME]
    return found
