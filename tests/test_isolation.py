"""Nothing of a conversion gets out, and a LibreOffice that fails ends in time and leaves nothing behind."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdfium2
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image

from assembler.convert import isolation, libreoffice, pdf, process
from assembler.convert.isolation import NO_ISOLATION, Isolation, Job
from assembler.convert.libreoffice import available, to_pdf
from assembler.errors import MachineryError, Overrun, Unavailable
from assembler.settings import Settings
from tests.layout_documents import base, picture, saved
from tests.left_behind import needs_libreoffice, nothing_left, running

STUBS = Path(__file__).parent / "stubs"
PATIENCE = 5  # seconds past its limit in which a conversion must have ended


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with nothing_left(tmp_path / "temporary", monkeypatch):
        yield


# ---------------------------------------------------------------- network and files


class Counting(BaseHTTPRequestHandler):
    requests = 0

    def parse_request(self) -> bool:
        type(self).requests += 1  # of any method: LibreOffice asks with several
        return super().parse_request()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(picture().getvalue())

    def log_message(self, *_: object) -> None:
        """Not told."""


@pytest.fixture
def server() -> Iterator[str]:
    Counting.requests = 0
    served = HTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


def linking(address: str) -> bytes:
    """A document with a picture that lies elsewhere."""
    document = base()
    shape = document.add_picture(picture())._inline
    rid = document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = shape.find(f".//{qn('a:blip')}")
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), rid)
    return saved(document)


def pictures(made: bytes) -> list[tuple[int, int]]:
    """The size in pixels of every picture."""
    document = pypdfium2.PdfDocument(made)
    found = [thing.get_px_size() for leaf in document for thing in leaf.get_objects() if hasattr(thing, "get_px_size")]
    document.close()
    return found


def bare_conversion(docx: bytes, folder: Path) -> bytes:
    """LibreOffice as anybody would start it."""
    (folder / "in.docx").write_bytes(docx)
    address = (folder / "bare").as_uri()
    command = ["soffice", f"-env:UserInstallation={address}", "--headless", "--convert-to", "pdf", "in.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "in.pdf").read_bytes()


@needs_libreoffice
@pytest.mark.slow
def test_a_picture_on_the_network_is_not_fetched_although_libreoffice_would(server: str, tmp_path: Path) -> None:
    docx = linking(f"{server}/logo.png")
    bare_conversion(docx, tmp_path)
    assert Counting.requests > 0
    Counting.requests = 0
    assert pdf.page_count(to_pdf(docx)) == 1
    assert Counting.requests == 0


@needs_libreoffice
@pytest.mark.slow
def test_a_picture_on_this_machine_is_not_read_although_libreoffice_would(tmp_path: Path) -> None:
    if isolation.strongest().tool != "bwrap":
        pytest.skip("only bubblewrap hides the files of the machine")
    secret = tmp_path / "secret.png"
    Image.new("RGB", (83, 41), (200, 0, 0)).save(secret)
    docx = linking(secret.as_uri())
    assert (83, 41) in pictures(bare_conversion(docx, tmp_path))
    assert (83, 41) not in pictures(to_pdf(docx))


# ---------------------------------------------------------------- fake programs

ISOLATIONS = {"bwrap": [isolation.bubblewrap()], "unshare": [isolation.unshare(way) for way in isolation.UNSHARE]}


@cache
def working(tool: str) -> Isolation | None:
    return next((found for found in ISOLATIONS[tool] if found is not None and isolation.works(found)), None)


@pytest.fixture(params=ISOLATIONS)
def cut_off(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Isolation:
    """Each way of isolation that works on this machine."""
    found = working(request.param)
    if found is None:
        pytest.skip(f"{request.param} does not work here")
    monkeypatch.setattr(libreoffice, "strongest", lambda: found)
    return found


@pytest.fixture
def fake(tmp_path: Path) -> Callable[[str], Settings]:
    """Settings that take a fake LibreOffice; it lies in a folder of its own, so that its processes can be told."""
    folder = tmp_path / "fakes"
    shutil.copytree(STUBS, folder)
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(folder / "whole.pdf")
    document.close()
    return lambda name: Settings(soffice=str(folder / name), conversion_seconds=2, conversion_output_mb=1)


FAKES: dict[str, type[Exception]] = {
    "hangs": Overrun,
    "ignores_sigterm": Overrun,
    "crashes": MachineryError,
    "exits_without_file": MachineryError,
    "writes_half": MachineryError,
    "writes_garbage": MachineryError,
    "leaves_children": MachineryError,
    "fills_output": Overrun,
}


@pytest.mark.parametrize("name", FAKES)
def test_a_failing_libreoffice_ends_in_time_and_leaves_nothing(
    name: str, fake: Callable[[str], Settings], cut_off: Isolation
) -> None:
    settings = fake(name)
    libreoffice.warmed(settings)
    begin = time.monotonic()
    with pytest.raises(MachineryError) as raised:
        to_pdf(b"whatever", settings)
    assert type(raised.value) is FAKES[name]
    assert time.monotonic() - begin < settings.conversion_seconds + PATIENCE
    assert running(settings.soffice) == []


def test_what_a_failing_libreoffice_said_goes_to_the_log(
    fake: Callable[[str], Settings], cut_off: Isolation, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(MachineryError) as raised:
        to_pdf(b"whatever", fake("crashes"))
    assert "terminate called" in caplog.text
    assert "terminate called" not in raised.value.message


def test_a_profile_that_cannot_be_warmed_is_told_in_time(tmp_path: Path, cut_off: Isolation) -> None:
    path = tmp_path / "soffice"
    path.write_text("#!/bin/sh\nwhile :; do sleep 60; done\n")
    path.chmod(0o700)
    begin = time.monotonic()
    with pytest.raises(Overrun):
        to_pdf(b"whatever", Settings(soffice=str(path), conversion_seconds=1))
    assert time.monotonic() - begin < 1 + PATIENCE


def test_no_profile_is_made_of_what_a_killed_libreoffice_leaves(
    fake: Callable[[str], Settings], cut_off: Isolation
) -> None:
    """Its settings, those of security among them, may be half written, and would be those of all conversions."""
    with pytest.raises(MachineryError):
        libreoffice.warmed(fake("is_killed"))


def test_the_version_of_a_fake_is_told(fake: Callable[[str], Settings], cut_off: Isolation) -> None:
    state = available(fake("hangs"))
    assert (state.ready, state.version, state.isolation, state.why) == (True, "25.2.0.0", cut_off.tool, "")


def test_without_libreoffice_there_is_no_pdf_and_the_reason_is_told() -> None:
    settings = Settings(soffice="no-such-office")
    with pytest.raises(Unavailable, match="no-such-office"):
        to_pdf(b"whatever", settings)
    state = available(settings)
    assert not state.ready
    assert "LibreOffice" in state.why


def test_without_isolation_pdf_is_off_unless_a_setting_allows_it(
    fake: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "strongest", lambda: NO_ISOLATION)
    settings = fake("writes_half")
    with pytest.raises(Unavailable):
        to_pdf(b"whatever", settings)
    assert not available(settings).ready
    allowed = Settings(soffice=settings.soffice, conversion_seconds=2, allow_network_for_conversion=True)
    assert available(allowed).ready
    with pytest.raises(MachineryError) as raised:
        to_pdf(b"whatever", allowed)
    assert type(raised.value) is MachineryError


def test_an_isolation_that_does_not_start_programs_is_not_taken() -> None:
    assert not isolation.works(Isolation("unshare", ("false",)))


def inside(isolated: Isolation, script: str, folder: Path) -> list[str]:
    """What a shell script prints inside an isolation."""
    command = isolated.wrap(["sh", "-c", script], Job(folder, isolation.USR, ["in.docx"]))
    return process.run(command, folder, 10).output.decode().split()


def test_inside_an_isolation_there_is_no_network(cut_off: Isolation, tmp_path: Path) -> None:
    (tmp_path / "in.docx").touch()
    devices = "tail -n +3 /proc/net/dev | cut -d: -f1"
    assert inside(cut_off, devices, tmp_path) == ["lo"]


def test_inside_bubblewrap_there_are_no_foreign_files_and_the_input_cannot_be_changed(tmp_path: Path) -> None:
    bubblewrap = working("bwrap")
    if bubblewrap is None:
        pytest.skip("bwrap does not work here")
    (tmp_path / "in.docx").write_text("vstup")
    folders = set(inside(bubblewrap, "ls -A /", tmp_path))
    assert folders <= {"usr", "bin", "sbin", "lib", "lib32", "lib64", "etc", "var", "proc", "dev", "tmp", "job"}
    assert inside(bubblewrap, f"ls -A /tmp; test -e {__file__} && echo visible", tmp_path) == []
    assert set(inside(bubblewrap, "env | cut -d= -f1", tmp_path)) == {"HOME", "LANG", "PATH", "PWD"}
    inside(bubblewrap, "echo x > in.docx", tmp_path)
    inside(bubblewrap, "echo y > out", tmp_path)
    assert (tmp_path / "in.docx").read_text() == "vstup"
    assert (tmp_path / "out").read_text() == "y\n"
