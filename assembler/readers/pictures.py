"""Pictures that content names by file: read from the folder of the content, and from nowhere else.

Only the command line does this: content that comes over the web carries its pictures in it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from schemas.base import Part, PartOf, PartsOf
from schemas.findings import Finding, Rule, error
from schemas.media import Image
from schemas.paths import human_path, pointer_of
from schemas.plan import Plan

MAX_BYTES = 10_000_000

NO_FILE = error(
    "no_picture_file",
    "Soubor s obrázkem „{name}“ ve složce s obsahem není.",
    "There is no picture file “{name}” in the folder of the content.",
)
NOT_HERE = error(
    "picture_elsewhere",
    "Obrázek „{name}“ musí ležet ve složce s obsahem nebo pod ní.",
    "The picture “{name}” must lie in the folder of the content or below it.",
)
TOO_BIG = error("picture_too_big", "Obrázek „{name}“ je větší než {limit} MB.", "“{name}” is larger than {limit} MB.")


def embed(raw: object, folder: Path) -> list[Finding]:
    """Put the files that images name into the raw content as base64; the findings tell what could not be read."""
    findings: list[Finding] = []
    visit(raw, Plan, "", folder.resolve(), findings)
    return [finding.located(human_path(finding.pointer, raw)) for finding in findings]


def visit(raw: Any, part_class: type[Part], pointer: str, folder: Path, findings: list[Finding]) -> None:
    if not isinstance(raw, dict):
        return
    if part_class is Image and isinstance(raw.get("file"), str) and "data" not in raw:
        embed_one(raw, pointer, folder, findings)
    for key, value in raw.items():
        field = part_class.fields.get(key)
        place = pointer_of(pointer, key)
        if isinstance(field, PartsOf) and isinstance(value, list):
            for index, item in enumerate(value):
                visit(item, field.part_class, f"{place}/{index}", folder, findings)
        elif isinstance(field, PartOf):
            visit(value, field.part_class, place, folder, findings)


def embed_one(raw: dict[str, Any], pointer: str, folder: Path, findings: list[Finding]) -> None:
    name = raw["file"]
    try:
        wrong = fault(folder, name)
        if wrong is None:
            raw["data"] = base64.b64encode((folder / name).read_bytes()).decode()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have, a link to itself, a file of others
        wrong = NO_FILE
    if wrong is not None:
        findings.append(wrong.at(f"{pointer}/file", name=name, limit=MAX_BYTES // 1_000_000))


def fault(folder: Path, name: str) -> Rule | None:
    """Why a file is not read, if it is not."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        return NOT_HERE
    if not path.is_file():
        return NO_FILE
    return TOO_BIG if path.stat().st_size > MAX_BYTES else None
