"""What people and Excel do to a workbook: it is understood, asked about, or left aside; never guessed in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from tests.workbooks import SMALL, as_read, back, changed, codes, column, put

CONTENT: dict[str, Any] = as_read(SMALL)
COSTS, MEASURES, STEPS = "Náklady – opatření", "Opatření", "Aktivity"
Change = Callable[[Workbook], object]


def reading(change: Change, base: bool = True) -> Any:
    return back(changed(SMALL, change), CONTENT if base else None)


def cell(sheet: str, key: str, value: object, row: int = 1) -> Change:
    """A value put into a row of a list; with the usual format of a new cell."""

    def change(book: Workbook) -> None:
        put(book, sheet, row, key, value)
        here = book[sheet]
        usual = {dt.date: "d. m. yyyy", dt.time: "h:mm"}
        here.cell(row + 3, column(here, key)).number_format = usual.get(type(value), "General")

    return change


def single(key: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        line = next(row[3].row for row in book["Plán"].iter_rows() if row[3].value == key)
        book["Plán"].cell(line, 2).value = value  # type: ignore[assignment]

    return change


def measures(content: Any) -> list[Any]:
    found: list[Any] = content["strategy"]["nodes"][0]["nodes"][0]["measures"]
    return found


def first(content: Any, part: str) -> Any:
    return measures(content)[0][part][0]


# ---------------------------------------------------------------- values that are understood


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 200", "1200"),
        ("1\u00a0250\u00a0000,50 Kč", "1250000.5"),
        ("300000,-", "300000"),
        (" 640000 Kč ", "640000"),
        (1234.56, "1234.56"),
        (0, "0"),
    ],
)
def test_an_amount_written_as_czechs_do_is_a_number_and_it_is_said(written: object, meant: str) -> None:
    found = reading(cell(COSTS, "amount", written))
    assert str(first(found.content, "costs")["amount"]) == meant
    assert codes(found) == (["typed_number"] if isinstance(written, str) else [])
    assert found.unplaced == ()


@pytest.mark.parametrize(
    ("change", "path", "value"),
    [
        (cell(COSTS, "type", "Investiční"), "type", "investment"),
        (cell(COSTS, "type", "operating"), "type", "operating"),
        (cell(COSTS, "counted", "ANO"), "counted", True),
        (cell(COSTS, "counted", True), "counted", True),
        (cell(COSTS, "source", "kraj"), "source", "kraj"),
        (cell(COSTS, "source", "Kraj"), "source", "kraj"),
        (cell(COSTS, "source", "obec vzorov"), "source", "obec"),
        (cell(COSTS, "year", "2027"), "year", 2027),
        (cell(COSTS, "note", "  dvě\nvěty "), "note", "  dvě\nvěty "),
    ],
)
def test_choices_flags_and_references_are_read_by_their_words_or_codes(change: Change, path: str, value: Any) -> None:
    assert first(reading(change).content, "costs")[path] == value


def test_days_are_days_and_lists_have_an_item_on_each_line() -> None:
    found = reading(cell(MEASURES, "starts", dt.date(2026, 1, 2))).content
    assert measures(found)[0]["starts"] == "2026-01-02"
    found = reading(cell(MEASURES, "target_groups", "senioři\n\n  rodiny s dětmi ")).content
    assert measures(found)[0]["target_groups"] == ["senioři", "rodiny s dětmi"]
    assert reading(single("date", "15. 4. 2025")).content["date"] == "15. 4. 2025"


# ---------------------------------------------------------------- values in doubt

DOUBTS: tuple[tuple[Change, str, str], ...] = (
    (cell(COSTS, "amount", "cca 300 tis."), "unclear_number", "cca 300 tis."),
    (cell(COSTS, "amount", "1,2 mil."), "unclear_number", "1,2 mil."),
    (cell(COSTS, "amount", "0,5 úv."), "unclear_number", "0,5 úv."),
    (cell(COSTS, "amount", "1.200"), "unclear_number", "1.200"),
    (cell(COSTS, "amount", "–"), "unclear_number", "–"),
    (cell(COSTS, "amount", "x"), "unclear_number", "x"),
    (cell(COSTS, "amount", "100–200"), "unclear_number", "100–200"),
    (cell(COSTS, "amount", "250 tis. Kč"), "other_unit", "250 tis. Kč"),
    (cell(COSTS, "amount", dt.date(2026, 1, 2)), "unclear_number", "2. 1. 2026"),
    (cell(COSTS, "amount", -5), "too_small", "-5"),
    (cell(COSTS, "amount", 1.234), "too_precise", "1,234"),
    (cell(COSTS, "amount", "#REF!"), "cell_error", "#REF!"),
    (cell(COSTS, "year", 26), "too_small", "26"),
    (cell(COSTS, "year", 2026.5), "not_whole", "2026,5"),
    (cell(COSTS, "type", "průběžně"), "not_choice", "průběžně"),
    (cell(COSTS, "source", "Nadace Via"), "not_offered", "Nadace Via"),
    (cell(COSTS, "counted", "x"), "unclear_flag", "x"),
    (cell(COSTS, "counted", 1), "unclear_flag", "1"),
    (cell(MEASURES, "starts", "průběžně"), "unclear_day", "průběžně"),
    (cell(MEASURES, "starts", "IV/2024"), "unclear_day", "IV/2024"),
    (cell(MEASURES, "starts", 45_000), "unclear_day", "45000"),
    (cell(MEASURES, "starts", "31. 2. 2025"), "no_such_day", "31. 2. 2025"),
    (cell(MEASURES, "code", dt.date(2026, 1, 2)), "became_date", "2. 1. 2026"),
    (cell(MEASURES, "code", 1.1), "became_number", "1,1"),
    (cell(MEASURES, "name", True), "became_flag", "PRAVDA"),
    (cell("Organizace", "ico", dt.date(2026, 1, 2)), "became_date", "2. 1. 2026"),
)


@pytest.mark.parametrize(("change", "code", "written"), DOUBTS, ids=[f"{code}-{said}" for _, code, said in DOUBTS])
def test_what_is_in_doubt_is_kept_aside_with_its_cell_and_the_plan_keeps_its_value(
    change: Change, code: str, written: str
) -> None:
    found = reading(change)
    assert codes(found) == [code]
    (aside,) = found.unplaced
    (finding,) = found.findings
    assert aside.text == written
    assert finding.location == aside.location
    assert finding.pointer.startswith(("/strategy/nodes/0/nodes/0/measures/0/", "/parties/0/"))
    assert found.content == CONTENT


def test_a_doubtful_value_of_the_plan_may_be_left_and_another_one_is_told() -> None:
    content = CONTENT | {"date": "včera"}
    untouched = back(changed(content, lambda _: None), content)
    assert (untouched.content, untouched.findings) == (content, ())
    other = back(changed(content, single("date", "předevčírem")), content)
    assert (codes(other), other.content["date"]) == (["unclear_day"], "včera")
    assert [each.text for each in other.unplaced] == ["předevčírem"]
    assert back(changed(content, single("date", "1. 3. 2025")), content).content["date"] == "1. 3. 2025"


def test_without_the_version_it_was_made_from_a_doubtful_value_is_left_out() -> None:
    found = reading(cell(COSTS, "amount", "cca 300 tis."), base=False)
    assert "amount" not in first(found.content, "costs")
    assert [each.text for each in found.unplaced] == ["cca 300 tis."]


def test_an_ico_that_lost_its_zeros_is_taken_as_it_stands_and_told() -> None:
    found = reading(cell("Organizace", "ico", 246476))
    assert found.content["parties"][0]["ico"] == "246476"
    (finding,) = found.findings
    assert (finding.code, str(finding.location)) == ("digits_as_text", "list Organizace, buňka D4")
    assert "246476" in finding.message


def test_a_day_and_a_time_in_a_text_are_words_and_it_is_said() -> None:
    found = reading(cell(STEPS, "term", dt.date(2026, 6, 30)))
    assert (first(found.content, "steps")["term"], codes(found)) == ("30. 6. 2026", ["date_as_text"])
    found = reading(cell(STEPS, "term", dt.time(9, 5)))
    assert (first(found.content, "steps")["term"], codes(found)) == ("9:05", ["date_as_text"])


# ---------------------------------------------------------------- rows


def test_a_new_row_is_a_new_item_at_its_place() -> None:
    def add(book: Workbook) -> None:
        here = book[MEASURES]
        here.insert_rows(5)
        here.cell(5, column(here, "@in")).value = "Terén"
        here.cell(5, column(here, "name")).value = "Nové opatření"
        put(book, STEPS, 3, "@in", "Nové opatření")
        put(book, STEPS, 3, "text", "První krok")

    found = reading(add)
    assert found.findings == ()
    assert [each["name"] for each in measures(found.content)] == ["Rozšíření služby", "Nové opatření", "Doprava"]
    assert measures(found.content)[1]["steps"] == [{"text": "První krok"}]


def test_a_removed_row_is_a_removed_item_and_what_belonged_to_it_is_told() -> None:
    found = reading(lambda book: book[MEASURES].delete_rows(4))
    assert [each["name"] for each in measures(found.content)] == ["Doprava"]
    assert codes(found) == ["no_parent"] * 3
    places = ["list Aktivity, buňka A4", "list Aktivity, buňka A5", f"list {COSTS}, buňka A4"]
    assert [str(each.location) for each in found.unplaced] == places
    assert "Nábor" in found.unplaced[0].text


def test_sorted_rows_give_the_order_of_the_items() -> None:
    def swap(book: Workbook) -> None:
        here = book[MEASURES]
        for at in range(1, here.max_column + 1):
            one, other = here.cell(4, at), here.cell(5, at)
            one.value, other.value = other.value, one.value

    found = reading(swap)
    assert [each["id"] for each in measures(found.content)] == ["o2", "o1"]
    assert len(measures(found.content)[1]["steps"]) == 2
    assert (found.findings, found.unplaced) == ((), ())


def test_an_emptied_row_is_left_out_and_told() -> None:
    def empty(book: Workbook) -> None:
        for key in ("text", "term"):
            put(book, STEPS, 2, key, None)

    found = reading(empty)
    assert measures(found.content)[0]["steps"] == [{"text": "Nábor"}]
    assert codes(found) == ["emptied_row"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (cell(STEPS, "@in", "99: Něco"), "no_parent"),
        (cell(STEPS, "@in", None), "parent_missing"),
        (cell("Položky SWOT", "@where", "Nevím"), "route_missing"),
        (cell("Položky strategie", "@in", "1: Dostupnost"), "parent_in_circle"),
    ],
)
def test_a_row_that_belongs_to_nobody_is_kept_aside(change: Change, code: str) -> None:
    found = reading(change)
    assert code in codes(found)
    assert found.unplaced


def test_a_name_that_two_rows_bear_is_asked_about() -> None:
    def twice(book: Workbook) -> None:
        put(book, MEASURES, 1, "name", "Doprava")
        put(book, MEASURES, 1, "code", None)
        put(book, STEPS, 1, "@in", "Doprava")

    assert "parent_unclear" in codes(reading(twice))


def test_a_row_number_that_stands_twice_is_a_new_row_the_second_time() -> None:
    def copy(book: Workbook) -> None:
        for key, value in (("@in", "2: Terén"), ("name", "Kopie")):
            put(book, MEASURES, 3, key, value)
        book[MEASURES]["A6"] = 1

    found = reading(copy)
    assert codes(found) == ["row_number_twice"]
    assert [each["name"] for each in measures(found.content)][-1] == "Kopie"


# ---------------------------------------------------------------- sheets and columns


def test_a_sheet_or_a_column_that_is_missing_was_not_touched() -> None:
    def remove(book: Workbook) -> None:
        del book[STEPS]
        del book["Plán"]
        here = book[MEASURES]
        here.delete_cols(column(here, "target_groups"))

    found = reading(remove)
    assert found.content == CONTENT
    assert codes(found) == ["sheet_missing"]


def test_columns_may_move_and_their_titles_may_change() -> None:
    def shuffle(book: Workbook) -> None:
        here = book[COSTS]
        here.move_range(f"C1:C{here.max_row}", cols=20)
        here["D3"] = "Které léto"

    found = reading(shuffle)
    assert (found.content, found.findings) == (CONTENT, ())


def test_without_the_hidden_keys_sheets_and_columns_are_known_by_their_titles() -> None:
    def forget(book: Workbook) -> None:
        for title in (MEASURES, COSTS, "Plán", "Položky SWOT"):
            book[title].delete_rows(1)
        book["Plán"].delete_cols(4)

    found = reading(forget)
    assert (found.content, found.findings, found.unplaced) == (CONTENT, (), ())


def test_a_column_and_a_sheet_of_ones_own_are_kept_aside_and_told() -> None:
    def add(book: Workbook) -> None:
        here = book[COSTS]
        here.cell(3, here.max_column + 1).value = "Moje poznámky"
        here.cell(4, here.max_column).value = "ověřit u kraje"
        book.create_sheet("Pracovní")["A1"] = "volat v pondělí"

    found = reading(add)
    assert sorted(codes(found)) == ["unknown_column", "unknown_sheet"]
    assert [each.text for each in found.unplaced] == ["ověřit u kraje", "volat v pondělí"]
    assert found.content == CONTENT


def test_a_column_that_stands_twice_is_read_once_and_told() -> None:
    def twice(book: Workbook) -> None:
        here = book[COSTS]
        last = here.max_column + 1
        here.cell(1, last).value, here.cell(3, last).value, here.cell(4, last).value = "note", "Poznámka", "druhá"

    found = reading(twice)
    assert codes(found) == ["column_twice"]
    assert [each.text for each in found.unplaced] == ["druhá"]


def test_merged_cells_hidden_rows_and_hidden_sheets_are_told() -> None:
    def hide(book: Workbook) -> None:
        book[STEPS].merge_cells("B4:B5")
        book[STEPS].row_dimensions[4].hidden = True
        own = book.create_sheet("Tajné")
        own["A1"], own.sheet_state = "x", "hidden"

    found = reading(hide)
    assert {"merged_cells", "hidden_rows", "hidden_sheet"} <= set(codes(found))
    merged = next(each for each in found.findings if each.code == "merged_cells")
    assert (str(merged.location), "B4:B5" in merged.message) == ("list Aktivity, buňka B4", True)


def test_a_formula_gives_its_last_result_and_one_without_a_result_is_told() -> None:
    found = reading(cell(COSTS, "amount", "=100000+150000"))
    assert sorted(codes(found)) == ["cell_error", "formula"]  # openpyxl keeps no results
    assert found.content == CONTENT
