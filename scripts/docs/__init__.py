"""The generated pages of docs/: what the fields of the content are, the glossary, the names that templates may use."""

from __future__ import annotations

from pathlib import Path

from scripts.docs import content, glossary, names

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[Path, str]:
    """Every page that is generated, wholly or in part, as it should read now."""
    templates = DOCS / "templates.md"
    return {
        DOCS / "content.md": content.page(),
        DOCS / "glossary.md": glossary.page(),
        templates: names.renewed(templates.read_text(encoding="utf-8")),
    }
