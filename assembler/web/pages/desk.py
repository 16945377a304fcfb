"""What lies on the coordinator's desk for a while: uploaded files and results, in the memory of this process only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from assembler.preview import Preview
from assembler.products import Product
from assembler.settings import Settings
from assembler.web.errors import Problem
from assembler.web.pages.shelf import Shelf
from assembler.web.service import service
from schemas.findings import Finding

NAME = "assembler.desk"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was uploaded."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Choices:
    """What stands in the form, as it was sent: nothing is lost, even where it is wrong."""

    content: str = ""  # "file", "kept", or "sample:minimal"
    kept: str = ""  # id of the uploaded file
    kind: str = ""
    template: str = ""
    state: str = ""
    variant: str = ""
    year: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """The fields that are parameters of an order; an empty one was not filled in."""
        names = ("kind", "template", "state", "variant", "year")
        return {name: value for name in names if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Result:
    """What one press of a button brought: a product, findings, or a problem."""

    choices: Choices
    problem: Problem | None = None
    request_id: str = ""  # of a problem
    plan: Preview | None = None
    findings: tuple[Finding, ...] = ()
    product: Product | None = None
    names: object = None  # of the levels of the strategy, as human_path takes them

    @property
    def size(self) -> int:
        return self.product.size if self.product else 0


@dataclass(frozen=True, slots=True)
class Desk:
    uploads: Shelf[Upload]
    results: Shelf[Result]


def register(app: Flask) -> None:
    with app.app_context():
        app.extensions[NAME] = empty(service().settings)


def empty(settings: Settings) -> Desk:
    limits = (settings.results_kept, settings.results_mb * MEGABYTE, settings.results_minutes * 60)
    return Desk(Shelf(*limits), Shelf(*limits))


def desk() -> Desk:
    """The desk of the current application."""
    found: Desk = current_app.extensions[NAME]
    return found
