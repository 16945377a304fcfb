"""The package as others install it: a wheel in an environment of its own, far from the repository."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from assembler import documents, pipeline, readers, resources
from tests.examples import KINDS

ROOT = Path(__file__).parents[1]
MINIMAL = resources.examples()["minimal"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without a network by the locked build tools."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", folder, ROOT], check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and its locked requirements, and nothing else of ours.

    The requirements are lent from this environment, each file by file, because an index may not be at hand: what the
    service needs and requirements/runtime.txt does not name is missing here as it would be in a real installation.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    packages = folder / Path(sysconfig.get_path("purelib", vars={"base": "", "platbase": ""})).relative_to("/")
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder / "bin/python",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, wheel], check=True, capture_output=True)
    for name in re.findall(r"(?m)^([a-z0-9._-]+)==", (ROOT / "requirements/runtime.txt").read_text()):
        lend(name, packages)
    return folder


def lend(name: str, packages: Path) -> None:
    """The files of a distribution that this environment holds; those for other systems are not here."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    for top in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
        place = packages / top
        if not place.exists():
            place.symlink_to(Path(str(found.locate_file(top))))


def test_the_wheel_holds_everything_and_nothing_of_the_developers(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder, pattern in (("assembler", "**/*"), ("schemas", "**/*")):
        missing = {str(path.relative_to(ROOT)) for path in (ROOT / folder).glob(pattern) if shipped(path)} - names
        assert missing == set()
    templates = {f"assembler/data/templates/{kind}/standard.docx" for kind in KINDS}
    assert templates | {"assembler/data/examples/minimal.yaml", "assembler/data/guide/prirucka.md"} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"assembler", "schemas"}
    assert not [name for name in names if "__pycache__" in name]


def shipped(path: Path) -> bool:
    """Sources, statutory rules, scripts and pages; not what npm brings or Python writes."""
    return path.is_file() and not {"vendor", "__pycache__"} & set(path.parts)


def test_the_package_declares_what_is_locked(wheel: Path) -> None:
    """Every requirement of the wheel is in the locked list, by which services are set up."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode()
    declared = {
        match[1].lower().replace("_", "-")
        for match in re.finditer(r"(?m)^Requires-Dist: ([A-Za-z0-9._-]+)(?!.*extra ==)", metadata)
    }
    locked = set(re.findall(r"(?m)^([a-z0-9._-]+)==", (ROOT / "requirements/runtime.txt").read_text()))
    assert declared
    assert declared <= locked


def installed(environment: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the installed package, started far from the repository."""
    return subprocess.run(
        [environment / "bin/assembler", *arguments],
        cwd=folder,
        env=clean(),
        capture_output=True,
        text=True,
        check=False,
    )


def clean() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ASSEMBLER", "VIRTUAL"))
    }


def test_the_installed_program_comes_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    code = "import assembler, schemas, lxml; print(assembler.__file__, schemas.__file__)"
    told = subprocess.run(
        [environment / "bin/python", "-c", code], cwd=tmp_path, env=clean(), capture_output=True, text=True, check=True
    )
    assert all(path.startswith(str(environment)) for path in told.stdout.split())


def test_the_installed_program_makes_the_same_document(environment: Path, tmp_path: Path) -> None:
    """Templates, rules and schemas are inside: the bytes are those that the repository makes."""
    content = tmp_path / "obsah.yaml"
    content.write_bytes(MINIMAL.read_bytes())
    for kind in KINDS:
        said = installed(environment, tmp_path, "assemble", "obsah.yaml", "-o", "x.docx", "--no-pages", "--kind", kind)
        assert "Uloženo: x.docx" in said.stderr, said.stderr
        raw = readers.by_name(MINIMAL.name).read(MINIMAL.read_bytes()).raw
        assert (tmp_path / "x.docx").read_bytes() == pipeline.assemble(raw, documents.kind(kind)).docx


def test_the_installed_program_checks_by_the_statutory_rules(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("title: Plán\n")
    said = installed(environment, tmp_path, "check", "x.yaml", "--json")
    assert said.returncode == 1, said.stderr
    assert "statutory_missing" in {each["code"] for each in json.loads(said.stdout)["findings"]}


@pytest.mark.parametrize("kind", KINDS)
def test_the_installed_program_knows_its_schemas_and_templates(environment: Path, tmp_path: Path, kind: str) -> None:
    assert json.loads(installed(environment, tmp_path, "schema", kind).stdout)["type"] == "object"
    assert "cover.title" in installed(environment, tmp_path, "template", "names", kind).stdout


def test_the_installed_service_answers_with_its_page_and_samples(environment: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [environment / "bin/assembler", "serve", "--port", "0"],
        cwd=tmp_path,
        env=clean(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as service:
        try:
            assert service.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", service.stdout.readline())
            assert found
            assert json.loads(got(f"{found[0]}/health/ready"))["ready"] is True
            assert b"Sestavit dokument" in got(f"{found[0]}/")
            for name in ("app.css", "app.js", "icon.svg"):
                assert got(f"{found[0]}/static/{name}") == (ROOT / "assembler/web/static" / name).read_bytes()
            assert got(f"{found[0]}/api/v1/examples/minimal") == MINIMAL.read_bytes()
            service.send_signal(signal.SIGINT)
            assert service.wait(20) == 0
        finally:
            service.kill()


def got(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        body: bytes = answer.read()
        return body
