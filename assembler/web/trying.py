"""A municipality's template, tried and kept as a file: for its page and for the API."""

from __future__ import annotations

from assembler.documents.kind import Kind
from assembler.trial import NotUsable, tried
from assembler.web.keeping import store
from assembler.web.service import service


def usable(data: bytes, kind: Kind) -> str:
    """The hash under which the template is kept; raises NotUsable, Busy, StorageError."""
    with service().turn():
        faults = tried(data, kind, service().settings)
    if faults:
        raise NotUsable(faults)
    [digest] = store().keep([data])
    return digest
