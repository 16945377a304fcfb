"""The pages of a document as pictures: where there is a PDF, for those who may read it."""

from __future__ import annotations

import io
import uuid
from pathlib import Path

import pytest
from PIL import Image

from assembler.convert import pdf
from assembler.options import Options
from assembler.store import documents, plans
from assembler.store.models import Plan
from tests.pdf_files import blank_pdf
from tests.visitors import Town, Visitor, quick_passwords, service, signed_in, town

PAGES = 30


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_passwords(monkeypatch)


@pytest.fixture
def here(tmp_path: Path) -> tuple[Town, Visitor]:
    app = service(tmp_path / "data")
    return town(app), signed_in(app)


def kept(here: Town, plan: Plan, formats: dict[str, bytes]) -> uuid.UUID:
    digests = dict(zip(formats, here.store.keep(list(formats.values())), strict=True))
    with here.store.writing(here.actor) as tx:
        made = documents.Made("medium_term_plan", "standard", "0" * 64, Options(), "0", "Plán", digests)
        return documents.add(tx, plans.revision(tx, plan.id), made).id


def test_a_page_is_a_picture_as_wide_as_was_asked_for() -> None:
    data = pdf.page_picture(blank_pdf(2), 2, 300)
    assert data
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (300, 425))


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_page_that_is_not_there_is_no_picture(number: int) -> None:
    assert pdf.page_picture(blank_pdf(2), number, 300) is None


@pytest.mark.parametrize(
    ("start", "first", "last", "ways"),
    [
        ("", 1, 12, ["next"]),
        ("?od=13", 13, 24, ["prev", "next"]),
        ("?od=25", 25, 30, ["prev"]),
        ("?od=99999", 30, 30, ["prev"]),
        ("?od=-5", 1, 12, ["next"]),
        ("?od=x", 1, 12, ["next"]),
    ],
)
def test_twelve_pages_are_shown_at_once(
    here: tuple[Town, Visitor], start: str, first: int, last: int, ways: list[str]
) -> None:
    town, visitor = here
    plan = town.plan()
    address = f"/plany/{plan.id}/dokumenty/{kept(town, plan, {'pdf': blank_pdf(PAGES)})}/strany"
    shown = visitor.get(address + start).text
    assert f"Strany {first}–{last} z {PAGES}" in shown
    assert [number for number in range(1, PAGES + 1) if f"{address}/{number}.maly.png" in shown] == [
        *range(first, last + 1)
    ]
    assert [way for way in ("prev", "next") if f'rel="{way}"' in shown] == ways


def test_one_goes_to_a_page_by_its_number(here: tuple[Town, Visitor]) -> None:
    """Without a script; a document that fits on one screen has nowhere to go to."""
    town, visitor = here
    plan = town.plan()
    address = f"/plany/{plan.id}/dokumenty/{kept(town, plan, {'pdf': blank_pdf(PAGES)})}/strany"
    assert f"Přejít na stranu (1 až {PAGES})" in visitor.get(address).text
    assert 'name="od"' in visitor.get(address).text
    short = f"/plany/{plan.id}/dokumenty/{kept(town, plan, {'pdf': blank_pdf(2)})}/strany"
    assert "Přejít na stranu" not in visitor.get(short).text


def test_a_picture_stays_with_the_browser(here: tuple[Town, Visitor]) -> None:
    town, visitor = here
    plan = town.plan()
    address = f"/plany/{plan.id}/dokumenty/{kept(town, plan, {'pdf': blank_pdf(1)})}/strany/1.velky.png"
    answer = visitor.get(address)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/png", "private, max-age=31536000, immutable")
    assert Image.open(io.BytesIO(answer.data)).width == 1240
    assert visitor.get(address.replace("/1.", "/2.")).status_code == 404


def test_without_a_pdf_there_are_no_pages_and_no_way_to_them(here: tuple[Town, Visitor]) -> None:
    town, visitor = here
    plan = town.plan()
    document = kept(town, plan, {"docx": b"PK"})
    assert visitor.get(f"/plany/{plan.id}/dokumenty/{document}/strany").status_code == 404
    assert "Prohlédnout strany" not in visitor.get(f"/plany/{plan.id}/dokumenty").text
    kept(town, plan, {"pdf": blank_pdf(1)})
    assert "Prohlédnout strany" in visitor.get(f"/plany/{plan.id}/dokumenty").text


def test_pages_belong_to_their_plan(here: tuple[Town, Visitor]) -> None:
    town, visitor = here
    plan, other = town.plan(), town.plan({"title": "Jiný"})
    document = kept(town, plan, {"pdf": blank_pdf(1)})
    assert visitor.get(f"/plany/{other.id}/dokumenty/{document}/strany").status_code == 404
    assert visitor.get(f"/plany/{other.id}/dokumenty/{document}/strany/1.maly.png").status_code == 404
