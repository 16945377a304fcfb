"""The generated pages of docs/: fields of the content, the glossary, names that templates may use, the settings."""

from __future__ import annotations

from pathlib import Path

from scripts.docs import content, glossary, names, settings

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[Path, str]:
    """Every page that is generated, wholly or in part, as it should read now."""
    templates, deployment = DOCS / "templates.md", DOCS / "deployment.md"
    return {
        DOCS / "content.md": content.page(),
        DOCS / "glossary.md": glossary.page(),
        templates: names.renewed(templates.read_text(encoding="utf-8")),
        deployment: settings.renewed(deployment.read_text(encoding="utf-8")),
    }
