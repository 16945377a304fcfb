"""Zpráva o sestavení: what was printed, repaired, and left out, with the reason for each text that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.checks.wording import level_names
from assembler.documents.kind import Kind, View
from assembler.documents.left_out import LeftOut
from assembler.typeset import Repair, Typeset
from assembler.word.blocks import LEFT_OUT, UNSAFE_LINK, WIDE_TABLE
from assembler.word.inlines import MARKUP, UNPRINTED_IMAGE
from assembler.word.render import Rendering
from schemas.findings import Finding, warning
from schemas.paths import human_path

RICH_RULES = {
    UNPRINTED_IMAGE: warning(
        UNPRINTED_IMAGE,
        "Obrázek v textu se netiskne, místo něj stojí jeho popis. Obrázky patří do pole „Obrázky“ kapitoly.",
        "Images inside texts are not printed; their description is.",
    ),
    UNSAFE_LINK: warning(
        UNSAFE_LINK,
        "Odkaz v textu nevede na web (http, https) ani na e-mail (mailto). Je otištěn jako prostý text.",
        "A link that is neither http, https nor mailto is printed as plain text.",
    ),
    MARKUP: warning(
        MARKUP,
        "V textu jsou značky (HTML nebo vzorec). Tisknou se tak, jak jsou napsány; HTML se čte jen v textech, "
        "které mají formát „html“.",
        "Markup inside a text (HTML or a formula) is printed as it is written.",
    ),
    LEFT_OUT: warning(
        LEFT_OUT,
        "Část zápisu textu se netiskne: v HTML skripty, styly, vložené stránky, pole formulářů a poznámky, "
        "v CommonMark buňky navíc za koncem řádku tabulky a poznámka uvnitř poznámky. Zkontrolujte, zda v dokumentu "
        "nic nechybí.",
        "Some of the text's source is not printed (scripts, styles, comments, surplus cells, notes inside notes).",
    ),
    WIDE_TABLE: warning(
        WIDE_TABLE,
        "Tabulka v textu má více sloupců, než Word dovolí (63). Její buňky jsou otištěny pod sebou.",
        "A table with more columns than Word can hold (63) is printed as text.",
    ),
}
NOT_THIS_KIND = "tento druh dokumentu tento údaj netiskne"
IN_CHART_DATA = "v kresbě grafu celý není, stojí v údajích grafu"
NOT_IN_TEMPLATE = "šablona tento údaj netiskne"


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A text of the content that does not stand in the document."""

    pointer: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a coordinator should know of an assembled document."""

    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]
    unprinted: tuple[Unprinted, ...]


def of(rendering: Rendering, printed: Typeset, view: View, kind: Kind, findings: tuple[Finding, ...]) -> Report:
    """The report of a rendering: nothing of the content is silently lost."""
    state = rendering.state
    repairs = [*printed.repairs, *(Repair(*each) for each in rendering.repairs)]
    missing = [each for each in printed.leaves if each not in state.printed]
    view.withheld.update(dict.fromkeys(state.shortened, IN_CHART_DATA))
    left_out = LeftOut(printed.plan, kind.parts)
    names = level_names(printed.plan)
    places = [f"{owner}/{name}" for owner, name in missing]
    return Report(
        findings=(*findings, *rich_findings(rendering, names)),
        repairs=tuple(sorted(repairs, key=lambda repair: repair.pointer)),
        unprinted=tuple(
            Unprinted(each, human_path(each, names), reason(each, kind, view, left_out)) for each in places
        ),
    )


def reason(pointer: str, kind: Kind, view: View, left_out: LeftOut) -> str:
    """Why a text is not printed, the nearest cause first; only what nothing else explains is left to the template."""
    place = pointer
    while place:
        if place in view.withheld:
            return view.withheld[place]
        place = place.rpartition("/")[0]
    top = pointer.split("/")[1]
    if top not in kind.parts:
        return NOT_THIS_KIND
    return left_out.why(pointer) or (NOT_THIS_KIND if top in kind.partly else NOT_IN_TEMPLATE)


def rich_findings(rendering: Rendering, names: object) -> list[Finding]:
    """`names` are those of the levels of the strategy, as human_path takes them."""
    return [
        RICH_RULES[code].at(pointer).located(human_path(pointer, names))
        for pointer, codes in sorted(rendering.notes.items())
        for code in sorted(codes)
    ]
