"""Stejné nálezy: many findings of one rule are told as one, with the first few of them and what they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assembler.checks import costs, measures
from assembler.web.language import N_, _
from schemas.findings import Finding

MANY = 5  # more of one rule are told together
FIRST = 3  # of them that are shown at once
OF_THE_PERIOD = {costs.OUTSIDE_PERIOD.code, measures.OUTSIDE_PERIOD.code}


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one rule."""

    findings: Sequence[Finding]

    @property
    def many(self) -> bool:
        return len(self.findings) > MANY

    @property
    def first(self) -> Sequence[Finding]:
        return self.findings[:FIRST] if self.many else self.findings

    @property
    def further(self) -> Sequence[Finding]:
        return self.findings[FIRST:] if self.many else ()

    @property
    def cause(self) -> str:
        """What probably brought so many, for who reads; nothing where they have no cause that is known."""
        if not self.many or self.findings[0].code not in OF_THE_PERIOD:
            return ""
        told = N_("Rok mimo období má údajů: %(count)s. Příčinou je nejspíš období plánu v základních údajích.")
        return _(told, count=len(self.findings))


def alike(findings: Iterable[Finding]) -> list[Alike]:
    """In the order of the first of each rule."""
    by_rule: dict[str, list[Finding]] = {}
    for each in findings:
        by_rule.setdefault(each.code, []).append(each)
    return [Alike(each) for each in by_rule.values()]
