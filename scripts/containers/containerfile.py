"""The instructions of a Containerfile, as far as ours uses them."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

CONTAINERFILE = Path(__file__).parents[2] / "Containerfile"
KNOWN = frozenset(
    {"FROM", "WORKDIR", "ENV", "COPY", "RUN", "VOLUME", "EXPOSE", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction with what follows it, its lines joined."""

    name: str
    rest: str

    @property
    def words(self) -> list[str]:
        """What follows as words: of a list in JSON (CMD ["serve"]), or as a shell would split them."""
        found: list[str] = json.loads(self.rest) if self.rest.startswith("[") else shlex.split(self.rest)
        return found


def instructions(text: str) -> list[Instruction]:
    """In their order; raises ValueError for one that this reader does not know, so that none is passed over."""
    lines = "\n".join(line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    found = [Instruction(*line.split(maxsplit=1)) for line in re.sub(r"\s*\\\n\s*", " ", lines).splitlines()]
    if unknown := {each.name for each in found} - KNOWN:
        raise ValueError(f"not carried out here: {', '.join(sorted(unknown))}")
    return found


def health_command(found: list[Instruction]) -> list[str]:
    """The command of HEALTHCHECK, without its times."""
    (check,) = (each for each in found if each.name == "HEALTHCHECK")
    _, _, command = check.rest.partition("CMD ")
    return Instruction("CMD", command).words


def start_command(found: list[Instruction]) -> list[str]:
    """What the container starts: ENTRYPOINT and CMD."""
    return [word for name in ("ENTRYPOINT", "CMD") for each in found if each.name == name for word in each.words]
