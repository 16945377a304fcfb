"""The template language: tags as Word tears them, statements over paragraphs, rows and cells, errors with a place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assembler.word.template import compile_template
from tests.word_files import (
    cell,
    control,
    field,
    item,
    leaf,
    mark,
    p,
    refused,
    rendered,
    rich,
    row,
    run,
    simple_field,
    statement_row,
    table,
    torn,
    visible,
    word_file,
)

PLAN: dict[str, Any] = {
    "title": "Plán",
    "none": None,
    "number": 7,
    "yes": True,
    "no": False,
    "text": rich("Odstavec"),
    "goals": [
        {"name": "Doprava", "measures": ["autobus", "vlak"]},
        {"name": "Bydlení", "measures": []},
        {"name": "Péče", "measures": ["doma"]},
    ],
}
ENGLISH = re.compile(
    r"\b(filter|named|unexpected|expected|token|block|encountered|unknown|tag|object|argument)\b", re.I
)


def printed(*blocks: str, **context: Any) -> str:
    return rendered(word_file(*blocks), {**PLAN, **context}).text


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


def described(words: str) -> str:
    """A drawing with an alternative text; the words are the inside of the attribute as it lies in the file."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="9" name="Kresba" descr="{words}"/></wp:inline></w:drawing></w:r>'
    )


# ---------------------------------------------------------------- tags as they lie in a file


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_tags_torn_into_many_runs_are_read_whole(length: int) -> None:
    """Word tears what is typed into runs with revision ids and spelling marks between them; the tag still counts."""
    words = "{% for g in goals %}{{ loop.index }}. {{ g.name }}; {% endfor %}{# poznámka #}"
    assert printed(p(torn(words, length))) == "1. Doprava; 2. Bydlení; 3. Péče; "


def test_each_value_keeps_the_look_of_its_tag() -> None:
    """A value is printed in the run properties of the tag it replaces, also when the tag is torn."""
    made = rendered(word_file(p(run("a "), torn("{{ title }}", 3, "<w:b/>"), run(" b"))), PLAN)
    bold = [each.text for paragraph in made.document.paragraphs for each in paragraph.runs if each.bold]
    assert bold == ["Plán"]


def test_blanks_around_tags_stay() -> None:
    """Neither the blanks before and behind a tag nor those between two tags are lost."""
    assert printed(p("  a {{ title }}  {{ number }} b ")) == "  a Plán  7 b "


def test_traces_of_editing_do_not_reach_the_document() -> None:
    """Revision ids, spelling marks and page breaks of the last layout are nobody's business."""
    noise = '<w:lastRenderedPageBreak/><w:proofErr w:type="gramStart"/>'
    made = rendered(word_file(p(torn("{{ title }}", 4).replace("<w:t ", f"{noise}<w:t ", 1))), PLAN)
    assert made.text == "Plán"
    assert not re.search(r"rsid|proofErr|lastRendered", made.source)


def test_comments_of_the_language_print_nothing() -> None:
    """{# … #} is a note for the template's author."""
    assert printed(p("a{# tady se {{ nic }} netiskne #}b")) == "ab"


@pytest.mark.parametrize(("words", "loop"), [("{#start#}", "if yes"), ("{#body 0#}", "for g in goals")])
def test_comments_never_meet_the_compilers_own_anchors(words: str, loop: str) -> None:
    """A note that reads like an anchor of the compiler is a note, and sets nothing anew inside a bookmark."""
    marked = f'<w:bookmarkStart w:id="1" w:name="b"/>{run(words)}{run("x")}<w:bookmarkEnd w:id="1"/>'
    assert "x" in printed(p("{%p " + loop + " %}"), p(marked), p("{%p end" + loop.split()[0] + " %}"))


def test_typographic_quotes_of_a_wordprocessor_stand_for_straight_ones() -> None:
    """Word turns the quotes of a constant into “ ” while typing; the constant is still a constant."""
    assert printed(p("{% if title == “Plán” %}ano{% endif %}")) == "ano"


# ---------------------------------------------------------------- statements


def test_conditions_choose_one_of_their_branches() -> None:
    """if, elif, else inside a sentence."""
    words = "{% if number == n %}první{% elif number > n %}větší{% else %}menší{% endif %}"
    assert [printed(p(words), n=n) for n in (7, 5, 9)] == ["první", "větší", "menší"]


def test_conditions_over_paragraphs_take_their_own_paragraphs_with_them() -> None:
    """{%p … %} leaves no empty paragraph behind, neither for a true nor for a false condition."""
    blocks = (p("{%p if yes %}"), p("ano"), p("{%p else %}"), p("ne"), p("{%p endif %}"))
    made = rendered(word_file(*blocks), PLAN)
    assert made.paragraphs == ["ano"]
    assert rendered(word_file(*blocks), {"yes": False}).paragraphs == ["ne"]


def test_loops_over_paragraphs_nest() -> None:
    """Each goal with its own measures; loop.index, first and last count in their own loop."""
    blocks = (
        p("{%p for g in goals %}"),
        p("{{ loop.index }}/{{ loop.length }} {{ g.name }}{% if loop.last %}.{% endif %}"),
        p("{%p for m in g.measures %}"),
        p("{{ loop.revindex }} {{ m }}{% if loop.first %}!{% endif %}"),
        p("{%p endfor %}"),
        p("{%p endfor %}"),
    )
    assert printed(*blocks).split("\n") == [
        "1/3 Doprava",
        "2 autobus!",
        "1 vlak",
        "2/3 Bydlení",
        "3/3 Péče.",
        "1 doma!",
    ]


def test_loops_over_rows_and_cells() -> None:
    """{%tr … %} repeats rows, {%tc … %} cells; the rows and cells of the statements go."""
    rows = table(
        2,
        statement_row("for g in goals", 2),
        row("{{ g.name }}", "{{ g.measures|length }}"),
        statement_row("endfor", 2),
    )
    made = rendered(word_file(rows, p()), PLAN)
    assert [[each.text for each in line.cells] for line in made.document.tables[0].rows] == [
        ["Doprava", "2"],
        ["Bydlení", "0"],
        ["Péče", "1"],
    ]
    cells = cell("{%tc for g in goals %}") + cell("{{ g.name }}") + cell("{%tc endfor %}")
    assert printed(table(3, f"<w:tr>{cells}</w:tr>"), p()).split("\n") == ["Doprava", "Bydlení", "Péče"]


def test_local_names_can_be_set() -> None:
    """{% set %} names a value, in its own loop turn and below."""
    words = "{% set first = goals[0] %}{% for g in goals %}{% set n = g.name %}{{ n }}-{{ first.name }} {% endfor %}"
    assert printed(p(words)) == "Doprava-Doprava Bydlení-Doprava Péče-Doprava "


def test_a_loop_over_nothing_prints_its_else_branch() -> None:
    """{% for %} … {% else %} … {% endfor %} says what stands where there is nothing."""
    assert printed(p("{% for m in goals[1].measures %}{{ m }}{% else %}nic{% endfor %}")) == "nic"


def test_conditions_in_headers_and_footers() -> None:
    """Headers and footers are rendered as the body is, and keep a paragraph when nothing is left of them."""
    part = p("{%p if yes %}") + p("{{ title }}") + p("{%p endif %}")
    made = rendered(word_file(p("x"), header=part, footer=part.replace("if yes", "if no")), PLAN)
    assert "Plán" in made.part("word/header1.xml")
    assert re.search(r"<w:p/>\s*</w:ftr>", made.part("word/footer1.xml"))


# ---------------------------------------------------------------- what stands beside a tag is not lost


@pytest.mark.parametrize(
    "blocks",
    [
        (p("Zpráva {%p if yes %}"), p("a"), p("{%p endif %}")),
        (p("{%p if yes %}"), p("a"), p("{%p endif %} konec")),
        (p("Viz {{p text }} dole"),),
        (p(run("{{p text }}"), described("kresba")),),
        (table(2, row("Součet {%tr for g in goals %}", ""), row("{{ g.name }}", ""), statement_row("endfor", 2)), p()),
        (table(2, row("{%tr for g in goals %}", "Součet"), row("{{ g.name }}", ""), statement_row("endfor", 2)), p()),
        (table(2, f"<w:tr>{cell('a {%tc if yes %}')}{cell('b')}{cell('{%tc endif %}')}</w:tr>"), p()),
        (p(field("TOC \\o"), " tento text stojí za obsahem"),),
        (p("{%p if yes %}", extra="<w:sectPr/>"), p("a"), p("{%p endif %}")),
        (p("{{p text }}", extra="<w:sectPr/>"), p("a")),
        (p("a {%- if yes -%} b {%- endif -%} c"), p("d")),
    ],
    ids=[
        *("p before", "p behind", "block in text", "block and drawing", "tr in text", "tr in row", "tc", "contents"),
        *("section of p", "section of a block", "minus"),
    ],
)
def test_text_beside_a_tag_that_takes_its_container_is_refused(blocks: tuple[str, ...]) -> None:
    """{%p %}, {%tr %}, {%tc %}, {{p }} take their whole paragraph, row, cell: words there would vanish silently."""
    assert refused(word_file(*blocks), PLAN).place


def test_formatted_text_in_the_middle_of_a_sentence_is_refused() -> None:
    """Paragraphs cannot stand inside a paragraph; the message says what to write instead."""
    wrong = refused(word_file(p("Viz {{ text }}.")), PLAN)
    assert "{{p …}}" in wrong.message
    assert "1. odstavec" in wrong.place


def test_tab_stops_are_nothing_beside_a_tag() -> None:
    """A paragraph whose ruler has stops of its own may hold {%p … %}."""
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert printed(p("{%p if yes %}", extra=stops), p("a"), p("{%p endif %}", extra=stops)) == "a"


def test_whole_runs_keep_their_neighbours() -> None:
    """{{r … }} with plain text around it in the paragraph prints all of it."""
    assert printed(p(run("a "), run("{{r title }}"), run(" b"))) == "a Plán b"


def test_two_whole_runs_in_one_run() -> None:
    """Two logos side by side: {{r a }}{{r b }} typed in one go."""
    assert printed(p("{{r title }}{{r title }}")) == "PlánPlán"


def test_a_minus_before_a_number_is_not_lost() -> None:
    """Templates do not compute; a negative constant is refused, never printed as its opposite."""
    assert refused(word_file(p("{{ -5 }}"))).place


def test_raw_is_refused_or_printed_to_the_letter() -> None:
    """{% raw %} would show the insides of the compiler; a template author gets a clear answer."""
    assert "raw" in refused(word_file(p("{% raw %}{{ title }}{% endraw %}")), PLAN).message


def test_a_bookmark_that_begins_inside_a_tag() -> None:
    """Word puts bookmarks where the cursor stands, also into a tag; it does not tear the bookmark apart."""
    torn_by_it = (run("{{ ti"), '<w:bookmarkStart w:id="1" w:name="b"/>', run("tle }}"), '<w:bookmarkEnd w:id="1"/>')
    assert printed(p(*torn_by_it)) == "Plán"


# ---------------------------------------------------------------- statements that do not close


@pytest.mark.parametrize(
    ("blocks", "words", "place"),
    [
        ((p("Úvod"), p("{% if yes %}a"), p("b")), "{% endif %}", "2. odstavec: „{% if yes %}a“"),
        ((p("{%p for g in goals %}"), p("b")), "{% endfor %}", "1. odstavec: „{%p for g in goals %}“"),
        ((p("a"), p("{% endfor %}")), "nic nezavírá", "2. odstavec: „{% endfor %}“"),
        ((p("{% if yes %}{% for g in goals %}{% endif %}{% endfor %}"),), "nezavírá", "1. odstavec"),
        ((p("{% if yes %}"), p("x"), p("{% endif %}")), "{%p if", "1. odstavec"),
        ((p("{%p if yes %}"), table(1, row("{%p endif %}")), p()), "{% endif %}", "2. odstavec"),
        ((p("{% else %}"),), "nepatří", "1. odstavec"),
        ((p("{% for g in goals %}{% elif yes %}{% endfor %}"),), "nepatří", "1. odstavec"),
        ((table(1, statement_row("for g in goals", 1), row("x")), p()), "{%tr", "1. odstavec"),
    ],
    ids=["if", "p for", "endfor", "crossed", "paragraphs", "into a cell", "else", "elif in for", "rows"],
)
def test_wrong_nesting_names_the_place_where_it_began(blocks: tuple[str, ...], words: str, place: str) -> None:
    """A missing end is reported at its beginning, not at the end of the file (lessons 12)."""
    wrong = refused(word_file(*blocks))
    assert words in wrong.message
    assert place in wrong.place
    assert wrong.place.startswith("text dokumentu")


def test_the_place_names_the_part() -> None:
    """A fault in a header is not looked for in the text."""
    wrong = refused(word_file(p("x"), header=p("Plán") + p("{{ nazev }}")), PLAN)
    assert wrong.place == "záhlaví, 2. odstavec: „{{ nazev }}“"


@pytest.mark.parametrize(
    "words",
    [
        "{{ title|uper }}",
        "{{ title is nothing }}",
        "{% frob %}",
        "{{ title title }}",
        "{{ }}",
        "{{ title | }}",
        "{% for %}a{% endfor %}",
        "{% if %}a{% endif %}",
        "{{ 'nedopsané }}",
        "{{ „Plán“ }}",
        "cena {{ title",
        "cena {% if title",
        "cena {# title",
        "{{p text }}{{p text }}",
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(words: str) -> None:
    """Syntax errors, unknown filters and tests name the paragraph, already when the template is delivered."""
    wrong = refused(word_file(p("Úvod"), p(words)))
    assert wrong.place.startswith("text dokumentu, 2. odstavec")


@pytest.mark.parametrize("words", ["{{ title|uper }}", "{% frob %}", "{{ title title }}", "{% if %}a{% endif %}"])
def test_what_cannot_be_understood_is_said_in_czech(words: str) -> None:
    """Who edits the template reads Czech."""
    message = refused(word_file(p(words))).message
    assert not ENGLISH.search(message.replace(words, "")), message


@pytest.mark.parametrize("words", ["{{ title|uper }}", "{% if title is nothing %}a{% endif %}"])
def test_unknown_filters_inside_conditions_are_found_when_compiling(words: str) -> None:
    """A branch that is rarely taken must not hide a mistake until the day it is taken (lessons 14)."""
    assert refused(word_file(p("{% if yes %}" + words + "{% endif %}"))).place


# ---------------------------------------------------------------- names


def test_an_unknown_name_is_refused_with_the_nearest_one() -> None:
    """At the top level, already before anything is printed."""
    wrong = refused(word_file(p("a"), p("Název: {{ titel }}")), PLAN)
    assert "„titel“" in wrong.message
    assert "„title“" in wrong.message
    assert "2. odstavec: „Název: {{ titel }}“" in wrong.place


def test_an_unknown_name_is_refused_where_no_turn_prints_it() -> None:
    """An empty loop or a false condition hides no unknown name."""
    assert "„titel“" in refused(word_file(p("{% if no %}{{ titel }}{% endif %}")), PLAN).message


def test_an_unknown_nested_name_is_refused_with_the_nearest_one() -> None:
    """Inside a loop, with the place of the tag."""
    blocks = (p("{%p for g in goals %}"), p("{{ g.nane }}"), p("{%p endfor %}"))
    wrong = refused(word_file(*blocks), PLAN)
    assert "„nane“" in wrong.message
    assert "„name“" in wrong.message
    assert "2. odstavec" in wrong.place


def test_an_unknown_nested_name_lists_what_there_is() -> None:
    """Where nothing is near, the names that there are."""
    wrong = refused(word_file(p("{{ goals[0].xyz }}")), PLAN)
    assert "measures, name" in wrong.message


def test_a_name_asked_of_a_list_is_refused() -> None:
    """`goals.name` is a forgotten loop, not an empty place."""
    assert "„name“" in refused(word_file(p("{{ goals.name }}")), PLAN).message


@pytest.mark.parametrize("words", ["{% if goals.nic %}a{% endif %}", "{% for g in goals.nic %}{% endfor %}"])
def test_unknown_names_in_conditions_and_loops_are_refused(words: str) -> None:
    """A mistyped condition is not a false one, a mistyped loop is not an empty one."""
    assert "„nic“" in refused(word_file(p(words)), PLAN).message


@pytest.mark.parametrize("words", ["{{ goals[9].name }}", "{{ goals['a'] }}", "{{ title[0] }}", "{{ number.real }}"])
def test_items_that_are_not_there_are_refused(words: str) -> None:
    """An index beyond the end, letters of a text, attributes of a number."""
    assert refused(word_file(p(words)), PLAN).place


# ---------------------------------------------------------------- values


@pytest.mark.parametrize("name", ["none", "goals", "goals[0]", "yes", "text"])
def test_what_is_no_text_is_never_printed_as_one(name: str) -> None:
    """No „None“, „True“, „[{…}]“ in an official document."""
    wrong = refused(word_file(p("{{ " + name + " }}")), PLAN)
    assert wrong.place
    assert "None" not in wrong.message


def test_numbers_are_printed() -> None:
    """Whole numbers are what loops and lengths give; amounts come formatted from the kind of document."""
    assert printed(p("{{ number }} {{ goals|length }} {{ 2020 }}")) == "7 3 2020"


def test_texts_are_joined() -> None:
    """`join` puts a separator between texts; each stays a text of its own."""
    made = rendered(word_file(p("{{ names|join('; ') }}")), {"names": [leaf("a", "n/0"), leaf("b", "n/1")]})
    assert made.text == "a; b"
    assert made.source.count("<w:sdt>") == 2


@pytest.mark.parametrize(
    "words",
    [
        "{% if title < 5 %}a{% endif %}",
        "{% if title in number %}a{% endif %}",
        "{% if title is odd %}a{% endif %}",
        "{% if number is divisibleby 0 %}a{% endif %}",
        "{% for each in number %}a{% endfor %}",
        "{% for each in none %}a{% endfor %}",
        "{% for each in text %}a{% endfor %}",
        "{% for a, b in goals[0].measures[0] %}a{% endfor %}",
        "{{ number|length }}",
        "{{ goals[0].measures|join(3) }}",
        "{{ goals[0].measures|join('a', 'b', 'c') }}",
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_place(words: str) -> None:
    """What a template asks of a value that cannot do it is the template's mistake, never a failure of the service."""
    assert "1. odstavec" in refused(word_file(p(words)), PLAN).place


def test_a_loop_over_a_text_is_refused() -> None:
    """`for` over a text is a mistake; printing letters would hide it."""
    assert refused(word_file(p("{% for each in title %}{{ each }},{% endfor %}")), PLAN).place


# ---------------------------------------------------------------- places of all kinds


def test_values_in_alternative_texts_keep_quotes_and_line_ends() -> None:
    """An attribute is escaped as an attribute: quotes, angle brackets, new lines survive."""
    value = "řekl \"ano\" <b> & 'ne'\nnový řádek\ta {{ title }}"
    made = rendered(word_file(p(described("{{ alt }}"))), {"alt": value})
    (drawing,) = made.body.iter("{*}docPr")
    assert drawing.get("descr") == value


def test_quotes_in_a_tag_inside_an_attribute() -> None:
    """Word escapes the quotes of a constant inside an attribute; the constant is still read."""
    made = rendered(word_file(p(described("{% if title == &quot;Plán&quot; %}ano{% else %}ne{% endif %}"))), PLAN)
    assert 'descr="ano"' in made.source


def test_a_formatted_text_in_an_attribute_is_refused() -> None:
    """An alternative text holds no paragraphs."""
    assert "vlastnosti" in refused(word_file(p(described("{{ text }}"))), PLAN).message


def test_values_in_field_instructions_are_text() -> None:
    """The address of a HYPERLINK field may come from the content; it is escaped, never read as XML."""
    address = "https://example.org/?a=1&b=<2>"
    made = rendered(word_file(p(field('HYPERLINK "{{ address }}"', "{{ title }}"))), {**PLAN, "address": address})
    assert made.text == "Plán"
    assert f' HYPERLINK "{address}" ' in [each.text for each in made.body.iter("{*}instrText")]


def test_the_shown_text_of_a_link_is_a_value() -> None:
    """Values stand inside hyperlinks as they do in a paragraph."""
    linked = '<w:hyperlink r:id="rIdLink" w:tooltip="web">' + run("{{ title }} zde") + "</w:hyperlink>"
    made = rendered(word_file(p(linked), links=[("rIdLink", "hyperlink", "https://example.org/")]), PLAN)
    assert made.text == "Plán zde"


def test_text_boxes_are_rendered_in_both_forms() -> None:
    """A text box has its content twice, for programs with and without shapes; both are filled, both stay valid."""
    made = rendered(word_file(p(text_box(p("{%p if yes %}") + p("{{ title }}") + p("{%p endif %}")))), PLAN)
    assert made.paragraphs == ["", "Plán"]
    assert made.source.count(">Plán<") == 2


def test_an_empty_text_box_keeps_a_paragraph() -> None:
    """An empty w:txbxContent is fatal to Word."""
    box = text_box(p("{%p if no %}") + p("{{ title }}") + p("{%p endif %}"))
    assert rendered(word_file(p(box)), PLAN).source.count("<w:txbxContent><w:p/></w:txbxContent>") == 2


def test_tags_in_content_controls_of_the_template() -> None:
    """A control of the template's author holds values; around a block, in a line, around a cell and a row."""
    blocks = (
        control(p("{{ title }}"), 1),
        p(control(run("{{ title }}"), 2)),
        table(1, "<w:tr>" + control(cell("{{ title }}"), 3) + "</w:tr>", control(row("{{ title }}"), 4)),
        p(),
    )
    assert printed(*blocks) == "Plán\nPlán\nPlán\nPlán"


def test_tags_in_the_tag_of_a_control() -> None:
    """A control's own tag may name a value, too."""
    made = rendered(word_file(control(p("a"), tag="{{ title }}")), PLAN)
    assert '<w:tag w:val="Plán"/>' in made.source


@pytest.mark.parametrize(
    "content",
    [
        control(p("{%p if no %}") + p("a") + p("{%p endif %}")),
        p(control(run("{% if no %}") + run("a") + run("{% endif %}"))),
        table(1, row(cell(p("{%p if no %}") + p("a") + p("{%p endif %}")))) + p(),
        table(1, row(cell("{% if no %}a{% endif %}"))) + p(),
        table(1, statement_row("if no", 1) + row("a") + statement_row("endif", 1)) + p(),
        table(1, row(cell(table(1, statement_row("if no", 1) + row("a") + statement_row("endif", 1)) + p()))) + p(),
        table(1, row("x"), control(statement_row("if no", 1) + row("a") + statement_row("endif", 1))) + p(),
        table(1, f"<w:tr>{cell('{%tc if no %}')}{cell('a')}{cell('{%tc endif %}')}</w:tr>") + p(),
        table(1, row("x"), f"<w:tr>{control(cell('{%tc if no %}') + cell('a') + cell('{%tc endif %}'))}</w:tr>") + p(),
    ],
    ids=[
        *("block control", "line control", "cell of paragraphs", "cell of words", "table", "table in a cell"),
        *("control of rows", "row of cells", "control of cells"),
    ],
)
def test_containers_that_a_condition_empties_stay_valid_or_vanish(content: str) -> None:
    """Word refuses empty controls, cells without paragraphs, rows without cells, tables without rows (lessons 8)."""
    assert "x" in rendered(word_file(content, p("x")), PLAN).text


# ---------------------------------------------------------------- docxtpl's tags of cells


def real_cell(words: str) -> str:
    """A cell with a width, as Word writes it."""
    return cell(words, properties='<w:tcW w:w="2000" w:type="dxa"/>')


@pytest.mark.parametrize("words", ["{% colspan 2 %}{{ title }}", "{% colspan two %}{{ title }}"])
def test_cells_can_span_columns(words: str) -> None:
    """{% colspan %} of docxtpl works with a constant and with a value; the schema wants gridSpan behind tcW."""
    made = rendered(word_file(table(2, f"<w:tr>{real_cell(words)}</w:tr>", row("a", "b")), p()), {**PLAN, "two": 2})
    assert '<w:tcW w:w="2000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>' in made.source


def test_cells_can_have_a_colour() -> None:
    """{% cellbg %} of docxtpl sets the shade of a cell; the schema wants shd behind tcW."""
    made = rendered(word_file(table(1, f"<w:tr>{real_cell('{% cellbg colour %}a')}</w:tr>"), p()), {"colour": "FFEE00"})
    assert re.search(r'<w:tcW [^>]*/><w:shd [^>]*w:fill="FFEE00"/></w:tcPr>', made.source)


def test_cells_merged_downwards_by_a_loop() -> None:
    """{% vm %} of docxtpl: the first turn begins the merged cell and holds its text, the others continue it."""
    line = f"<w:tr>{real_cell('{% vm %}cíl')}{real_cell('{{ g.name }}')}</w:tr>"
    made = rendered(
        word_file(table(2, statement_row("for g in goals", 2), line, statement_row("endfor", 2)), p()), PLAN
    )
    assert re.findall(r'<w:vMerge w:val="(\w+)"/>', made.source) == ["restart", "continue", "continue"]
    assert made.text.split("\n") == ["cíl", "Doprava", "Bydlení", "Péče"]


def test_cells_merged_sideways_by_a_loop() -> None:
    """{% hm %} of docxtpl: one cell as wide as the loop is long."""
    cells = real_cell("{%tc for g in goals %}") + real_cell("{% hm %}{{ g.name }}") + real_cell("{%tc endfor %}")
    made = rendered(word_file(table(3, f"<w:tr>{cells}</w:tr>", row("a", "b", "c")), p()), PLAN)
    assert re.findall(r'<w:gridSpan w:val="(\d)"/>', made.source) == ["3"]
    assert made.text.split("\n") == ["Doprava", "a", "b", "c"]


# ---------------------------------------------------------------- tracked changes


@pytest.mark.parametrize(
    "content",
    [
        f'<w:ins w:id="1" w:author="A">{run("nové")}</w:ins>',
        '<w:del w:id="1" w:author="A"><w:r><w:delText>{{ title }}</w:delText></w:r></w:del>',
        '<w:del w:id="1" w:author="A"><w:r><w:delText>staré</w:delText></w:r></w:del>',
    ],
    ids=["inserted", "deleted tag", "deleted text"],
)
def test_tracked_changes_in_a_template_are_refused(content: str) -> None:
    """A council is not shown who edited the template; a deleted tag must not count as printed."""
    assert "změn" in refused(word_file(p("x"), p(content)), PLAN).message


# ---------------------------------------------------------------- fields


def test_simple_fields_are_read_like_complex_ones() -> None:
    """w:fldSimple is only another way of writing a field."""
    made = rendered(word_file(p("strana ", simple_field("PAGE"))), {})
    assert "fldSimple" not in made.source
    assert [each.text for each in made.body.iter("{*}instrText")] == ["PAGE"]


def test_several_marks_of_a_field_in_one_run() -> None:
    """Word may write begin, instruction, separation, result and end into a single run."""
    inner = re.sub(r"</?w:r>", "", field("SEQ Tabulka \\* ARABIC", "9"))
    made = rendered(word_file(p("Tabulka ", f"<w:r>{inner}</w:r>", style="Caption")), {})
    assert made.text == "Tabulka 1"


@pytest.mark.parametrize("content", [mark("begin"), mark("end"), mark("separate"), mark("begin") + mark("separate")])
def test_fields_without_end_are_refused(content: str) -> None:
    """Half a field makes Word hide the rest of the document."""
    assert "pole" in refused(word_file(p(content), p("x"))).message


# ---------------------------------------------------------------- compiled once


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes are the same compiled template (lessons 16)."""
    data = word_file(p("{{ title }} jednou"), item("a"))
    first = compile_template(data)
    monkeypatch.setattr("assembler.word.template.prepare", None)
    assert compile_template(bytes(data)) is first


def test_footnotes_of_a_template_in_a_loop_are_refused() -> None:
    """The text of a template's footnote would be shared by all turns of the loop."""
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    wrong = refused(word_file(p("{%p for g in goals %}"), p("a", note), p("{%p endfor %}")))
    assert "Poznámka" in wrong.message


def test_visible_text_is_read_from_the_whole_body() -> None:
    """The tests' own eye: tabs and breaks count, text boxes are read once, instructions never."""
    made = rendered(word_file(p("a\tb"), p(field("PAGE", "1")), p(text_box(p("c")))), {})
    assert [visible(each) for each in made.body.iter("{*}p")][:2] == ["a\tb", "1"]
    assert made.text == "a\tb\n1\nc"
