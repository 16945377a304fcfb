"""What a start imports: nothing that only few services or few requests need."""

from __future__ import annotations

import gc
import subprocess
import sys
from contextlib import suppress

import pytest

from assembler.cli.importing import importing

FOR_A_SIGN_IN_ELSEWHERE = ("authlib", "requests", "cryptography")
FOR_A_TABLE_OF_COMMENTS = ("openpyxl",)
FOR_PAGES = ("flask", "wtforms", "prometheus_client", "assembler.web")


@pytest.mark.parametrize(
    ("module", "needless"),
    [
        ("assembler.web.server", (*FOR_A_SIGN_IN_ELSEWHERE, *FOR_A_TABLE_OF_COMMENTS, "celery")),
        ("assembler.cli.working", (*FOR_A_SIGN_IN_ELSEWHERE, *FOR_A_TABLE_OF_COMMENTS, *FOR_PAGES, "celery")),
    ],
)
def test_the_service_and_the_worker_import_only_what_they_need_to_begin(module: str, needless: tuple[str, ...]) -> None:
    """Each of these costs every start a part of a second of processor time."""
    code = f"import sys, assembler.cli.commands, {module}; print(*sys.modules)"
    imported = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert module in imported
    assert not {*needless} & {*imported}


def test_after_imports_cycles_are_collected_again_also_where_an_import_fails() -> None:
    seen = []
    with suppress(ImportError), importing():
        seen.append(gc.isenabled())
        raise ImportError
    gc.unfreeze()
    assert [*seen, gc.isenabled()] == [False, True]
