"""The tree of errors: what interrupts. Wrong content is not here, it travels as findings (schemas/findings.py).

AssemblerError
├── Unreadable          the delivered bytes cannot be parsed at all (400)
├── UnknownName         no such kind, template, state, format (404 in a path, 422 in a parameter)
├── TemplateError       the template is wrong: whose place, which placeholder (422)
├── Refused             the content has problems; carries them (422)
├── Faulty              our own product failed its lint: never delivered (500)
├── Missing             nothing of that id, or it belongs to another municipality (404)
├── Unfit               a value cannot be kept: too long, not plain text, taken by another (422)
├── Stale               the plan was changed meanwhile; carries both contents (412)
├── StaleComment        the comment was changed meanwhile (412)
├── WrongState          it cannot be done in the state that the thing is in (409)
│   └── LeaseLost       the job was given to another worker meanwhile
├── KeyReused           an Idempotency-Key came again with another request (422)
├── TooMany             the share of the queue is used up; try later (429)
├── StorageError        the store cannot work now, nothing was kept (503)
│   ├── StorageBusy     something held it for too long (503)
│   └── StorageFull     no space is left on the disk (507)
│       └── QuotaFull   the municipality's share is used up (507)
├── Damaged             what is kept is not what was written (500)
└── MachineryError      a program of others failed (503)
    ├── Unavailable     it is not installed or cannot be isolated
    └── Overrun         it exceeded its limits
        └── Starved     of time that it hardly was given: others had the processor
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.findings import Finding


class AssemblerError(Exception):
    """Anything that interrupts; `message` is Czech and for the person, the exception's own text is for the log."""

    def __init__(self, message: str, log: str = "") -> None:
        super().__init__(log or message)
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """As it is, whatever its class is made from: errors are sent between processes, too."""
        return restored, (type(self), self.args), self.__dict__


def restored(kind: type[AssemblerError], args: tuple[object, ...]) -> AssemblerError:
    return kind.__new__(kind, *args)


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
        self.said, self.place = message, place  # the message without the place


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


class Starved(Overrun):
    """The program only waited for its turn on a busy machine: another time it may well end."""


class Missing(AssemblerError):
    """Nothing of that id; what belongs to another municipality is told in the same words."""

    def __init__(self, log: str = "") -> None:
        super().__init__("Nic takového tu není.", log or "missing")


class Unfit(AssemblerError):
    """A value cannot be kept."""


class Stale(AssemblerError):
    """Someone else saved meanwhile: nothing was overwritten, and both texts are here.

    `expected` is the number of the revision that the loser worked on (None: it is not known), `current` that of the
    newest one, whose strong ETag is `etag`.
    """

    def __init__(self, expected: int | None, current: int, theirs: object, yours: object, etag: str) -> None:
        began = f"vy jste vyšli z verze {expected}, " if expected else ""
        super().__init__(
            f"Plán mezitím uložil někdo jiný ({began}poslední je {current}). Nic se nepřepsalo; porovnejte obě znění.",
            f"expected revision {expected}, current {current}",
        )
        self.expected, self.current, self.etag = expected, current, etag
        self.theirs, self.yours = theirs, yours


class StaleComment(AssemblerError):
    """Someone else changed the comment meanwhile: nothing was overwritten. `etag` is that of the comment as it is."""

    def __init__(self, etag: str) -> None:
        super().__init__(
            "Připomínku mezitím změnil někdo jiný. Nic se nepřepsalo; podívejte se na ni a uložte změnu znovu."
        )
        self.etag = etag


class WrongState(AssemblerError):
    """It cannot be done in the state that the thing is in."""


class LeaseLost(WrongState):
    """The job was given to another worker, because this one was silent for too long."""


class KeyReused(AssemblerError):
    """An Idempotency-Key came again with another request."""


class TooMany(AssemblerError):
    """A municipality, or all of them, have too much waiting."""


class StorageError(AssemblerError):
    """The store cannot work now; nothing of this operation was kept."""


class StorageBusy(StorageError):
    """Something held the database for too long."""


class StorageFull(StorageError):
    """No space is left."""


class QuotaFull(StorageFull):
    """The municipality keeps as many files as it may."""


class Damaged(AssemblerError):
    """What is kept is not what was written."""
