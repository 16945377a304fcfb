"""What a command ends with when it does not get to its end: an exit code and a sentence."""

from __future__ import annotations

import errno
import logging
import signal
import traceback
from pathlib import Path

from assembler.cli.telling import answer_findings, tell, tell_findings
from assembler.errors import AssemblerError, Faulty, MachineryError, Refused, TemplateError, Unreadable

DONE, FINDINGS, USAGE, MACHINERY = 0, 1, 2, 3
INTERRUPTED = 128 + signal.SIGINT
FRAMES = 6  # of a fault of ours, for its report

REASONS = {
    errno.ENOENT: "taková cesta neexistuje",
    errno.ENOTDIR: "část cesty není složka",
    errno.EISDIR: "je to složka",
    errno.EACCES: "nemáte k tomu oprávnění",
    errno.EPERM: "nemáte k tomu oprávnění",
    errno.EROFS: "disk je jen ke čtení",
    errno.ENOSPC: "na disku není místo",
    errno.EDQUOT: "váš podíl na disku je plný",
    errno.EFBIG: "soubor by byl příliš velký",
    errno.ENAMETOOLONG: "jméno je příliš dlouhé",
    errno.ELOOP: "odkazy vedou v kruhu",
}

log = logging.getLogger(__name__)


def told(failed: Exception, *, as_json: bool) -> int:
    """Says what happened; returns the exit code."""
    if isinstance(failed, Unreadable | Refused):
        findings = failed.findings if isinstance(failed, Refused) else (failed.finding,)
        answer_findings(findings) if as_json else tell_findings(findings)
        return FINDINGS
    if isinstance(failed, Faulty):
        log.error("%s", failed)  # with the hash of the content
    tell(sentence(failed))
    return MACHINERY if isinstance(failed, MachineryError | Faulty) or not isinstance(failed, AssemblerError) else USAGE


def sentence(failed: Exception) -> str:
    if isinstance(failed, TemplateError) and failed.place:
        return f"{failed.message} ({failed.place})"
    if isinstance(failed, AssemblerError):
        return failed.message
    if isinstance(failed, MemoryError):
        return "Tomuto počítači na to nestačí paměť."
    if isinstance(failed, OSError):
        return f"Počítač odmítl práci se soubory: {why(failed)}."
    return f"Chyba programu, ne obsahu. Prosíme, nahlaste ji s tímto údajem: {place(failed)}."


def why(wrong: OSError) -> str:
    """The reason of the operating system, in Czech."""
    known = errno.errorcode.get(wrong.errno or 0, type(wrong).__name__)
    return REASONS.get(wrong.errno or 0, f"systém hlásí {known}")


def place(failed: Exception) -> str:
    """Where in the program it happened, without values: they may be personal."""
    frames = traceback.extract_tb(failed.__traceback__)[-FRAMES:]
    return " < ".join([type(failed).__name__, *(f"{Path(each.filename).name}:{each.lineno}" for each in frames[::-1])])
