"""Slova sazby: the words and signs that the typographer knows. A newcomer adds a word here and a case to the tests."""

from __future__ import annotations

from assembler.word.formats import NB

GAP = f"[ {NB}]"


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


UPPER = "A-ZÁČĎÉĚÍĽŇÓŘŠŤÚŮÝŽ"
LOWER = "a-záčďéěíľňóřšťúůýž"

# Units, currencies and counted things that stay beside their number (ČSN 01 6910, 8.2, 8.3, 8.9, 9.2).
SIGNS = words("Kč Kčs € EUR CZK USD $ % ‰ °C ° km m cm mm m² m2 km² km2 m³ m3 ha l hl ml kg g dag t ks kWh MWh MB GB")
ABBREVIATED = words("tis. mil. mld. h hod. hod min. min str.")
COUNTED = words(
    "tisíc tisíce milion miliony milionů milionu miliarda miliardy miliard procent procenta procento "
    "korun koruny koruna let rok roky roku roků měsíc měsíce měsíců týden týdny týdnů den dny dnů dní "
    "hodin hodiny hodina minut minuty minuta osob osoby osoba obyvatel obcí obce lůžek lůžka lůžko "
    "úvazek úvazky úvazku úvazků klientů klienti klient uživatelů uživatelé uživatel bodů body bod"
)
CURRENCIES = words("Kč Kčs € EUR CZK korun koruny")

MONTHS = words("leden únor březen duben květen červen červenec srpen září říjen listopad prosinec")
WEEKDAYS = words("pondělí úterý středa čtvrtek pátek sobota neděle")
WEEKDAYS_SHORT = words("po út st čt pá so ne")
# After these words "3.12." is a day, not a code.
BEFORE_DAY = (*WEEKDAYS, "středu", "sobotu", "neděli", "dne", "dni", "dny", "dnech", "od", "ode", "do")

# Abbreviations of what a number follows: "č. 5"; a missing space is added.
BEFORE_NUMBER = frozenset(
    words("č čl odst str s tab obr kap příl zák vyhl nař sv sp roč tř usn písm pol poř např Č Čl Str Tab Obr Kap")
)
# Abbreviations that belong to the word that follows: "písm. h)", "tzv. triády".
BEFORE_WORD = frozenset(
    words("písm čl zák vyhl nař usn sv tzv tj tzn např resp obr tab příl odst nám ul reg Písm Sv Např Obr Tab")
)
# Nouns whose number follows: "tabulka 3", "Opatření 2.1.3", "Kč 500".
NUMBERED = frozenset(
    form
    for word in words(
        "strana strany straně stranu stran tabulka tabulky tabulce tabulku graf grafu grafy obrázek obrázku "
        "příloha přílohy příloze přílohu kapitola kapitoly kapitole kapitolu článek článku odstavec odstavce odstavci "
        "paragraf číslo čísla číslem opatření cíl cíle cíli priorita priority prioritě prioritu aktivita aktivity "
        "aktivitě aktivitu etapa etapy etapě etapu bod bodu měsíc kč €"
    )
    for form in (word, word.capitalize(), word.upper())
)

TITLES = frozenset(
    words(
        "Ing Mgr Bc BcA MgA PhDr MUDr MDDr MVDr JUDr PaedDr RNDr PharmDr ThDr ThLic RSDr PhMr Dr "
        "doc prof dr ing mgr bc arch akad"
    )
)
TITLES_AFTER = r"DiS\.|Ph\. ?D\.|Th\. ?D\.|CSc\.|DrSc\.|dr\. h\. c\.|MBA|MPA|LL\. ?M\.|MSc\.|M\.A\."

# Legal forms and other abbreviations of several words (ČSN 01 6910, 7.1 and 7.3); also typed without spaces.
COMPOUNDS = words(
    "z.s.p.o. v.v.i. v.o.s. o.p.s. s.r.o. a.s. z.s. z.ú. o.s. p.o. k.s. s.p. č.j. č.p. č.o. č.ú. p.č. j.č. t.č. t.r. "
    "v.r. v.z. n.l. př.n.l. mn.č. sp.zn."
)

# A number grows together with these (ČSN 01 6910, 9.2): "3letý", "24hodinový"; after a hyphen …
ADJECTIVES = (
    r"let[ýáéíou]|měsíčn|týdenn|denn|ročn|hodinov|minutov|procentn|lůžkov|bodov|stupňov|členn|násobn|krát(?!\w)|"
    r"míst(?:n[íý]|ov)|patrov|pokojov|etapov|korunov"
)
# … and after a space only those that are no word of their own ("3 denní stacionáře" are three).
BOUND_ADJECTIVES = r"let(?:ý|á|é|ého|ému|ém|ým|ých|ými|ou)(?!\w)|členn[ýáéío]|násobn[ýáéěío]"

# Codes whose hyphen is no range.
CODE_LABELS = (
    r"(?:\bj\.|\bčj\.?|zn\.|\bIČO?|\bDIČ|\bISBN|\bISSN|\bPSČ|\bRČ|účt\w{1,3}|účet|[Tt]el(?:efon)?\.?|kód\w{0,2})"
)
