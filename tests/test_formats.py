"""Czech formats of computed values. In the cases "·" stands for a no-break space."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.word.formats import (
    collation_key,
    count_of,
    day,
    day_in_words,
    letter,
    money,
    number,
    percent,
    plural,
    roman,
    years,
)
from assembler.word.typography import Style, repair


def fixed(text: str) -> str:
    return text.replace("·", "\u00a0")


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (2500, None, "2·500"),
        (1793475, None, "1·793·475"),
        (-1793475, None, "−1·793·475"),
        (Decimal("34599028.74"), None, "34·599·028,74"),
        (Decimal("1.50"), None, "1,50"),
        (Decimal("1E+3"), None, "1·000"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("-2.5"), 0, "−3"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("2.345"), 2, "2,35"),
        (7, 2, "7,00"),
    ],
)
def test_numbers_have_no_break_thousands_and_a_decimal_comma(
    value: Decimal | int, decimals: int | None, written: str
) -> None:
    """Thousands are grouped, decimals follow a comma, halves round away from zero, zero has no minus."""
    assert number(value, decimals) == fixed(written)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    """NaN never reaches a document."""
    with pytest.raises(ValueError, match="not a number"):
        number(value)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_a_written_number_reads_back(value: Decimal) -> None:
    """No digit is lost on the way to paper."""
    read = number(value).replace("\u00a0", "").replace("−", "-").replace(",", ".")
    assert Decimal(read) == value


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (1793475, "Kč", "1·793·475·Kč"),
        (Decimal("34599028.74"), "Kč", "34·599·028,74·Kč"),
        (Decimal("100.00"), "Kč", "100·Kč"),
        (Decimal("100.5"), "Kč", "100,50·Kč"),
        (Decimal("1.50"), "tis. Kč", "1,5·tis.·Kč"),
        (-500, "Kč", "−500·Kč"),
        (0, "Kč", "0·Kč"),
    ],
)
def test_money_keeps_its_unit_beside_it(value: Decimal | int, unit: str, written: str) -> None:
    """Whole crowns have no decimals, hellers have two."""
    assert money(value, unit) == fixed(written)


def test_per_cent_stands_apart_from_its_number() -> None:
    """12,5 % is a noun, so there is a no-break space."""
    assert percent(Decimal("12.5")) == fixed("12,5·%")
    assert percent(Decimal("12.46"), 1) == fixed("12,5·%")
    assert percent(100) == fixed("100·%")


def test_days_are_written_without_zeros() -> None:
    """In numbers and in words with the month in genitive."""
    assert day(date(2018, 3, 1)) == fixed("1.·3.·2018")
    assert day_in_words(date(2018, 2, 3)) == fixed("3.·února·2018")
    assert day_in_words(date(2020, 12, 31)) == fixed("31.·prosince·2020")


@pytest.mark.parametrize(
    ("first", "last", "written"), [(2020, 2022, "2020–2022"), (2020, 2020, "2020"), (2020, None, "2020")]
)
def test_a_period_of_one_year_is_one_year(first: int, last: int | None, written: str) -> None:
    """An en dash without spaces joins the years."""
    assert years(first, last) == written


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "many"),
        (1, "one"),
        (2, "few"),
        (4, "few"),
        (5, "many"),
        (11, "many"),
        (21, "many"),
        (22, "many"),
        (-1, "one"),
    ],
)
def test_counted_nouns_take_their_form(count: int, form: str) -> None:
    """1 připomínka, 2 připomínky, 5 připomínek, 22 připomínek."""
    assert plural(count, "one", "few", "many") == form


def test_a_count_keeps_its_noun_beside_it() -> None:
    """The number is grouped and the noun does not leave it."""
    assert count_of(3, "opatření", "opatření", "opatření") == fixed("3·opatření")
    assert count_of(5, "připomínka", "připomínky", "připomínek") == fixed("5·připomínek")
    assert count_of(12500, "obyvatel", "obyvatelé", "obyvatel") == fixed("12·500·obyvatel")


@given(
    st.one_of(
        st.integers(-(10**12), 10**12).map(money),
        st.integers(0, 10**9).map(number),
        st.dates().filter(lambda value: value.year >= 1000).map(day),
        st.dates().filter(lambda value: value.year >= 1000).map(day_in_words),
        st.builds(years, st.integers(2000, 2010), st.integers(2011, 2030)),
    )
)
def test_the_typographer_agrees_with_the_formats(written: str) -> None:
    """What the programme writes itself is never repaired."""
    assert repair(written, Style()) == written


@pytest.mark.parametrize(
    ("value", "numeral"),
    [
        (1, "I"),
        (4, "IV"),
        (9, "IX"),
        (14, "XIV"),
        (40, "XL"),
        (90, "XC"),
        (400, "CD"),
        (1994, "MCMXCIV"),
        (3999, "MMMCMXCIX"),
    ],
)
def test_roman_numerals(value: int, numeral: str) -> None:
    """The resolutions of a council are numbered so."""
    assert roman(value) == numeral


@pytest.mark.parametrize(("value", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")])
def test_letters_go_on_after_z(value: int, letters: str) -> None:
    """Annexes are lettered A … Z, AA, AB."""
    assert letter(value) == letters


@pytest.mark.parametrize("value", [0, -1, 4000])
def test_no_roman_numeral_outside_its_range(value: int) -> None:
    """A wrong number is refused, not printed as nothing."""
    with pytest.raises(ValueError, match="Roman"):
        roman(value)


def test_no_letter_below_one() -> None:
    """A wrong number is refused, not printed as nothing."""
    with pytest.raises(ValueError, match="letter"):
        letter(0)


@pytest.mark.parametrize(
    "ordered",
    [
        # the letters of the alphabet, and examples of the Internetová jazyková příručka
        ["a", "b", "c", "č", "d", "e", "f", "g", "h", "ch", "i", "q", "r", "ř", "s", "š", "t", "y", "z", "ž"],
        ["shoda", "schody", "sídliště"],
        ["motýl noční", "motýlek"],
        ["damašek", "Damašek"],
        ["da capo", "ďábel", "dabing", "ucho", "úchop", "uchopit"],
        ["kanon", "kanón", "kaňon", "kánon"],
        ["padá", "sál", "sála", "sálá", "säla", "satira", "si lehá", "si nese", "sílí", "šála", "šat", "ta"],
        # names of this field
        [
            "Cehnice",
            "Čížová",
            "Dačice",
            "Horažďovice",
            "Chýnov",
            "Písek",
            "Protivín",
            "Řepice",
            "Slavonice",
            "Šumavsko",
        ],
        ["Frýdek", "Frýdek-Místek", "Frýdlant"],
        ["Chata", "chata CH", "Chýnov"],
        ["2. etapa", "Agora", "Žatec"],
        ["Naděje", "„Naděje“", "Naděje Písek"],
        ["cyp", "Cyp", "CYP", "čáp", "Čáp", "ČÁP"],
        ["u", "ú", "ů", "ü", "v"],
        ["Lodz", "Łódź", "Lodž"],
        ["z", "ž", "β"],
        ["", " ", "a"],
    ],
)
def test_czech_sorting(ordered: list[str]) -> None:
    """ch after h; č ř š ž are letters; other diacritics second, case third; digits first; spaces before letters."""
    shuffled = ordered[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=collation_key) == ordered


@given(st.text(max_size=12), st.text(max_size=12))
def test_only_equal_texts_sort_as_equal(one: str, other: str) -> None:
    """The order of a list never depends on the order in which it came."""
    assert (collation_key(one) == collation_key(other)) == (one == other)
