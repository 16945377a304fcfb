"""Zpráva o sestavení: what was printed, repaired, and left out, with the reason for each text that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.documents.kind import Kind, View
from assembler.typeset import Repair, Typeset
from assembler.word.blocks import UNPRINTED_IMAGE, UNSAFE_LINK
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
}
NOT_THIS_KIND = "tento druh dokumentu tento údaj netiskne"
IN_CHART_DATA = "v kresbě grafu je zkrácen, celý stojí v údajích grafu"
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
    repairs = [*printed.repairs, *(Repair(*each) for each in state.texts.repairs)]
    missing = [each for each in printed.leaves if each not in state.printed]
    view.withheld.update(dict.fromkeys(state.shortened, IN_CHART_DATA))
    return Report(
        findings=(*findings, *rich_findings(rendering)),
        repairs=tuple(sorted(repairs, key=lambda repair: repair.pointer)),
        unprinted=tuple(unprinted(owner, name, kind, view) for owner, name in missing),
    )


def unprinted(owner: str, name: str, kind: Kind, view: View) -> Unprinted:
    pointer = f"{owner}/{name}"
    return Unprinted(pointer, human_path(pointer), reason(pointer, kind, view))


def reason(pointer: str, kind: Kind, view: View) -> str:
    place = pointer
    while place:
        if place in view.withheld:
            return view.withheld[place]
        place = place.rpartition("/")[0]
    printed_whole = kind.parts - kind.partly
    return NOT_IN_TEMPLATE if pointer.split("/")[1] in printed_whole else NOT_THIS_KIND


def rich_findings(rendering: Rendering) -> list[Finding]:
    return [
        RICH_RULES[code].at(pointer).located(human_path(pointer))
        for pointer, codes in sorted(rendering.notes.items())
        for code in sorted(codes)
    ]
