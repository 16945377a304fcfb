"""Formatted texts: each is read for itself, completely, and without touching files or the network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.convert import pandoc
from assembler.convert.pandoc import Block, Kept, TextTooHard, read_all
from assembler.errors import UnknownName
from assembler.settings import Settings
from tests.left_behind import nothing_left


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with nothing_left(tmp_path / "temporary", monkeypatch):
        yield


def read(text: str, text_format: str = "commonmark") -> list[Block]:
    return read_all([(text, text_format)])[0]


def nodes(tree: Any) -> Iterator[Block]:
    """Every node of a tree, in order."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for child in tree:
            yield from nodes(child)


def kinds(tree: Any) -> set[str]:
    return {node["t"] for node in nodes(tree)}


PRINTED: dict[str, Callable[[Any], str]] = {
    "Str": str,
    "Code": lambda content: str(content[1]),
    "CodeBlock": lambda content: str(content[1]),
    "RawInline": lambda content: str(content[1]),
    "RawBlock": lambda content: str(content[1]),
    "Space": lambda _: " ",
    "SoftBreak": lambda _: " ",
}


def printed(tree: Any) -> str:
    """All that would be printed, in order, with a space for spaces and breaks inside a paragraph."""
    return "".join(PRINTED[node["t"]](node.get("c")) for node in nodes(tree) if node["t"] in PRINTED)


# ---------------------------------------------------------------- CommonMark


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("*a*", "Emph"),
        ("**a**", "Strong"),
        ("~~a~~", "Strikeout"),
        ("- a", "BulletList"),
        ("3. a", "OrderedList"),
        ("> a", "BlockQuote"),
        ("a[^1]\n\n[^1]: n", "Note"),
        ("[a](https://a.cz)", "Link"),
        ("viz https://www.mpsv.cz.", "Link"),
        ("![a](a.png)", "Image"),
        ("| a |\n|---|\n| b |", "Table"),
        ("# a", "Header"),
        ("`a`", "Code"),
        ("```\na\n```", "CodeBlock"),
        ("a\\\nb", "LineBreak"),
    ],
)
def test_commonmark_with_tables_notes_strikeout_and_addresses_is_read(text: str, kind: str) -> None:
    assert kind in kinds(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "5~10 let a 20~30 let, CO~2~, m^2^",
        "cena 500 $ a 600 $, $x$",
        '"uvozovky" -- a ... pomlčky',
        ":smile: @nekdo #1",
        "[text]{.styl} {#id}",
        "::: blok\nuvnitř\n:::",
        "Pojem\n: výklad",
        "a) první\nb) druhý",
        "I. etapa\n\nJ. Novák\n\nv. 2020",
        "[ ] úkol",
    ],
)
def test_marks_of_other_dialects_stay_text(text: str) -> None:
    tree = read(text)
    assert "".join(printed(tree).split()) == "".join(text.split())
    assert kinds(tree) <= {"Para", "Str", "Space", "SoftBreak"}


RAW = [
    "<b>tučné</b>",
    "<script>alert(1)</script>",
    "text <script>alert(1)</script> dál",
    '<div class="a">\n\nuvnitř\n\n</div>',
    "<iframe src='http://127.0.0.1/'></iframe>",
    "<!-- poznámka -->",
    "<?php x ?> <![CDATA[ x ]]>",
    "<w:p/></w:t></w:r></w:p>",
    "<table><tr><td>x</td></tr></table>",
]


@pytest.mark.parametrize("text", RAW)
def test_raw_html_in_commonmark_stays_to_the_letter(text: str) -> None:
    tree = read(text)
    assert "".join(printed(tree).split()) == "".join(text.split())
    formats = {node["c"][0] for node in nodes(tree) if node["t"] in ("RawInline", "RawBlock")}
    assert formats <= {"html"}


@pytest.mark.parametrize("text", ["```{=openxml}\n<w:p/>\n```", "`<w:br/>`{=openxml}"])
def test_raw_ooxml_is_code(text: str) -> None:
    tree = read(text)
    assert not kinds(tree[:1]) & {"RawBlock", "RawInline"}
    assert "<w:" in printed(tree)


def test_a_metadata_block_has_no_effect_and_stays_text() -> None:
    tree = read("---\nbibliography: /etc/hostname\ntitle: x\n---\n\ntext")
    assert printed(tree).split() == ["bibliography:", "/etc/hostname", "title:", "xtext"]


def test_headings_get_no_invented_identifiers() -> None:
    assert read("# Cíl 1")[0]["c"][1] == ["", [], []]


@pytest.mark.parametrize("text", ["| a |\n|---|\n| poslední |", "a | b\n--|--\n1 | poslední"])
def test_the_last_row_of_a_table_needs_no_line_end(text: str) -> None:
    tree = read(text)
    assert kinds(tree[1:]) == set()
    assert "poslední" in printed(tree)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_part_words(end: str) -> None:
    assert printed(read(f"jedna{end}dvě")) == "jedna dvě"


@pytest.mark.parametrize(
    "text",
    [
        "5. 3. 2019 první jednání\n12. 4. 2019 druhé jednání",
        "5. 3. 2019 první jednání\n\n12. 4. 2019 druhé jednání",
        "- 1. 1. 2020 začátek\n- 31. 12. 2021 konec",
        "3. března 2019 schváleno\n\n12. dubna 2019 zveřejněno",
    ],
)
def test_dates_at_the_start_of_lines_are_not_counted_anew(text: str) -> None:
    words = [word for word in text.split() if word != "-"]
    assert printed(read(text)).replace("\u00a0", "") == "".join(words) or "OrderedList" not in kinds(read(text))
    assert sorted("".join(printed(read(text)).split())) == sorted("".join(words))


def test_ordinary_lists_are_still_counted() -> None:
    tree = read("1. etapa\n2. etapa\n\n- 3. ročník")
    assert [node["c"][0][0] for node in nodes(tree) if node["t"] == "OrderedList"] == [1, 3]


@pytest.mark.parametrize(
    "text",
    [
        "text\n\n[^1]: zapomenutá poznámka",
        "text\n\n[zdroj]: https://www.mpsv.cz",
        "- text\n- [1]: Zdroj",
        "[a](https://a.cz)\n\n[B]: https://b.cz",
    ],
)
def test_definitions_that_nobody_uses_are_printed(text: str) -> None:
    label = text[text.rindex("[") :]
    assert "".join(label.split()) in "".join(printed(read(text)).split())


def test_definitions_that_are_used_work_and_their_doubles_are_printed() -> None:
    tree = read("viz [Zákon] a[^1]\n\n[zákon]: https://a.cz\n[ZÁKON]: https://b.cz\n\n[^1]: jedna\n\n[^1]: dvě")
    assert next(node["c"][2][0] for node in nodes(tree) if node["t"] == "Link") == "https://a.cz"
    assert "Note" in kinds(tree)
    assert "[ZÁKON]:https://b.cz" in printed(tree).replace(" ", "")
    assert "dvě" in printed(tree)


def test_code_that_looks_like_a_definition_gets_no_backslash() -> None:
    assert printed(read("```\n[a]: b\n```")) == "[a]: b"


# ---------------------------------------------------------------- HTML and plain text


def test_html_keeps_text_and_simple_marks_and_drops_the_rest() -> None:
    tree = read(
        '<div style="x"><p>a <b>b</b> <i>c</i> <u>d</u> <font>e</font></p></div><script>zle()</script>'
        '<style>p{}</style><p custom-style="X" onclick="y()">f</p><w:p>g</w:p>',
        "html",
    )
    assert printed(tree).split() == ["a", "b", "c", "d", "efg"]
    assert tree[-1] == pandoc.LEFT_OUT
    assert not kinds(tree[:-1]) & {"Div", "RawBlock", "RawInline"}
    assert "custom-style" not in str(tree)


@pytest.mark.parametrize("text", ["\\input{/etc/hostname}", "$x$ \\[y\\]", ".. include:: /etc/hostname"])
def test_tex_and_includes_in_html_are_text(text: str) -> None:
    assert printed(read(f"<p>{text}</p>", "html")) == text


def test_plain_text_is_paragraphs_and_lines_and_nothing_else() -> None:
    tree = read("*a* <b>\nb\n\n\n  \n- c\n", "plain")
    assert tree == [
        {"t": "Para", "c": [{"t": "Str", "c": "*a* <b>"}, {"t": "LineBreak"}, {"t": "Str", "c": "b"}]},
        {"t": "Para", "c": [{"t": "Str", "c": "- c"}]},
    ]


@pytest.mark.parametrize("text_format", ["commonmark", "html", "plain"])
def test_an_empty_text_has_no_blocks(text_format: str) -> None:
    assert read(" \n", text_format) == []


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownName, match="rst"):
        read("x", "rst")


def test_formats_may_be_mixed_and_keep_their_order() -> None:
    texts = [("*a*", "commonmark"), ("*b*", "plain"), ("*c*", "html"), ("*d*", "commonmark")]
    assert [printed(tree) for tree in read_all(texts)] == ["a", "*b*", "*c*", "d"]


# ---------------------------------------------------------------- nothing is read, fetched or written


class Counting(BaseHTTPRequestHandler):
    requests = 0

    def do_GET(self) -> None:
        type(self).requests += 1
        self.send_error(404)


@pytest.fixture
def server() -> Iterator[str]:
    Counting.requests = 0
    served = HTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


def test_images_and_frames_are_neither_read_nor_fetched(server: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("TAJNE")
    addresses = [str(secret), secret.as_uri(), f"{server}/a", "/etc/hostname", "%2Fetc%2Fpasswd", "../../etc/passwd"]
    html = "".join(f"<img src='{a}'><iframe src='{a}'></iframe><object data='{a}'></object>" for a in addresses)
    markdown = "\n\n".join(f"![x]({a})\n\n<img src='{a}'>" for a in addresses)
    trees = read_all([(html, "html"), (markdown, "commonmark")])
    assert "TAJNE" not in str(trees)
    assert Path("/etc/hostname").read_text().strip() not in printed(trees[0])
    assert Counting.requests == 0
    assert [node["c"][2][0] for node in nodes(trees[0]) if node["t"] == "Image"] == addresses


# ---------------------------------------------------------------- no text reaches another

FRAGMENTS = [
    "odstavec",
    "```\notevřený blok",
    "~~~\notevřený",
    "<!-- otevřený komentář",
    "<div>",
    "</div>",
    "<pre>",
    "<script>",
    "[a]: https://jedna.cz",
    "[a]: https://druha.cz",
    "viz [a] a [b][a]",
    "\ntext[^1]",  # on a line of its own: behind a note it would be part of it, and refer to itself
    "[^1]: první poznámka",
    "[^1]: jiná poznámka",
    "- položka",
    "  - vnořená",
    "1. jedna",
    "    odsazený kód",
    "===",
    "---",
    "> citace",
    "| a | b |\n|---|---|",
    "| 1 | 2 |",
    "*otevřená kurzíva",
    "**",
    "`otevřený kód",
    "# Nadpis",
    "\\",
    "",
    "[odkaz](<https://x.cz",
    "&amp",
]

texts_strategy = st.lists(
    st.tuples(
        st.lists(st.sampled_from(FRAGMENTS), max_size=4).map("\n".join) | st.text(max_size=30).filter(str.isprintable),
        st.sampled_from(["commonmark", "commonmark", "html", "plain"]),
    ),
    max_size=6,
)


@cache
def alone(text: str, text_format: str) -> list[Block]:
    return read(text, text_format)


@settings(max_examples=60, deadline=None)
@given(texts_strategy)
def test_texts_read_together_are_read_as_each_alone(texts: Sequence[tuple[str, str]]) -> None:
    assert read_all(texts) == [alone(*source) for source in texts]


# ---------------------------------------------------------------- what is kept


def test_a_text_is_read_once_however_often_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "KEPT", Kept(1_000))
    asked: list[list[tuple[str, str]]] = []

    def counted(texts: Sequence[tuple[str, str]], limits: Settings) -> list[list[Block]]:
        asked.append(list(texts))
        return read_all(texts, limits)

    monkeypatch.setattr(pandoc, "read_all", counted)
    sources = [("a", "commonmark"), ("b", "plain"), ("a", "commonmark"), ("a", "plain")]
    first = pandoc.trees(sources)
    assert pandoc.trees(reversed(sources)) == first
    assert asked == [[("a", "commonmark"), ("b", "plain"), ("a", "plain")], []]


def test_a_hard_text_among_known_ones_is_named_by_its_first_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "KEPT", Kept(1_000))
    pandoc.trees([("a", "commonmark")])
    deep = ("> " * 200 + "x", "commonmark")
    with pytest.raises(TextTooHard) as raised:
        pandoc.trees([("a", "commonmark"), ("a", "commonmark"), deep, ("b", "commonmark"), deep])
    assert raised.value.index == 2


def test_what_is_kept_is_bounded_and_the_longest_unused_goes_first() -> None:
    kept = Kept(10)
    kept.put({("aaaa", "plain"): [], ("bbbb", "plain"): []})
    kept.get([("aaaa", "plain")])
    kept.put({("cccc", "plain"): []})
    assert list(kept.trees) == [("aaaa", "plain"), ("cccc", "plain")]
    assert kept.size == 8
