"""The twenty-five lessons that the peers paid for: one test for each, failing against docxtpl or a named mutation.

Where docxtpl is the peer, the test runs it on the same template and shows its fault first, so that the test proves its
worth; `peer` is docxtpl as its own documentation says to use it.
"""

from __future__ import annotations

import sys
import warnings
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any, cast

import jinja2
import pypandoc
import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import SandboxedEnvironment

from assembler import documents, pipeline
from assembler.documents.lint import lint_template
from assembler.errors import Faulty
from assembler.options import Options, Variant
from assembler.word import runs, template
from assembler.word.render import Rendering, render
from assembler.word.template import compile_template
from assembler.word.validate import lint
from assembler.word.values import Picture
from schemas.loading import load
from schemas.values import TextFormat
from tests import test_isolation, test_libreoffice, test_pandoc, test_render
from tests.word_files import (
    PROPERTIES,
    Printed,
    bookmark,
    cell,
    contents,
    control,
    image,
    item,
    leaf,
    p,
    refused,
    rendered,
    rich,
    row,
    table,
    visible_text,
    word_file,
)
from tests.word_lists import list_labels

Context = dict[str, Any]


def peer(data: bytes, context: Context, **options: Any) -> bytes:
    """The document that docxtpl makes of the same template."""
    document = DocxTemplate(BytesIO(data))
    document.render(context, **options)
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile's own, of lesson 7
        document.save(out)
    return out.getvalue()


def codes(package: bytes) -> set[str]:
    return {fault.code for fault in lint(package)}


def opened(package: bytes) -> Printed:
    """A document of the peer, to be read with the same eyes as ours."""
    return Printed(package, cast(Rendering, None))


def loop(*blocks: str) -> tuple[str, ...]:
    return (p("{%p for m in ms %}"), *blocks, p("{%p endfor %}"))


# ---------------------------------------------------------------- nothing is silently lost


def test_lesson_1_values_are_escaped_and_the_result_is_parsed_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    """docxtpl does not escape: the value <select> vanishes in silence. Here it is printed; unescaped, it is loud."""
    template = word_file(p("{{ value }}"), p("konec"))
    context = {"value": "<select>"}
    assert visible_text(peer(template, context)) == "konec"
    assert rendered(template, context).text == "<select>\nkonec"
    monkeypatch.setattr(runs, "run", lambda value, _: f"<w:r><w:t>{value}</w:t></w:r>")
    monkeypatch.setattr("assembler.word.filters.run", lambda value, _: f"<w:r><w:t>{value}</w:t></w:r>")
    with pytest.raises(Faulty):
        render(compile_template(template), context, PROPERTIES).docx()


@pytest.mark.parametrize(("value", "left"), [("Dolní\x0bHorní", "DolníHorní\nkonec"), ("a\ud800b", "a")])
def test_lesson_2_control_characters_are_refused_visibly(value: str, left: str) -> None:
    """docxtpl joins two words, or ends the document at a lone surrogate. Here the loader names the place."""
    template = word_file(p("{{ value }}"), p("konec"))
    assert visible_text(peer(template, {"value": value})) == left
    (finding,) = load({"title": "Plán", "foreword": {"text": value}}).findings
    assert (finding.code, finding.pointer) == ("forbidden_character", "/foreword/text")


def test_lesson_3_undefined_names_are_errors_with_place_and_nearest_name() -> None:
    """docxtpl prints nothing. Here: the placeholder, its paragraph, the nearest known name."""
    template = word_file(p("Úvod"), p("Název: {{ nazve }}."))
    assert visible_text(peer(template, {"nazev": "x"})) == "Úvod\nNázev: ."
    wrong = refused(template, {"nazev": "x"})
    assert "„nazve“" in wrong.message
    assert "„nazev“" in wrong.message
    assert wrong.place == "text dokumentu, 2. odstavec: „Název: {{ nazve }}.“"


@pytest.mark.parametrize(
    ("value", "wrong"), [("{_{ x }_}", "{{ x }}"), ("x</w:t></w:r></w:p><w:p><w:r><w:t>y", "x\ny")]
)
def test_lesson_4_data_are_never_read_as_template_or_xml(value: str, wrong: str) -> None:
    """docxtpl rewrites {_{ x }_} to {{ x }} and lets XML through. Here data are printed to the letter."""
    template = word_file(p("{{ value }}"))
    assert visible_text(peer(template, {"value": value})) == wrong
    assert rendered(template, {"value": value}).text == value


# ---------------------------------------------------------------- Word opens it without a complaint


def test_lesson_5_copies_of_a_loop_have_ids_of_their_own() -> None:
    """docxtpl copies bookmarks and controls with their ids. Here each copy has its own (the lint of `rendered`)."""
    template = word_file(*loop(p(bookmark(1, "znacka", "x"))), *loop(control(p("y"))))
    assert {"bookmark_name_twice", "control_id_twice"} <= codes(peer(template, {"ms": [1, 2]}))
    assert rendered(template, {"ms": [1, 2]}).text == "x\nx\ny\ny"


def test_lesson_6_numbered_lists_restart_in_loops() -> None:
    """docxtpl counts 3., 4. in the second turn. Here every turn begins with 1."""
    template = word_file(*loop(p("{{ m }}"), item("a"), item("b")))
    context = {"ms": ["x", "y"]}
    assert [label for label, _ in list_labels(opened(peer(template, context)))] == ["1.", "2.", "3.", "4."]
    assert [label for label, _ in list_labels(rendered(template, context))] == ["1.", "2.", "1.", "2."]


def saved_by_libreoffice() -> bytes:
    """A template whose core properties are related as LibreOffice once wrote it."""
    ours, theirs = b"/package/2006/relationships/metadata", b"/officedocument/2006/relationships/metadata"
    return word_file(p("x"), parts={"_rels/.rels": lambda data: data.replace(ours, theirs)})


def test_lesson_7_each_member_of_the_package_is_there_once() -> None:
    """docxtpl writes docProps/core.xml twice into a file once saved by LibreOffice. Here one member per name."""
    template = saved_by_libreoffice()

    def cores(package: bytes) -> int:
        with zipfile.ZipFile(BytesIO(package)) as archive:
            return archive.namelist().count("docProps/core.xml")

    assert cores(peer(template, {})) == 2
    assert cores(rendered(template, {}).docx) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (control(p("{%p if no %}") + p("x") + p("{%p endif %}")), "empty_control"),
        (table(1, row(cell(p("{%p if no %}") + p("x") + p("{%p endif %}")))), "cell_without_last_paragraph"),
    ],
)
def test_lesson_8_no_container_is_left_empty(content: str, fault: str) -> None:
    """docxtpl leaves an empty control and an empty cell behind a false condition. Here a paragraph is put in."""
    template = word_file(content, p("konec"))
    assert fault in codes(peer(template, {"no": False}))
    assert rendered(template, {"no": False}).text == "konec"


def test_lesson_9_formatted_texts_keep_their_lists_paragraphs_and_pictures() -> None:
    """Sub-documents lose lists, paragraphs, pictures of one name. Here the engine writes formatted texts itself.

    The peer cannot be run: its sub-documents need docxcompose, which is no dependency of ours. Pictures are named by
    their content, so two of one name cannot meet.
    """
    template = word_file(*loop(p("{{p m.text }}"), p("{{r m.picture|picture(9) }}")))
    pictures = [Picture(image(size=(8, size)), "png", 8, size, "x") for size in (8, 9)]
    made = rendered(template, {"ms": [{"text": rich("1. a\n2. b\n\nc"), "picture": each} for each in pictures]})
    assert made.text == "a\nb\nc\na\nb\nc"
    assert [label for label, _ in list_labels(made)] == ["1.", "2."] * 2
    assert sorted(data for name, data in made.parts.items() if "media" in name) == sorted(
        each.data for each in pictures
    )


def test_lesson_10_nothing_is_imported_as_a_chunk() -> None:
    """docxtpl hands an altChunk on, which LibreOffice does not show. Here no text makes one, and lint finds them."""
    chunk = word_file(
        p("x") + '<w:altChunk r:id="rIdA"/>',
        parts={"word/a.html": b"<p>x</p>"},
        types={"word/a.html": "text/html"},
        links=[("rIdA", "aFChunk", "a.html")],
    )
    assert "active_content" in codes(peer(chunk, {}))
    made = rendered(word_file(p("{{p text }}")), {"text": rich("<p>a</p><table><tr><td>b", TextFormat.HTML)})
    assert "altChunk" not in made.source
    assert made.text == "a\nb"


# ---------------------------------------------------------------- what every user asks for and nobody delivers


def test_lesson_11_the_contents_is_filled_in_with_page_numbers_and_without_a_prompt() -> None:
    """docxtpl leaves the template's old contents. Here its lines are those of the document, pages as soon as known."""
    template = word_file(contents(), p("{{ name }}", style="Heading1"), p("x"))
    context = {"name": "Úvod"}
    assert visible_text(peer(template, context)).startswith("Obsah se sestaví.\nÚvod")
    made = rendered(template, context)
    assert made.text.startswith("1\tÚvod\t\nÚvod")
    (mark,) = [region.bookmark for region in made.rendering.state.regions]
    assert visible_text(made.rendering.docx({mark: 7})).startswith("1\tÚvod\t7\nÚvod")
    assert not [word for word in ("updateFields", "w:dirty") if word in made.source + made.part("word/settings.xml")]


def test_lesson_12_a_missing_end_is_told_at_its_beginning() -> None:
    """docxtpl tells of the end of the template. Here: the paragraph in which the condition was opened."""
    template = word_file(p("Úvod"), p("{%p if yes %}"), *[p("text")] * 20)
    with pytest.raises(jinja2.TemplateSyntaxError) as unhelpful:
        peer(template, {"yes": True})
    assert "Unexpected end of template" in str(unhelpful.value)
    assert refused(template).place == "text dokumentu, 2. odstavec: „{%p if yes %}“"


def test_lesson_13_a_template_is_checked_against_the_names_of_its_kind_before_any_data_exist() -> None:
    """docxtpl lists top-level names only. Here the linter finds a nested one and proposes the right one."""
    template = word_file(p("{% for each in analyses %}{{ each.titel }}{% endfor %}"))
    assert DocxTemplate(BytesIO(template)).get_undeclared_template_variables() == {"analyses"}
    (fault,) = lint_template(template, documents.DEFAULT)
    assert "„analyses[].titel“" in fault.message
    assert "„analyses[].title“" in fault.message
    assert "1. odstavec" in fault.place


def test_lesson_14_mistakes_are_found_when_the_template_is_delivered() -> None:
    """docxtpl opens anything and fails at the first render. Here the author of the template sees the error."""
    template = word_file(p("{{ title|nope }} {% if"))
    assert DocxTemplate(BytesIO(template)) is not None
    assert refused(template).message
    assert lint_template(template, documents.DEFAULT)


def test_lesson_15_lists_of_a_formatted_text_are_real_lists() -> None:
    """docxtpl prints the hyphens as letters. Here they become paragraphs in the template's own list styles."""
    template, text = word_file(p("{{p text }}")), "- první\n- druhý"
    assert "- první" in visible_text(peer(word_file(p("{{ text }}")), {"text": text}))
    made = rendered(template, {"text": rich(text)})
    assert list_labels(made) == [("•", "první"), ("•", "druhý")]


# ---------------------------------------------------------------- fast and steady


def test_lesson_16_a_template_is_patched_once_however_often_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """docxtpl patches and parses it again for each document. Here it is kept by the hash of its bytes."""
    data = word_file(p("{{ name }} jen jednou"))
    patched: list[str] = []
    patch = DocxTemplate.patch_xml

    def counted(document: Any, xml: str) -> Any:
        patched.append("x")
        return patch(document, xml)

    monkeypatch.setattr(DocxTemplate, "patch_xml", counted)
    for _ in range(3):
        peer(data, {"name": "x"})
    assert len(patched) >= 3
    patched.clear()
    for _ in range(3):
        rendered(bytes(data), {"name": "x"})
    assert len(patched) <= 1


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python are called; the same on every machine, however busy."""
    count = 0

    def seen(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_lesson_17_the_cost_grows_in_a_straight_line() -> None:
    """Ten times the measures are at most eleven times the work, counted in calls; seconds are `make bench`'s business.

    The peer's 27 minutes for 12,000 variables are not waited for: what a test would show is its clock, not its fault.
    """
    blocks = loop(p("{{ m.name }}", style="Heading1"), p(bookmark(1, "b", "{{ m.name }}")), item("{{ m.name }}"))
    ready = compile_template(word_file(contents(), *blocks))

    def document(size: int) -> Callable[[], bytes]:
        context = {"ms": [{"name": leaf(f"Opatření {each}", "name", f"/m/{each}")} for each in range(size)]}
        return lambda: render(ready, context, PROPERTIES).docx()

    document(5)()
    assert calls(document(1_000)) <= 11 * calls(document(100))


def test_lesson_18_renders_share_nothing() -> None:
    """docxtpl writes into the environment that renders share. Here a hundred renders in eight threads are as one alone.

    `test_renders_in_threads_do_not_meet` of test_render.py holds the cache of texts to the same.
    """
    shared = jinja2.Environment()
    peer(word_file(p("x")), {}, jinja_env=shared, autoescape=True)
    assert shared.autoescape is True
    ready = compile_template(word_file(*loop(p("{{ m }}"), item("a"))))

    def one(number: int) -> bytes:
        return render(ready, {"ms": [f"{number}"] * 5}, PROPERTIES).docx()

    alone = [one(number) for number in range(25)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, [*range(25)] * 4)) == alone * 4
    assert callable(test_render.test_renders_in_threads_do_not_meet)


def test_lesson_19_a_hanging_libreoffice_ends_in_time() -> None:
    """Concerns conversions: test_isolation.py runs fakes that hang, crash and lie, test_libreoffice.py the real one.

    docxtpl does not convert, so there is no peer to be shown.
    """
    assert callable(test_isolation.test_a_failing_libreoffice_ends_in_time_and_leaves_nothing)
    assert callable(test_isolation.test_what_a_failing_libreoffice_said_goes_to_the_log)
    assert callable(test_libreoffice.test_conversions_at_the_same_time_do_not_disturb_each_other)


# ---------------------------------------------------------------- nobody gets in


def test_lesson_20_template_injection_runs_nothing() -> None:
    """docxtpl counts the classes of the interpreter for whoever asks. Here the template is refused before it runs."""
    template = word_file(p("{{ ''.__class__.__mro__[1].__subclasses__()|length }}"))
    assert int(visible_text(peer(template, {}))) > 100
    assert refused(template).place


def test_lesson_21_objects_in_the_context_lead_nowhere(tmp_path: Path) -> None:
    """Even a sandbox lets docxtpl's picture save a file. Here values have no attributes and nothing can be called."""
    path = tmp_path / "unwanted.docx"
    expression = "{{ img.tpl.docx.save('" + str(path) + "') }}"
    outer = DocxTemplate(BytesIO(word_file(p("x"))))
    outer.init_docx()
    picture = InlineImage(outer, BytesIO(image()), width=Mm(5))
    peer(word_file(p(expression)), {"img": picture}, jinja_env=SandboxedEnvironment())
    assert path.exists()
    ours = Picture(image(), "png", 8, 8, "x")
    for words in (expression, "{{ img.data }}", "{{ img['data'] }}", "{{ img.__class__ }}"):
        assert refused(word_file(p(words)), {"img": ours})


def test_lesson_22_a_template_can_take_neither_time_nor_memory() -> None:
    """The sandbox multiplies for docxtpl. Here templates do not compute; test_template_attacks.py has the bombs."""
    template = word_file(p("{{ 'a' * 10**6 }}"))
    assert len(visible_text(peer(template, {}, jinja_env=SandboxedEnvironment()))) == 10**6
    assert "počítání" in refused(template).message


def test_lesson_23_pandoc_reads_no_files(tmp_path: Path) -> None:
    """pandoc puts a file of this machine into the document. Here it runs in its sandbox, and pictures are words."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(image())
    source, made = f'<p>a<img src="{secret}" alt="popis"></p>', tmp_path / "x.docx"
    pypandoc.convert_text(source, "docx", format="html", outputfile=str(made))
    with zipfile.ZipFile(made) as archive:
        assert secret.read_bytes() in [archive.read(name) for name in archive.namelist() if "media" in name]
    ours = rendered(word_file(p("{{p text }}")), {"text": rich(source, TextFormat.HTML)})
    assert ours.text == "a[obrázek: popis]"
    assert not [name for name in ours.parts if "media" in name]
    assert callable(test_pandoc.test_images_and_frames_are_neither_read_nor_fetched)


def test_lesson_24_nothing_is_kept_that_could_be_fetched_by_another() -> None:
    """Concerns the service: this version has one user and keeps neither documents nor templates between requests.

    What can be tested is that the core keeps nothing of one request for the next: a document says only what its own
    content says. Authorisation by owner comes with accounts, and its tests with it.
    """
    secret = "Tajné sdělení jiné obce"
    pipeline.assemble({"title": "První", "foreword": {"text": secret}}, options=Options(variant=Variant.INTERNAL))
    second = pipeline.assemble({"title": "Druhý", "foreword": {"text": "x"}}, options=Options(variant=Variant.INTERNAL))
    parts = Printed(second.docx, second.rendering).parts
    assert not [name for name, data in parts.items() if secret.encode() in data]


def test_lesson_25_every_document_that_a_test_makes_is_opened_validated_and_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """docxtpl's tests assert nothing. Mutation: with the guards of containers switched off, `rendered` itself fails."""
    content = control(p("{%p if no %}") + p("x") + p("{%p endif %}"))
    monkeypatch.setattr(template, "guard", lambda root: None)
    with pytest.raises(AssertionError):
        rendered(word_file(content, p("bez zábran")), {"no": False})
