"""The table of settings in docs/deployment.md: names, defaults and meanings as assembler/settings.py has them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from assembler.settings import DEFAULTS, PREFIX, Settings
from scripts.docs.markdown import code, table

BEGIN = "<!-- settings: written by `make docs` -->"
END = "<!-- end of the settings -->"
SWITCH = {True: "yes", False: "no"}


def renewed(text: str) -> str:
    """The page with its table of settings written anew."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"docs/deployment.md lacks the line {BEGIN} or {END}")
    rows = [(code(PREFIX + name.upper()), default(name), meaning) for name, meaning in meanings()]
    return f"{before}{BEGIN}\n\n{table(('Variable', 'Default', 'Meaning'), rows)}\n\n{END}{after}"


def default(name: str) -> str:
    value = getattr(DEFAULTS, name)
    return SWITCH[value] if isinstance(value, bool) else code(str(value)) if value != "" else ""


def meanings() -> Iterator[tuple[str, str]]:
    """The name of each setting with the text that follows it in the source; raises ValueError where there is none."""
    (written,) = ast.parse(inspect.getsource(Settings)).body
    assert isinstance(written, ast.ClassDef)
    for field, below in zip(written.body, written.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            if not (isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)):
                raise ValueError(f"the setting {field.target.id} says nothing of itself")
            yield field.target.id, " ".join(str(below.value.value).split())
