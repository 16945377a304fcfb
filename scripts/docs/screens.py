"""The pictures of the coordinator's guide: one walk through the real service in a real browser."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

WIDTH, HEIGHT = 1100, 760
COLOURS = 96
PASSWORD = "prirucka-koordinatorky"
TOWN = "Město Dačice"
EMAIL = "koordinatorka@dacice.example"
SETTLING = 400  # milliseconds that ticks and buttons take to change their look
PATIENCE = 120_000  # milliseconds for a document of 120 pages
CHROMIUM = "/usr/bin/chromium"

TABLE = """Přehled služeb Farní charity Studená;;;
;;;
Název služby;Druh služby;IČO;Kapacita
Pečovatelská služba Studená;pečovatelská služba;60084812;cca 40
Půjčovna pomůcek;–;60084812;25
Celkem;;;65
"""
COMMENTS = (
    ("Marie Nováková", "V obvodu chybí odlehčovací služba o víkendech. Doplňte ji mezi opatření."),
    ("Městys Studená", "U sociální dopravy prosíme uvést i zastávku u polikliniky."),
)

Keep = Callable[[str, Page], None]


def guide(folder: Path) -> Iterator[Path]:
    """Takes all pictures anew; gives their files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []

    def keep(name: str, page: Page) -> None:
        file = folder / f"{name}.png"
        page.wait_for_timeout(SETTLING)
        file.write_bytes(small(page.screenshot()))
        taken.append(file)

    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        walk(browser, address, keep)
        browser.close()
    yield from taken


def small(png: bytes) -> bytes:
    written = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


@contextmanager
def served() -> Iterator[str]:
    """The address of a service with one town and its coordinator, in a folder of its own."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "ASSEMBLER_DATA": data, "ASSEMBLER_PORT": "8470"}
        program = str(Path(sys.executable).parent / "assembler")
        called(environment, [program, "municipality", "add", TOWN])
        person = [program, "user", "add", EMAIL, "--name", "Jana Koordinátorka", "--municipality", TOWN]
        called(environment, [*person, "--role", "administrator", "--password-stdin"], PASSWORD)
        with subprocess.Popen([program, "serve"], env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout
                told = next(line for line in process.stdout if "http://" in line)
                address = re.search(r"http://[\d.:]+", told)
                assert address
                yield address[0]
            finally:
                process.terminate()


def called(environment: dict[str, str], command: list[str], told: str = "") -> None:
    subprocess.run(command, env=environment, input=told, text=True, check=True, stdout=subprocess.DEVNULL)


# ---------------------------------------------------------------- the walk


def walk(browser: Browser, address: str, keep: Keep) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(PATIENCE)
    plan = begin(page, address, keep)
    edit(page, plan, keep)
    ask(browser, page, plan, keep)
    take_table(page, plan, keep)
    page.goto(f"{plan}/sesit")
    keep("sesit", page)
    assemble(page, plan, keep)
    comment(page, plan, keep)
    page.goto(f"{plan}/verze")
    keep("historie", page)
    page.goto(f"{address}/sablony")
    keep("sablony", page)


def begin(page: Page, address: str, keep: Keep) -> str:
    """The address of a plan made from the sample."""
    page.goto(f"{address}/prihlaseni")
    page.fill("input[name=email]", EMAIL)
    keep("prihlaseni", page)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"{address}/plany/novy")
    page.check("input[value=sample]")
    page.select_option("select[name=sample]", "dacice")
    keep("novy-plan", page)
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/plany/[0-9a-f-]{36}$"))
    keep("prehled", page)
    return page.url


def edit(page: Page, plan: str, keep: Keep) -> None:
    page.goto(f"{plan}/upravit")
    keep("casti", page)
    page.goto(f"{plan}/upravit/strategy/nodes/0/nodes/0/measures/0")
    keep("opatreni", page)
    page.goto(f"{plan}/upravit/analyses/0/chapters/2/charts/0")
    page.wait_for_selector("main svg[role=img]")
    keep("graf", page)


def take_table(page: Page, plan: str, keep: Keep) -> None:
    page.goto(f"{plan}/cizi-tabulka")
    page.fill("input[name=od]", "Farní charita Studená")
    table = FilePayload(name="služby 2021.csv", mimeType="text/csv", buffer=TABLE.encode("cp1250"))
    page.set_input_files("input[type=file]", table)
    page.click("text=Nahrát a přečíst")
    page.get_by_role("heading", name="Co který sloupec znamená").evaluate("heading => heading.scrollIntoView()")
    keep("tabulka", page)


def comment(page: Page, plan: str, keep: Keep) -> None:
    for submitter, text in COMMENTS:
        page.goto(f"{plan}/pripominky/nova")
        page.get_by_label("Kdo ji podal", exact=False).first.fill(submitter)
        page.get_by_label("Připomínka", exact=False).first.fill(text)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_load_state("networkidle")
    page.goto(f"{plan}/pripominky")
    keep("pripominky", page)


def ask(browser: Browser, page: Page, plan: str, keep: Keep) -> None:
    page.goto(f"{plan}/vyzvy/nove")
    page.check("#karta-1")
    keep("vyzvy-nove", page)
    page.click(".actions >> text=Připravit výzvy")
    link = re.search(r"http://\S+/vyzva/\S+", page.input_value("#zprava"))
    assert link
    invitation = page.url
    guest = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
    guest.goto(link[0])
    keep("karta", guest)
    guest.fill("#p-hours", "denně 8–20 hodin")
    guest.fill("#vzkaz", "Ostatní údaje platí.")
    guest.locator(".actions button", has_text="Odeslat úpravy").click()
    page.goto(invitation)
    keep("odpoved", page)


def assemble(page: Page, plan: str, keep: Keep) -> None:
    page.goto(f"{plan}/sestaveni")
    keep("sestaveni", page)
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=Dokument je hotový", timeout=PATIENCE)
    page.goto(f"{plan}/dokumenty")
    page.click("text=Prohlédnout strany")
    page.wait_for_load_state("networkidle")
    keep("strany", page)
