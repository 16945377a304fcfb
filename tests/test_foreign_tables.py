"""Forty messy files as they come: each ends as a proposal, a question, or a clear refusal; none as a silent guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assembler.errors import Unreadable
from assembler.foreign import Fate
from assembler.readers import grids
from tests.foreign_files import csv_of, ods_of, xlsx_of
from tests.foreign_reading import CONTENT, Understood, understood

MEASURES, SERVICES, INDICATORS = "strategy.nodes.measures", "network.services", "strategy.nodes.measures.indicators"
GOAL, MEASURE = "/strategy/nodes/0", "/strategy/nodes/0/measures/0"
SERVICE = ("Název služby", "Poskytovatel", "IČO")


def names(found: Understood) -> list[object]:
    return [each.get("name") for each in found.values]


# ---------------------------------------------------------------- headings


def test_01_title_rows_above_the_heading_are_left_out_by_name() -> None:
    rows = [
        ("Přehled služeb na Vzorovsku",),
        ("stav k 31. 12. 2024",),
        (),
        SERVICE,
        ("Stacionář", "Charita", "00246476"),
    ]
    found = understood(xlsx_of(rows, ["A1:C1"]), "x.xlsx")
    assert found.left_out == {1: "nadpis nad tabulkou", 2: "nadpis nad tabulkou"}
    assert names(found) == ["Stacionář"]


def test_02_a_heading_in_two_rows_with_merged_cells_is_read_as_one() -> None:
    rows = [
        ("Opatření", "Náklady", None, "Garant"),
        (None, 2025, 2026, None),
        ("Doprava", 100, 200, "OSV"),
        ("Byty", 1, 2, "x y"),
    ]
    found = understood(xlsx_of(rows, ["A1:A2", "B1:C1", "D1:D2"]), "x.xlsx", MEASURES, holder=GOAL)
    assert found.shape.labels == ("Opatření", "Náklady 2025", "Náklady 2026", "Garant")
    assert found.values[0] == {"name": "Doprava", "costs@2025": 100, "costs@2026": 200, "guarantor": "OSV"}


def test_03_a_heading_in_two_rows_of_a_csv_goes_on_to_the_right() -> None:
    rows = [("Opatření", "Náklady", None), (None, "2025", "2026"), ("Doprava", "100", "200"), ("Byty", "1", "2")]
    found = understood(csv_of(rows), key=MEASURES, holder=GOAL)
    assert found.shape.labels == ("Opatření", "Náklady 2025", "Náklady 2026")
    assert found.values[1] == {"name": "Byty", "costs@2025": 1, "costs@2026": 2}


def test_04_headings_are_known_without_diacritics_and_misspelt() -> None:
    found = understood(csv_of([("NAZEV SLUZBY", "Poskitovatel", "Ico", "e-mail"), ("a b", "c", "00246476", "a@b.cz")]))
    assert found.fields == {0: "name", 1: "provider", 2: "ico", 3: "contact.email"}


def test_05_columns_renamed_since_last_year_are_known_by_what_others_say() -> None:
    rows = [
        ("Sociální služba", "Organizace", "Druh sociální služby", "Forma poskytování", "Pro koho"),
        ("a", "b", "c", "terénní", "d"),
    ]
    found = understood(csv_of(rows), key=SERVICES)
    assert found.fields == {0: "name", 1: "provider", 2: "type", 3: "forms", 4: "target_groups"}


def test_06_a_column_without_a_heading_is_known_by_what_stands_in_it() -> None:
    rows = [("Název služby", None, None), ("Stacionář", "00246476", "a@b.cz"), ("Domov", "47934531", "c@d.cz")]
    assert understood(csv_of(rows), key=SERVICES).fields == {0: "name", 1: "ico", 2: "contact.email"}


def test_07_a_table_without_any_heading_takes_nothing_over_by_chance() -> None:
    found = understood(csv_of([("Stacionář", "Charita"), ("Poradna", "Město")]), key=SERVICES)
    assert (found.values, found.fields) == ([], {})
    assert set(found.tray) == {"Poradna", "Město"}


def test_08_a_heading_repeated_on_each_page_is_left_out() -> None:
    found = understood(csv_of([SERVICE, ("A", "B", "00246476"), SERVICE, ("C", "D", "00246476")]))
    assert (names(found), found.left_out) == (["A", "C"], {3: "záhlaví, které se opakuje"})


def test_09_a_table_that_begins_in_the_middle_of_the_sheet_is_found() -> None:
    rows = [(), (), (None, None, *SERVICE), (None, None, "A", "B", "00246476")]
    assert names(understood(ods_of(rows), "x.ods")) == ["A"]


def test_10_the_sheet_that_fits_is_chosen_among_several() -> None:
    data = xlsx_of([("Vysvětlivky",), ("červeně: změny",)], title="Úvod", Služby=[SERVICE, ("A", "B", "00246476")])
    found = understood(data, "x.xlsx")
    assert (found.grid.title, found.target.key) == ("Služby", SERVICES)


def test_11_nobody_takes_two_columns_for_one_field() -> None:
    found = understood(
        csv_of([("Telefon", "Název služby", "Telefon"), ("777 111 222", "A", "777 333 444")]), key=SERVICES
    )
    assert found.fields == {0: "contact.phone", 1: "name"}
    assert found.tray == {"777 333 444": "sloupec není k ničemu přiřazen"}


# ---------------------------------------------------------------- rows


def test_12_totals_are_left_out_by_name() -> None:
    rows = [("Název služby", "Úvazky v síti"), ("A", 2), ("Mezisoučet", 2), ("B", 3), ("CELKEM:", 5)]
    found = understood(xlsx_of(rows), "x.xlsx", SERVICES)
    assert (names(found), sorted(found.left_out)) == (["A", "B"], [3, 5])


def test_13_a_service_whose_name_only_holds_the_word_is_not_left_out() -> None:
    rows = [SERVICE, ("Domov Celkem", "Spolek", "00246476"), ("Celkem v pohodě", "Spolek", "00246476")]
    found = understood(csv_of(rows))
    assert names(found) == ["Domov Celkem"]
    assert "vypadá jako součet" in found.tray["Celkem v pohodě"]


def test_14_notes_below_the_table_are_left_out_by_name() -> None:
    rows = [SERVICE, ("A", "B", "00246476"), (), ("Pozn.: údaje poskytovatelů",), ("* bez pověření",)]
    assert sorted(understood(csv_of(rows)).left_out) == [4, 5]


def test_15_a_subtitle_between_rows_goes_to_the_tray() -> None:
    found = understood(csv_of([SERVICE, ("Služby pro seniory",), ("A", "B", "00246476")]))
    assert names(found) == ["A"]
    assert "mezititulek" in found.tray["Služby pro seniory"]


def test_16_merged_cells_count_for_all_their_rows() -> None:
    rows = [SERVICE, ("A", "Charita", "00246476"), ("B", None, None), ("C", "Město", "00246476")]
    found = understood(xlsx_of(rows, ["B2:B3", "C2:C3"]), "x.xlsx")
    assert [each["provider"] for each in found.values] == ["Charita", "Charita", "Město"]


def test_17_one_bad_row_does_not_stop_the_rest() -> None:
    rows = [SERVICE, ("A", "B", "00246476"), (None, "bez názvu", "47934531"), ("C", "D", "00246476")]
    found = understood(csv_of(rows))
    assert names(found) == ["A", "C"]
    assert found.tray["bez názvu"] == "řádku chybí „Název“"


def test_18_the_same_item_twice_is_taken_once_and_told() -> None:
    found = understood(csv_of([SERVICE, ("A", "B", "00246476"), ("A", "jiný", "00246476")]))
    assert [each["provider"] for each in found.values] == ["B"]
    assert found.tray["jiný"] == "táž položka je v tabulce už na řádku 2"


def test_19_blank_rows_and_spaces_are_nothing() -> None:
    found = understood(csv_of([SERVICE, (" ", "", None), ("A", "B", "00246476"), (), ()]))
    assert (names(found), found.left_out, found.tray) == (["A"], {}, {})


def test_20_a_hidden_row_is_read_like_any_other() -> None:
    assert names(understood(csv_of([SERVICE, ("A", "B", "00246476")]))) == ["A"]


# ---------------------------------------------------------------- damage and words


def test_21_a_code_that_excel_made_a_day_is_asked() -> None:
    rows = [("Kód", "Opatření"), (date(2024, 1, 2), "Nové"), ("1.2", "Jiné")]
    found = understood(xlsx_of(rows), "x.xlsx", MEASURES, holder=GOAL)
    assert found.asked["2. 1. 2024"] == ["2.1", "2.1.", "2.1.2024"]
    assert "code" not in found.values[0]


def test_22_a_code_that_excel_made_a_number_is_asked() -> None:
    found = understood(xlsx_of([("Kód", "Opatření"), (Decimal("1.1"), "Nové")]), "x.xlsx", MEASURES, holder=GOAL)
    assert found.asked["1,1"] == ["1.1", "1.10", "1,1"]


def test_23_an_ico_without_its_zero_is_read_only_if_its_check_digit_agrees() -> None:
    found = understood(xlsx_of([SERVICE, ("A", "B", 246476), ("C", "D", 246477)]), "x.xlsx")
    assert [each.get("ico") for each in found.values] == ["00246476", None]
    assert found.asked["246477"] == ["00246477", "246477"]


def test_24_about_so_much_is_asked() -> None:
    found = understood(csv_of([("Projekt", "Rozpočet"), ("Dům", "cca 300 tis.")]), key="pipeline.projects")
    assert [each.replace("\u00a0", " ") for each in found.asked["cca 300 tis."]] == ["300 000 Kč"]
    assert "budget" not in found.values[0]


def test_25_millions_are_read_and_told() -> None:
    found = understood(csv_of([("Projekt", "Rozpočet"), ("Dům", "1,2 mil.")]), key="pipeline.projects")
    assert found.values[0]["budget"] == 1_200_000
    assert "1,2 mil." in found.read


def test_26_thousands_in_the_heading_count_for_the_whole_column() -> None:
    found = understood(csv_of([("Projekt", "Rozpočet v tis. Kč"), ("Dům", "300")]), key="pipeline.projects")
    assert found.values[0]["budget"] == 300_000
    assert "tis. Kč" in found.read["300"].replace("\u00a0", " ")


def test_45_crowns_in_a_column_of_thousands_are_asked_with_both_results() -> None:
    rows = [("Projekt", "Rozpočet (tis. Kč)"), ("Dům", "3 100,-"), ("Byt", "250 Kč"), ("Sad", "1,2 mil."), ("Les", 4)]
    found = understood(xlsx_of(rows), "x.xlsx", "pipeline.projects")
    said = {
        key: [each.replace("\u00a0", " ").partition(" – ")[0] for each in names] for key, names in found.asked.items()
    }
    assert said == {"3 100,-": ["3 100 000 Kč", "3 100 Kč"], "250 Kč": ["250 000 Kč", "250 Kč"]}
    assert [each.get("budget") for each in found.values] == [None, None, 1_200_000, 4000]
    answered = understood(xlsx_of(rows), "x.xlsx", "pipeline.projects", **{"3 100,-": "0", "250 Kč": "1"})
    assert [each["budget"] for each in answered.values] == [3_100_000, 250, 1_200_000, 4000]


def test_46_an_amount_that_is_turned_into_another_unit_shows_both() -> None:
    found = understood(csv_of([("Projekt", "Rozpočet v tis. Kč"), ("Dům", "19 850,5")]), key="pipeline.projects")
    assert found.read["19 850,5"].replace("\u00a0", " ") == "Přepočteno: 19 850,5 tis. Kč → 19 850 500 Kč."


def test_27_workloads_with_their_unit_are_read() -> None:
    found = understood(csv_of([("Název služby", "Úvazky v síti"), ("A", "0,5 úv.")]), key=SERVICES)
    assert found.values[0]["capacities.network"] == Decimal("0.5")


def test_28_continuously_and_quarters_stay_words_where_words_belong() -> None:
    rows = [("Opatření", "Termín"), ("A", "průběžně"), ("B", "IV/2024")]
    found = understood(csv_of(rows), key=MEASURES, holder=GOAL)
    assert [each["schedule"] for each in found.values] == ["průběžně", "IV/2024"]


def test_29_continuously_and_quarters_are_asked_where_a_day_belongs() -> None:
    rows = [("Opatření", "Datum ukončení"), ("A", "průběžně"), ("B", "IV/2024")]
    found = understood(csv_of(rows), key=MEASURES, holder=GOAL)
    assert found.asked == {"průběžně": [], "IV/2024": ["1. 4. 2024", "30. 4. 2024"]}


def test_30_a_dash_and_a_cross_instead_of_a_number_are_asked_once_for_the_column() -> None:
    rows = [("Název služby", "Úvazky v síti"), ("A", "–"), ("B", "–"), ("C", "x")]
    found = understood(csv_of(rows, "utf-8"), key=SERVICES)
    assert found.asked == {"–": ["nevyplněno", "nula"], "x": ["nevyplněno", "nula"]}
    assert found.proposal.questions[0].places == ["B2", "B3"]
    assert found.proposal.questions[0].rows == [(2, "A"), (3, "B")]


def test_31_an_error_of_a_formula_is_asked() -> None:
    found = understood(xlsx_of([("Projekt", "Rozpočet"), ("Dům", "#REF!")]), "x.xlsx", "pipeline.projects")
    assert found.asked == {"#REF!": []}


# ---------------------------------------------------------------- which item it is


def test_32_a_service_of_a_known_identifier_and_another_name_is_asked_about() -> None:
    rows = [("Identifikátor služby", "Název služby"), ("1234567", "Poradna pro všechny")]
    found = understood(csv_of(rows), key=SERVICES)
    assert (found.values, [*found.asked]) == ([], ["Poradna pro všechny"])
    for answer, known in (("0", "s-1"), ("1", None)):
        found = understood(csv_of(rows), key=SERVICES, **{"Poradna pro všechny": answer})
        assert [each.known and each.known.item["id"] for each in found.proposal.items] == [known]
        assert not found.asked


def test_33_a_service_of_a_known_name_and_another_identifier_is_never_added_silently() -> None:
    rows = [("Identifikátor služby", "Název služby", "Poskytovatel"), ("7654321", "poradna", "Spolek")]
    found = understood(csv_of(rows), key=SERVICES)
    [question] = found.proposal.questions
    assert (found.values, question.places) == ([], ["B2"])
    assert "s jiným číslem (1234567)" in question.why
    assert found.tray == dict.fromkeys(("7654321", "Spolek"), "řádek čeká na odpověď na otázku")
    assert not found.lost()
    aside = understood(csv_of(rows), key=SERVICES, poradna="nic")
    assert set(aside.tray.values()) == {"necháno stranou podle vaší odpovědi"}


def test_43_an_organisation_of_a_known_ico_and_another_name_is_asked_about() -> None:
    found = understood(csv_of([("Název organizace", "IČO"), ("Obec Vzorov", "00246476")]), key="parties")
    assert found.asked["Obec Vzorov"][0] == "Ano, je to „Město Vzorov“ z plánu (číslo 00246476)"


def test_44_two_services_of_one_provider_are_two_without_a_question() -> None:
    found = understood(csv_of([SERVICE, ("Stacionář", "Město", "00246476")]))
    assert (names(found), found.asked) == (["Stacionář"], {})


def test_34_a_service_is_known_by_ico_and_name() -> None:
    found = understood(csv_of([SERVICE, ("domov", "Město", "246476")]))
    assert [each.known and each.known.item["id"] for each in found.proposal.items] == ["s-2"]


def test_35_a_measure_is_known_by_its_code_also_by_a_computed_one() -> None:
    found = understood(csv_of([("Kód", "Garant"), ("2.1", "MAS"), ("1.1", "OSV")]), key=MEASURES)
    assert [each.known and each.known.item["id"] for each in found.proposal.items] == ["o-doprava", "o-byty"]


def test_36_a_row_whose_owner_nobody_knows_goes_to_the_tray() -> None:
    rows = [
        ("Opatření", "Indikátor", "Cílová hodnota"),
        ("Sociální byty", "Počet bytů", "5"),
        ("Neznámé", "Počet aut", "1"),
    ]
    found = understood(csv_of(rows), key=INDICATORS)
    assert [each.holder for each in found.proposal.items] == [MEASURE]
    assert found.tray["Počet aut"] == "není jasné, kam řádek patří"


def test_37_of_two_items_of_one_name_none_is_taken_for_the_other() -> None:
    twice = CONTENT | {"parties": [{"name": "Spolek"}, {"name": "Spolek"}]}
    found = understood(
        csv_of([("Název organizace", "Telefon"), ("Spolek", "777 111 222")]), key="parties", content=twice
    )
    assert (found.values, found.tray["Spolek"]) == ([], "v plánu je víc položek, které to mohou být")


# ---------------------------------------------------------------- answers and refusals


def test_38_an_answer_takes_the_value_over_for_every_cell_that_says_the_same() -> None:
    rows = [("Projekt", "Rozpočet"), ("Dům", "cca 300 tis."), ("Byt", "cca 300 tis.")]
    found = understood(csv_of(rows), key="pipeline.projects", **{"cca 300 tis.": "0"})
    assert [each["budget"] for each in found.values] == [300_000, 300_000]
    assert not found.asked


def test_39_what_is_answered_with_aside_goes_to_the_tray() -> None:
    found = understood(
        csv_of([("Projekt", "Rozpočet"), ("Dům", "cca 300")]), key="pipeline.projects", **{"cca 300": "nic"}
    )
    assert found.tray == {"cca 300": "necháno stranou podle vaší odpovědi"}


def test_42_lists_with_commas_are_asked_about_once_for_the_column() -> None:
    rows = [("Název služby", "Cílová skupina"), ("A", "senioři, rodiny"), ("B", "děti, mládež"), ("C", "senioři")]
    asked = understood(csv_of(rows), key=SERVICES)
    assert [each.places for each in asked.proposal.questions] == [["B2", "B3"]]
    found = understood(csv_of(rows), key=SERVICES, **{"senioři, rodiny": "0"})
    assert [each["target_groups"] for each in found.values] == [["senioři", "rodiny"], ["děti", "mládež"], ["senioři"]]


def test_40_what_is_no_table_is_refused_with_the_steps() -> None:
    with pytest.raises(Unreadable, match="Uložit jako"):
        grids.read(b"<html><body><table><tr><td>a</td></tr></table>", "export.xls")


def test_41_a_row_that_waits_for_an_answer_waits_whole() -> None:
    found = understood(
        csv_of([("Identifikátor služby", "Název služby", "Věk"), ("12", "x", "od 19 let")]), key=SERVICES
    )
    assert (found.values, set(found.asked)) == ([], {"12", "x"})
    assert found.tray == {"od 19 let": "řádek čeká na odpověď na otázku"}
    assert Fate.TAKEN not in found.fates()
