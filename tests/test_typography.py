"""The typographer: what is repaired, what stays, and what is told. In the cases "·" stands for a no-break space."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.word import typography
from assembler.word.typography import Style, doubts, repair
from assembler.word.typography_rules import RULES

NB = "\u00a0"
STYLE = Style()
DOTS = Style(time_separator="dot")


def fixed(text: str) -> str:
    return text.replace("·", NB)


# The rule that a case belongs to -> (as typed, as printed).
CASES: dict[str, list[tuple[str, str]]] = {
    "spaces": [
        ("Město  Písek", "Město Písek"),
        ("oblasti sociálního začleňování,  Strategický plán", "oblasti sociálního začleňování, Strategický plán"),
        ("facilitaci zajistí     Agora CE ", "facilitaci zajistí Agora CE"),
        ("Typ podpory· (chronologicky)", "Typ podpory·(chronologicky)"),
        ("Typ podpory ·(chronologicky)", "Typ podpory·(chronologicky)"),
        ("    odsazený  řádek", "    odsazený řádek"),
        ("první řádek  \ndruhý řádek", "první řádek  \ndruhý řádek"),
    ],
    "brackets": [
        ("služby ( pobytové )", "služby (pobytové)"),
        ("písm. a )", "písm.·a)"),
        ("hodnoty [ 5 ]", "hodnoty [5]"),
    ],
    "punctuation": [
        ("Základní přehled spolupráce s ASZ :", "Základní přehled spolupráce s·ASZ:"),
        ("Měsíc 3 :", "Měsíc·3:"),
        ("Řekl mi , že se vrátí .", "Řekl mi, že se vrátí."),
        ("Proč ? Protože !", "Proč? Protože!"),
        ("senioři ; rodiny", "senioři; rodiny"),
        ("Termín : 5. 3. 2018", "Termín: 5.·3.·2018"),
        ("(děti, mládež .)", "(děti, mládež.)"),
    ],
    "commas": [
        ("senioři,rodiny,děti", "senioři, rodiny, děti"),
        ("Řekl mi ,že se vrátí", "Řekl mi, že se vrátí"),
    ],
    "ellipsis": [
        ("základní sociologické údaje, ...)", "základní sociologické údaje, …)"),
        ("a další...", "a·další…"),
    ],
    "quotes": [
        ('projekt "Naděje"', "projekt „Naděje“"),
        (
            'dvouletý projekt „Pokračování komunitního plánování sociálních služeb ORP Dačice" (registrační číslo',
            "dvouletý projekt „Pokračování komunitního plánování sociálních služeb ORP Dačice“ (registrační číslo",
        ),
        ("dokument “Plán” a ”Síť”", "dokument „Plán“ a·„Síť“"),
        ('"Projekt "Naděje" pokračuje"', "„Projekt ‚Naděje‘ pokračuje“"),
        ("\"Projekt 'Naděje' pokračuje\"", "„Projekt ‚Naděje‘ pokračuje“"),
        ("„Projekt „Naděje“ pokračuje“", "„Projekt ‚Naděje‘ pokračuje“"),
        ('("Síť služeb")', "(„Síť služeb“)"),
        ('první " Naděje " druhá', "první „Naděje“ druhá"),
        ('"V Praze", "O službách".', "„V·Praze“, „O·službách“."),
        ('"Naděje"-projekt', "„Naděje“-projekt"),
        ("\"rock'n'roll\"", "„rock'n'roll“"),
        ('Agentura "Člověk\nv tísni" a "Naděje"', "Agentura „Člověk\nv·tísni“ a·„Naděje“"),
    ],
    "dates": [
        ("dne 1.3.2018", "dne 1.·3.·2018"),
        ("v období od 01.07.2020 do 31.12.2022", "v·období od 1.·7.·2020 do 31.·12.·2022"),
        ("1. 3. 2018", "1.·3.·2018"),
        ("16. 03. 2018", "16.·3.·2018"),
        ("29.2.2020", "29.·2.·2020"),
        ("Schváleno 20.11.2019.", "Schváleno 20.·11.·2019."),
    ],
    "days": [
        ("V pondělí 3.12. jsme se opět setkali", "V·pondělí 3.·12. jsme se opět setkali"),
        ("od 1.1. do 31.12. běžného roku", "od 1.·1. do 31.·12. běžného roku"),
        ("dne 05.06. v Písku", "dne 5.·6. v·Písku"),
        ("ve dnech 2. 1. – 13. 1. 2019", "ve dnech 2.·1.·– 13.·1.·2019"),
    ],
    "named_months": [
        ("Od 1. března 2018 realizuje", "Od 1.·března·2018 realizuje"),
        ("3.února 2018", "3.·února·2018"),
        ("03. února", "3.·února"),
        ("k 31. prosinci a 1. leden", "k·31.·prosinci a·1.·leden"),
    ],
    "times": [
        ("od 9.15 do 10.30 hod.", "od 9:15 do 10:30·hod."),
        ("začátek v 17.00", "začátek v·17:00"),
        ("8.00-16.00 hodin", "8:00–16:00·hodin"),
        ("úterý 8:00 - 16:30", "úterý 8:00–16:30"),
        ("schůzka 9.15 hod", "schůzka 9:15·hod"),
    ],
    "date_ranges": [
        ("TERMÍN REALIZACE: 1.3.2018 - 29.02.2020", "TERMÍN REALIZACE: 1.·3.·2018·– 29.·2.·2020"),
        ("1.3.2018-29.02.2020", "1.·3.·2018·– 29.·2.·2020"),
        ("1.1.-31.12.2019", "1.·1.·– 31.·12.·2019"),
        ("14. 5. – 17. 8. 2012", "14.·5.·– 17.·8.·2012"),
    ],
    "ordinal_ranges": [
        ("žáci 1.-3. třídy", "žáci 1.–3.·třídy"),
        ("ve dnech 2. - 13. ledna 2019", "ve dnech 2.–13.·ledna·2019"),
        ("1.-31. 1. 2024", "1.–31.·1.·2024"),
        ("v I.-III. etapě", "v·I.–III. etapě"),
    ],
    "named_ranges": [
        ("Realizace projektu v období březen – srpen 2018:", "Realizace projektu v·období březen–srpen 2018:"),
        ("Leden-únor", "Leden–únor"),
        ("po - pá", "po–pá"),
        ("pondělí – pátek", "pondělí–pátek"),
    ],
    "number_ranges": [
        ("období 2020-2022", "období 2020–2022"),
        ("Střednědobý plán ORP Dačice 2020 - 2022", "Střednědobý plán ORP Dačice 2020–2022"),
        ("města Písek pro období 2019 – 2021 (SPSZ)", "města Písek pro období 2019–2021 (SPSZ)"),
        ("„v kraji Vysočina 2004 – 2006“", "„v·kraji Vysočina 2004–2006“"),
        ("otevřeno 8-18 hodin", "otevřeno 8–18·hodin"),
        ("věk 14 - 15 let", "věk 14–15·let"),
        ("s. 125-142", "s.·125–142"),
        ("10-15 % rozpočtu", "10–15·% rozpočtu"),
        ("děti 3-6leté", "děti 3–6leté"),
        ("1,5-2,5 úvazku", "1,5–2,5·úvazku"),
        ("10 000-15 000 Kč", "10·000–15·000·Kč"),
        ("§ 3-5", "§·3–5"),
    ],
    "dashes": [
        ("KA1 - Zajištění a koordinace", "KA1·– Zajištění a·koordinace"),
        ("strategické části plánu - sestavení SWOT", "strategické části plánu·– sestavení SWOT"),
        ("Ing. Hynek Blažek – starosta", "Ing.·Hynek Blažek·– starosta"),
        ("trať Praha - Brno", "trať Praha·– Brno"),
        ("Máme dluhy -- a co dál", "Máme dluhy·– a·co dál"),
        ("10 000 - 15 000 Kč", "10·000·– 15·000·Kč"),
    ],
    "prices": [
        ("Kč 500,-", "Kč·500,–"),
        ("1.500,-- Kč", "1·500,–·Kč"),
    ],
    "thousands": [
        ("ROZPOČET PROJEKTU: 1 793 475 Kč", "ROZPOČET PROJEKTU: 1·793·475·Kč"),
        ("v celkové výši 34 599 028,74 Kč.", "v·celkové výši 34·599·028,74·Kč."),
        ("34.599.028,74 Kč", "34·599·028,74·Kč"),
        ("1.793.475 Kč", "1·793·475·Kč"),
        ("1.800 Kč", "1·800·Kč"),
        ("2.500 tis. Kč", "2·500·tis.·Kč"),
        ("1793475 Kč", "1·793·475·Kč"),
        ("12 500 obyvatel", "12·500·obyvatel"),
    ],
    "phones": [
        ("tel. 384401213, email", "tel. 384·401·213, email"),
        ("Tel: 705 689 876", "Tel: 705·689·876"),
        ("mobil: 721742679", "mobil: 721·742·679"),
        ("+420721742679", "+420·721·742·679"),
        ("+420 721 742 679", "+420·721·742·679"),
        ("tel. 777 793 739 nebo 602 460 470", "tel. 777·793·739 nebo 602·460·470"),
    ],
    "ratios": [
        ("v poměru 1:3", "v·poměru 1·:·3"),
        ("poměr hlasů 5:3", "poměr hlasů 5·:·3"),
        ("mapa 1:50000", "mapa 1·:·50000"),
        ("mapa v měřítku 1:50 000", "mapa v·měřítku 1·:·50·000"),
        ("1 : 3", "1·:·3"),
    ],
    "adjectives": [
        ("3-letý projekt", "3letý projekt"),
        ("3 letý projekt", "3letý projekt"),
        ("pro 15-členný tým", "pro 15členný tým"),
        ("10-procentní", "10procentní"),
        ("4-lůžkový pokoj", "4lůžkový pokoj"),
        ("5 členná komise", "5členná komise"),
    ],
    "compounds": [
        ("SOS Šumavsko, z.ú. Malenice", "SOS Šumavsko, z.·ú. Malenice"),
        ("REALIZÁTOR: SOS Šumavsko, z.s.", "REALIZÁTOR: SOS Šumavsko, z.·s."),
        ("Naděje s.r.o.", "Naděje s.·r.·o."),
        ("Naděje s. r.o.", "Naděje s.·r.·o."),
        ("Naděje, spol. s r.o.", "Naděje, spol.·s·r.·o."),
        ("o.p.s. Komunitní plánování", "o.·p.·s. Komunitní plánování"),
        ("Nemocnice Písek, a.s.", "Nemocnice Písek, a.·s."),
        ("Ústav, v.v.i.", "Ústav, v.·v.·i."),
        ("č.j. MUPI/2020/123", "č.·j. MUPI/2020/123"),
    ],
    "prepositions": [
        ("Jednání s bratrem v Brně", "Jednání s·bratrem v·Brně"),
        ("a v Brně", "a·v·Brně"),
        ("V Písku i K Lipám", "V·Písku i·K·Lipám"),
        ("(v roce), „u nás“", "(v·roce), „u·nás“"),
        ("služby a/nebo u klienta", "služby a/nebo u·klienta"),
        ("*v Písku*", "*v·Písku*"),
    ],
    "units": [
        ("255 kg potravin a 40,5 kg drogerie", "255·kg potravin a·40,5·kg drogerie"),
        ("10 % a 5 ‰", "10·% a·5·‰"),
        ("500 tis. Kč", "500·tis.·Kč"),
        ("1,2 mil. korun", "1,2·mil.·korun"),
        ("120 m² a 5 km", "120·m² a·5·km"),
        ("100 Kč/měsíc", "100·Kč/měsíc"),
        ("22 měsíců a 13 obcí", "22·měsíců a·13·obcí"),
        ("EUR 500 a Kč 500", "EUR 500 a·Kč·500"),
    ],
    "paragraph_signs": [
        ("§3 zákona", "§·3 zákona"),
        ("§ 94", "§·94"),
        ("§§ 37 a 38", "§§·37 a·38"),
    ],
    "labels": [
        ("výzvy č. 052", "výzvy č.·052"),
        ("podle zákona č.108/2006 Sb.", "podle zákona č.·108/2006·Sb."),
        ("usnesení č. 0279/10/2005/RK o tom", "usnesení č.·0279/10/2005/RK o·tom"),
        ("čl. 5 odst. 2", "čl.·5 odst.·2"),
        ("viz tabulka 3, str.5", "viz tabulka·3, str.·5"),
        ("Opatření 2.1.3", "Opatření·2.1.3"),
    ],
    "abbreviations": [
        ("v režimu tzv. Koordinovaného přístupu", "v·režimu tzv.·Koordinovaného přístupu"),
        ("§ 3 písm. h) zák. č. 108/2006 Sb.", "§·3 písm.·h) zák.·č.·108/2006·Sb."),
        ("čl. IV", "čl.·IV"),
    ],
    "titles": [
        ("Ing. Jan Novák, DiS.", "Ing.·Jan Novák,·DiS."),
        ("PaedDr. Drahomíra Blažková", "PaedDr.·Drahomíra Blažková"),
        ("Mgr.Ludmila Kolářová", "Mgr.·Ludmila Kolářová"),
        ("doc. Ing. arch. Jan Novák, Ph.D., CSc.", "doc.·Ing.·arch.·Jan Novák,·Ph.D.,·CSc."),
        ("Mgr. et Mgr. Jana Nová, MBA", "Mgr.·et·Mgr.·Jana Nová,·MBA"),
    ],
    "initials": [
        ("předseda J. Novák", "předseda J.·Novák"),
        ("nám. T. G. Masaryka", "nám.·T.·G.·Masaryka"),
    ],
    "ordinals": [
        ("viz 8. kapitola", "viz 8.·kapitola"),
        ("Pozvánka 1. jednání PS", "Pozvánka 1.·jednání PS"),
    ],
}

STAYS = [
    # codes, numbers of acts and resolutions
    "CZ.03.2.63/0.0/0.0/16_063/0006529",
    "03_16_063",
    "181/9Z/2020",
    "0113/Z05/25",
    "108/2006",
    "opatření·2.1.3",
    "2.1",
    "kód 1.10.2",
    "verze 10.0.1",
    "192.168.1.10",
    "192.168.100.200",
    "A-12-3",
    "2018-03-01",
    "ISBN 80-85",
    "ISBN 978-80-7106-624-8",
    "IČO 00246476",
    "IČO: 00246476",
    "PSČ 380 01 Dačice",
    "č.·j. 12-45",
    "č.·ú. 19-2000145399/0800",
    "547166",
    "6 70 01",
    "RČ 805512/0123",
    # addresses, files, code
    "https://www.mesto.cz/plan-2020-2022?a=1,2;b=v%20x",
    "www.cpkp.cz",
    "plan-2020-2022.cpkp.cz/soubory/1.3.2018.pdf",
    "dolanska@massumavsko.cz",
    "jan.novak-2020-2022@mesto.cz",
    "zapis_1.3.2018.docx",
    "zapis-2018-2020.pdf",
    r"C:\plány\1.3.2018",
    '`a - b "c" 1.3.2018`',
    '<a href="x - y">',
    '[odkaz](plan.html "Název - v Písku")',
    # what cannot be decided
    "10% úrok",
    "100Kč bankovka",
    "1.234",
    "1.234.567",
    "1.13.2018",
    "30.2.2018",
    "31.4.2020",
    "viz 3.12.",
    "1.3.18",
    "vyhráli 3:1",
    "Jan 3:16",
    "9.15",
    "2019-20",
    "721742679",
    "ulice 5-3",
    "15-ti",
    'řekl "ahoj',
    'monitor 21"',
    "3 denní stacionáře",
    "5 procentních bodů",
    "od 1.50 do 2.50·Kč",
    # ordinary hyphens, apostrophes, boxes and blanks
    "česko-německý",
    "socio-demografická",
    "Frýdek-Místek",
    "Bude-li schválena",
    "dvou- až třílůžkový",
    "2- až 3lůžkový",
    "ADHD-5",
    "rock'n'roll",
    "[ ]",
    "[ ] ano  [x] ne".replace("  ", " "),
    "........",
    "_____",
    "----------",
    "- nastavit optimální rozvoj",
    "  - vnořená odrážka",
    "* odrážka",
    "1. jednání",
    "8. kapitola",
    "| - |",
    "| --- | --- |",
    "sám/sama",
    "hodin/týden",
    "SPRSS/AP",
    "1,5",
    "65+",
    "Konec věty. Další věta.",
    "ve škole se 3 žáky",
    "24/7",
    "",
    "  ",
    "Dačice",
]


PAIRS = [
    pytest.param(before, after, id=f"{rule}: {before[:40]}") for rule, cases in CASES.items() for before, after in cases
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_typed_text_is_set_by_the_norm(before: str, after: str) -> None:
    """The table of the typographer's repairs, rule by rule."""
    assert repair(fixed(before), STYLE) == fixed(after)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_is_set_by_the_norm_stays(before: str, after: str) -> None:
    """A good text is left alone."""
    assert repair(fixed(after), STYLE) == fixed(after)


def test_each_rule_has_its_cases() -> None:
    """Nobody adds a rule without showing what it does."""
    assert [rule.name for rule in RULES["colon"] if rule.name not in CASES] == []
    assert set(CASES) == {rule.name for rule in RULES["dot"]}


@pytest.mark.parametrize("text", STAYS)
def test_codes_addresses_and_the_undecided_stay_to_the_letter(text: str) -> None:
    """Nothing is repaired that may be right as it stands; only trailing spaces go."""
    assert repair(fixed(text), STYLE) == fixed(text).rstrip(" ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("od 9:15 do 10:30", "od 9.15 do 10.30"),
        ("začátek v 17:00", "začátek v·17.00"),
        ("8:00 - 16:00 hod.", "8.00–16.00·hod."),
        ("poměr 1:3", "poměr 1·:·3"),
    ],
)
def test_times_follow_the_style_of_the_document(before: str, after: str) -> None:
    """A document writes its times one way, 9:15 or 9.15."""
    assert repair(before, DOTS) == fixed(after)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("úrok 10%", ["unit_without_space"]),
        ("100Kč bankovka", ["unit_without_space"]),
        ("úrok 10 %", []),
        ("dne 1.13.2018", ["not_a_date"]),
        ("do 30.2.2018", ["not_a_date"]),
        ("dne 1.3.2018", []),
        ("viz 3.12.", ["date_or_code"]),
        ("dne 3.12.", []),
        ("1.3.18", ["short_year"]),
        ("celkem 1.234 osob", ["number_with_dots"]),
        ("1.234.567", ["number_with_dots"]),
        ("1.234 Kč", []),
        ("vyhráli 3:1", ["ratio_or_score"]),
        ("v poměru 3:1", []),
        ("začátek 9:15", []),
        ("Cíl 1 - 5 opatření", ["range_or_dash"]),
        ("školní rok 2019-20", ["range_or_dash"]),
        ("2020-2022", []),
        ("č. j. 12-45", []),
        ("15-ti členný tým", ["number_with_ending"]),
        ("od 5ti let", ["number_with_ending"]),
        ('řekl "ahoj', ["unpaired_quotes"]),
        ('řekl "ahoj"', []),
        ("https://x.cz/10%/1.13.2018", []),
        ("Dačice", []),
    ],
)
def test_what_cannot_be_decided_is_told(text: str, codes: list[str]) -> None:
    """A doubt is a finding, never a repair."""
    assert [doubt.code for doubt in doubts(text)] == codes


def test_a_doubt_says_where_and_what_to_do() -> None:
    """Both sentences repeat the place; the same place is told once."""
    (doubt,) = doubts("úrok 10% nebo 10%")
    assert doubt.excerpt == "10%"
    assert "„10%“" in doubt.message_cs
    assert "“10%”" in doubt.message_en


def test_a_doubt_never_grows_with_the_text() -> None:
    """The excerpt of a long paragraph is shortened."""
    (doubt,) = doubts('"' + "slovo " * 10_000)
    assert len(doubt.excerpt) <= 80


class Placed(str):
    """A text of the content that knows its place."""

    __slots__ = ()


@pytest.mark.parametrize("text", ["v Písku", "Dačice", f"Dačice a{NB}Písek", "slovo " * 1000])
def test_an_equal_text_of_another_place_does_not_come_back(text: str) -> None:
    """The memory gives plain strings, so no leaf of the content gets another leaf's place."""
    assert type(repair(Placed(text), STYLE)) is str


def test_texts_are_remembered_within_bounds() -> None:
    """The same text is set once; texts too long for the memory are set each time."""
    typography.remembered.cache_clear()
    for text in ("v Písku", "v Písku", "v Písku " * 10_000):
        repair(text, STYLE)
    info = typography.remembered.cache_info()
    assert (info.hits, info.misses) == (1, 1)


# --- properties ------------------------------------------------------------------------------------------------------

WORDS = {word for cases in CASES.values() for pair in cases for text in pair for word in fixed(text).split(" ")}
FRAGMENTS = sorted(WORDS | set(STAYS) | set(",.;:?!…\"„“”‚‘'-–—()[]{}/`*_<>|\\§%°+0 \ue000"))
JOINTS = ("", " ", " ", " ", "-", NB, "  ", "\n", "\n\n", "\t")
CZECH = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(JOINTS)), max_size=12).map(
    lambda pieces: "".join(word + joint for word, joint in pieces)
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TEXTS = st.one_of(CZECH, ANY, st.builds("{}{}".format, CZECH, ANY))
STYLES = st.sampled_from([STYLE, DOTS])


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


@settings(max_examples=600, deadline=None)
@given(TEXTS, STYLES)
def test_a_second_repair_changes_nothing(text: str, style: Style) -> None:
    """repair(repair(text)) == repair(text), for any text."""
    once = repair(text, style)
    assert repair(once, style) == once


@settings(max_examples=600, deadline=None)
@given(TEXTS, STYLES)
def test_letters_and_digits_stay(text: str, style: Style) -> None:
    """No letter changes, and digits lose at most zeros: the leading ones of dates."""
    repaired = repair(text, style)
    assert letters(repaired) == letters(text)
    assert digits(repaired).replace("0", "") == digits(text).replace("0", "")
    assert len(digits(repaired)) <= len(digits(text))


def frame(text: str) -> str:
    """What no rule may touch: all but spaces, dots, colons, dashes, quotes and the zeros of dates."""
    return re.sub("[ \u00a0.…:\"„“”‚‘'–0-]", "", text)


@settings(max_examples=600, deadline=None)
@given(TEXTS, STYLES)
def test_everything_else_stays_in_its_place(text: str, style: Style) -> None:
    """Line breaks, tabs, brackets, commas and signs are never added, lost or moved."""
    assert frame(repair(text, style)) == frame(text)


@settings(max_examples=300, deadline=None)
@given(
    CZECH, st.sampled_from(["https://x.cz/a-b/1.1.2020", "jan@x.cz", "CZ.03.2.63/0.0/0.0/16_063/0006529", "`a - b`"])
)
def test_addresses_and_codes_stay_among_any_words(text: str, literal: str) -> None:
    """Whatever stands around, an address, a code and text in backticks are printed to the letter."""
    quiet = text.replace("`", "").replace("<", "")
    assert literal in repair(f"{quiet} {literal} {quiet}", STYLE)


@settings(max_examples=300, deadline=None)
@given(CZECH)
def test_ordinary_texts_come_to_rest_in_two_repairs(text: str) -> None:
    """One pass repairs, at most one makes up for it: rules do not undo each other."""
    rules = RULES["colon"]
    current = text
    for _ in range(3):
        current, before = typography.one_pass(current, rules), current
    assert current == before


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_doubts_can_be_asked_of_any_text(text: str) -> None:
    """Looking for doubts never fails, and each doubt shows a place."""
    assert all(doubt.excerpt for doubt in doubts(text))


NASTY = (
    *(" ", "1", ".", '"', "'", "-", "–", "`", "/", "@", "_", "<", "](", "(", "\u00a0", ":", ",", "§", "\n", "x", "č."),
    *(
        "a a ",
        "1.1.",
        "1. ",
        "1 ",
        "123 ",
        "1.123",
        "1-",
        "1 - ",
        "1:",
        "11:11 ",
        "1.1.2018-",
        "1. 1. - ",
        "tel. ",
        "+420",
    ),
    *(
        "v ",
        "s. r. ",
        "A. ",
        "Ing.",
        "et ",
        "poměr a ",
        "po - ",
        "I.-",
        "“ „",
        "\"'",
        "3-letý ",
        "10% ",
        "\ue000/",
        " \u00a0",
    ),
)


@pytest.mark.parametrize("piece", NASTY, ids=[f"{piece!a}" for piece in NASTY])
def test_the_cost_grows_in_a_straight_line(piece: str) -> None:
    """200,000 characters, the limit of one field, of any repeated piece: seconds would mean a quadratic pattern."""
    text = (piece * 200_000)[:200_000] + "x"
    started = time.process_time()
    repair(text, STYLE)
    doubts(text)
    assert time.process_time() - started < 4
