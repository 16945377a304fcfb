"""Templates that mean harm: code, bombs, packages. compile_template is the gate; nothing of them runs or is printed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from assembler.errors import TemplateError
from assembler.word.template import compile_template
from tests.breaking import packed, unpacked
from tests.good_docx import NAMESPACES
from tests.word_files import (
    DECLARATION,
    DOCUMENT,
    WML,
    attempt,
    bookmark,
    cell,
    field,
    p,
    refused,
    rendered,
    row,
    run,
    simple_field,
    statement_row,
    story,
    table,
    torn,
    word_file,
)

ROOT = Path(__file__).parents[1]


class Trap:
    """An object that must never be reached; touching it is a fault."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(f"{name} was reached")


PLAN: dict[str, Any] = {"title": "Plán", "items": ["a", "b"], "plan": {"name": "x", "query": "q"}, "number": 3}

# ---------------------------------------------------------------- code

ESCAPES = (
    "cycler.__init__.__globals__.os.popen('id').read()",
    "joiner.__init__.__globals__",
    "namespace.__init__.__globals__['os']",
    "lipsum.__globals__['os'].popen('id').read()",
    "self.__init__.__globals__.__builtins__",
    "self._TemplateReference__context",
    "self",
    "''.__class__.__mro__[1].__subclasses__()",
    "''['__class__']",
    "().__class__.__base__",
    "title.__class__",
    "title['__class__']",
    "plan.__class__.__init__.__globals__",
    "title|attr('__class__')",
    "title|attr('\\x5f\\x5fclass\\x5f\\x5f')",
    "title|attr(['_','_','class','_','_']|join)",
    "title[['__cla','ss__']|join]",
    "title[('__cla','ss__')|join('')]",
    "[title]|map(attribute='__class__')|list",
    "items|map('attr', '__class__')",
    "items|map(attribute='__class__')|list",
    "items|groupby('__class__')",
    "items|sum(attribute='x')",
    "'{0.__class__}'.format(title)",
    "'{0.__class__}'.format_map({'a': title})",
    "title.format",
    "'%s'|format(title.__class__)",
    "title|attr('format')",
    "(title|attr('format'))('x')",
    "'x'.encode('utf-8')",
    "items.append('c')",
    "items.__len__()",
    "plan.query.delete()",
    "plan.clear()",
    "plan.items()",
    "plan.update({'name': 'y'})",
    "range(10)",
    "dict(a=1)",
    "lipsum(5)",
    "title|pprint",
    "title|string|list|tojson",
    "debug()",
    "caller()",
    "loop.__init__",
    "(title for title in items).gi_frame.f_back",
    "items|batch(2)|list",
    "_state",
    "_state.printed",
    "__builtins__",
    "title|_text('')",
    "title | _guard",
    "title|\n_next",
)
FLASK = ("config", "request", "session", "g", "url_for", "get_flashed_messages", "current_app")
STATEMENTS = (
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block x %}a{% endblock %}",
    "{% macro m() %}a{% endmacro %}",
    "{% call plan() %}a{% endcall %}",
    "{% filter upper %}a{% endfilter %}",
    "{% set x %}a{% endset %}",
    "{% set plan.name = 'y' %}",
    "{% set _slot0 = 'y' %}",
    "{% do items.append('c') %}",
    "{% with a = 1 %}b{% endwith %}",
    "{% autoescape false %}a{% endautoescape %}",
    "{% debug %}",
    "{% break %}",
    "{% for a in items recursive %}{{ a }}{% endfor %}",
    "{% for a in items if a.__class__ %}{{ a }}{% endfor %}",
    "{% trans %}a{% endtrans %}",
)
ARITHMETIC = (
    "9**(9**9)",
    "'a'*10**10",
    "1+1",
    "items+items",
    "title~title",
    "number-1",
    "number%2",
    "1//0",
    "'%s'%title",
)


@pytest.mark.parametrize("expression", ESCAPES)
def test_no_way_out_of_the_sandbox(expression: str) -> None:
    """Attributes of Python, calls, unknown filters and names with an underscore are refused; nothing runs."""
    refused(word_file(p("{{ " + expression + " }}")), {**PLAN, "trap": Trap()})


@pytest.mark.parametrize("expression", ESCAPES[:8])
@pytest.mark.parametrize(
    "statement",
    ["{% if EXPRESSION %}a{% endif %}", "{% for a in EXPRESSION %}a{% endfor %}", "{% set a = EXPRESSION %}"],
)
def test_no_way_out_through_a_statement(expression: str, statement: str) -> None:
    """What may not be printed may not be asked or walked through either."""
    refused(word_file(p(statement.replace("EXPRESSION", expression))), PLAN)


@pytest.mark.parametrize("name", FLASK)
def test_names_of_the_web_framework_are_unknown(name: str) -> None:
    """Templates are rendered in an environment of their own, never in the web application's."""
    assert f"„{name}“" in refused(word_file(p("{{ " + name + " }}")), PLAN).message


@pytest.mark.parametrize(
    "words",
    STATEMENTS,
)
def test_statements_beyond_for_if_and_set_are_refused(words: str) -> None:
    """No loader, no macros, no blocks, no recursion: a template is read from its beginning to its end."""
    refused(word_file(p(words)), PLAN)


@pytest.mark.parametrize("expression", ARITHMETIC)
def test_templates_do_not_compute(expression: str) -> None:
    """Sums are the programme's work; what cannot be written cannot hang the compiler either."""
    assert refused(word_file(p("{{ " + expression + " }}"))).place


ESCAPE = "lipsum.__globals__"


def attribute_of(words: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="9" name="Kresba" descr="{words}"/></wp:inline></w:drawing></w:r>'
    )


@pytest.mark.parametrize(
    "place",
    [
        lambda tag: word_file(p(torn(tag, 3))),
        lambda tag: word_file(p("x"), header=p(tag)),
        lambda tag: word_file(p("x"), footer=p(tag)),
        lambda tag: word_file(p(attribute_of(tag))),
        lambda tag: word_file(p(field(f'HYPERLINK "{tag}"'))),
        lambda tag: word_file(p(simple_field(f"REF {tag}"))),
        lambda tag: word_file(table(1, row(tag)), p()),
        lambda tag: word_file(p(bookmark(1, "b", tag))),
        lambda tag: word_file(p('<w:hyperlink w:anchor="_top" w:tooltip="' + tag + '">' + run("x") + "</w:hyperlink>")),
    ],
    ids=["torn", "header", "footer", "alternative text", "field", "simple field", "cell", "bookmark", "tooltip"],
)
def test_code_is_refused_wherever_tags_are_read(place: Callable[[str], bytes]) -> None:
    """Every part and position that is rendered is held to the same language."""
    refused(place("{{ " + ESCAPE + " }}"), PLAN)


TEXT_OF_THE_COMPILER = "title|_text('<w:rPr></w:rPr></w:r><w:r><w:t>cizi</w:t></w:r><w:r>')"


@pytest.mark.parametrize(
    "template",
    [
        word_file(p(torn("{{ " + TEXT_OF_THE_COMPILER + " }}", 5))),
        word_file(p(run("{{ title|"), run("_guard }}"))),
        word_file(p(run("{{ number|"), run("_contents }}"))),
        word_file(p(attribute_of("{{ title|_next }}"))),
        word_file(p(simple_field("REF {{ title|_next }}"))),
    ],
    ids=["torn", "two runs", "contents", "attribute", "simple field"],
)
def test_filters_of_the_compiler_are_out_of_reach(template: bytes) -> None:
    """Through a filter of the compiler a template could write XML of its own into the document."""
    assert "podtržítkem" in refused(template, PLAN).message


@pytest.mark.parametrize(
    ("part", "tag", "kind"),
    [("word/footnotes.xml", "footnote", "footnotes"), ("word/endnotes.xml", "endnote", "endnotes")],
)
def test_tags_in_parts_that_are_not_rendered_are_refused(part: str, tag: str, kind: str) -> None:
    """An unexpanded tag must never stand in an official document."""
    separators = "".join(
        f'<w:{tag} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{tag}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = story(kind, f'{separators}<w:{tag} w:id="1">{p("viz {{ title }}")}</w:{tag}>')
    reference = f'<w:r><w:{tag}Reference w:id="1"/></w:r>'
    template = word_file(
        p("a", reference), parts={part: notes}, links=[("rIdN", kind, f"{kind}.xml")], types={part: f"{WML}.{kind}+xml"}
    )
    assert "{{ title }}" in refused(template, PLAN).message


def test_tags_in_the_properties_of_a_template_never_run() -> None:
    """Properties are written anew from the content; what the template says in them is gone."""
    core = unpacked(word_file())["docProps/core.xml"].replace(b"Plan", b"{{ lipsum.__globals__ }}")
    made = rendered(word_file(p("x"), parts={"docProps/core.xml": core}), PLAN)
    assert b"lipsum" not in b"".join(made.parts.values())


# ---------------------------------------------------------------- bombs

MANY = 20_000


def chained(operator: str) -> bytes:
    return word_file(p("{% if " + operator.join(["number"] * MANY) + " %}a{% endif %}"))


def doubling() -> bytes:
    steps = "".join("{%% set a%d = (a%d, a%d)|join %%}" % (each + 1, each, each) for each in range(40))
    return word_file(p("{% set a0 = (title, title)|join %}" + steps + "{{ a40 }}"))


BOMBS: dict[str, Callable[[], bytes]] = {
    "unclosed in one run": lambda: word_file(p("{{" * MANY)),
    "unclosed in many runs": lambda: word_file(p(*["{%"] * MANY)),
    "unclosed in many paragraphs": lambda: word_file(*[p("{{")] * MANY),
    "unclosed and one end": lambda: word_file(p("{{" * MANY), p("}}")),
    "single braces in many runs": lambda: word_file(p(*["{"] * MANY)),
    "unclosed spans": lambda: word_file(table(1, *[row("{% colspan 1 ")] * 5_000), p()),
    "power": lambda: word_file(p("{{ 9**(9**9) }}")),
    "long sum": lambda: word_file(p("{{ " + "+".join(["1"] * MANY) + " }}")),
    "long or": lambda: chained(" or "),
    "long and": lambda: chained(" and "),
    "long comparison": lambda: word_file(p("{{ " + "<".join(["title"] * MANY) + " }}")),
    "deep parentheses": lambda: word_file(p("{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}")),
    "deep negations": lambda: word_file(p("{% if " + "not " * 5000 + "number %}a{% endif %}")),
    "deep attributes": lambda: word_file(p("{{ plan" + ".name" * 5000 + " }}")),
    "deep choices": lambda: word_file(p("{{ " + "title if number else " * 3000 + "title }}")),
    "deep filters": lambda: word_file(p("{{ title" + "|join" * 3000 + " }}")),
    "many nested loops": lambda: word_file(p("{% for a in items %}" * 25 + "x" + "{% endfor %}" * 25)),
    "many nested conditions": lambda: word_file(p("{% if number %}" * 200 + "x" + "{% endif %}" * 200)),
    "loops in loops": lambda: word_file(p("{% for a in long %}" * 12 + "x" + "{% endfor %}" * 12)),
    "empty loops in loops": lambda: word_file(p("{% for a in long %}" * 12 + "{% endfor %}" * 12)),
    "doubling": doubling,
    "nested elements": lambda: word_file("<w:p>" + "<w:smartTag>" * 50_000 + "</w:smartTag>" * 50_000 + "</w:p>"),
    "200 MB of spaces": lambda: zipped({"word/media/x.bin": b" " * 200_000_000}),
    "document of 50 MB": lambda: zipped({DOCUMENT: story("document", f"<w:body>{p('a') * 1_500_000}</w:body>")}),
}
BOMB_CONTEXT = {**PLAN, "long": ["x"] * 50}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A Word file with some parts replaced, packed small."""
    return packed(list({**unpacked(word_file(p("x"))), **parts}.items()), zipfile.ZIP_DEFLATED)


def explode(name: str) -> None:
    """What runs in a process of its own: the bomb must be refused within 10 s of the processor and 1.5 GB."""
    template = BOMBS[name]()
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
    try:
        attempt(template, BOMB_CONTEXT)
    except TemplateError as wrong:
        sys.stdout.write(wrong.message)


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_at_once(name: str) -> None:
    """Neither compiling nor rendering hangs, eats memory or ends in an error of Python (safety 67, 68, 82, 88)."""
    code = f"from tests.test_template_attacks import explode; explode({name!r})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()[-500:]) == (0, "")
    assert done.stdout, "the bomb was not refused"


# ---------------------------------------------------------------- packages

GOOD = word_file(p("{{ title }}"))
PARTS = unpacked(GOOD)
STYLED = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def with_doctype(part: str, entities: str = '<!ENTITY e "boo">') -> bytes:
    data = PARTS[part]
    end = data.index(b"?>") + 2
    return replaced(part, data[:end] + f"<!DOCTYPE x [{entities}]>".encode() + data[end:])


def replaced(part: str, data: bytes | None) -> bytes:
    kept = {name: old for name, old in PARTS.items() if name != part}
    return packed([*kept.items(), *([] if data is None else [(part, data)])])


def in_utf_16(part: str) -> bytes:
    return replaced(part, PARTS[part].decode().replace("UTF-8", "UTF-16").encode("utf-16"))


def added(name: str, data: bytes = b"<x/>") -> bytes:
    return packed([*PARTS.items(), (name, data)])


def linked(kind: str, target: str) -> bytes:
    return word_file(p("{{ title }}"), links=[("rIdX", kind, target)])


def typed(type: str) -> bytes:
    return replaced("[Content_Types].xml", PARTS["[Content_Types].xml"].replace(STYLED.encode(), type.encode()))


def encrypted() -> bytes:
    """The flag of encryption on the last member of the central directory."""
    data = bytearray(GOOD)
    data[GOOD.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def with_wrong_sizes() -> bytes:
    """The first member says that it is smaller than it is."""
    data = bytearray(zipped({}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def with_wrong_checksum() -> bytes:
    return GOOD.replace(b"w:body", b"w:bodi", 1)


def macros() -> bytes:
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    return word_file(
        p("x"),
        parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        types={"word/vbaProject.bin": "application/vnd.ms-office.vbaProject"},
        links=[("rIdV", kind, "vbaProject.bin")],
    )


def chunk() -> bytes:
    return word_file(
        p("x") + '<w:altChunk r:id="rIdA"/>',
        parts={"word/a.html": b"<p>x</p>"},
        types={"word/a.html": "text/html"},
        links=[("rIdA", "aFChunk", "a.html")],
    )


def embedded(kind: str) -> bytes:
    return word_file(
        p("x"),
        parts={"word/embeddings/o.bin": b"x"},
        types={"word/embeddings/o.bin": "application/vnd.openxmlformats-officedocument.oleObject"},
        links=[("rIdO", kind, "embeddings/o.bin")],
    )


def archive_of_html() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    return out.getvalue()


DRAWN = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r></w:p>'
FORBIDDEN_FIELDS = (
    "INCLUDETEXT soubor.docx",
    'INCLUDEPICTURE "http://example.org/x.png"',
    "DDE Excel x",
    "DDEAUTO Excel x",
    "LINK Excel.Sheet x",
    "IMPORT x.png",
    "DATABASE \\d x",
    "RD x.docx",
    "MACROBUTTON x y",
    "EMBED x",
    "DATE",
    "TIME",
    'HYPERLINK "file:///etc/passwd"',
    'HYPERLINK "javascript:x()"',
    "{{ title }} soubor.docx",
)
# What the gate refuses; the lint would stop the document, too, but as a fault of ours instead of the template's.
REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "text": b"Ahoj",
    "a PDF": b"%PDF-1.7\n%%EOF",
    "an old .doc": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
    "cut in the middle": GOOD[: len(GOOD) // 2],
    "an ODT": archive_of_html(),
    "a wrong checksum": with_wrong_checksum(),
    "a wrong size": with_wrong_sizes(),
    "an encrypted member": encrypted(),
    **{f"no {name}": replaced(name, None) for name in ("[Content_Types].xml", DOCUMENT, "word/styles.xml")},
    "no relationships of the document": replaced("word/_rels/document.xml.rels", None),
    "a document type in the text": with_doctype(DOCUMENT),
    "an external entity in the text": with_doctype(DOCUMENT, '<!ENTITY e SYSTEM "file:///etc/passwd">'),
    "a text cut short": replaced(DOCUMENT, PARTS[DOCUMENT][:-20]),
    "an empty text": replaced(DOCUMENT, b""),
}
HOSTILE: dict[str, bytes] = {
    "no relationships of the package": replaced("_rels/.rels", None),
    **{
        f"{wrong} in {name}": change(name)
        for name in (
            *(
                "word/styles.xml",
                "word/numbering.xml",
                "word/settings.xml",
                "word/theme/theme1.xml",
                "docProps/app.xml",
            ),
            *("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"),
        )
        for wrong, change in (
            ("a document type", with_doctype),
            ("a cut", lambda name: replaced(name, PARTS[name][:-20])),
            ("nothing", lambda name: replaced(name, b"")),
        )
    },
    "a document type in UTF-16": replaced(
        "word/settings.xml",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><w:settings xmlns:w="x"/>'.encode("utf-16"),
    ),
    "UTF-16 in a part that is kept": in_utf_16("word/settings.xml"),
    "a document type in a part of no use": added("word/left.xml", b"<!DOCTYPE x><x/>"),
    **{
        f"a member named {name[:12]!r}": added(name)
        for name in ("../x.xml", "/x.xml", "a\\b.xml", "C:/x.xml", "x" * 5000)
    },
    "two members that differ by case": added("Word/Document.xml", PARTS[DOCUMENT]),
    "a picture on a server": linked("image", "http://example.org/x.png"),
    "a picture on a share": linked("image", "file://server/x.png"),
    "a template on a share": linked("attachedTemplate", "file://server/x.dotx"),
    "an object on a server": linked("oleObject", "http://example.org/x"),
    "a frame": linked("frame", "http://example.org/x"),
    "a subdocument": linked("subDocument", "file:///x.docx"),
    "a script behind a hyperlink": linked("hyperlink", "javascript:x()"),
    "a file behind a hyperlink": linked("hyperlink", "file:///etc/passwd"),
    "an unexpanded address": linked("hyperlink", "https://example.org/%7B%7B%20title%20%7D%7D"),
    "a missing part": linked("image", "media/none.png"),
    "a relationship out of the package": linked("image", "../../x.png"),
    "a relationship to itself": linked("x", "document.xml"),
    "macros": macros(),
    "a document with macros": typed("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "an imported chunk": chunk(),
    "an embedded object": embedded("oleObject"),
    "a control of ActiveX": embedded("control"),
    "an object in the text": word_file(DRAWN),
    **{f"field {words}": word_file(p(field(words))) for words in FORBIDDEN_FIELDS},
    "simple field DDE": word_file(p(simple_field("DDE Excel x"))),
    "field in a header": word_file(p("x"), header=p(field("INCLUDETEXT x"))),
    "field in pieces": word_file(
        p(
            field("INCLUDETEXT x").replace(
                "INCLUDE", 'INCLUDE</w:instrText></w:r><w:r><w:instrText xml:space="preserve">'
            )
        )
    ),
    "50,000 attributes": word_file("<w:p " + " ".join(f'a{each}="1"' for each in range(50_000)) + "/>"),
    "a number that is none": word_file(p("x"), parts={"word/numbering.xml": lambda data: data.replace(b'"1"', b'"x"')}),
    "a list that is no number": word_file(
        p("{%p for a in items %}"), p("x", extra='<w:numPr><w:numId w:val="z"/></w:numPr>'), p("{%p endfor %}")
    ),
    "another root": replaced(DOCUMENT, f"{DECLARATION}<w:glossary {NAMESPACES}/>".encode()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_packages_that_are_no_word_documents_are_refused(name: str) -> None:
    """By their content, not by their name, with a Czech sentence; never an error of zipfile or lxml."""
    refused(REFUSED[name])


@pytest.mark.parametrize(
    "name",
    HOSTILE,
)
def test_hostile_packages_are_refused_at_the_gate(name: str) -> None:
    """What would reach a recipient, be fetched by Word or end as a fault of ours is the template's mistake (422)."""
    assert refused(HOSTILE[name]).message


def test_a_member_that_is_there_twice_counts_once() -> None:
    """Templates saved by LibreOffice have two core properties; of two members the last counts, for all readers."""
    old = PARTS[DOCUMENT].replace(b"title", b"nothing")
    made = rendered(packed([(DOCUMENT, old), *PARTS.items()]), PLAN)
    assert made.text == "Plán"
    with zipfile.ZipFile(BytesIO(made.docx)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_a_program_before_the_archive_does_not_reach_the_document() -> None:
    """The package is written anew: nothing stands before its first member or behind its last."""
    made = rendered(b"#!/bin/sh\nrm -rf /\n" + GOOD, PLAN)
    assert made.docx.startswith(b"PK\x03\x04")
    assert b"rm -rf" not in made.docx


def test_a_text_in_utf_16_is_read() -> None:
    """UTF-16 is an encoding of XML like any other; the document is written in UTF-8."""
    made = rendered(in_utf_16(DOCUMENT), PLAN)
    assert made.text == "Plán"


def test_hyperlinks_of_the_template_to_web_and_mail_stay() -> None:
    """What is allowed is not refused."""
    links = [("rIdA", "hyperlink", "https://example.org/?a=1&b=2"), ("rIdB", "hyperlink", "mailto:urad@example.org")]
    body = "".join(f'<w:hyperlink r:id="{id}" w:tooltip="x">{run("x")}</w:hyperlink>' for id, _, _ in links)
    made = rendered(word_file(p(body), links=links), PLAN)
    assert "https://example.org/?a=1&amp;b=2" in made.part("word/_rels/document.xml.rels")


def test_fields_are_not_updated_on_opening() -> None:
    """A template that says updateFields makes Word ask its question over every document (lessons 11)."""
    update = (b"<w:defaultTabStop", b'<w:updateFields w:val="true"/><w:defaultTabStop')
    template = word_file(p("x"), parts={"word/settings.xml": lambda data: data.replace(*update)})
    assert "updateFields" not in rendered(template, PLAN).part("word/settings.xml")


def test_a_template_of_word_is_taken_or_refused() -> None:
    """A .dotx is what a Word user calls a template: its document must be a document."""
    template = typed("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")
    assert rendered(template, PLAN).text == "Plán"


def test_comments_and_their_authors_do_not_reach_the_document() -> None:
    """Comments of a template carry names; a council gets neither the marks nor the part."""
    comment = f'<w:comment w:id="0" w:author="Jana Tajná" w:initials="JT">{p("Opravit!")}</w:comment>'
    marks = '<w:commentRangeStart w:id="0"/>' + run("x") + '<w:commentRangeEnd w:id="0"/>'
    template = word_file(
        p(marks, '<w:r><w:commentReference w:id="0"/></w:r>'),
        parts={"word/comments.xml": story("comments", comment)},
        types={"word/comments.xml": f"{WML}.comments+xml"},
        links=[("rIdC", "comments", "comments.xml")],
    )
    made = rendered(template, PLAN)
    assert "comment" not in made.source
    assert "Tajná".encode() not in b"".join(made.parts.values())


def test_a_gate_that_refuses_everything_would_prove_nothing() -> None:
    """The file that all of these are made of is a good template."""
    assert rendered(GOOD, PLAN).text == "Plán"
    assert compile_template(GOOD) is compile_template(GOOD)
    assert (
        rendered(
            word_file(
                table(1, statement_row("for a in items", 1), row(cell("{{ a }}")), statement_row("endfor", 1)), p()
            ),
            PLAN,
        ).text
        == "a\nb"
    )
