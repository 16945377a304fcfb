"""Where the shipped templates, examples and the guide lie: in the project's own folders, or inside the package."""

from __future__ import annotations

import difflib
from pathlib import Path

from assembler.errors import UnknownName

PACKAGE = Path(__file__).parent
PROJECT = PACKAGE.parent


def folder(project: Path, installed: Path) -> Path:
    return project if (PROJECT / "pyproject.toml").exists() and project.is_dir() else installed


TEMPLATES = folder(PROJECT / "templates" / "docx", PACKAGE / "data" / "templates")
EXAMPLES = folder(PROJECT / "examples", PACKAGE / "data" / "examples")
GUIDE = folder(PROJECT / "docs" / "cs", PACKAGE / "data" / "guide")


def template_names(kind: str) -> list[str]:
    """The names of the shipped templates of a kind; the standard one first."""
    names = sorted(path.stem for path in (TEMPLATES / kind).glob("*.docx"))
    return sorted(names, key=lambda name: name != "standard")


def template(kind: str, name: str = "standard") -> bytes:
    """The bytes of a shipped template; raises UnknownName."""
    names = template_names(kind)
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f" Nejbližší je „{near[0]}“." if near else f" K dispozici: {', '.join(names)}."
        raise UnknownName(f"Šablona „{name[:60]}“ pro tento druh dokumentu není.{hint}")
    return (TEMPLATES / kind / f"{name}.docx").read_bytes()


def examples() -> dict[str, Path]:
    """The sample plans by name."""
    return {path.stem: path for path in sorted(EXAMPLES.glob("*.yaml"))}


def guide() -> str:
    """The coordinator's guide, in Markdown."""
    return (GUIDE / "prirucka.md").read_text(encoding="utf-8")


def guide_picture(name: str) -> bytes:
    """A picture of the guide (PNG); raises UnknownName."""
    known = {path.stem: path for path in (GUIDE / "obrazky").glob("*.png")}
    if name not in known:
        raise UnknownName("Takový obrázek v příručce není.")
    return known[name].read_bytes()
