"""Formatted text: CommonMark and HTML on the template's own styles, nothing of it lost, nothing of it executed."""

from __future__ import annotations

import ctypes
import re
from functools import partial
from typing import Any

import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree

from assembler import pipeline
from assembler.convert import libreoffice
from assembler.errors import TemplateError
from assembler.options import Options, Variant
from assembler.word.state import Target
from assembler.word.typography import Style, repair
from schemas.findings import Severity
from schemas.values import Label, TextFormat
from tests.word_files import (
    Printed,
    caption,
    leaf,
    p,
    paragraphs_of,
    rendered,
    rich,
    row,
    statement_row,
    table,
    visible,
    visible_text,
    word_file,
)
from tests.word_lists import list_labels

TEMPLATE = word_file(p("{{p text }}", style="BodyText"))
TWICE = word_file(p("{{p text }}"), p("mezi"), p("{{p text }}"), p("{{p other }}"))
MEND = partial(repair, style=Style("colon"))
NBSP = "\u00a0"


def written(text: str, format: TextFormat = TextFormat.COMMONMARK, **how: Any) -> Printed:
    return rendered(TEMPLATE, {"text": rich(text, format)}, **how)


def html(text: str) -> Printed:
    return written(text, TextFormat.HTML)


def labels(made: Printed) -> list[str]:
    return [f"{label} {text}" for label, text in list_labels(made)]


def styled(made: Printed) -> list[tuple[str, str]]:
    """(style, text) of every paragraph."""
    return [(str(each.style.name) if each.style else "", each.text) for each in made.document.paragraphs]


def style_of(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(found.get(qn("w:val"))) if found is not None else ""


def looks(made: Printed) -> dict[str, set[str]]:
    """Words of each run -> what its properties say."""
    found: dict[str, set[str]] = {}
    for run in made.body.iter(qn("w:r")):
        words = "".join(str(each.text or "") for each in run.iter(qn("w:t")))
        properties = run.find(qn("w:rPr"))
        look = (
            [] if properties is None else [each for each in properties if each.get(qn("w:val")) not in ("0", "false")]
        )
        found[words] = {str(each.get(qn("w:val")) or each.tag.rpartition("}")[2]) for each in look} - {"bCs", "iCs"}
    return found


def notes(made: Printed) -> list[str]:
    """The text of each footnote of the document."""
    root = etree.fromstring(made.parts["word/footnotes.xml"])
    ordinary = [each for each in root if each.get(qn("w:type")) is None]
    return ["\n".join(visible(each) for each in paragraphs_of(note)) for note in ordinary]


# ---------------------------------------------------------------- paragraphs and looks


def test_paragraphs_take_the_style_of_their_place() -> None:
    """The paragraph that holds {{p … }} says how plain paragraphs look."""
    made = written("První odstavec\nna dvou řádcích.\n\nDruhý.")
    assert [(style_of(each), visible(each)) for each in paragraphs_of(made.body)] == [
        ("BodyText", "První odstavec na dvou řádcích."),
        ("BodyText", "Druhý."),
    ]


def kept(made: Printed) -> list[str]:
    """The paragraphs that stay on the page of the next one, those in tables too."""
    return [
        visible(each) for each in paragraphs_of(made.body) if each.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    ]


@pytest.mark.parametrize("led", [f"- jedna\n- {'dvě ' * 30}", f"1. jedna\n2. {'dvě ' * 30}", "| a | b |\n|---|---|\n"])
def test_paragraph_that_leads_to_a_list_or_a_table_stays_on_its_page(led: str) -> None:
    """„Záměr zařadí řídicí tým, splňuje-li podmínky:“ is not the last line of a page; other paragraphs may be."""
    assert kept(written(f"Úvod.\n\nPodmínky jsou dvě:\n\n{led}\n\nKonec.")) == ["Podmínky jsou dvě:"]


def test_quotation_stays_with_who_said_it() -> None:
    """The paragraphs of a quotation stand on one page, and may be parted from what follows."""
    assert kept(written("> Nevadí mi dát dvacet tisíc.\n>\n> starosta obce\n\nDál.")) == ["Nevadí mi dát dvacet tisíc."]


def test_short_table_stays_on_one_page_and_a_long_one_leaves_no_lone_rows() -> None:
    """As data tables do: the head is followed by rows, and the last row is not alone under a repeated head."""

    def table(count: int) -> str:
        return "| hlava |\n|---|\n" + "\n".join(f"| {number} |" for number in range(1, count + 1))

    assert kept(written(table(3))) == ["hlava", "1", "2"]
    assert kept(written(table(20))) == ["hlava", "1", "2", "18", "19"]


def test_looks_of_words() -> None:
    """Bold, italic, both, struck out, code."""
    assert looks(written("a **b** *c* ***d*** ~~e~~ `f`")) == {
        "a ": set(),
        " ": set(),
        "b": {"b"},
        "c": {"i"},
        "d": {"b", "i"},
        "e": {"strike"},
        "f": {"Kód"},
    }


def test_looks_of_words_in_html() -> None:
    """Superscript, subscript, underlined, and what CommonMark knows as well."""
    made = html("<p>m<sup>2</sup> H<sub>2</sub>O <u>u</u> <strong>s</strong> <em>e</em> <del>d</del></p>")
    assert made.text == "m2 H2O u s e d"
    found = looks(made)
    assert found["u"] == {"single"}
    assert (found["s"], found["e"], found["d"]) == ({"b"}, {"i"}, {"strike"})
    assert re.findall(r'vertAlign w:val="(\w+)"', made.source) == ["superscript", "subscript"]


def test_a_word_is_raised_or_lowered_but_not_both() -> None:
    """The inner one counts: w:vertAlign stands in a run once (the SDK refuses two)."""
    found = re.findall(
        r'vertAlign w:val="(\w+)"', html("<p><sup>a<sub>b</sub></sup><sub><sup>c</sup></sub></p>").source
    )
    assert found == ["superscript", "subscript", "superscript"]


def test_line_breaks_stay_in_their_paragraph() -> None:
    """A backslash or two blanks at the end of a line break it."""
    assert written("a\\\nb  \nc\nd").paragraphs == ["a\nb\nc d"]


def test_headings_inside_a_text_are_no_chapters() -> None:
    """A heading of a text never enters the contents, whose levels would have gaps."""
    template = word_file(p("Kapitola", style="Heading1"), p("{{p text }}"))
    made = rendered(template, {"text": rich("# Nadpis\n\ntext\n\n###### Šestý")})
    assert made.text == "Kapitola\nNadpis\ntext\nŠestý"
    assert [style_of(each) for each in paragraphs_of(made.body)] == ["Heading1", "Mezititulek", "", "Mezititulek"]
    assert [region.text for region in made.rendering.state.regions] == ["Kapitola"]


def test_quotations_take_the_style_of_quotations() -> None:
    """Blocks inside a quotation look quoted, too."""
    made = written("> citát\n> dál\n>\n> druhý")
    assert [style_of(each) for each in paragraphs_of(made.body)] == ["Quote", "Quote"]


def test_code_is_printed_to_the_letter() -> None:
    """Blanks, line ends and quotes of code stay; typography keeps its hands off."""
    made = written('```python\nx = "a - b"\n  y  =  1\n```\n\na `10% - "b"` c', repair=MEND)
    assert made.paragraphs[0] == 'x = "a - b"\n  y  =  1'
    assert '10% - "b"' in made.paragraphs[1]


def test_rules_and_empty_texts() -> None:
    """A thematic break is three stars; a text of blanks prints nothing, not even an empty control."""
    assert written("a\n\n---\n\nb").paragraphs == ["a", "* * *", "b"]
    empty = written(" \n\n ")
    assert empty.paragraphs == []
    assert "w:sdt" not in empty.source


def test_definition_lists_of_html() -> None:
    """Terms and their definitions."""
    made = html("<dl><dt>Pojem</dt><dd>Výklad</dd></dl>")
    assert made.paragraphs == ["Pojem", "Výklad"]
    assert looks(made)["Pojem"] == {"b"}


def test_entities_are_letters() -> None:
    """&amp; is &; what looks like a reference to an unknown entity stays as typed."""
    assert written("&copy; &amp; &#65; &nic; a & b").text == "© & A &nic; a & b"


# ---------------------------------------------------------------- lists


def test_lists_are_lists() -> None:
    """Real lists of Word on the template's own styles (lessons 15)."""
    made = written("- a\n- b\n\n1. c\n2. d")
    assert [(style_of(each), visible(each)) for each in paragraphs_of(made.body)] == [
        *(("ListBullet", "a"), ("ListBullet", "b")),
        *(("ListNumber", "c"), ("ListNumber", "d")),
    ]


def test_numbered_lists_restart() -> None:
    """Two lists of one text, the same text printed twice, and another text: each list begins with 1 (lessons 6)."""
    context = {"text": rich("1. a\n2. b\n\nmezi\n\n1. c\n2. d"), "other": rich("1. x\n2. y")}
    made = rendered(TWICE, context)
    assert labels(made) == ["1. a", "2. b", "1. c", "2. d"] * 2 + ["1. x", "2. y"]


def test_lists_of_repeated_texts_restart() -> None:
    """A text printed in each turn of a loop, from the cache of texts, has its own list each time."""
    template = word_file(p("{%p for text in texts %}"), p("{{p text }}"), p("{%p endfor %}"))
    made = rendered(template, {"texts": [rich("1. a\n2. b")] * 3})
    assert labels(made) == ["1. a", "2. b"] * 3


def test_lists_begin_where_their_author_says() -> None:
    """5. 6. stays 5. 6."""
    assert labels(written("5. a\n6. b\n\nmezi\n\n0. c")) == ["5. a", "6. b", "0. c"]


def test_nested_lists() -> None:
    """Levels, their own numbers, and the outer list that goes on behind them."""
    assert labels(written("1. a\n   1. b\n   2. c\n2. d\n   1. e\n      1. f\n3. g")) == [
        *("1. a", "a) b", "b) c", "2. d", "a) e", "i. f", "3. g")
    ]


def test_bullets_within_numbers_within_bullets() -> None:
    """Kinds of lists mix."""
    made = written("- a\n  1. b\n     - c\n  2. d\n- e")
    assert labels(made) == ["• a", "a) b", "• c", "b) d", "• e"]


def test_lists_deeper_than_the_styles_go() -> None:
    """Below the third level everything stays on the third; no item is lost."""
    made = written("- a\n  - b\n    - c\n      - d\n        - e")
    assert made.text == "a\nb\nc\nd\ne"


def test_items_of_several_paragraphs() -> None:
    """Only the first paragraph of an item bears its number; the others stand under it."""
    made = written("1. a\n\n   pokračování\n\n2. b")
    assert [style_of(each) for each in paragraphs_of(made.body)] == ["ListNumber", "ListContinue", "ListNumber"]
    assert labels(made) == ["1. a", "2. b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- ```\n  kód\n  ```\n- b", "kód\nb"),
        ("- > citát\n- b", "citát\nb"),
        ("1. # Nadpis\n2. b", "Nadpis\nb"),
        ("- |a|b|\n  |-|-|\n  |c|d|\n", "a\nb\nc\nd"),
    ],
    ids=["code", "quotation", "heading", "table"],
)
def test_items_that_begin_with_a_block(text: str, words: str) -> None:
    """An item need not begin with words."""
    assert written(text).text == words


def test_empty_items_keep_their_number() -> None:
    """The third item is 3. although the second says nothing."""
    assert labels(written("1. a\n2.\n3. c")) == ["1. a", "2. ", "3. c"]


# ---------------------------------------------------------------- tables

PLAN_STYLES = b"".join(
    f'<w:style w:type="paragraph" w:styleId="S{number}"><w:name w:val="{name}"/></w:style>'.encode()
    for number, name in enumerate(("Text tabulky", "Záhlaví tabulky", "Za tabulkou", "Text tabulky číslování"))
)
WITH_TABLES = word_file(
    p("{{p text }}", style="BodyText"),
    parts={"word/styles.xml": lambda data: data.replace(b"</w:styles>", PLAN_STYLES + b"</w:styles>")},
)


def tabled(text: str, format: TextFormat = TextFormat.COMMONMARK) -> list[list[str]]:
    made = rendered(WITH_TABLES, {"text": rich(text, format)})
    (found,) = made.body.iter(qn("w:tbl"))
    assert "w:tblHeader" in made.source
    rows = [list(line.iter(qn("w:tc"))) for line in found.iter(qn("w:tr"))]
    return [["\n".join(visible(each) for each in paragraphs_of(one)) for one in line] for line in rows]


def test_tables_of_commonmark() -> None:
    """A header row, cells in order, a short row filled up."""
    assert tabled("|a|b|\n|-|-:|\n|1|**2**|\n|3|") == [["a", "b"], ["1", "2"], ["3", ""]]


def test_tables_of_html_keep_the_text_of_spanning_cells() -> None:
    """Data tables have no merged cells: the text stands in the first of them, nothing is lost."""
    source = (
        "<table><tr><th colspan=2>A</th><th>B</th></tr><tr><td rowspan=2>c</td><td>d</td><td>e</td></tr>"
        "<tr><td>f</td><td>g</td></tr></table>"
    )
    assert tabled(source, TextFormat.HTML) == [["A", "", "B"], ["c", "d", "e"], ["", "f", "g"]]


def test_cells_hold_blocks() -> None:
    """Paragraphs and lists in a cell of HTML."""
    source = "<table><tr><th>A</th></tr><tr><td><p>a</p><ol><li>b</li></ol></td></tr></table>"
    assert tabled(source, TextFormat.HTML) == [["A"], ["a\nb"]]


def test_tables_need_no_styles_of_ours() -> None:
    """A town's own template has neither „Záhlaví tabulky“ nor „Za tabulkou“; a table is a table there, too."""
    template = word_file(p("{{p text }}"))
    assert rendered(template, {"text": rich("|a|b|\n|-|-|\n|1|2|")}).text == "a\nb\n1\n2"


def test_texts_in_cells_of_the_template() -> None:
    """{{p … }} in a cell: the cell still ends with a paragraph, also where the text is empty."""
    rows = (statement_row("for each in texts", 1), row("{{p each }}"), statement_row("endfor", 1))
    made = rendered(word_file(table(1, *rows), p()), {"texts": [rich("- a"), rich(""), rich("b")]})
    assert made.text == "a\nb"
    assert len([*made.body.iter(qn("w:tr"))]) == 3


# ---------------------------------------------------------------- footnotes


def test_footnotes_become_footnotes() -> None:
    """Each with a number of its own, in the order of the text, the part valid."""
    made = written("a[^x] b[^y]\n\n[^x]: první\n[^y]: druhá **tučně**")
    assert made.text == "a b"
    assert notes(made) == [" první", " druhá tučně"]
    assert re.findall(r'footnoteReference w:id="(\d+)"', made.source) == ["1", "2"]


def test_footnotes_of_repeated_texts_have_numbers_of_their_own() -> None:
    """A text from the cache takes the next numbers; two references never share one."""
    made = rendered(TWICE, {"text": rich("a[^x]\n\n[^x]: pozn"), "other": rich("b[^x]\n\n[^x]: jiná")})
    assert notes(made) == [" pozn", " pozn", " jiná"]
    assert re.findall(r'footnoteReference w:id="(\d+)"', made.source) == ["1", "2", "3"]


def test_footnotes_join_those_of_the_template() -> None:
    """The template's own footnotes stay, ours come behind them."""
    own = "".join(
        f"<w:footnote{more}>{p('<w:r/>') if 'type' in more else p('vlastní')}</w:footnote>"
        for more in (' w:type="separator" w:id="-1"', ' w:type="continuationSeparator" w:id="0"', ' w:id="5"')
    ).replace("<w:r/>", "<w:r><w:separator/></w:r>")
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    template = word_file(
        p("x", '<w:r><w:footnoteReference w:id="5"/></w:r>'),
        p("{{p text }}"),
        parts={"word/footnotes.xml": f"<w:footnotes {spaces}>{own}</w:footnotes>"},
        links=[("rIdN", "footnotes", "footnotes.xml")],
        types={"word/footnotes.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"},
    )
    made = rendered(template, {"text": rich("a[^x]\n\n[^x]: naše")})
    assert notes(made) == ["vlastní", " naše"]
    assert re.findall(r'footnoteReference w:id="(\d+)"', made.source) == ["5", "6"]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("- a\n    - b", " a\nb"),
        ("první\n\n    druhý odstavec", " první\ndruhý odstavec"),
        ("\n        kód", " kód"),
        ("[web](https://example.org/)", " web (https://example.org/)"),
        ("", " "),
        ("viz [](#t) a [tam](#t)", " viz tabulka a tam"),
        ("\n    |a|b|\n    |-|-|\n    |c|d|", " \na\nb\nc\nd\n"),
        ("\n    > citát", " citát"),
    ],
    ids=["list", "paragraphs", "code", "link", "nothing", "references", "table", "quotation"],
)
def test_what_stands_in_a_footnote(note: str, words: str) -> None:
    """Blocks of all kinds; the address of a link stands behind its words, for readers of the printed plan."""
    made = written(f"x[^a]\n\n[^a]: {note}\n", targets={"t": Target("/t", "tabulka", "tabulka")})
    assert notes(made)[0].replace("„", "").replace("“", "") == words


def test_references_in_footnotes_are_live() -> None:
    """They are resolved when the notes are written, and refer to the same bookmarks."""
    made = referring("viz[^1]\n\n[^1]: [](#tab) a [tam](#kap)")
    assert notes(made) == [f" tabulka{NBSP}1 a tam"]
    names = set(re.findall(r'bookmarkStart [^>]*w:name="(\w+)"', made.source))
    assert set(re.findall(r'(?:REF |w:anchor=")(\w+)', made.part("word/footnotes.xml"))) <= names


def test_footnotes_have_no_place_in_a_running_head() -> None:
    """Word knows no footnotes there; the template's author hears of it."""
    with pytest.raises(TemplateError, match="záhlaví"):
        rendered(word_file(p("x"), header=p("{{p text }}")), {"text": rich("a[^1]\n\n[^1]: b")})


def test_footnotes_in_tables_of_a_text() -> None:
    """A note may stand in a cell."""
    made = rendered(WITH_TABLES, {"text": rich("|a[^1]|b|\n|-|-|\n|1|2|\n\n[^1]: pozn")})
    assert notes(made) == [" pozn"]


def test_a_footnote_nobody_refers_to_is_printed() -> None:
    """What its author wrote stands somewhere."""
    assert "osamělá" in written("x\n\n[^a]: osamělá").text


# ---------------------------------------------------------------- links


def links_of(made: Printed) -> dict[str, str]:
    """Words of each hyperlink -> its address or anchor."""
    relations = {each.rId: str(each.target_ref) for each in made.document.part.rels.values() if each.is_external}
    found = {}
    for link in made.body.iter(qn("w:hyperlink")):
        words = "".join(map(str, link.itertext(qn("w:t"))))
        found[words] = relations.get(str(link.get(qn("r:id"))), "#" + str(link.get(qn("w:anchor"))))
    return found


def test_links_to_web_and_mail() -> None:
    """http, https, mailto jump; the same address is one relationship."""
    made = written("[a](http://e.org/?x=1&y=2) <https://e.org> [b](mailto:a@e.org) [c](http://e.org/?x=1&y=2)")
    assert links_of(made) == {
        "a": "http://e.org/?x=1&y=2",
        "c": "http://e.org/?x=1&y=2",
        "https://e.org": "https://e.org",
        "b": "mailto:a@e.org",
    }
    assert made.part("word/_rels/document.xml.rels").count('TargetMode="External"') == 3


def test_a_link_of_several_looks_is_one_link() -> None:
    """„[viz **zákon**](…)“ is read aloud once, and clicked as a whole; two links side by side stay two."""
    made = written("[viz **zákon** `108`](https://e.org)[tam](https://e.org)")
    assert links_of(made) == {"viz zákon 108": "https://e.org", "tam": "https://e.org"}


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[www.mpsv.cz](https://www.mpsv.cz/cs/web)", {"www.mpsv.cz": "https://www.mpsv.cz/cs/web"}),
        ("[a <https://e.org>](https://f.org)", {"a https://e.org": "https://f.org"}),
        ("[](https://e.org)", {"https://e.org": "https://e.org"}),
        ("[![popis](x.png)](https://e.org)", {"[obrázek: popis]": "https://e.org"}),
        ("[a](<https://e.org/a b>)", {"a": "https://e.org/a%20b"}),
        ("[[^1]](https://e.org)\n\n[^1]: pozn", {"https://e.org": "https://e.org"}),
    ],
    ids=["an address as words", "a link inside", "no words", "a picture", "a blank", "a note"],
)
def test_links_lead_where_their_author_says(text: str, links: dict[str, str]) -> None:
    """Whatever stands in the brackets."""
    assert links_of(written(text)) == links


def test_links_in_footnotes_are_live() -> None:
    """Their relationships are those of the part with the notes."""
    made = written("a[^1] [b](https://e.org)\n\n[^1]: viz [c](https://f.org) a https://g.org")
    assert notes(made) == [" viz c (https://f.org) a https://g.org"]
    assert re.findall(r'Target="(http[^"]+)"', made.part("word/_rels/footnotes.xml.rels")) == [
        *("https://f.org", "https://g.org")
    ]
    assert "f.org" not in made.part("word/_rels/document.xml.rels")


@pytest.mark.slow
def test_links_of_the_pdf_are_as_long_as_their_words() -> None:
    """LibreOffice let a link of the first paragraph begin where the control does; readers clicked on the sentence."""
    context = {
        "text": rich("Začátek věty a [slovo](https://e.org) dál.\n\nDruhý odstavec a [jiné](https://f.org) dál."),
        "table": rich("|a [buňka](https://g.org) z|b|\n|-|-|\n|c|d|", pointer="/t/0"),
    }
    made = rendered(word_file(p("{{p text }}"), p("{{p table }}")), context)
    page = pypdfium2.PdfDocument(libreoffice.to_pdf(made.docx))[0]
    shown = page.get_textpage()
    assert {shown.get_text_bounded(*area).strip() for area in linked_areas(page)} == {"slovo", "jiné", "buňka"}


def linked_areas(page: Any) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of each link of a page."""
    place, link, area = ctypes.c_int(0), pypdfium2.raw.FPDF_LINK(), pypdfium2.raw.FS_RECTF()
    found = []
    while pypdfium2.raw.FPDFLink_Enumerate(page, place, link):
        pypdfium2.raw.FPDFLink_GetAnnotRect(link, area)
        found.append((area.left, area.bottom, area.right, area.top))
    return found


UNSAFE = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd"),
    *("//server/x", "/etc/passwd", "x.docx", "vnd.sun.star.script:x", "ftp://e.org/x", "java\tscript:x"),
)
HALF = ("http:", "https://", "https:x", "mailto:", "http:\\\\e.org")


@pytest.mark.parametrize("address", [*UNSAFE, *HALF])
def test_other_links_are_words(address: str) -> None:
    """Everything but an address of http, https or mailto is text only (safety 48)."""
    made = html(f'<a href="{address}">slovo</a>')
    assert made.text == "slovo"
    assert links_of(made) == {}


@pytest.mark.parametrize(
    "address",
    [
        "HTTP://E.ORG",
        "http://e.org/a b",
        "http://e.org:8080/[x]",
        "http://e.org/ěšč?x=<y>",
        "http://e.org/" + "x" * 2000,
    ],
)
def test_strange_addresses_stay_links(address: str) -> None:
    """What is an address of the web stays one, however odd; the package stays valid."""
    assert list(links_of(html(f'<a href="{address}">slovo</a>'))) == ["slovo"]


def test_unsafe_links_are_told() -> None:
    """A link that became text is a finding."""
    assert written("[a](javascript:x)").rendering.notes == {"/foreword/text": {"rich_link"}}
    assert written("[a](https://e.org)").rendering.notes == {}


def test_titles_of_links_are_not_lost() -> None:
    """[slovo](adresa "titul"): the title is the tooltip; without one the address is."""
    made = written('[slovo](https://e.org "titul") [jiné](https://f.org)')
    assert re.findall(r'w:tooltip="([^"]*)"', made.source) == ["titul", "https://f.org"]


# ---------------------------------------------------------------- references

TARGETS = {
    "tab": Target("/t/0", "tabulka", "Obyvatelé"),
    "kap": Target("/k/0", "kapitola", "Úvod"),
    "bez": Target("/k/1", "kapitola", "Bez čísla"),
    "opa": Target("/o/0", "opatření", "Doprava"),
    "nic": Target("/n/0", "graf", "Netištěný graf"),
}


def referring(text: str) -> Printed:
    """A chapter with a number, one without, a measure with a code, a table, and a text that refers to them."""
    unnumbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    template = word_file(
        p("{{ kap }}", style="Heading1"),
        p("{{ bez }}", style="Heading1", extra=unnumbered),
        p("{{ code }} {{ opa }}", style="Heading1", extra=unnumbered),
        caption("{{ tab }}"),
        p("{{p text }}"),
    )
    context = {
        "kap": leaf("Úvod", "heading", "/k/0"),
        "bez": leaf("Bez čísla", "heading", "/k/1"),
        "opa": leaf("Doprava", "name", "/o/0"),
        "code": Label("2.1.3", "/o/0"),
        "tab": leaf("Obyvatelé", "caption", "/t/0"),
        "text": rich(text),
    }
    return rendered(template, context, targets=TARGETS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("viz [](#tab).", f"viz tabulka{NBSP}1."),
        ("viz tabulku [#](#tab).", "viz tabulku 1."),
        ("viz [tam](#tab).", "viz tam."),
        ("viz [](#kap).", f"viz kapitola{NBSP}1."),
        ("viz kapitolu [#](#kap).", "viz kapitolu 1."),
        ("viz [](#bez).", "viz „Bez čísla“."),
        ("viz [](#opa).", f"viz opatření{NBSP}2.1.3."),
        ("viz **[](#opa)**.", f"viz opatření{NBSP}2.1.3."),
        ("viz [](#nic).", "viz „Netištěný graf“."),
        ("viz [graf](#nic).", "viz graf."),
        ("viz [](#neznamy).", "viz #neznamy."),
        ("viz [slovo](#neznamy).", "viz slovo."),
    ],
)
def test_references_say_what_they_refer_to(text: str, words: str) -> None:
    """Noun and number, the number alone, or the author's own words; never an empty place."""
    assert referring(text).paragraphs[-1] == words


def test_references_are_live() -> None:
    """References to numbers are REF fields, those by words hyperlinks; each to a bookmark that is there (lint)."""
    made = referring("[](#tab) [](#kap) [](#opa) [tam](#tab)")
    names = {str(each.get(qn("w:name"))) for each in made.body.iter(qn("w:bookmarkStart"))}
    fields = [str(each.text).split() for each in made.body.iter(qn("w:instrText")) if "REF" in str(each.text)]
    assert [each[0] for each in fields] == ["REF"] * 3
    assert {each[1] for each in fields} <= names
    assert links_of(made)["tam"].removeprefix("#") in names


@pytest.mark.parametrize("text", ["viz [](#neznamy)", "viz [slovo](#neznamy)"])
def test_unknown_targets_are_told(text: str) -> None:
    """A reference to nothing is a finding, also where words hide it."""
    made = pipeline.assemble({"title": "x", "foreword": {"text": text}}, options=Options(variant=Variant.INTERNAL))
    assert [finding for finding in made.report.findings if "neznamy" in finding.message]


# ---------------------------------------------------------------- what is not printed as it is


def test_images_are_never_fetched() -> None:
    """A picture in a text is its description and a finding; nothing is read, fetched or added (safety 46)."""
    for source in ("http://127.0.0.1/x.png", "file:///etc/hostname", "../x.png", "data:image/svg+xml,x"):
        for made in (written(f"![popis]({source})"), html(f'<p><img src="{source}" alt="popis"></p>')):
            assert made.text == "[obrázek: popis]"
            assert made.rendering.notes == {"/foreword/text": {"rich_image"}}
            assert not [name for name in made.parts if "media" in name]
            assert source.encode() not in b"".join(made.parts.values())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('src="x.png" alt="popis" title="titul"', "[obrázek: popis, titul]"),
        ('src="x.png" alt="popis" title="popis"', "[obrázek: popis]"),
        ('src="file:///C:/Users/jana/clip_image%20002.png"', "[obrázek: clip_image 002.png]"),
        ('src="data:image/png;base64,iVBORw0KGgo="', "[obrázek]"),
        ('src="data:image/png;base64,iVBORw0KGgo=" alt="popis"', "[obrázek: popis]"),
    ],
)
def test_what_stands_in_the_place_of_an_image(source: str, words: str) -> None:
    """Its description and title, else its name; never a folder of somebody's computer, never its data."""
    made = html(f"<p><img {source}></p>")
    assert (made.text, made.rendering.notes) == (words, {"/foreword/text": {"rich_image"}})


def test_captions_of_figures_are_printed() -> None:
    """<figcaption> stands below what it speaks of."""
    made = html("<figure><img src=x.png alt=Mapa><figcaption>Popisek <b>mapy</b></figcaption></figure>")
    assert made.paragraphs == ["[obrázek: Mapa]", "Popisek mapy"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a <b>b</b> c", "a <b>b</b> c"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<div>\nblok\n</div>", "<div>\nblok\n</div>"),
        ("a <!-- poznámka --> b", "a <!-- poznámka --> b"),
        ("`<w:p/>`{=openxml}", "<w:p/>{=openxml}"),
        ("```{=openxml}\n<w:p/>\n```", "<w:p/>"),
        ("<w:t>a</w:t>", "<w:t>a</w:t>"),
    ],
)
def test_raw_html_and_openxml_are_words(text: str, words: str) -> None:
    """In CommonMark nothing is interpreted: it is printed as typed (safety 45)."""
    assert written(text).text.rstrip("\n") == words


def test_raw_html_is_told() -> None:
    """Text in angle brackets in an official document is hardly meant: a finding."""
    for made in (
        written("a <b>b</b>"),
        written("<div>\n\nb"),
        html("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"),
    ):
        assert made.rendering.notes == {"/foreword/text": {"rich_markup"}}
    assert written("a < b & c > d").rendering.notes == {}


def test_what_html_leaves_out_is_told() -> None:
    """Script, style and forms of HTML are not printed; their author hears of it."""
    made = html("<p>a</p><script>ztraceno()</script>")
    assert (made.text, made.rendering.notes) == ("a", {"/foreword/text": {"rich_left_out"}})


@pytest.mark.parametrize("text", ["a <b>b</b>", "[a](http:)", "|a|\n|-|\n|b|c|", "![a](b.png)"])
def test_what_is_printed_otherwise_is_a_finding(text: str) -> None:
    """Each code has its sentence in the report, with the place of the text."""
    made = pipeline.assemble({"title": "x", "foreword": {"text": text}}, options=Options(variant=Variant.INTERNAL))
    (found,) = [each for each in made.report.findings if each.code.startswith("rich_")]
    assert (found.pointer, found.severity) == ("/foreword/text", Severity.WARNING)


@pytest.mark.parametrize("text", ["---\ntitle: x\n---\n\ntext", ":::{.x}\ntext\n:::", "text {#id .x}", "[text]{.x}"])
def test_marks_of_pandoc_are_words(text: str) -> None:
    """Metadata, divisions and attributes of pandoc's own Markdown have no effect (safety 47)."""
    shown = written(text).text
    assert all(word in shown for word in re.findall(r"\w+", text))


@pytest.mark.parametrize(
    "text",
    [
        "Rozpočet 10 ~ 12 mil., cena $5 a $6, e_mail_s_podtržítky, 2^3, H~2~O, @jmeno, (c) ... -- 'a' \"b\"",
        "# Nadpis\n\n1. první *slovo*\n   - druhé\n\n> třetí[^1]\n\n|čtvrté|páté|\n|-|-|\n|šesté|sedmé|\n\n[^1]: osmé",
        "Termín: 1. 1. 2020\n: není definice\n\n    odsazený kód\n\nTerm\n: také ne",
        "[odkaz][x] a [druhý][]\n\n[x]: https://e.org\n[nepoužitý]: https://e.org 'titul'",
        "* * *\n\n*hvězda* \\* \\\\ konec\\\nzlom &nbsp; &#x41;",
        "- [ ] úkol\n- [x] hotovo\n\n1) závorka\n2) druhá",
    ],
)
def test_every_word_of_the_source_is_printed(text: str) -> None:
    """Words never vanish into syntax: each word of the source stands in the document."""
    made = rendered(WITH_TABLES, {"text": rich(text)})
    shown = made.text + "".join(notes(made) if "word/footnotes.xml" in made.parts else [])
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;|\[x\]|https://e.org", "", text))
    assert [word for word in words if word not in shown] == []


# ---------------------------------------------------------------- typography


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("v **Dačicích**", f"v{NBSP}Dačicích"),
        ("**v** Dačicích", f"v{NBSP}Dačicích"),
        ("s [webem](https://e.org) a *k* tomu", f"s{NBSP}webem a{NBSP}k{NBSP}tomu"),
        ('"citát **tučně**"', "„citát tučně“"),
        ("od 3.*února* 2018", f"od 3.{NBSP}února{NBSP}2018"),
        ("roky **2020** - **2022** a", "roky 2020 – 2022 a"),
        ("2020 - **2022**", "2020–2022"),
    ],
)
def test_typography_looks_across_the_borders_of_looks(text: str, words: str) -> None:
    """„v **Dačicích**“ gets its no-break space although it stands at a border."""
    made = written(text, repair=MEND)
    assert made.text.replace("2020 – 2022", "2020–2022") == words.replace("2020 – 2022", "2020–2022")
    assert made.rendering.repairs


def test_typography_moves_no_letter_to_another_look() -> None:
    """The bold words are the same words after the repair."""
    made = written('dne 01.**03**.2018 - *v* **Brně** byl `01.03.` "ano"[^1]\n\n[^1]: "v noci"', repair=MEND)
    bold = [words for words, look in looks(made).items() if "b" in look]
    assert "Brně" in bold
    assert "01.03." in looks(made)
    assert notes(made) == [f" „v{NBSP}noci“"]


RAW = {
    "title": "Plán",
    "foreword": {"text": 'v **Dačicích** 10 -20 "a"'},
    "legal_basis": 'v Dačicích "a"',
}


def assembled(**typography: Any) -> tuple[str, list[str]]:
    made = pipeline.assemble({**RAW, "typography": typography}, options=Options(variant=Variant.INTERNAL))
    return visible_text(made.docx), [each.pointer for each in made.report.repairs]


def test_repairs_are_told() -> None:
    """Every repair stands in the report with its pointer."""
    text, repaired = assembled()
    assert f"v{NBSP}Dačicích „a“" in text
    assert {"/foreword/text", "/legal_basis"} <= set(repaired)


def test_typography_can_be_switched_off() -> None:
    """For the whole plan."""
    text, repaired = assembled(repair=False)
    assert 'v Dačicích 10 -20 "a"' in text
    assert 'v Dačicích "a"' in text
    assert repaired == []


def test_typography_can_be_switched_off_for_a_field() -> None:
    """For the fields that `keep` names, and for nothing else; the cache of texts does not mix the two ways."""
    assembled()
    text, repaired = assembled(keep=["/foreword/text"])
    assert 'v Dačicích 10 -20 "a"' in text
    assert f"v{NBSP}Dačicích „a“" in text
    assert repaired == ["/legal_basis"]


def test_an_object_character_of_the_author_stays() -> None:
    """U+FFFC stands for code inside the repair; the author's own one is not mistaken for it."""
    made = written("a \ufffc b `kód` \ufffc - c", repair=MEND)
    assert made.text.count("\ufffc") == 2
    assert "kód" in made.text
