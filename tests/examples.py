"""The sample plans in every kind of document, assembled once for all tests of a process."""

from __future__ import annotations

from functools import cache
from typing import Any

from assembler import documents, pipeline, readers, resources
from assembler.options import Options

EXAMPLES = sorted(resources.examples())
KINDS = [kind.code for kind in documents.KINDS]
ALL = [(name, kind) for name in EXAMPLES for kind in KINDS]


def raw(name: str) -> Any:
    """The raw content of a sample plan, read afresh."""
    path = resources.examples()[name]
    return readers.by_name(path.name).read(path.read_bytes()).raw


@cache
def assembled(name: str, kind: str) -> pipeline.Document:
    return pipeline.assemble(raw(name), documents.kind(kind), Options())


@cache
def paginated(name: str, kind: str) -> pipeline.Paginated:
    return pipeline.paginate(assembled(name, kind))
