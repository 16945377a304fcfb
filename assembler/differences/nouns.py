"""Jména částí v počtech: „1 opatření“, „3 opatření“, „5 opatření“; the order is that in which they are told."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from schemas import (
    action_plan,
    analyses,
    approval,
    finance,
    implementation,
    measures,
    media,
    people,
    plan,
    previous_plan,
    process,
    projects,
    publicity,
    services,
    strategy,
    swot,
    territory,
)
from schemas.base import Part


class Gender(Enum):
    """Rod: endings of the past participle for 1, for 2–4, and for 5 and more."""

    MASCULINE = "", "y", "o"
    PERSONAL = "", "i", "o"  # mužský životný
    FEMININE = "a", "y", "o"
    NEUTER = "o", "a", "o"

    @property
    def one(self) -> str:
        return self.value[0]

    @property
    def few(self) -> str:
        return self.value[1]

    @property
    def many(self) -> str:
        return self.value[2]


class Noun(NamedTuple):
    """A noun with 1, with 2–4, with 5 and more."""

    gender: Gender
    one: str
    few: str
    many: str


M, P, F, N = Gender.MASCULINE, Gender.PERSONAL, Gender.FEMININE, Gender.NEUTER

NOUNS: dict[type[Part], Noun] = {
    strategy.Node: Noun(F, "položka strategie", "položky strategie", "položek strategie"),
    measures.Measure: Noun(N, "opatření", "opatření", "opatření"),
    measures.Step: Noun(F, "aktivita", "aktivity", "aktivit"),
    finance.Cost: Noun(M, "náklad", "náklady", "nákladů"),
    measures.Indicator: Noun(M, "indikátor", "indikátory", "indikátorů"),
    measures.CustomField: Noun(M, "vlastní údaj", "vlastní údaje", "vlastních údajů"),
    strategy.Level: Noun(F, "úroveň strategie", "úrovně strategie", "úrovní strategie"),
    action_plan.ActionPlan: Noun(M, "akční plán", "akční plány", "akčních plánů"),
    action_plan.ActionItem: Noun(F, "položka akčního plánu", "položky akčního plánu", "položek akčního plánu"),
    action_plan.Activity: Noun(F, "aktivita roku", "aktivity roku", "aktivit roku"),
    services.Service: Noun(F, "služba", "služby", "služeb"),
    services.Capacity: Noun(F, "kapacita", "kapacity", "kapacit"),
    finance.FundingSource: Noun(M, "zdroj financování", "zdroje financování", "zdrojů financování"),
    analyses.Analysis: Noun(F, "analýza", "analýzy", "analýz"),
    analyses.Chapter: Noun(F, "kapitola", "kapitoly", "kapitol"),
    analyses.Table: Noun(F, "tabulka", "tabulky", "tabulek"),
    analyses.Column: Noun(M, "sloupec", "sloupce", "sloupců"),
    analyses.Chart: Noun(M, "graf", "grafy", "grafů"),
    analyses.Series: Noun(F, "řada grafu", "řady grafu", "řad grafu"),
    media.Image: Noun(M, "obrázek", "obrázky", "obrázků"),
    swot.Swot: Noun(F, "SWOT analýza", "SWOT analýzy", "SWOT analýz"),
    swot.SwotItem: Noun(F, "položka SWOT", "položky SWOT", "položek SWOT"),
    people.Group: Noun(F, "skupina", "skupiny", "skupin"),
    people.Member: Noun(P, "člen", "členové", "členů"),
    people.Party: Noun(F, "organizace", "organizace", "organizací"),
    process.Meeting: Noun(N, "setkání", "setkání", "setkání"),
    process.PublicEvent: Noun(F, "veřejná akce", "veřejné akce", "veřejných akcí"),
    process.Survey: Noun(N, "šetření", "šetření", "šetření"),
    process.TimetableItem: Noun(M, "krok harmonogramu", "kroky harmonogramu", "kroků harmonogramu"),
    previous_plan.EvaluatedMeasure: Noun(N, "vyhodnocené opatření", "vyhodnocená opatření", "vyhodnocených opatření"),
    implementation.Responsibility: Noun(F, "odpovědnost", "odpovědnosti", "odpovědností"),
    projects.Project: Noun(M, "projektový záměr", "projektové záměry", "projektových záměrů"),
    publicity.KeyActivity: Noun(F, "klíčová aktivita", "klíčové aktivity", "klíčových aktivit"),
    territory.Municipality: Noun(F, "obec", "obce", "obcí"),
    approval.Approval: Noun(N, "schválení", "schválení", "schválení"),
    plan.Abbreviation: Noun(F, "zkratka", "zkratky", "zkratek"),
    plan.Term: Noun(M, "pojem", "pojmy", "pojmů"),
    plan.Source: Noun(M, "pramen", "prameny", "pramenů"),
    plan.Annex: Noun(F, "příloha", "přílohy", "příloh"),
}
