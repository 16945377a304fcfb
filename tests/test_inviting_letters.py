"""What a coordinator sends with the links: all at once or one by one, anew as a reminder, by a day she may move."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from openpyxl import load_workbook

from assembler.store import clock
from assembler.store.models import Plan
from tests.test_inviting import CONTENT, PLACE, guest, invite, invited, plan, send, typed
from tests.test_inviting_ways import message, named, put_aside
from tests.visitors import Town, Visitor, signed_in

__all__ = ["guest", "plan"]  # fixtures
pytest_plugins = ["tests.town_fixtures"]

OTHER = "/network/services/1"
DEADLINE = date(2090, 5, 31)
HEADING = ["Komu", "E-mail", "Karta", "Odkaz", "Termín", "Stav", "Připraveno", "Předmět", "Text"]


def both_asked(visitor: Visitor, plan: Plan, first: str = "Charita Vzorov", other: str = "Spolek Brána") -> str:
    """The address of the list."""
    address = f"/plany/{plan.id}/vyzvy"
    fields = {"karta": [PLACE, OTHER], f"komu:{PLACE}": first, f"komu:{OTHER}": other}
    assert visitor.post(address, f"{address}/nove", termin="31. 5. 2090", vychozi="1", **fields).status_code == 303
    return address


def rows(visitor: Visitor, address: str, query: str = "") -> list[dict[str, str]]:
    """The table of the messages, as mail merge reads it."""
    text = visitor.get(f"{address}/zpravy.csv{query}").data.decode("utf-8-sig")
    return [*csv.DictReader(io.StringIO(plain(text)), delimiter=";")]


def plain(text: str) -> str:
    return html.unescape(text).replace("\xa0", " ")


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """The clock of the service stands at noon of a day."""
    monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


# ---------------------------------------------------------------- all at once


def test_all_messages_are_one_table_for_mail_merge(visitor: Visitor, guest: Visitor, here: Town, plan: Plan) -> None:
    named(here, "Jana Nová")
    address = both_asked(visitor, plan)
    first, other = sorted(rows(visitor, address), key=lambda row: row["Komu"])
    assert [*first] == HEADING
    assert (first["Karta"], first["Termín"], first["Stav"]) == ("Poradna Vzorov", "31. 5. 2090", "čeká")
    assert first["Předmět"] == "Prosba o kontrolu údajů do 31. 5. 2090: Poradna Vzorov"
    assert first["Text"].endswith("Děkujeme\nJana Nová\nVzorov")
    assert first["Odkaz"] in first["Text"]
    assert first["Odkaz"] != other["Odkaz"]
    assert 'value="po–pá 8–16"' in guest.get(urlsplit(first["Odkaz"]).path).text


def test_the_table_opens_in_excel_with_texts_only(visitor: Visitor, plan: Plan) -> None:
    address = both_asked(visitor, plan, first='=HYPERLINK("x")')
    sheet = load_workbook(io.BytesIO(visitor.get(f"{address}/zpravy.xlsx").data)).active
    assert sheet
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == HEADING
    assert {row[0] for row in cells[1:]} == {'=HYPERLINK("x")', "Spolek Brána"}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_page_of_messages_has_each_with_its_text_and_its_copying(visitor: Visitor, plan: Plan) -> None:
    address = both_asked(visitor, plan)
    listed = visitor.get(address).text
    assert f'href="{address}/zpravy"' in listed
    assert f'href="{address}/zpravy?co=pripomenuti"' in listed
    page = visitor.get(f"{address}/zpravy").text
    for number, row in enumerate(rows(visitor, address), start=1):
        text = re.search(rf'<textarea name="zprava-{number}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
        assert text
        assert plain(text[1]) == row["Text"]
        assert f'data-copies="zprava-{number}" hidden' in page
        assert f'id="zprava-{number}-stav" aria-live="polite"></span>' in page
    assert "<script>" not in page


def test_only_who_has_not_answered_is_written_to(visitor: Visitor, guest: Visitor, here: Town, plan: Plan) -> None:
    _, link = invited(visitor, plan)
    address = both_asked(visitor, plan)
    send(guest, link, beze_zmeny="ano")
    assert len(rows(visitor, address)) == 2
    here.save(plan, CONTENT | {"network": {"services": CONTENT["network"]["services"][1:]}}, 1)
    assert [row["Karta"] for row in rows(visitor, address)] == ["Klub Brána"]
    put_aside(here, plan)
    assert visitor.get(f"{address}/zpravy.csv").status_code == 409
    assert 'data-copies="' not in visitor.get(f"{address}/zpravy").text


def test_what_was_prepared_last_comes_first(
    app: Flask, visitor: Visitor, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(visitor, plan)
    on(monkeypatch, DEADLINE - timedelta(days=9))
    visitor = signed_in(app)  # the former session is over by then
    invite(visitor, plan, OTHER)
    assert [row["Karta"] for row in rows(visitor, f"/plany/{plan.id}/vyzvy")] == ["Klub Brána", "Poradna Vzorov"]


# ---------------------------------------------------------------- e-mails


@pytest.mark.parametrize(
    ("addressee", "content", "email"),
    [
        ("Charita Vzorov, jana.nova@charita.example", {}, "jana.nova@charita.example"),
        ("Charita Vzorov", {"contact": {"email": "info@charita.example"}}, "info@charita.example"),
        ("Jana Nová, ředitelka", {"contact": {"email": "info@charita.example"}}, ""),
        ("Charita Vzorov", {"contact": {"email": "na webu"}}, ""),
        ("Spolek Brána", {}, "brana@spolek.example"),
        ("Charita Vzorov", {}, ""),
    ],
)
def test_an_email_is_offered_where_one_is_known_of_the_very_addressee(
    visitor: Visitor, here: Town, addressee: str, content: dict[str, object], email: str
) -> None:
    parties = [{"name": "Spolek Brána", "email": "brana@spolek.example"}]
    services = [CONTENT["network"]["services"][0] | content]
    plan = here.plan(CONTENT | {"parties": parties, "network": {"services": services}})
    page = visitor.get(invite(visitor, plan, **{f"komu:{PLACE}": addressee}).location).text
    found = re.search(r'href="(mailto:[^"]*)"', page)
    assert (unquote(urlsplit(html.unescape(found[1])).path) if found else "") == email
    assert rows(visitor, f"/plany/{plan.id}/vyzvy")[0]["E-mail"] == email


def test_the_email_that_opens_has_the_subject_and_the_whole_text(visitor: Visitor, plan: Plan) -> None:
    page = visitor.get(invite(visitor, plan, **{f"komu:{PLACE}": "Jana <jana@charita.example>"}).location).text
    found = re.search(r'href="(mailto:[^"]*)"', page)
    assert found
    fields = parse_qs(urlsplit(html.unescape(found[1])).query)
    assert fields["subject"][0].startswith("Prosba o kontrolu údajů do 31.")
    assert fields["body"][0].replace("\r\n", "\n") == message(page)
    assert len(found[1]) < 2_000  # more than that Outlook cuts


# ---------------------------------------------------------------- reminders


@pytest.mark.parametrize(
    ("days", "subject", "told"),
    [
        (5, "Připomínáme kontrolu údajů do 31. 5. 2090", "Termín je za 5 dní, 31. 5. 2090."),
        (3, "Připomínáme kontrolu údajů do 31. 5. 2090", "Termín je za 3 dny, 31. 5. 2090."),
        (1, "Připomínáme kontrolu údajů do 31. 5. 2090", "Termín je zítra, 31. 5. 2090."),
        (0, "Připomínáme kontrolu údajů do 31. 5. 2090", "Termín je dnes, 31. 5. 2090."),
        (-1, "Chybí nám vaše odpověď", "uplynul. Vaše odpověď nám ještě chybí."),
    ],
)
def test_a_reminder_tells_how_long_there_is_or_that_the_day_has_passed(
    app: Flask, visitor: Visitor, plan: Plan, monkeypatch: pytest.MonkeyPatch, days: int, subject: str, told: str
) -> None:
    address = both_asked(visitor, plan)
    links = {row["Odkaz"] for row in rows(visitor, address)}
    on(monkeypatch, DEADLINE - timedelta(days=days))
    visitor = signed_in(app)
    reminders = rows(visitor, address, "?co=pripomenuti")
    assert {row["Odkaz"] for row in reminders} == links
    assert reminders[0]["Předmět"] == f"{subject}: Poradna Vzorov"
    assert told in reminders[0]["Text"]


def test_the_page_of_a_request_offers_the_reminder_before_and_after_its_day(
    app: Flask, visitor: Visitor, guest: Visitor, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, link = invited(visitor, plan)
    page = visitor.get(address).text
    assert "Odpovězte prosím do" in message(page)
    assert "připomínáme prosbu" in typed(page)["pripomenuti"]
    send(guest, link, beze_zmeny="ano")
    assert 'id="pripomenuti"' not in visitor.get(address).text
    other, _ = invited(visitor, plan, OTHER)
    on(monkeypatch, DEADLINE + timedelta(days=2))
    late = signed_in(app).get(other).text
    assert "uplynul" in message(late)
    assert 'id="pripomenuti"' not in late


# ---------------------------------------------------------------- another day


def test_the_deadline_of_one_request_is_moved_and_all_that_tells_it_follows(
    visitor: Visitor, guest: Visitor, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    assert visitor.post(f"{address}/termin", address, termin="15. 6. 2090").status_code == 303
    page = plain(visitor.get(address).text)
    assert "Termín je teď 15. 6. 2090." in page
    assert "Odpovězte prosím do 15. 6. 2090." in page
    assert "31. 5. 2090" not in page
    assert "doplnění této karty do 15. 6. 2090." in plain(guest.get(link).text)
    assert "posunul(a) termín výzvy" in visitor.get("/zaznam").text


def test_the_deadline_of_all_who_have_not_answered_is_moved_at_once(
    visitor: Visitor, guest: Visitor, plan: Plan
) -> None:
    done, link = invited(visitor, plan)
    send(guest, link, beze_zmeny="ano")
    address = both_asked(visitor, plan)
    assert visitor.post(f"{address}/termin", address, termin="15. 6. 2090").status_code == 303
    assert {row["Termín"] for row in rows(visitor, address)} == {"15. 6. 2090"}
    assert "31. 5. 2090" in plain(visitor.get(done).text)
    assert visitor.get("/zaznam").text.count("posunul(a) termín výzvy") == 2


@pytest.mark.parametrize("all_of_them", [False, True])
@pytest.mark.parametrize(
    ("day", "told"),
    [("zítra", "Napište den, třeba"), ("31. 2. 2090", "v kalendáři není"), ("1. 1. 2001", "Termín už uplynul")],
)
def test_a_wrong_day_moves_nothing_and_stays_typed(
    visitor: Visitor, plan: Plan, day: str, told: str, all_of_them: bool
) -> None:
    one, _ = invited(visitor, plan)
    page = f"/plany/{plan.id}/vyzvy" if all_of_them else one
    answer = visitor.post(f"{page}/termin", page, termin=day)
    assert answer.status_code == 422
    assert f'value="{day}"' in answer.text
    assert "<details open>" in answer.text
    assert told in plain(answer.text)
    assert "31. 5. 2090" in plain(visitor.get(one).text)


def test_a_cancelled_link_has_no_deadline_to_be_moved(visitor: Visitor, plan: Plan) -> None:
    address, _ = invited(visitor, plan)
    visitor.post(f"{address}/zruseni", address)
    assert f'action="{address}/termin"' not in visitor.get(address).text
    assert visitor.post(f"{address}/termin", address, termin="15. 6. 2090").status_code == 409
