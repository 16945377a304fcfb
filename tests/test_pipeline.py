"""The whole way from content to document: every example in every kind, state and variant, and how the way is left."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from assembler import documents, pipeline, resources
from assembler.convert import libreoffice, pandoc, pdf
from assembler.documents.views.front import INTERNAL
from assembler.errors import AssemblerError, Faulty, Overrun, Refused, TemplateError, Unavailable
from assembler.options import Options, State, Variant
from assembler.pipeline import Document, Paginated
from assembler.settings import Settings
from assembler.word.final import Final
from assembler.word.validate import Fault
from schemas.findings import Severity
from tests.examples import EXAMPLES, KINDS, raw
from tests.openxml_sdk import validate_many
from tests.service import paragraphs

WATERMARK = 'string="NÁVRH"'
NOT_YET = {("minimal", "action_plan")}  # it has no action plan
ORDERS = [
    (name, kind, Options(state, variant))
    for name in EXAMPLES
    for kind in KINDS
    for state in State
    for variant in Variant
]
APPROVALS = [order for order in ORDERS if order[2].state is State.APPROVAL and order[:2] not in NOT_YET]
CONTENT: dict[str, Any] = {
    "title": "Plán",
    "period": {"first_year": 2025, "last_year": 2027},
    "foreword": {"text": "Vážení **spoluobčané**."},
}


def named(value: str | Options) -> str:
    return value if isinstance(value, str) else f"{value.state}-{value.variant}"


content = cache(raw)  # read once: nobody on the way changes it


@cache
def made(name: str, kind: str, options: Options) -> Document:
    return pipeline.assemble(content(name), documents.kind(kind), options)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def properties(data: bytes) -> dict[str, str]:
    """The properties that a document bears about itself."""
    tree = etree.fromstring(members(data)["docProps/custom.xml"])
    return {each.get("name", ""): "".join(map(str, each.itertext())) for each in tree}


def calls_of(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[tuple[Any, ...]]:
    """The arguments of every call of a function from now on."""
    calls: list[tuple[Any, ...]] = []
    function = getattr(module, name)

    def noted(*arguments: Any) -> Any:
        calls.append(arguments)
        return function(*arguments)

    monkeypatch.setattr(module, name, noted)
    return calls


# ---------------------------------------------------------------- every example, kind, state, variant


@pytest.mark.parametrize(("name", "kind", "options"), ORDERS, ids=named)
def test_every_order_of_every_example_is_a_document_or_a_refusal_with_all_findings(
    name: str, kind: str, options: Options
) -> None:
    """A draft is made of anything that loads; an approval copy of content without errors, and of nothing else."""
    found = pipeline.check(content(name), documents.kind(kind), options)
    assert found.plan is not None
    assert found.has_errors == ((name, kind) in NOT_YET)
    if options.state is State.APPROVAL and found.has_errors:
        with pytest.raises(Refused) as refused:
            made(name, kind, options)
        assert refused.value.findings == found.findings
        return
    document = made(name, kind, options)
    assert document.report.findings[: len(found.findings)] == found.findings
    assert document.plan.title == found.plan.title
    title = docx.Document(io.BytesIO(document.docx)).core_properties.title
    assert title
    assert title in paragraphs(document.docx)
    assert document.file_name.startswith(title)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_shipped_template_prints_every_example(name: str, kind: str) -> None:
    """Also those that stand beside the standard one; each document passes the lint, or there would be none."""
    title = made(name, kind, Options()).plan.title
    for template in resources.template_names(kind):
        document = pipeline.assemble(content(name), documents.kind(kind), Options(), resources.template(kind, template))
        assert title in "\n".join(paragraphs(document.docx)), template


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_sdk_finds_nothing_in_any_example(kind: str, tmp_path: Path) -> None:
    """Microsoft's own library agrees with our lint, also about what page numbers and shipped templates add."""
    for name, template in product(EXAMPLES, resources.template_names(kind)):
        shipped = resources.template(kind, template)
        document = pipeline.assemble(content(name), documents.kind(kind), Options(), shipped)
        (tmp_path / f"{name}-{template}.docx").write_bytes(document.docx)
        (tmp_path / f"{name}-{template}-paginated.docx").write_bytes(pipeline.paginate(document).docx)
    found = validate_many(tmp_path.iterdir())
    assert len(found) == 2 * len(EXAMPLES) * len(resources.template_names(kind))
    assert {path.name: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("name", "kind", "options"), ORDERS, ids=named)
def test_a_document_says_what_it_is_made_of(name: str, kind: str, options: Options) -> None:
    """The properties of each document name its kind, state, variant, template, version and content."""
    if options.state is State.APPROVAL and (name, kind) in NOT_YET:
        options = replace(options, state=State.DRAFT)
    document = made(name, kind, options)
    told = properties(document.docx)
    assert told == {
        "assembler.version": pipeline.VERSION,
        "assembler.kind": kind,
        "assembler.state": options.state.value,
        "assembler.variant": options.variant.value,
        "assembler.content": pipeline.content_hash(content(name)),
        "assembler.template": hashlib.sha256(resources.template(kind)).hexdigest(),
    }
    assert document.content == told["assembler.content"]


def test_the_properties_of_a_document_are_typeset_and_part_its_authors() -> None:
    """Names stand there as in the text; the comma of a name („Odbor, oddělení“) is not taken for the next author."""
    told = docx.Document(io.BytesIO(made("pisek", "medium_term_plan", Options()).docx)).core_properties
    assert told.author.split("; ") == [
        *("SOS Šumavsko, z.\u00a0s.", "Město Písek", "SOS Šumavsko, z.\u00a0ú."),
        "Městský úřad Písek, odbor sociálních věcí",
    ]
    assert told.subject == "správní obvod ORP Písek, pracovní verze k\u00a0připomínkování"


@pytest.mark.parametrize("kind", KINDS)
def test_a_tabulator_is_an_element_never_a_character_of_a_text(kind: str) -> None:
    """As a character it is white space: the number of the page would stand right behind the sentence of the foot."""
    tabs = 0
    for part, data in members(made("pisek", kind, Options()).docx).items():
        if part.startswith("word/") and part.endswith(".xml"):
            tree = etree.fromstring(data)
            tabs += part.startswith(("word/header", "word/footer")) and len(
                tree.findall(f".//{qn('w:r')}/{qn('w:tab')}")
            )
            assert [text.text for text in tree.iter(qn("w:t")) if "\t" in (text.text or "")] == [], part
    assert tabs >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_a_template_are_typeset_as_texts_are(kind: str) -> None:
    """„Příloha č. 1“ never breaks before its number (ČSN 01 6910)."""
    texts = paragraphs(made("dacice", kind, Options()).docx)
    assert [text for text in texts if re.search(r"(č\.|§|str\.) \d", text)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_only_an_internal_copy_says_on_its_cover_that_it_is_not_to_be_published(kind: str) -> None:
    """Both look alike otherwise, and the wrong one would be put on the web with names that nobody agreed to."""
    told = {each: INTERNAL in paragraphs(made("pisek", kind, Options(variant=each)).docx) for each in Variant}
    assert told == {Variant.INTERNAL: True, Variant.PUBLIC: False}


@pytest.mark.parametrize(("name", "kind", "options"), APPROVALS, ids=named)
def test_only_a_draft_bears_the_watermark(name: str, kind: str, options: Options) -> None:
    for state in State:
        headers = [
            data.decode()
            for part, data in members(made(name, kind, replace(options, state=state)).docx).items()
            if part.startswith("word/header")
        ]
        assert any(WATERMARK in header for header in headers) == (state is State.DRAFT)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind", "options"), APPROVALS, ids=named)
def test_every_approval_copy_gets_its_pages_and_an_accessible_pdf(name: str, kind: str, options: Options) -> None:
    document = made(name, kind, options)
    copy = pipeline.paginate(document)
    assert pdf.is_whole(copy.pdf)
    assert copy.pages == pdf.page_count(copy.pdf) > 1
    assert (copy.conformance.pdf_a, copy.conformance.pdf_ua) == (True, True), copy.conformance.failures
    assert properties(copy.docx) == properties(document.docx)
    before, after = members(document.docx), members(copy.docx)
    assert [part for part in before if before[part] != after[part]] == ["word/document.xml"]


# ---------------------------------------------------------------- what is asked, what is refused


def test_a_check_returns_the_plan_that_it_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever shows the plan beside its findings need not load it again."""
    loads = calls_of(monkeypatch, pipeline, "load")
    checked = pipeline.check(CONTENT, documents.DEFAULT, Options())
    assert checked.plan is not None
    assert checked.plan.title == "Plán"
    assert loads == [(CONTENT,)]


def test_a_check_of_content_that_does_not_load_has_every_problem_and_no_plan() -> None:
    checked = pipeline.check({"titel": 1, "period": {"first_year": "x"}}, documents.DEFAULT, Options())
    assert checked.plan is None
    assert checked.has_errors
    assert {finding.pointer for finding in checked.findings} == {"/titel", "/title", "/period/first_year"}


@pytest.mark.parametrize("content", [None, [], "plán", 7, True, {}, {"title": None}, {1: 2}])
@pytest.mark.parametrize("state", State)
def test_content_that_is_no_plan_is_refused_in_every_state(content: object, state: State) -> None:
    with pytest.raises(Refused) as refused:
        pipeline.assemble(content, options=Options(state))
    assert any(finding.severity is Severity.ERROR for finding in refused.value.findings)


def test_a_draft_is_made_in_spite_of_errors_and_an_approval_copy_is_not() -> None:
    """The findings of the refused copy are those of the draft, warnings included."""
    draft = pipeline.assemble(CONTENT)
    with pytest.raises(Refused) as refused:
        pipeline.assemble(CONTENT, options=Options(State.APPROVAL))
    assert {finding.severity for finding in refused.value.findings} == set(Severity) - {Severity.INFO}
    assert draft.report.findings == refused.value.findings


def test_a_text_that_is_too_hard_is_refused_with_its_place() -> None:
    """A text that cannot be read within the limits is wrong content, not a failure of the machine."""
    with pytest.raises(Refused) as refused:
        pipeline.assemble({**CONTENT, "foreword": {"text": ">" * 2_000 + " a"}})
    (finding,) = refused.value.findings
    assert (finding.code, finding.pointer) == ("text_too_hard", "/foreword/text")
    assert finding.label == "Úvodní slovo › Text"


@pytest.mark.parametrize("template", [b"", b"PK\x05\x06" + bytes(18), b"%PDF-1.7", resources.template("action_plan")])
def test_a_template_that_does_not_fit_is_named_as_the_culprit(template: bytes) -> None:
    """Also that of another kind, which reads names that this kind does not offer."""
    with pytest.raises(TemplateError):
        pipeline.assemble(CONTENT, template=template)


def test_an_action_plan_is_that_of_the_wanted_year() -> None:
    content = {
        **CONTENT,
        "action_plans": [{"year": year, "introduction": {"text": f"Úvod roku {year}."}} for year in (2025, 2026)],
    }
    kind = documents.kind("action_plan")
    documents_of = {year: pipeline.assemble(content, kind, Options(year=year)) for year in (None, 2025, 2026)}
    assert documents_of[None].docx == documents_of[2025].docx
    texts = paragraphs(documents_of[2026].docx)
    assert "Úvod roku 2026." in texts
    assert "Úvod roku 2025." not in texts
    assert "/action_plans/0/introduction" in {each.pointer for each in documents_of[2026].report.unprinted}


# ---------------------------------------------------------------- settings and progress


def test_the_limits_of_pandoc_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calls_of(monkeypatch, pandoc, "run_pandoc")
    settings = Settings(pandoc_seconds=7, pandoc_memory_mb=300)
    assert pipeline.assemble(
        {**CONTENT, "foreword": {"text": "Tento text dosud nikdo nečetl."}}, settings=settings
    ).docx
    assert [given for _, given in calls] == [settings]


def test_the_converter_is_that_of_the_settings() -> None:
    with pytest.raises(Unavailable):
        pipeline.paginate(pipeline.assemble(CONTENT), settings=Settings(soffice="no-such-office"))


@pytest.mark.slow
def test_the_time_of_a_conversion_is_that_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The profile is warmed within the usual time, then the document exceeds its own."""
    warm = libreoffice.warmed(Settings())
    monkeypatch.setattr(libreoffice, "warmed", lambda settings: warm)
    with pytest.raises(Overrun):
        pipeline.paginate(made("dacice", "medium_term_plan", Options()), settings=Settings(conversion_seconds=1))


def quick_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice that takes no time."""
    monkeypatch.setattr(libreoffice, "to_pdf", lambda docx, settings: b"%PDF")
    monkeypatch.setattr(pdf, "destinations", lambda made: {})
    monkeypatch.setattr(pdf, "page_count", lambda made: 3)
    monkeypatch.setattr(pdf, "conformance", lambda made: pdf.Conformance(True, True, ()))


def test_each_step_is_told_as_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_layout(monkeypatch)
    steps: list[str] = []
    document = pipeline.assemble(CONTENT, progress=steps.append)
    assert steps == ["validate", "check", "typeset", "render"]
    assert isinstance(pipeline.paginate(document, progress=steps.append), Paginated)
    assert steps[4:] == ["convert", "pages"]


def test_a_step_that_was_not_reached_is_not_told() -> None:
    steps: list[str] = []
    with pytest.raises(Refused):
        pipeline.assemble({}, progress=steps.append)
    assert steps == ["validate"]


def test_who_listens_may_interrupt() -> None:
    """An interruption on the way comes through as it is: nothing swallows it."""

    def stop(step: str) -> None:
        if step == "render":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.assemble(CONTENT, progress=stop)


# ---------------------------------------------------------------- faults of ours


def assembled_again(document: Document) -> bytes:
    return pipeline.assemble(CONTENT).docx


def paginated(document: Document) -> bytes:
    return pipeline.paginate(document).docx


@pytest.mark.parametrize("deed", [assembled_again, paginated])
def test_a_document_with_a_fault_is_never_delivered_and_the_log_names_its_content(
    deed: Callable[[Document], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its hash, never by its words; the person reads that nothing was lost."""
    quick_layout(monkeypatch)
    document = pipeline.assemble(CONTENT)
    monkeypatch.setattr(pipeline, "lint", lambda data: (Fault("no_body", "word/document.xml", "there is no body"),))
    with pytest.raises(Faulty) as faulty:
        deed(document)
    assert f"content {pipeline.content_hash(CONTENT)}" in str(faulty.value)
    assert "word/document.xml: no_body" in str(faulty.value)
    assert "Nic se neztratilo" in faulty.value.message
    assert "Plán" not in str(faulty.value)


def test_a_failed_conversion_leaves_the_document_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft without pages is still there after paginate gave up, and can be paginated later."""
    document = pipeline.assemble(CONTENT)
    before = document.docx
    with pytest.raises(AssemblerError):
        pipeline.paginate(document, settings=Settings(soffice="no-such-office"))
    assert document.docx == before
    quick_layout(monkeypatch)
    assert pipeline.paginate(document).pages == 3


def test_the_hash_of_the_content_does_not_depend_on_the_order_of_its_keys() -> None:
    backwards = dict(reversed(CONTENT.items()))
    assert pipeline.content_hash(backwards) == pipeline.content_hash(CONTENT)
    assert pipeline.content_hash({**CONTENT, "title": "Plan"}) != pipeline.content_hash(CONTENT)


def test_what_the_engine_leaves_unproved_the_lint_proves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A delivered copy is parsed strictly once, by the lint: what is no XML is a fault of ours and goes to nobody."""
    whole = Final.data
    monkeypatch.setattr(
        Final, "data", lambda self, pieces: [each.replace(b"</w:body>", b"<w:body>") for each in whole(self, pieces)]
    )
    with pytest.raises(Faulty, match="not_well_formed"):
        pipeline.assemble(CONTENT)
