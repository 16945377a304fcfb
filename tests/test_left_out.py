"""What pandoc leaves out of a text is noticed, and nothing that it prints is taken for it."""

from __future__ import annotations

import pytest

from assembler.convert.left_out import anything_left_out
from assembler.convert.pandoc import LEFT_OUT, read_all


def left_out(text: str, text_format: str) -> bool:
    tree = read_all([(text, text_format)])[0]
    assert tree.count(LEFT_OUT) == (LEFT_OUT in tree[-1:])
    return LEFT_OUT in tree


# ---------------------------------------------------------------- HTML


@pytest.mark.parametrize(
    "text",
    [
        *("<p>a</p><script>x()</script>", "<script src=x></script>", "<style>p{}</style>a", "a<!-- poznámka -->b"),
        *("<!-- jen poznámka -->", "<html><body>a</body></html><!-- za koncem -->", "a<?php echo 1 ?>"),
        *("<iframe src='x'></iframe>", "<object data=x>náhrada</object>", "<embed src=x>", "<video src=x></video>"),
        *("<textarea>text</textarea>", "<input value='hodnota'>", "<svg><text>v obrázku</text></svg>"),
        *("<html><head><title>Titul</title></head><body>a</body></html>", "<dl>mezi<dt>a</dt><dd>b</dd></dl>"),
        *("<abbr title='Ministerstvo práce'>MPSV</abbr>", "<img alt='bez zdroje'>", "<ol><li>a<li value=7>b</ol>"),
    ],
)
def test_what_html_says_and_nobody_prints(text: str) -> None:
    """Programs, styles, comments, forms, titles, numbers of items: whatever the reader of HTML drops."""
    assert left_out(text, "html")


@pytest.mark.parametrize(
    "text",
    [
        "<p>a <b>b</b><i>c</i> te<span lang=CS>x</span>t H<sub>2</sub>O m<sup>2</sup></p>",
        "<p class=MsoNormal>a<o:p>&nbsp;</o:p><font face=x><font size=2>b</font></font></p>",
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p>a</p>",
        "<!--StartFragment--><p>a</p><!--EndFragment-->",
        "<?xml:namespace prefix = o /><p><![if !supportLists]>1.<![endif]>text</p>",
        "<table><caption>Popisek</caption><tr><th colspan=2>a</th></tr><tfoot><tr><td>z</td></tr></tfoot></table>",
        "<ul><li>a<ol type=a><li>b</ol></ul><dl><dt>c</dt><dd>d</dd></dl><pre>e  f</pre><hr><blockquote>g</blockquote>",
        "<img src=x.png alt='popis' title='titul'><a href='https://e.org/adresa' title='titul odkazu'>odkaz</a>",
        "<figure><img src=x alt=popis><figcaption>popisek</figcaption></figure>",
        "<details><summary>a</summary>b</details>",
        "&eacute;&#268;&nbsp;&copy; 1 < 2 & 3",
        "<div>a<div>b</div>c</div><center>d</center><select><option>e<option>f</select>",
    ],
)
def test_html_that_is_printed_whole(text: str) -> None:
    """Tags that only change the look, and what Word leaves on the clipboard for itself, are no loss."""
    assert not left_out(text, "html")


# ---------------------------------------------------------------- CommonMark


@pytest.mark.parametrize(
    "text",
    [
        "|a|b|\n|-|-|\n|1|2|navíc|",
        "|a|b|\n|-|-|\n|1|2|5000|",
        "x[^1]\n\n[^1]: první [^2]\n\n[^2]: druhá",
        "```poznámka za plotem\nx\n```",
        "~~~~slovo~~~~ a dál",
    ],
    ids=["a surplus cell", "a surplus number", "a note inside a note", "a language", "a fence by mistake"],
)
def test_what_commonmark_says_and_nobody_prints(text: str) -> None:
    """CommonMark drops it without a word; its author hears of it."""
    assert left_out(text, "commonmark")


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n1. b *c* **d**\n   - e\n2. f\n\n> 10) g\n\n1. 2. h\n\n* * *\n\n    kód\n\n***i***",
        "[a][zdroj] [b](https://e.org/č 'titul') [c][] ![d](e.png \"f\") <https://e.org> www.mpsv.cz a@b.cz\n\n"
        "[zdroj]: https://e.org/ř 'titul'\n[c]: /x\n[nikdo]: /y",
        "a[^x] b[^y] c[^x]\n\n[^x]: jedna\n\n    - dvě\n[^y]: 3. tři\n[^z]: nikdo",
        "1. [zdroj]: https://e.org/a 'b'\n2. x",
        "|a|b|\n|-|:-:|\n|c \\| d|`e`|\n|f|",
        "<b>a</b> <!-- b --> &eacute; &#x41; &nic; \\*c\\* d\\_e `&amp;` 5~10 $x$ H~2~O",
        "5. 3. 2019 první jednání\n12. 4. 2019 druhé\n\n2019. rok",
        "[www.mpsv.cz](https://www.mpsv.cz/cs/)",
    ],
)
def test_commonmark_that_is_printed_whole(text: str) -> None:
    """Numbers of lists, names of notes and of links are marks, not words."""
    assert not left_out(text, "commonmark")


def test_a_tree_that_lacks_a_word_is_noticed() -> None:
    """Whoever drops it: the comparison knows nothing of pandoc's ways."""
    tree = [{"t": "Para", "c": [{"t": "Str", "c": "a"}]}]
    assert not anything_left_out("a", "commonmark", tree)
    assert not anything_left_out("<p>a", "html", tree)
    assert anything_left_out("a a", "commonmark", tree)
    assert anything_left_out("<p>a a", "html", tree)
