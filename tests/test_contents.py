"""Contents, captions and their lists: filled in without a layout, numbered as Word would count."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docx.oxml.ns import qn
from lxml import etree

from assembler import documents, pipeline, resources
from assembler.convert import libreoffice, pdf
from assembler.documents.kind import Kind
from assembler.options import Options, Variant
from assembler.readers import by_name
from schemas.values import Label
from tests.word_files import (
    Printed,
    bookmark,
    caption,
    cell,
    contents,
    control,
    field,
    leaf,
    mark,
    p,
    paragraphs_of,
    refused,
    rendered,
    rich,
    row,
    run,
    table,
    visible,
    word_file,
)

H1, H2, H3, H4 = (f"Heading{level}" for level in range(1, 5))
UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
NB = "\u00a0"


def entries(made: Printed, styles: tuple[str, ...] = ("toc1", "toc2", "toc3")) -> list[str]:
    """The lines of the contents as they are read: number, text, page."""
    return [visible(each) for each in paragraphs_of(made.body) if style_of(each) in styles]


def style_of(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(found.get(qn("w:val"))) if found is not None else ""


def targets_of(made: Printed) -> list[str]:
    """The bookmarks that the lines of the contents jump to, in their order."""
    return [
        str(link.get(qn("w:anchor")))
        for each in paragraphs_of(made.body)
        if style_of(each).startswith(("toc", "tableof"))
        for link in each.iter(qn("w:hyperlink"))
    ]


def text_box(content: str) -> str:
    """A text box as Word writes it: a shape, and the same again for programs that know no shapes."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        '<wp:docPr id="1" name="Box" descr="Rámeček"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>'
        '</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="box"><v:textbox>'
        f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def printed(*blocks: str, **context: Any) -> Printed:
    return rendered(word_file(contents(), *blocks), context)


# ---------------------------------------------------------------- headings


def test_contents_lists_headings_of_its_levels() -> None:
    """Levels 1 to 3 of TOC \\o "1-3", each in the style of its level; level 4 is not asked for."""
    made = printed(p("A", style=H1), p("B", style=H2), p("C", style=H3), p("D", style=H4), p("E", style=H1))
    assert entries(made) == ["1\tA\t", "1.1\tB\t", "1.1.1\tC\t", "2\tE\t"]
    assert [style_of(each) for each in paragraphs_of(made.body)][:4] == ["toc1", "toc2", "toc3", "toc1"]


@pytest.mark.parametrize(
    ("instruction", "lines"),
    [
        ('TOC \\o "1-1" \\h', ["1\tA\t", "2\tE\t"]),
        ('TOC \\o "2-3"', ["1.1\tB\t", "1.1.1\tC\t"]),
        ("TOC \\h \\z \\u", ["1\tA\t", "1.1\tB\t", "1.1.1\tC\t", "2\tE\t"]),
        ("TOC \\o 1-2", ["1\tA\t", "1.1\tB\t", "2\tE\t"]),
        ("toc \\o &quot;1-1&quot;".replace("&quot;", '"'), ["1\tA\t", "2\tE\t"]),
    ],
)
def test_levels_of_a_contents(instruction: str, lines: list[str]) -> None:
    """The switch \\o says which levels; without it there are the usual three."""
    blocks = (p("A", style=H1), p("B", style=H2), p("C", style=H3), p("E", style=H1))
    assert entries(rendered(word_file(contents(instruction), *blocks), {})) == lines


def test_numbers_are_those_that_word_will_count() -> None:
    """Unnumbered chapters count nothing; a chapter starts its sections anew."""
    made = printed(
        p("Úvod", style=H1, extra=UNNUMBERED),
        p("A", style=H1),
        p("B", style=H2),
        p("C", style=H2),
        p("Bez čísla", style=H2, extra=UNNUMBERED),
        p("D", style=H2),
        p("E", style=H1),
        p("F", style=H2),
    )
    assert entries(made) == [
        "Úvod\t",
        "1\tA\t",
        "1.1\tB\t",
        "1.2\tC\t",
        "Bez čísla\t",
        "1.3\tD\t",
        "2\tE\t",
        "2.1\tF\t",
    ]


def test_headings_of_loops_and_conditions_are_listed_as_printed() -> None:
    """One line for each turn, none for what is not printed; values are read with the text around them."""
    made = printed(
        *(p("{%p for g in goals %}"), p("Cíl: {{ g }}!", style=H1), p("{%p endfor %}")),
        *(p("{%p if no %}"), p("Není", style=H1), p("{%p endif %}")),
        goals=["a & b", "<c>"],
        no=False,
    )
    assert entries(made) == ["1\tCíl: a & b!\t", "2\tCíl: <c>!\t"]


def test_codes_stand_in_the_text_of_a_heading() -> None:
    """A computed code is text of its heading, not a number of the chapter list."""
    made = printed(
        p("{{ code }} {{ name }}", style=H1, extra=UNNUMBERED), code=Label("2.1", "/m"), name=leaf("Doprava")
    )
    assert entries(made) == ["2.1 Doprava\t"]


def test_empty_headings_are_not_listed() -> None:
    """A heading whose value is empty gives no empty line."""
    assert entries(printed(p("{{ a }}", style=H1), p("B", style=H1), a="")) == ["2\tB\t"]


def test_headings_in_tables_and_controls_are_listed() -> None:
    """Wherever a heading stands in the body."""
    made = printed(table(1, row(cell(p("A", style=H1)))), control(p("B", style=H1)), p())
    assert entries(made) == ["1\tA\t", "2\tB\t"]


def test_headings_of_running_heads_are_no_chapters() -> None:
    """A paragraph of a header in a style of headings is no chapter."""
    made = rendered(word_file(contents(), p("A", style=H1), header=p("záhlaví", style=H1)), {})
    assert entries(made) == ["1\tA\t"]


def test_codes_in_running_heads_lead_to_their_headings() -> None:
    """A code in a header is a link as elsewhere; what only the end of the text knows is not lost."""
    code = p("{{ code }}")
    made = rendered(word_file(p("{{ code }} A", style=H1), header=code), {"code": Label("2.1", "/m")})
    (region,) = made.rendering.state.regions
    assert f'<w:hyperlink w:anchor="{region.bookmark}"' in made.part("word/header1.xml")
    assert ">2.1</w:t>" in made.part("word/header1.xml")


def test_looks_tabs_and_breaks_in_headings() -> None:
    """The line is the heading's words; a line break in it is a blank."""
    made = printed(p(run("A ", "<w:b/>"), run("{{ b }}"), "<w:r><w:br/></w:r>", run("C"), style=H1), b="x\ny")
    assert entries(made) == ["1\tA x y C\t"]


def test_hyphens_of_word_stay_in_the_contents() -> None:
    """A no-break hyphen typed in Word is an element of its own, and a letter for the reader."""
    assert entries(printed(p(run("e"), "<w:r><w:noBreakHyphen/></w:r>", run("mail"), style=H1))) == ["1\te\u2011mail\t"]


def test_soft_hyphens_of_word_stay_in_the_contents() -> None:
    """A soft hyphen is seen only at the end of a line, in the contents as in the heading."""
    made = printed(p(run("roz"), "<w:r><w:softHyphen/></w:r>", run("dě{{ a }}"), style=H1), a="lov\u00adník <a>")
    spaced = '<w:t xml:space="preserve">'
    line = f"{spaced}roz</w:t><w:softHyphen/>{spaced}dělov\u00adník &lt;a&gt;</w:t>"
    assert made.source.count(line) == 1
    assert 'w:tooltip="roz\u00addělov\u00adník &lt;a&gt;"' in made.source


def test_a_block_in_the_style_of_a_heading_is_refused() -> None:
    """{{p }} may print many paragraphs, which nobody would count; the message says what to write instead."""
    wrong = refused(word_file(p("a"), p("{{p name }}", style=H1)))
    assert "{{ name }}" in wrong.message
    assert "2. odstavec" in wrong.place
    assert printed(p("{{p name }}", style="Caption"), name="Doprava").text == "Doprava"


def test_text_boxes_are_no_part_of_the_heading_that_holds_them() -> None:
    """A text box lies twice in a file (for programs without shapes), and is a text of its own."""
    made = printed(p("A", text_box(p("v rámečku") + p("B", style=H2)), style=H1), p("C", style=H1))
    assert entries(made) == ["1\tA\t", "1.1\tB\t", "2\tC\t"]


def test_headings_numbered_by_a_sequence() -> None:
    """„Příloha 1“: an annex may be a heading with a SEQ field, in the contents and in a list of its own."""
    blocks = (p(f"Příloha{NB}", field("SEQ Příloha"), " {{ a }}", style=H1, extra=UNNUMBERED) for _ in range(2))
    made = rendered(word_file(contents(), contents('TOC \\c "Příloha"'), *blocks), {"a": "Mapa"})
    assert entries(made) == [f"Příloha{NB}1 Mapa\t", f"Příloha{NB}2 Mapa\t"]
    assert entries(made, ("tableoffigures",)) == [f"Příloha{NB}1 Mapa\t", f"Příloha{NB}2 Mapa\t"]


def test_captions_of_two_sequences() -> None:
    """„Obrázek 1.2“: a caption may count chapter and picture."""
    made = rendered(word_file(p("Obrázek ", field("SEQ Kapitola"), ".", field("SEQ Obrázek"), style="Caption")), {})
    assert made.text == "Obrázek 1.1"


def test_a_caption_of_two_sequences_has_one_label() -> None:
    """What references show reaches from its first number to its last; each of its lists has it once."""
    numbers = (field("SEQ Kapitola"), ".", field("SEQ Obrázek"), "{% if no %}", field("SEQ Nic"), "{% endif %}")
    lists = [contents(f"TOC \\c {name}") for name in ("Kapitola", "Obrázek", "Nic")]
    made = rendered(word_file(*lists, p("Obrázek ", *numbers, ": mapa", style="Caption")), {"no": False})
    (region,) = made.rendering.state.regions
    assert region.label == "1.1"
    assert re.findall(r"<w:bookmarkStart[^>]* w:name=\"(_\w{3})", made.source) == ["_Toc", "_Ref"]
    assert made.source.count("<w:bookmarkEnd") == 2
    assert entries(made, ("tableoffigures",)) == ["Obrázek 1.1: mapa\t"] * 2


# ---------------------------------------------------------------- the field


def fields_of(made: Printed) -> list[str]:
    return [str(each.text).strip() for each in made.body.iter(qn("w:instrText"))]


def test_the_contents_stays_a_field() -> None:
    """The lines are the cached result of the author's own TOC field, which F9 renews."""
    made = printed(p("A", style=H1), p("B", style=H1))
    assert fields_of(made)[0] == 'TOC \\o "1-3" \\h \\z \\u'
    kinds = [str(each.get(qn("w:fldCharType"))) for each in made.body.iter(qn("w:fldChar"))]
    page = ["begin", "separate", "end"]
    assert kinds == ["begin", "separate", *page, *page, "end"]
    assert "dirty" not in made.source


def test_entries_jump_to_their_headings() -> None:
    """Each line is a link to the bookmark around its heading, and asks for the page of the same bookmark."""
    made = printed(p("A", style=H1), p("B", style=H2))
    names = targets_of(made)
    assert fields_of(made)[1:] == [f"PAGEREF {name} \\h" for name in names]
    around = {}
    for start in made.body.iter(qn("w:bookmarkStart")):
        paragraph = start.getparent()
        assert paragraph is not None
        around[str(start.get(qn("w:name")))] = visible(paragraph)
    assert [around[name] for name in names] == ["A", "B"]


def test_without_pages_no_page_is_shown() -> None:
    """Never a wrong number: the page field of a line has an empty result."""
    made = printed(p("A", style=H1))
    (page,) = re.findall(r"PAGEREF [^<]*</w:instrText></w:r>(.*?)</w:hyperlink>", made.source)
    assert re.findall(r'fldCharType="(\w+)"', page) == ["separate", "end"]
    assert "<w:t" not in page


def test_pages_are_filled_in_without_rendering_again() -> None:
    """The same rendering with the pages of a layout gives the same document with numbers; unknown ones stay empty."""
    made = printed(p("A", style=H1), p("B", style=H1))
    first, second = targets_of(made)
    docx = made.rendering.docx({first: 3})
    assert entries(Printed(docx, made.rendering)) == ["1\tA\t3", "2\tB\t"]
    whole = made.rendering.docx({first: 3, second: 14, "_Toc9": 99})
    assert entries(Printed(whole, made.rendering)) == ["1\tA\t3", "2\tB\t14"]
    assert made.rendering.docx() == made.docx


def test_the_copy_for_a_layout_has_the_same_lines_outside_of_the_field() -> None:
    """LibreOffice computes page fields only outside of a contents field: its copy has the lines without the field."""
    made = printed(p("A", style=H1), p("B", style=H2), p("{{p text }}"), text=rich("viz"))
    copy = Printed(made.rendering.docx(for_layout=True), made.rendering)
    assert entries(copy) == entries(made)
    assert [each for each in fields_of(copy) if each.startswith("TOC")] == []
    assert fields_of(copy) == fields_of(made)[1:]
    assert [style_of(each) for each in paragraphs_of(copy.body)] == [
        style_of(each) for each in paragraphs_of(made.body)
    ]


def test_the_copy_for_a_layout_has_numbers_as_text() -> None:
    """LibreOffice counts SEQ fields itself, without their switches: its copy has the number and the bookmarks alone."""
    made = rendered(word_file(caption("a"), caption("b")), {})
    copy = Printed(made.rendering.docx(for_layout=True), made.rendering)
    assert fields_of(made) == ["SEQ Tabulka \\* ARABIC"] * 2
    assert fields_of(copy) == []
    assert copy.text == made.text
    assert copy.source.count("<w:bookmarkStart") == made.source.count("<w:bookmarkStart") == 4


@pytest.mark.slow
def test_the_pdf_has_the_numbers_of_the_document() -> None:
    """Whatever a layout program makes of the switches of SEQ fields."""
    switches = ("", "\\c", "\\r 5", "\\n", "\\h", "\\r 28 \\* ALPHABETIC", "\\* roman")
    captions = (p("Tabulka ", field(f"SEQ Tabulka {each}"), ".", style="Caption") for each in switches)
    again = p("Tabulka ", field("SEQ Tabulka \\s 1"), ".", style="Caption")
    made = rendered(word_file(*captions, p("A", style=H1), again), {})
    (shown,) = pdf.page_texts(libreoffice.to_pdf(made.rendering.docx(for_layout=True)))
    assert "".join(shown.split()) == "".join(made.text.replace("A", "1A").split())


def test_an_empty_contents_is_a_field_still() -> None:
    """A document without headings keeps its contents field, and a paragraph for it."""
    made = printed(p("x"))
    assert fields_of(made) == ['TOC \\o "1-3" \\h \\z \\u']
    assert made.paragraphs == ["", "x"]


def test_the_contents_as_word_writes_it() -> None:
    """In a control, with a title, with old lines of its own, begin and end in different paragraphs."""
    begin = mark("begin") + '<w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r>' + mark("separate")
    page = field("PAGEREF _Toc1 \\h")
    old = p(begin, f'<w:hyperlink w:anchor="_Toc1">{run("1 Stará")}{page}</w:hyperlink>', style="toc1")
    whole = control(p("Obsah", style="TOCHeading") + old + p(run("2 Starší"), style="toc1") + p(mark("end")))
    made = rendered(word_file(whole, p(bookmark(1, "_Toc1", "Nová"), style=H1)), {})
    assert made.text == "Obsah\n1\tNová\t\nNová"


def test_two_contents() -> None:
    """A short one and a whole one."""
    made = rendered(word_file(contents('TOC \\o "1-1"'), contents(), p("A", style=H1), p("B", style=H2)), {})
    assert entries(made) == ["1\tA\t", "1\tA\t", "1.1\tB\t"]


def test_a_contents_keeps_the_end_of_its_section() -> None:
    """Word lets a section end in the last paragraph of a contents."""
    ended = '<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs><w:sectPr/>'
    made = rendered(word_file(p(field("TOC"), style="TOC1", extra=ended), p("A", style=H1)), {})
    assert made.paragraphs == ["1\tA\t", "", "A"]
    assert made.source.count("<w:pPr><w:sectPr/></w:pPr>") == 1


@pytest.mark.parametrize(
    "beside", [(run("Obsah"), ""), ("", "<w:r><w:br/></w:r>"), ("", field("PAGE")), ("{{ a }}", "")]
)
def test_what_stands_beside_a_contents_is_refused(beside: tuple[str, str]) -> None:
    """The lines take the paragraphs of the field: a title, a page break, another field there would vanish."""
    wrong = refused(word_file(p("a"), p(beside[0], field("TOC"), beside[1])))
    assert "2. odstavec" in wrong.place


def test_tags_in_a_contents_field_are_refused() -> None:
    """The levels of a contents are the template's; a condition stands around the paragraph."""
    assert refused(word_file(p(field('TOC \\o "1-{{ levels }}"')))).place


def test_the_instruction_is_read_as_word_reads_it() -> None:
    """Plain text before the separator is instruction, so no field hides behind the name of another one."""
    hidden = f"{mark('begin')}{run('DDE')}<w:r><w:instrText> PAGE </w:instrText></w:r>{mark('separate')}{mark('end')}"
    assert "DDE" in refused(word_file(p(hidden))).message


@pytest.mark.parametrize(
    "words",
    [
        (field("PAGE", "{% if a %}1"), "{% endif %}"),
        ("{% for g in goals %}", field("SEQ Tabulka", "1{% endfor %}")),
        ("{% if a %}", field("REF x", "1{% else %}"), field("REF x", "1{% endif %}")),
    ],
)
def test_half_a_field_is_refused(words: tuple[str, ...]) -> None:
    """A condition that holds one end of a field would make Word hide the rest of the document."""
    assert "nekončí tam, kde začíná" in refused(word_file(p(*words))).message


def test_a_contents_over_the_border_of_a_cell_is_refused() -> None:
    """Begin in the text, end in a table: nothing sensible can be put there."""
    begin = mark("begin") + "<w:r><w:instrText> TOC </w:instrText></w:r>" + mark("separate")
    assert "TOC" in refused(word_file(p(begin), table(1, row(cell(p(mark("end"))))), p())).message


# ---------------------------------------------------------------- captions


def test_captions_are_counted_in_order() -> None:
    """Tables and charts each for themselves, through loops, as Word's SEQ fields would."""
    made = rendered(
        word_file(
            caption("první"),
            caption("sloupce", "Graf"),
            *(p("{%p for t in tables %}"), caption("{{ t }}"), p("{%p endfor %}")),
            caption("čára", "Graf"),
        ),
        {"tables": ["druhá", "třetí"]},
    )
    assert made.text.split("\n") == [
        *("Tabulka 1: první", "Graf 1: sloupce", "Tabulka 2: druhá", "Tabulka 3: třetí", "Graf 2: čára")
    ]


def test_lists_of_tables_and_figures() -> None:
    """Each list has the captions of its own sequence, and stands before or behind them."""
    tables, charts = contents('TOC \\h \\z \\c "Tabulka"'), contents("TOC \\c Graf")
    made = rendered(word_file(tables, caption("a"), caption("b", "Graf"), caption("c"), charts), {})
    assert entries(made, ("tableoffigures",)) == ["Tabulka 1: a\t", "Tabulka 2: c\t", "Graf 1: b\t"]


def test_references_of_the_template_to_captions() -> None:
    """REF fields of the template's author to a bookmark around a caption's number keep working."""
    labelled = p(bookmark(1, "tab", "Tabulka ", field("SEQ Tabulka")), ": x", style="Caption")
    made = rendered(word_file(labelled, p("viz ", field("REF tab \\h", "Tabulka 1"))), {})
    assert made.text == "Tabulka 1: x\nviz Tabulka 1"


@pytest.mark.parametrize(
    ("instructions", "shown"),
    [
        (("SEQ Tabulka", "SEQ Tabulka \\c"), ["1", "1"]),
        (("SEQ Tabulka \\r 5", "SEQ Tabulka"), ["5", "6"]),
        (("SEQ Tabulka \\* ROMAN", "SEQ Tabulka \\* ROMAN"), ["I", "II"]),
        (("SEQ Tabulka \\* ALPHABETIC", "SEQ Tabulka \\* alphabetic"), ["A", "b"]),
        (("SEQ Tabulka \\c", "SEQ Tabulka \\n \\* MERGEFORMAT"), ["0", "1"]),
        (("seq Tabulka \\*roman", 'SEQ "Tabulka" \\r14 \\* Roman'), ["i", "XIV"]),
        (("SEQ Tabulka \\h", "SEQ Tabulka"), ["", "2"]),
        (("SEQ Tabulka \\h \\* Arabic", "SEQ Tabulka"), ["1", "2"]),
        (("SEQ Tabulka \\r 0 \\* ROMAN", "SEQ Tabulka \\r 4000 \\* roman"), ["0", "4000"]),
        (("SEQ Tabulka \\r 28 \\* ALPHABETIC", "SEQ Tabulka \\r 781 \\* alphabetic"), ["BB", "781"]),
    ],
)
def test_switches_of_sequences_mean_what_they_mean_in_word(instructions: tuple[str, str], shown: list[str]) -> None:
    """What F9 would show stands there already, or the switch is refused (ECMA-376 17.16.5.56)."""
    made = rendered(word_file(*(p(field(each), style="Caption") for each in instructions)), {})
    assert made.paragraphs == shown


def test_sequences_start_again_behind_headings() -> None:
    """\\s 2: a heading of level 2, or of a higher one, starts the tables again; deeper ones do not."""
    table = p("Tabulka ", field("SEQ Tabulka \\* ARABIC \\s 2"), style="Caption")
    chart = p("Graf ", field("SEQ Graf"), style="Caption")
    headings = (H1, H2, H3, H2, H1)
    made = rendered(word_file(*(block for each in headings for block in (p("x", style=each), table, chart, table))), {})
    numbers = [line for line in made.text.split("\n") if line.startswith("Tabulka")]
    assert numbers == [f"Tabulka {number}" for number in (1, 2, 1, 2, 3, 4, 1, 2, 1, 2)]
    assert "Graf 5" in made.text


@pytest.mark.parametrize(
    "instruction",
    [
        *("SEQ", "SEQ 1", 'SEQ ""', "SEQ \\c", "SEQ Tabulka zalozka", "SEQ {{ name }}", "SEQ Tabulka x \\c"),
        *("SEQ Tabulka \\r", "SEQ Tabulka \\r x", "SEQ Tabulka \\s 0", "SEQ Tabulka \\c 5", "SEQ Tabulka \\q"),
        *("SEQ Tabulka \\* Ordinal", "SEQ Tabulka \\*", 'SEQ Tabulka \\# "0.0"', "SEQ Tabulka \\r 5 6"),
    ],
)
def test_what_cannot_be_counted_is_refused(instruction: str) -> None:
    """A sequence without a name, switches of others, numbers by a bookmark: said in Czech, with the place."""
    wrong = refused(word_file(p("a"), p(field(instruction), style="Caption")))
    assert "Píše se SEQ, jméno řady" in wrong.message
    assert "2. odstavec" in wrong.place


def test_a_number_keeps_its_look() -> None:
    """The number stands in the run properties of the result that it replaces."""
    made = rendered(word_file(p(field("SEQ Tabulka").replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t"))), {})
    assert [each.text for each in made.document.paragraphs[0].runs if each.bold] == ["1"]


def test_a_field_without_a_result_is_counted() -> None:
    """Word leaves the separator out where a result is empty, as that of a hidden number."""
    bare = mark("begin") + "<w:r><w:instrText> SEQ Tabulka </w:instrText></w:r>" + mark("end")
    assert rendered(word_file(p("Tabulka ", bare, style="Caption")), {}).text == "Tabulka 1"


def test_a_sequence_over_two_paragraphs_is_refused() -> None:
    """Nothing sensible can be put between two paragraphs."""
    begin = mark("begin") + "<w:r><w:instrText> SEQ Tabulka </w:instrText></w:r>" + mark("separate")
    assert refused(word_file(p(begin), p(mark("end")))).place


def test_repeated_numbers_are_no_captions() -> None:
    """A sentence that shows the last number again (\\c) is no entry of the list, and nothing refers to it."""
    blocks = (caption("a"), p("Viz tabulku ", field("SEQ Tabulka \\c"), "."))
    made = rendered(word_file(contents("TOC \\c Tabulka"), *blocks), {})
    assert made.text.split("\n")[1:] == ["Tabulka 1: a", "Viz tabulku 1."]
    assert entries(made, ("tableoffigures",)) == ["Tabulka 1: a\t"]


def test_captions_in_text_boxes_are_counted_once() -> None:
    """The caption of a floating picture lies in a text box, whose copy for programs without shapes shows the same."""
    box = p(text_box(p("Obrázek ", field("SEQ Obrázek"), style="Caption")), style=H1)
    made = rendered(word_file(contents("TOC \\c Obrázek"), box, caption("b", "Obrázek")), {})
    assert entries(made, ("tableoffigures",)) == ["Obrázek 1\t", "Obrázek 2: b\t"]
    assert [each.text for each in made.body.iter(qn("w:t")) if each.text in ("1", "2")] == ["1", "1", "2"]


def test_sequences_of_running_heads_are_not_listed() -> None:
    """A SEQ field in a header is no caption of the text."""
    made = rendered(
        word_file(contents("TOC \\c Tabulka"), caption("a"), header=p(field("SEQ Tabulka"), " záhlaví")), {}
    )
    assert entries(made, ("tableoffigures",)) == ["Tabulka 1: a\t"]


def test_sequences_of_running_heads_count_for_themselves() -> None:
    """A header does not shift the numbers of the text, nor the text those of the header."""
    made = rendered(word_file(caption("a"), caption("b"), header=p(field("SEQ Tabulka \\* ROMAN", "7"))), {})
    assert made.text == "Tabulka 1: a\nTabulka 2: b"
    assert ">I</w:t>" in made.part("word/header1.xml")


@pytest.mark.parametrize("instruction", ["SEQ Tabulka \\c", 'TOC \\o "1-3"'])
def test_what_differs_from_page_to_page_is_refused_in_running_heads(instruction: str) -> None:
    """The last number so far is another one on each page; a contents has no room there."""
    assert refused(word_file(p("x"), header=p(field(instruction)))).place.startswith("záhlaví, 1. odstavec")


# ---------------------------------------------------------------- the shipped templates


@pytest.mark.parametrize("name", sorted(resources.examples()))
@pytest.mark.parametrize("kind", documents.KINDS, ids=lambda kind: kind.code)
def test_the_contents_of_the_examples(name: str, kind: Kind) -> None:
    """Every heading of the levels that the contents asks for stands in it, in order, and nothing else does."""
    raw = by_name("x.yaml").read(resources.examples()[name].read_bytes()).raw
    made = pipeline.assemble(raw, kind, Options(variant=Variant.INTERNAL))
    whole = Printed(made.docx, made.rendering)
    styles = made.rendering.template.styles
    lines = {styles.id_of(f"toc {level}"): level for level in range(1, 5)}
    body = list(paragraphs_of(whole.body))
    listed = [(lines[style_of(each)], words(each)) for each in body if style_of(each) in lines]
    (levels,) = re.findall(r'TOC \\o "1-(\d)"', "\n".join(fields_of(whole)))
    headings = [
        (level + 1, visible(each).strip())
        for each in body
        if (level := styles.outline(style_of(each))) is not None and level < int(levels) and visible(each).strip()
    ]
    assert listed == headings
    assert listed


def words(entry: etree._Element) -> str:
    """The text of a line without its number and page."""
    return visible(entry).split("\t")[-2].strip()
