"""The visible words of HTML: nothing hidden counts, nothing visible is missed, no text costs minutes."""

from __future__ import annotations

import time

import pytest

from schemas.visible import of_html

MOST = 200_000  # characters of a formatted text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p class='A>B' title=\"C>D\">Ano</p>", ["Ano"]),
        ("<td>ORP</td><td>MPSV</td>", ["ORP", "MPSV"]),
        ("a<!-- b <i> -->c<!-- d", ["a", "c"]),
        ("a<SCRIPT>if (b < c) '</p>'</script >d<style>e", ["a", "d"]),
        ("1 < 2 &lt;b&gt; M&#283;&Uacute;", ["1", "<", "2", "<b>", "MěÚ"]),
        ('<img src="HZS.png" alt="Mapa ORP"><img alt=\'\'><IMG ALT=OPZ data-alt="x">', ["Mapa", "ORP", "OPZ"]),
        ("a <b", ["a"]),
    ],
)
def test_only_what_a_reader_sees_counts(source: str, words: list[str]) -> None:
    """Attributes, comments, scripts and styles do not; entities and descriptions of images do."""
    assert of_html(source).split() == words


@pytest.mark.parametrize(
    "piece", ["<a", '<a "', "<a '", "<!--", "<script>", "<script></script ", "<img alt=", "&#", "<img "]
)
def test_no_text_costs_more_than_its_length(piece: str) -> None:
    """What is opened and never closed is looked through once."""
    began = time.process_time()
    of_html(piece * (MOST // len(piece)))
    assert time.process_time() - began < 1
