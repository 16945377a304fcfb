"""Zálohy: of everything that is kept; each is verified before it counts."""

from __future__ import annotations

import argparse

from assembler.cli.failures import DONE, FINDINGS
from assembler.cli.opening import opened
from assembler.cli.telling import answer_json, tell
from assembler.store import backup as kept
from assembler.store.backup import Summary
from assembler.store.verify import Fault
from assembler.store.verify import verify as faults_of
from assembler.word.formats import count_of


def backup(given: argparse.Namespace) -> int:
    """Zálohuje, také za provozu; co bylo uloženo předtím, v záloze je."""
    with opened() as store:
        tell(f"Záloha je v „{given.folder}“ a souhlasí: {told(kept.backup(store, given.folder))}.")
    return DONE


def restore(given: argparse.Namespace) -> int:
    """Obnoví zálohu; do úložiště, ve kterém už něco je, nikdy."""
    with opened() as store:
        tell(f"Obnoveno a ověřeno: {told(kept.restore(given.folder, store))}.")
    return DONE


def verify(given: argparse.Namespace) -> int:
    """Ověří úložiště, nebo zálohu; závady vypíše všechny."""
    if given.folder is None:
        with opened() as store:
            faults = faults_of(store)
    else:
        faults = kept.verify_backup(given.folder)
    tell_faults(faults, as_json=given.json)
    return FINDINGS if faults else DONE


def tell_faults(faults: list[Fault], *, as_json: bool) -> None:
    if as_json:
        answer_json([{"code": each.code, "subject": each.subject, "detail": each.message} for each in faults])
        return
    for each in faults:
        tell(f"ZÁVADA: {each.message}")
    if not faults:
        tell("Vše souhlasí.")


def told(found: Summary) -> str:
    return ", ".join(
        (
            count_of(found.plans, "plán", "plány", "plánů"),
            count_of(found.revisions, "verze", "verze", "verzí"),
            count_of(found.documents, "dokument", "dokumenty", "dokumentů"),
            count_of(found.files, "soubor", "soubory", "souborů"),
        )
    )
