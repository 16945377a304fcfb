"""Parts of the page that stand for themselves: which forms may come, its memory, its words, how a repair is shown."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from assembler.settings import Settings
from assembler.web import create_app
from assembler.web.pages.changes import MAX_WORDS, Change, changes, only_spaces
from assembler.web.pages.shelf import Shelf
from assembler.web.pages.views import telling
from assembler.web.pages.words import counted, held, size, spaces

NB = "\u00a0"


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


# ---------------------------------------------------------------- who may post, how much


@pytest.mark.parametrize("path", ["/kontrola", "/sestaveni"])
@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_form_on_another_site_is_refused(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    answer = client.post(path, data={"content": "sample:minimal"}, headers=headers)
    assert answer.status_code == 403
    assert "stránky jiného webu" in answer.text


def multipart(disposition: str, data: bytes) -> tuple[bytes, str]:
    """A form of one part, as bytes, and its type."""
    head = f"--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode()
    return head + data + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"


def test_a_form_that_is_too_big_is_413_as_a_page_or_for_the_script() -> None:
    client = create_app(Settings(request_mb=1)).test_client()
    body, content_type = multipart('name="file"; filename="a.json"', b"x" * 1_100_000)
    answer = client.post("/kontrola", data=body, content_type=content_type)
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert "nejvýše 1\u00a0MB" in answer.text
    accept = {"Accept": "application/x-ndjson"}
    for_script = client.post("/sestaveni", data=body, content_type=content_type, headers=accept)
    assert json.loads(for_script.data)["status"] == 413


def test_a_form_of_a_thousand_parts_or_a_huge_field_is_413(client: FlaskClient) -> None:
    form = {f"f{number}": "" for number in range(1_001)}
    many = client.post("/kontrola", data=form, content_type="multipart/form-data")
    body, content_type = multipart('name="year"', b"2" * 1_000_000)
    huge = client.post("/kontrola", data=body, content_type=content_type)
    assert (many.status_code, huge.status_code) == (413, 413)


def test_a_form_without_its_boundary_is_no_fault_of_ours(client: FlaskClient) -> None:
    answer = client.post("/kontrola", data=b"x", content_type="multipart/form-data", follow_redirects=True)
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text


# ---------------------------------------------------------------- the memory


def test_the_shelf_keeps_so_many_and_lets_the_oldest_go() -> None:
    shelf: Shelf[str] = Shelf(2, 100, 60)
    first, second, third = (shelf.put(text, 1) for text in "abc")
    assert (shelf.get(first), shelf.get(second), shelf.get(third)) == (None, "b", "c")


def test_the_shelf_keeps_so_many_bytes_yet_always_the_newest() -> None:
    shelf: Shelf[str] = Shelf(9, 100, 60)
    small = shelf.put("a", 60)
    other = shelf.put("b", 60)
    assert (shelf.get(small), shelf.get(other)) == (None, "b")
    big = shelf.put("c", 500)
    assert (shelf.get(other), shelf.get(big)) == (None, "c")


def test_the_shelf_forgets_after_its_time() -> None:
    now = 0.0
    shelf: Shelf[str] = Shelf(9, 100, 60, clock=lambda: now)
    name = shelf.put("a", 1)
    now = 59.0
    assert shelf.get(name) == "a"
    now = 61.0
    assert shelf.get(name) is None
    assert not shelf.kept


def test_ids_cannot_be_guessed() -> None:
    shelf: Shelf[str] = Shelf(9, 100, 60)
    names = {shelf.new_id() for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) >= 24 for name in names)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("count", "name", "expected"),
    [
        (1, "error", "1 chyba"),
        (3, "error", "3 chyby"),
        (5, "error", "5 chyb"),
        (0, "error", "0 chyb"),
        (2, "warning", "2 upozornění"),
        (1, "info", "1 poznámka"),
        (22, "info", "22 poznámek"),
        (1252, "repair", f"1{NB}252 oprav"),
        (111, "page", "111 stran"),
    ],
)
def test_counts_have_the_czech_forms(count: int, name: str, expected: str) -> None:
    head, _, tail = expected.rpartition(" ")
    assert counted(count, name) == f"{head}{NB}{tail}"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(91, "91 B"), (1_000, "1 kB"), (1_240, "1,2 kB"), (19_287, "19 kB"), (1_250_000, "1,2 MB"), (40_000_000, "40 MB")],
)
def test_sizes_are_written_in_czech(count: int, expected: str) -> None:
    assert size(count) == expected.replace(" ", NB)


def test_no_break_spaces_are_made_visible() -> None:
    assert spaces(f"v{NB}obci") == "v°obci"


def test_no_line_of_a_sentence_breaks_in_a_day_or_a_paragraph_of_a_law() -> None:
    """Only spaces change: a sentence that quotes what is wrong quotes it to the letter."""
    assert held("Podle § 3 od 1. 1. 2015") == "Podle §\u00a03 od 1.\u00a01.\u00a02015"
    assert held('Místo "2-3" patří pomlčka.') == 'Místo "2-3" patří pomlčka.'


def test_a_repair_shows_the_changed_words_with_their_neighbours() -> None:
    before = "Plán platí v letech 2020 - 2022 a dále podle usnesení rady ze dne 1.3.2018 beze změn."
    after = f"Plán platí v letech 2020–2022 a{NB}dále podle usnesení rady ze dne 1.{NB}3.{NB}2018 beze změn."
    found = changes(before, after)
    assert [each.before for each in found] == ["letech 2020 - 2022 a dále", "dne 1.3.2018 beze"]
    assert [each.after for each in found] == [f"letech 2020–2022 a{NB}dále", f"dne 1.{NB}3.{NB}2018 beze"]


def test_a_repair_of_spaces_only_is_known() -> None:
    assert only_spaces("v obci", f"v{NB}obci")
    assert not only_spaces("2020 - 2022", "2020–2022")


def test_a_very_long_text_is_not_compared_word_by_word() -> None:
    text = "slovo " * (MAX_WORDS + 1)
    assert len(changes(text, f"{text}x")) == 1


def test_beside_visible_changes_those_of_spaces_are_left_out() -> None:
    visible, space = Change("2020 - 2022", "2020–2022"), Change("v obci", f"v{NB}obci")
    assert telling([visible, space]) == [visible]
    assert telling([space]) == [space]
