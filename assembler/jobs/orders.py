"""Zakázka na dokument, as it lies in the row of its job: names and values that cannot change meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from assembler import documents, writers
from assembler.options import Options, State, Variant
from assembler.products import Order
from assembler.store.columns import Plain
from assembler.writers import Writer, docx_file

KIND = "document"  # the kind of jobs that make one
REPORT = "report"  # the format under which the report of an assembly is kept, as JSON


@dataclass(frozen=True, slots=True)
class DocumentOrder:
    """Which document is wanted, with page numbers or without, and in which formats; DOCX is always one of them."""

    order: Order
    formats: tuple[str, ...]
    pages: bool
    own: str | None = None  # the hash of the municipality's own template, as it was when the document was ordered

    @property
    def writers(self) -> tuple[Writer, ...]:
        """Of all formats, DOCX first; raises UnknownName."""
        others = (writers.by_name(name) for name in self.formats if name != docx_file.NAME)
        return (docx_file, *others)

    def plain(self) -> Plain:
        options = self.order.options
        return {
            "kind": self.order.kind.code,
            "template": self.order.template,
            "own": self.own,
            "state": options.state.value,
            "variant": options.variant.value,
            "year": options.year,
            "formats": list(self.formats),
            "pages": self.pages,
        }


def read(plain: Plain) -> DocumentOrder:
    """The order of a row; raises UnknownName for a kind that an older or a newer program knew."""
    options = Options(State(plain["state"]), Variant(plain["variant"]), plain["year"])
    order = Order(documents.kind(plain["kind"]), plain["template"], options)
    return DocumentOrder(order, tuple(plain["formats"]), plain["pages"], plain.get("own"))
