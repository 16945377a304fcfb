"""The tree of errors: what interrupts. Wrong content is not here, it travels as findings (schemas/findings.py).

AssemblerError
├── Unreadable          the delivered bytes cannot be parsed at all (400)
├── UnknownName         no such kind, template, state, format (404 in a path, 422 in a parameter)
├── TemplateError       the template is wrong: whose place, which placeholder (422)
├── Refused             the content has problems; carries them (422)
├── Faulty              our own product failed its lint: never delivered (500)
└── MachineryError      a program of others failed (503)
    ├── Unavailable     it is not installed or cannot be isolated
    └── Overrun         it exceeded its limits
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.findings import Finding


class AssemblerError(Exception):
    """Anything that interrupts; `message` is Czech and for the person, the exception's own text is for the log."""

    def __init__(self, message: str, log: str = "") -> None:
        super().__init__(log or message)
        self.message = message


class Unreadable(AssemblerError):
    """The delivered bytes cannot be parsed."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message, f"{finding.code}: {finding.message_en}")
        self.finding = finding


class UnknownName(AssemblerError):
    """A name of ours (kind, template, state, format) that does not exist."""


class TemplateError(AssemblerError):
    """A template is wrong; `place` says where, in the words of whoever edits it in Word."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(f"{message} ({place})" if place else message)
        self.place = place


class Refused(AssemblerError):
    """The content has problems that stop this operation."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        errors = [finding for finding in findings if finding.severity == "error"]
        super().__init__("Obsah má chyby, dokument se nesestavil.", f"{len(errors)} errors in the content")
        self.findings = tuple(findings)


class Faulty(AssemblerError):
    """A document that we made fails our own lint: it is not delivered."""


class MachineryError(AssemblerError):
    """A program of others (pandoc, LibreOffice) failed."""


class Unavailable(MachineryError):
    """The program is not installed, or it cannot be isolated from the network."""


class Overrun(MachineryError):
    """The program exceeded its time or memory."""
