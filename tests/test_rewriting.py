"""A rewritten text is shown where it changed: what is gone, what is new, and a little of what stands around."""

from __future__ import annotations

import time

import pytest

from assembler.differences import Fate, Piece, rewritten
from assembler.differences.rewriting import PIECE, PLACES
from assembler.web.plans import differing

LONG = " ".join(f"slovo{each}" for each in range(400))


def told(pieces: list[Piece]) -> str:
    around = {Fate.SAME: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "[+{}+]"}
    return " ".join(around[piece.fate].format(piece.text) for piece in pieces)


def both(before: str, after: str) -> tuple[str, str]:
    found = rewritten(before, after)
    assert found
    return told(found.before), told(found.after)


def test_a_change_deep_in_a_long_text_is_shown_with_its_neighbours_only() -> None:
    before, after = both(LONG, LONG.replace("slovo200 ", "jinak "))
    near = "… " + " ".join(f"slovo{each}" for each in range(194, 200))
    assert before == f"{near} [-slovo200-] {' '.join(f'slovo{each}' for each in range(201, 207))} …"
    assert after.startswith(f"{near} [+jinak+] slovo201")


def test_what_was_only_added_marks_nothing_in_the_text_before() -> None:
    assert both("Péče o seniory.", "Péče doma o seniory.") == ("Péče o seniory.", "Péče [+doma+] o seniory.")
    assert both("Konec.", "Konec. A dál.") == ("Konec.", "Konec. [+A dál.+]")


def test_two_places_far_from_one_another_are_both_shown() -> None:
    _, after = both(LONG, LONG.replace("slovo20 ", "jedna ").replace("slovo300 ", "dvě "))
    assert "[+jedna+]" in after
    assert "[+dvě+]" in after
    assert "slovo26 … slovo294" in after


def test_marks_that_protect_characters_are_not_shown_and_paragraphs_are() -> None:
    assert both("1\\. 7. 2021 otevřeno", "1\\. 7. 2021\n\notevřena") == (
        "1. 7. 2021 [-otevřeno-]",
        "1. 7. 2021 [+¶ otevřena+]",
    )


def test_texts_that_differ_in_spaces_only_have_no_changed_place() -> None:
    assert rewritten("100 Kč ročně", "100\u00a0Kč\nročně") is None


def test_more_changed_places_than_are_shown_are_counted() -> None:
    new = LONG
    for each in range(0, 400, 50):
        new = new.replace(f"slovo{each} ", f"jinak{each} ")
    found = rewritten(LONG, new)
    assert found
    assert found.further == 8 - PLACES


@pytest.mark.parametrize("count", [500, 100_000])
def test_long_texts_that_have_nothing_in_common_are_shown_cut_and_soon(count: int) -> None:
    began = time.perf_counter()
    found = rewritten(" ".join(f"a{each}" for each in range(count)), " ".join(f"b{each}" for each in range(count)))
    assert found
    assert all(len(piece.text.split()) == PIECE + 1 for piece in (*found.before, *found.after))
    assert time.perf_counter() - began < 2


def test_a_row_of_a_long_text_is_marked_and_other_values_are_not() -> None:
    def of(key: str, old: object, new: object) -> differing.Row:
        (row,) = differing.of(
            {"network": {"services": [{"name": "A", key: old}]}}, {"network": {"services": [{"name": "A", key: new}]}}
        ).rows
        return row

    found = of("mission", {"text": LONG}, {"text": LONG + " navíc"}).marked
    assert found
    assert told(found.after).endswith("slovo399 [+navíc+]")
    assert of("fees", "100 Kč", "200 Kč").marked is None
    assert of("since", "2020-03-01", "2021-12-31").marked is None
