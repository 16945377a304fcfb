"""Druhy služeb: the section of the act that governs each kind of social service, dated data (sections/*.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "sections" / "service_kinds_2015.yaml"
SECTION = re.compile(r"§\s*(\d+)\s*(?:([a-z])\b)?")
BRACKETED = re.compile(r"\([^()]*\)")


@cache
def kinds() -> Mapping[str, list[str]]:
    """From a section to the names of its kind, that of the act first."""
    return dict(yaml.safe_load(DATA.read_text(encoding="utf-8"))["kinds"])


@cache
def offered() -> tuple[str, ...]:
    """The kinds to choose from, in the order of the act: „pečovatelská služba (§ 40)“."""
    return tuple(f"{names[0]} (§ {section})" for section, names in kinds().items())


@cache
def sections() -> Mapping[str, str]:
    """From the name of a kind, as the act or the register writes it, to its section: „domovy pro seniory“ to 49."""
    return {name: section for section, names in kinds().items() for name in names}


def governing(kind: str) -> str:
    """The section of a kind that is written as in the table, whatever section it claims; empty for every other."""
    bare = SECTION.sub("", BRACKETED.sub("", kind)).rstrip(" ,;–-")
    return sections().get(" ".join(bare.casefold().split()), "")


def claimed(kind: str) -> list[str]:
    """The sections that stand in the kind of a service: ["60a"]."""
    return ["".join(found) for found in SECTION.findall(kind)]
