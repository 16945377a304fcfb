"""What a kind of document is: its title, the parts of the content it prints, how a plan becomes its context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assembler.options import Options
from assembler.word.state import Target
from schemas.findings import Finding
from schemas.plan import Plan


@dataclass(slots=True)
class View:
    """What a kind makes of a plan: the context for the template, and what it left out on purpose."""

    context: Mapping[str, Any]
    title: str
    targets: dict[str, Target] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)  # pointer (also of whole parts) -> why it is not printed
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kind:
    """Druh dokumentu."""

    code: str
    title: str  # Czech, as in a list to choose from
    parts: frozenset[str]  # top-level parts of the plan that it prints
    partly: frozenset[str]  # those of them that it prints only in part
    ruleset: str  # the statutory checklist that it is measured by; empty for none
    shape: type  # the TypedDict of its context: the names that a template may use
    view: Callable[[Plan, Options], View]
    file_name: Callable[[Plan, Options], str]  # Czech, without extension
    yearly: bool = False  # is it made for one year, of whose action plan it consists?
