"""Rendering: values to the letter wherever they stand, ids counted, lists that restart, nothing shared."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from assembler.errors import Faulty, TemplateError
from assembler.word import richtext
from assembler.word.chart_data import ChartData
from assembler.word.properties import Properties
from assembler.word.render import render
from assembler.word.slots import Compiled
from assembler.word.template import compile_template
from assembler.word.values import Cell, DataTable, Figure, Joined, Picture
from schemas.analyses import ChartType
from schemas.values import Label, TextFormat
from tests.word_files import (
    PROPERTIES,
    Printed,
    attempt,
    bookmark,
    caption,
    cell,
    contents,
    control,
    field,
    image,
    item,
    leaf,
    p,
    refused,
    rendered,
    rich,
    row,
    run,
    statement_row,
    table,
    visible,
    word_file,
)
from tests.word_lists import list_labels

# ---------------------------------------------------------------- to the letter (safety 2.3, rows 29 to 40)

LITERAL = (
    "{{ title }}",
    "{% if title %}x{% endif %}",
    "{# x #}",
    "{% raw %}{{ title }}{% endraw %}",
    "{{ title",
    "{% if title",
    "}} %} #}",
    "{{r title }} {{p title }}",
    "{%tr for a in title %} {%p if title %}",
    "{% vm %} {% colspan 2 %}",
    "{_{ title }_} {_% if x %_}",
    "${title}",
    "<%= title %>",
    "#{title}",
    "{d.title}",
    "{0.__class__} {title}",
    "%s %(title)s %%",
    "&",
    "&amp; &lt;b&gt;",
    "&#65; &#x41; &nbsp;",
    "<w:p/>",
    "]]>",
    "<![CDATA[x]]>",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]> &e;',
    "</w:t></w:r></w:p><w:p><w:r><w:t>x",
    "<!-- x -->",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '{ INCLUDETEXT "/etc/passwd" }',
    "# nadpis *tučně* _a_ `b` [c](d) ~~e~~ | f |",
    "=cmd|'/c calc'!A0",
    "@SUM(A1:A9)",
    "+420 721 742 679",
    "00123",
    "null",
    "no",
    "  pevné\u00a0mezery a  dvojité ",
    "roz\u00addělovník, NFD: e\u030c, 👩‍🦽 🇨🇿, مرحبا, „uvozovky“ ‚a‘",
    "\u202eotočeno\u202c a \u200bnulová\u200d šířka\ufeff",
    "první\nřádek\n\ntřetí",
    "\ttabulátor\tuvnitř",
)


def anchor(name: str) -> str:
    """The placeholder of a value in a place of its own, so that the place can be found again."""
    return f"{name}: {{{{ value }}}}"


EVERYWHERE = word_file(
    contents('TOC \\o "1-1" \\h'),
    contents('TOC \\h \\c "Tabulka"'),
    p(anchor("nadpis"), style="Heading1"),
    p(anchor("text")),
    p("{{ value }}"),
    p(run("kurzíva: "), run("{{ value }}", "<w:i/>")),
    table(
        1, row(anchor("buňka")), statement_row("for each in values", 1), row("{{ each }}"), statement_row("endfor", 1)
    ),
    caption(anchor("titulek").removeprefix("x")),
    p("{{p data }}"),
    p("{{r figure|figure }}"),
    p(control(run(anchor("prvek")))),
    header=p(anchor("záhlaví")),
    footer=p(anchor("zápatí")),
)
MARKS = re.compile(r"[!-/:-@\[-`{-~]")


def in_commonmark(text: str) -> str:
    """CommonMark that says the text to the letter: every punctuation mark escaped (CommonMark 0.31, 2.4)."""
    return MARKS.sub(lambda match: "\\" + match[0], text)


def context_of(value: str) -> dict[str, Any]:
    named = leaf(value)
    chart = ChartData(ChartType.COLUMN, value, value, (value, "druhá"), ((value, (Decimal(1), Decimal(2))),))
    return {
        "title": "VYHODNOCENO",
        "value": named,
        "values": [named, Joined((named, value), " + ")],
        "data": DataTable((Cell(named), Cell("x")), ((Cell(Joined((value,))), Cell(named)),), (), value),
        "figure": Figure(chart, named, (named,)),
    }


def everywhere(value: str) -> Printed:
    return rendered(
        EVERYWHERE, context_of(value), properties=Properties(title=value, subject=value, custom={"x": value})
    )


def paragraph_at(paragraphs: list[str], name: str) -> str:
    (found,) = [each for each in paragraphs if each.startswith(f"{name}: ")]
    return found.removeprefix(f"{name}: ")


@pytest.mark.parametrize("value", LITERAL)
def test_values_are_printed_to_the_letter(value: str) -> None:
    """In the text, a heading, a cell, a caption, a control, header and footer: as typed, one paragraph stays one."""
    made = everywhere(value)
    paragraphs = made.paragraphs
    shown = [each for each in paragraphs if not each.startswith(("1\t", "Tabulka"))]  # without the contents
    for name in ("nadpis", "text", "kurzíva", "buňka", "prvek"):
        assert paragraph_at(shown, name) == value
    assert paragraphs.count(value) == 5  # alone in a paragraph and in a row, three times in the data table
    assert f"{value} + {value}" in paragraphs
    assert f"Tabulka 1: titulek: {value}" in paragraphs
    for name, part in (("záhlaví", "word/header1.xml"), ("zápatí", "word/footer1.xml")):
        (found,) = etree.fromstring(made.parts[part]).iter("{*}p")
        assert visible(found) == f"{name}: {value}"


@pytest.mark.parametrize("value", LITERAL)
def test_headings_and_captions_stand_in_the_contents_to_the_letter(value: str) -> None:
    """A line of the contents is one line: tabs and line ends of a heading are blanks there."""
    blank = re.sub(r"[\t\n]", " ", value)
    first, second = everywhere(value).paragraphs[:2]
    assert first.strip() == f"1\tnadpis: {blank}".strip()
    assert second.strip() == f"Tabulka 1: titulek: {blank}".strip()


@pytest.mark.parametrize("value", LITERAL)
def test_names_in_charts_and_properties_are_printed_to_the_letter(value: str) -> None:
    """Names of categories and series, alternative text, title of a table, core and custom properties."""
    made = everywhere(value)
    chart = etree.fromstring(made.parts["word/charts/chart1.xml"])
    shown = [each.text for each in chart.iter("{*}v")]
    assert shown.count(value) == 2
    (drawing,) = made.body.iter("{*}docPr")
    assert drawing.get("descr") == value
    (title,) = made.body.iter("{*}tblCaption")
    assert title.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val") == value
    assert made.document.core_properties.title == value
    assert [each.text for each in etree.fromstring(made.parts["docProps/custom.xml"]).iter("{*}lpwstr")] == [value]


@pytest.mark.parametrize("value", [each for each in LITERAL if "\n" not in each and each.strip() == each])
def test_commonmark_that_escapes_its_marks_is_printed_to_the_letter(value: str) -> None:
    """Whoever escapes a mark of CommonMark wants to see the mark; nothing else of the text is touched."""
    made = rendered(word_file(p("{{p formatted }}")), {"formatted": rich(in_commonmark(value))})
    assert made.text == unicodedata.normalize("NFC", value)  # pandoc composes letters


@pytest.mark.parametrize("value", LITERAL)
def test_plain_text_is_printed_to_the_letter(value: str) -> None:
    """A formatted text that says it is plain is plain; an empty line parts paragraphs."""
    made = rendered(word_file(p("{{p formatted }}")), {"formatted": rich(value, TextFormat.PLAIN)})
    assert made.paragraphs == value.strip().split("\n\n")


NO_COMMONMARK = [each for each in LITERAL if not re.search(r"[_*`#|\n\t]|&\w|&#|  |\bNFD|<!--", each)]


@pytest.mark.parametrize("value", NO_COMMONMARK)
def test_commonmark_is_never_read_as_a_template(value: str) -> None:
    """Template marks, formulas and XML in a formatted text are words like any other, escaped or not."""
    made = rendered(word_file(p("{{p formatted }}")), {"formatted": rich(value), "title": "VYHODNOCENO"})
    assert made.text.rstrip("\n") == value


@pytest.mark.parametrize("value", LITERAL)
def test_a_document_used_as_a_template_evaluates_no_values(value: str) -> None:
    """A generated document is a template like any other: refused, or its own values stay values."""
    first = rendered(word_file(p("{{ value }}"), p("{{ title }}")), {"value": leaf(value), "title": "x"})
    inner = "{{ number }} {% if number %}"
    try:
        second = attempt(first.docx, {"title": inner, "number": "VYHODNOCENO", "r": 1, "p": 1})
    except TemplateError:
        return
    assert b"VYHODNOCENO" not in b"".join(Printed(second, first.rendering).parts.values())


def test_a_value_never_becomes_two_paragraphs() -> None:
    """A line end in a value is a line break in its paragraph."""
    made = rendered(word_file(p("{{ value }}")), {"value": leaf("a\nb\r\nc")})
    assert made.paragraphs == ["a\nb\nc"]


@pytest.mark.parametrize("value", ["a\x0bb", "a\x00b", "a\ud800b", "a\ufffeb"])
def test_characters_that_xml_cannot_hold_are_loud(value: str) -> None:
    """The loader refuses them; should one come through, the document is not delivered with a hole in it."""
    with pytest.raises(Faulty):
        attempt(word_file(p("{{ value }}")), {"value": value})


def test_long_words_are_whole() -> None:
    """No library's limit cuts a long text."""
    value = "ž" * 200_000
    assert rendered(word_file(p("{{ value }}")), {"value": leaf(value)}).text == value


# ---------------------------------------------------------------- content controls

CONTROL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def controls_of(made: Printed) -> list[tuple[str, str]]:
    """(tag, visible text) of every control."""
    found = []
    for each in made.body.iter("{*}sdt"):
        tag = each.find("{*}sdtPr/{*}tag")
        assert tag is not None
        found.append((str(tag.get(f"{CONTROL}val")), "".join(map(str, each.itertext(f"{CONTROL}t")))))
    return found


def test_each_text_of_the_content_stands_in_a_control_that_knows_its_place() -> None:
    """The tag leads through the document's own map to the pointer, so that an edited document can be read back."""
    owner = "/strategy/nodes/0/measures/12"
    made = rendered(
        word_file(p("{{ name }} a {{ other }}"), p("{{p text }}")),
        {
            "name": leaf("Doprava", "name", owner),
            "other": "výpočet",
            "text": rich("Popis", pointer=f"{owner}/description"),
        },
    )
    pointers = {
        each.get("h"): each.text
        for each in etree.fromstring(made.parts["customXml/item1.xml"]).iter("{urn:assembler:plan-pointers:1}p")
    }
    read = {}
    for tag, text in controls_of(made):
        short, _, name = tag.partition(".")
        assert len(tag) <= 64
        read[f"{pointers[short]}/{name}"] = text
    assert read == {f"{owner}/name": "Doprava", f"{owner}/description": "Popis"}


def test_computed_texts_and_running_heads_stand_in_no_control() -> None:
    """What is not content cannot be edited back; in a header a control would be one of the same tag on every page."""
    made = rendered(word_file(p("{{ computed }}"), header=p("{{ name }}")), {"computed": "x", "name": leaf("y")})
    assert controls_of(made) == []
    assert "w:sdt" not in made.part("word/header1.xml")


def test_the_same_text_printed_twice_has_two_controls() -> None:
    """Tags repeat, ids never do."""
    made = rendered(word_file(p("{{ name }}"), p("{{ name }}")), {"name": leaf("y")})
    (first, one), (second, two) = controls_of(made)
    assert (first, one) == (second, two)
    assert len(set(re.findall(r'<w:id w:val="(\d+)"/>', made.source))) == 2


def test_what_was_printed_is_noted() -> None:
    """The report says what the document does not show; it lives on these notes."""
    context = {"a": leaf("x", "a"), "b": leaf("y", "b"), "c": leaf("z", "c")}
    made = rendered(word_file(p("{% if a %}{{ b }}{% endif %}{{ 'x' if c else 'y' }}")), context)
    assert made.rendering.state.printed == {("/strategy", "b")}


# ---------------------------------------------------------------- ids in loops

MEASURES: dict[str, Any] = {"measures": [{"name": f"Opatření {each}", "steps": ["a", "b", "c"]} for each in range(4)]}


DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
    '<wp:docPr id="7" name="Kresba" descr="čára"/></wp:inline></w:drawing></w:r>'
)


def loop(*blocks: str) -> tuple[str, ...]:
    return (p("{%p for m in measures %}"), *blocks, p("{%p endfor %}"))


def ids(made: Printed, name: str, attribute: str) -> list[str]:
    return [str(value) for each in made.body.iter(f"{{*}}{name}") if (value := each.get(attribute)) is not None]


def test_drawings_of_a_loop_have_ids_of_their_own() -> None:
    """Two drawings of one id make Word repair the document (lessons 5)."""
    picture = Picture(image(), "png", 8, 8, "Čtverec")
    made = rendered(word_file(*loop(p(DRAWING), p("{{r picture|picture(20) }}"))), {**MEASURES, "picture": picture})
    found = ids(made, "docPr", "id")
    assert len(found) == len(set(found)) == 8


def test_pictures_of_a_loop_are_one_part() -> None:
    """The same picture printed many times lies in the package once."""
    picture = Picture(image(), "png", 8, 8, "Čtverec")
    made = rendered(word_file(*loop(p("{{r picture|picture(20) }}"))), {**MEASURES, "picture": picture})
    assert [name for name in made.parts if name.startswith("word/media/")] == [
        next(name for name in made.parts if name.startswith("word/media/"))
    ]


def test_controls_of_a_loop_have_ids_of_their_own() -> None:
    """Controls of the template and of the content are counted together (lessons 5)."""
    context = {"measures": [{"name": leaf("x", "name", f"/m/{each}")} for each in range(4)]}
    made = rendered(word_file(control(p("první")), *loop(control(p("{{ m.name }}")))), context)
    found = [str(each.get(f"{CONTROL}val")) for each in made.body.iter(f"{CONTROL}id")]
    assert len(found) == len(set(found)) == 9


REFERENCES = {
    "REF": field("REF znacka \\h"),
    "PAGEREF": field("PAGEREF znacka \\h"),
    "link": '<w:hyperlink w:anchor="znacka" w:tooltip="x">' + run("odkaz") + "</w:hyperlink>",
    "HYPERLINK": field('HYPERLINK \\l "znacka"'),
    "split": field("REF znacka \\h").replace(
        "znacka", 'zna</w:instrText></w:r><w:r><w:instrText xml:space="preserve">cka'
    ),
}


@pytest.mark.parametrize(
    "kind",
    REFERENCES,
)
def test_references_follow_the_bookmark_of_their_own_turn(kind: str) -> None:
    """A bookmark in a loop is another one in each turn, and what points at it points at the one of its turn."""
    made = rendered(word_file(*loop(p(bookmark(1, "znacka", "{{ m.name }}")), p(REFERENCES[kind]))), MEASURES)
    names = ids(made, "bookmarkStart", f"{CONTROL}name")
    assert len(set(names)) == 4
    pointed = [name for each in names for name in re.findall(rf"\b{each}\b(?! *\")", made.source)]
    assert all(made.source.count(name) >= 2 for name in names), pointed


def test_bookmarks_of_nested_loops() -> None:
    """Turns of the inner loop within turns of the outer one all have bookmarks of their own."""
    inner = (p("{%p for s in m.steps %}"), p(bookmark(2, "krok", "{{ s }}")), p("{%p endfor %}"))
    made = rendered(word_file(*loop(p(bookmark(1, "karta", "x"), field("REF karta")), *inner)), MEASURES)
    names = ids(made, "bookmarkStart", f"{CONTROL}name")
    assert len(names) == len(set(names)) == 16
    assert [max(map(len, names)) <= 40, len(set(ids(made, "bookmarkStart", f"{CONTROL}id")))] == [True, 16]


def test_long_names_of_bookmarks_stay_within_forty_letters() -> None:
    """Word knows 40 letters; names that differ only behind them stay different."""
    marks = (p(bookmark(1, "z" * 39 + "a", "x")), p(bookmark(2, "z" * 39 + "b", "y")))
    names = ids(rendered(word_file(*loop(*marks)), MEASURES), "bookmarkStart", f"{CONTROL}name")
    assert len(names) == len(set(names)) == 8
    assert max(map(len, names)) <= 40


@pytest.mark.parametrize("kind", ["REF", "link"])
def test_a_reference_from_outside_into_a_loop_is_refused(kind: str) -> None:
    """Which turn it means nobody knows; the template's author is told."""
    assert "znacka" in refused(word_file(p(REFERENCES[kind]), *loop(p(bookmark(1, "znacka", "x")))), MEASURES).message


@pytest.mark.parametrize(
    "blocks",
    [
        (p("{%p if none %}"), p(bookmark(1, "b", "x")), p("{%p endif %}"), p(field("REF b \\h"))),
        (
            p("{%p if none %}"),
            p('<w:bookmarkStart w:id="1" w:name="b"/>', "x"),
            p("{%p endif %}"),
            p('<w:bookmarkEnd w:id="1"/>'),
        ),
        (p('<w:bookmarkEnd w:id="1"/>', "x"),),
    ],
    ids=["reference", "start", "end alone"],
)
def test_bookmarks_that_a_condition_tears_are_refused(blocks: tuple[str, ...]) -> None:
    """Half a bookmark, or a reference to one that is not printed, is the template's mistake and says so."""
    assert refused(word_file(*blocks), {"none": None}).message


def test_bookmarks_that_lie_around_a_loop_stay() -> None:
    """A bookmark over a whole loop is one bookmark."""
    start, end = '<w:bookmarkStart w:id="4" w:name="vse"/>', '<w:bookmarkEnd w:id="4"/>'
    made = rendered(word_file(start, *loop(p("{{ m.name }}")), end), MEASURES)
    assert ids(made, "bookmarkStart", f"{CONTROL}name") == ["vse"]


def test_traces_of_the_cursor_are_dropped() -> None:
    """_GoBack is where the author last stood."""
    assert "bookmark" not in rendered(word_file(p(bookmark(1, "_GoBack", "x"))), {}).source


# ---------------------------------------------------------------- lists in loops


def labels(*blocks: str) -> list[str]:
    return [f"{label} {text}".strip() for label, text in list_labels(rendered(word_file(*blocks), MEASURES))]


STEPS = (p("{%p for s in m.steps %}"), item("{{ s }}"), p("{%p endfor %}"))


def test_a_list_in_each_turn_of_a_loop_restarts() -> None:
    """The steps of every measure begin with 1 (lessons 6)."""
    assert labels(*loop(p("{{ m.name }}"), *STEPS)) == ["1. a", "2. b", "3. c"] * 4


def test_a_list_by_its_style_restarts_as_well() -> None:
    """A paragraph may be numbered by its style only."""
    steps = (p("{%p for s in m.steps %}"), p("{{ s }}", style="ListNumber"), p("{%p endfor %}"))
    assert labels(*loop(p("{{ m.name }}"), *steps)) == ["1. a", "2. b", "3. c"] * 4


def test_items_of_one_loop_are_one_list() -> None:
    """A loop that repeats nothing but items counts on."""
    assert labels(*loop(item("{{ m.name }}"))) == [f"{n + 1}. Opatření {n}" for n in range(4)]


def test_a_list_around_a_loop_goes_on() -> None:
    """Items before, in and behind a loop of items are one list."""
    assert labels(item("x"), *loop(item("{{ m.name }}")), item("y"))[-1] == "6. y"


def test_lists_outside_of_loops_are_left_alone() -> None:
    """Two paragraphs of one list count on, whatever stands between them."""
    assert labels(item("x"), p("mezi"), item("y"), *loop(p("{{ m.name }}")), item("z")) == ["1. x", "2. y", "3. z"]


def test_levels_below_restart_with_each_item_above() -> None:
    """a), b) under every 1., 2."""
    inner = (p("{%p for s in m.steps %}"), item("{{ s }}", level=1), p("{%p endfor %}"))
    assert labels(*loop(item("{{ m.name }}"), *inner))[:5] == ["1. Opatření 0", "a) a", "b) b", "c) c", "2. Opatření 1"]


def test_a_list_of_a_lower_level_alone_restarts() -> None:
    """The steps of a card may be a), b) without any 1. above them."""
    inner = (p("{%p for s in m.steps %}"), item("{{ s }}", level=1), p("{%p endfor %}"))
    assert labels(*loop(p("{{ m.name }}"), *inner)) == ["a) a", "b) b", "c) c"] * 4


def test_two_lists_in_one_turn() -> None:
    """Steps and outputs of one measure are two lists when something stands between them."""
    second = (p("{%p for s in m.steps %}"), item("{{ s }}"), p("{%p endfor %}"))
    assert labels(*loop(p("x"), *STEPS, p("Výstupy"), *second))[:6] == ["1. a", "2. b", "3. c"] * 2


def test_lists_in_the_cells_of_repeated_rows_restart() -> None:
    """A list in a cell begins anew in each row."""
    rows = (statement_row("for m in measures", 1), row(cell(*STEPS)), statement_row("endfor", 1))
    assert labels(table(1, *rows), p()) == ["1. a", "2. b", "3. c"] * 4


def test_bullets_need_no_instances() -> None:
    """Only what counts is given an instance; 10,000 bullets make numbering.xml no longer."""
    bullets = (p("{%p for s in m.steps %}"), item("{{ s }}", num=2), p("{%p endfor %}"))
    made = rendered(word_file(*loop(p("x"), *bullets)), MEASURES)
    assert made.part("word/numbering.xml").count("<w:num ") == 3


# ---------------------------------------------------------------- steady


def test_headers_and_body_count_ids_together() -> None:
    """An id of the header never meets one of the body."""
    made = rendered(word_file(p(DRAWING), header=p(DRAWING), footer=p(DRAWING)), {})
    found = re.findall(
        r'docPr id="(\d+)"', "".join(made.part(f"word/{each}.xml") for each in ("document", "header1", "footer1"))
    )
    assert len(set(found)) == 3


def test_renders_in_threads_do_not_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same template in many threads with a full cache of texts: each document is its own (lessons 18)."""
    monkeypatch.setattr(richtext, "MAX_KEPT", 3)
    template = compile_template(word_file(*loop(p(bookmark(1, "b", "{{ m.name }}")), p("{{p m.text }}"), *STEPS)))

    def one(number: int) -> bytes:
        texts = [rich(f"text {number} {each}", TextFormat.PLAIN) for each in range(6)]
        trees = {(each.text, "plain"): [{"t": "Para", "c": [{"t": "Str", "c": each.text}]}] for each in texts}
        context = {"measures": [{"name": f"n{number}", "text": each, "steps": ["x"]} for each in texts]}
        return render(template, context, PROPERTIES, trees=trees).docx()

    alone = [one(number) for number in range(24)]
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(one, [*range(24)] * 4))
    finally:
        sys.setswitchinterval(switch)
    assert together == alone * 4


def test_the_cache_of_texts_is_safe_for_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that fill the cache at once never fall over each other: one in a thousand is too many (lessons 18)."""
    monkeypatch.setattr(richtext, "MAX_KEPT", 3)
    cache, empty = richtext.Cache(), Compiled((), frozenset(), ())
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def fill(number: int) -> None:
        for each in range(3_000):
            cache.get(((f"{number} {each}", "plain"), "as is", ""), lambda: empty)

    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(fill, range(8)))
    finally:
        sys.setswitchinterval(switch)


def test_a_context_is_left_as_it_was() -> None:
    """Rendering changes nothing that it was given."""
    context = {"measures": [{"name": leaf("x"), "steps": ["a"]}], "none": None}
    before = repr(context)
    rendered(word_file(*loop(p("{% set m2 = m %}{{ m2.name }}"), *STEPS)), context)
    assert repr(context) == before


def test_a_formatted_text_without_its_tree_is_loud() -> None:
    """A text that nobody read with pandoc is a mistake of the caller, never an empty place."""
    ready = compile_template(word_file(p("{{p text }}")))
    with pytest.raises(Exception, match=r"strom|tree"):
        render(ready, {"text": rich("Toto se nesmí ztratit")}, PROPERTIES).docx()


def test_labels_jump_to_their_parts() -> None:
    """A code in a table is a link to the heading that bears it; without such a heading it is plain text."""
    code, lost = Label("2.1", "/m/0"), Label("9.9", "/m/9")
    context = {"code": code, "name": leaf("Doprava", "name", "/m/0"), "lost": lost}
    made = rendered(word_file(p("{{ code }} {{ lost }}"), p("{{ code }} {{ name }}", style="Heading1")), context)
    (link,) = made.body.iter("{*}hyperlink")
    names = ids(made, "bookmarkStart", f"{CONTROL}name")
    assert link.get(f"{CONTROL}anchor") in names
    assert made.text == "2.1 9.9\n2.1 Doprava"


def test_no_two_marks_of_any_kind_share_an_id() -> None:
    """Everything at once, in loops: bookmarks, drawings, controls, each kind unique."""
    picture = Picture(image(), "png", 8, 8, "Čtverec")
    blocks = loop(
        p("{{ m.name }}", style="Heading1"),
        p(bookmark(3, "x", "{{r picture|picture(9) }}")),
        control(p("{{ m.name }}")),
        caption("{{ m.name }}"),
        *STEPS,
    )
    made = rendered(word_file(contents(), *blocks), {**MEASURES, "picture": picture})
    for name, attribute in (("bookmarkStart", f"{CONTROL}id"), ("docPr", "id"), ("bookmarkStart", f"{CONTROL}name")):
        assert Counter(ids(made, name, attribute)).most_common(1)[0][1] == 1
