"""python -m scripts.templates: write the shipped templates."""

from __future__ import annotations

from pathlib import Path

from scripts.templates import action_plan, medium_term_plan

FOLDER = Path(__file__).parents[2] / "templates" / "docx"


def main() -> None:
    for module in (medium_term_plan, action_plan):
        path = FOLDER / module.__name__.rpartition(".")[2] / "standard.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(module.build())
        print(path.relative_to(FOLDER.parents[1]), path.stat().st_size)


main()
