"""The commands: what they make, say and end with; wrong calls and unreadable content are refused in Czech."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assembler import documents, pipeline, resources
from assembler.documents.names import names
from assembler.options import Options, State, Variant
from assembler.word.validate import lint
from tests.bad_input import ENGLISH
from tests.command_line import DONE, FINDINGS, MACHINERY, MINIMAL, PISEK, UNLOADABLE, USAGE, WITH_ERRORS, run, written
from tests.examples import KINDS, raw
from tests.pdf_files import blank_pdf
from tests.service import absent, quick

PDF = blank_pdf(7)


@pytest.fixture
def quick_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)


@pytest.fixture
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    absent(monkeypatch)


# ---------------------------------------------------------------- assemble


@cache
def pisek() -> object:
    return raw("pisek")


@pytest.mark.usefixtures("quick_converter")
@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_state_and_variant_is_assembled(tmp_path: Path, kind: str, state: State, variant: Variant) -> None:
    """The file is the document that the pipeline makes, and the answer names it."""
    output = tmp_path / "plán.docx"
    said = run("assemble", PISEK, "-o", output, "--kind", kind, "--state", state, "--variant", variant, "--json")
    assert said.code == DONE
    assert output.read_bytes() == pipeline.assemble(pisek(), documents.kind(kind), Options(state, variant)).docx
    assert said.json["outputs"] == [str(output)]
    assert said.json["pages"] == 7
    assert not [each for each in said.json["findings"] if each["severity"] == "error"]


@pytest.mark.usefixtures("quick_converter")
def test_a_draft_with_errors_is_written_and_says_so_by_its_exit_code(tmp_path: Path) -> None:
    content, output = written(tmp_path, WITH_ERRORS), tmp_path / "x.docx"
    said = run("assemble", content, "-o", output)
    assert said.code == FINDINGS
    assert lint(output.read_bytes()) == ()
    assert "CHYBA: Strategie › Priorita 1 › Opatření (řádek 5" in said.err
    assert f"Uloženo: {output}" in said.err
    assert said.out == ""


@pytest.mark.usefixtures("quick_converter")
@pytest.mark.parametrize("as_json", [False, True])
def test_an_approval_copy_with_errors_is_refused_and_the_old_file_stays(tmp_path: Path, as_json: bool) -> None:
    content, output = written(tmp_path, WITH_ERRORS), written(tmp_path, "dřívější", "x.docx")
    said = run("assemble", content, "-o", output, "--state", "approval", *["--json"] * as_json)
    assert said.code == FINDINGS
    assert output.read_text() == "dřívější"
    if as_json:
        assert {"code": "goal_without_measure", "line": 5}.items() <= flat(said.json["findings"]).items()
        assert "outputs" not in said.json
    else:
        assert "CHYBA: Strategie › Priorita 1 › Opatření (řádek 5" in said.err


def flat(findings: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The first finding about a goal, its place beside its code."""
    (found,) = [each for each in findings if each["code"] == "goal_without_measure"]
    return {**found, **found["location"]}


@pytest.mark.usefixtures("quick_converter")
@pytest.mark.parametrize(
    ("name", "more", "made"),
    [
        ("x.docx", [], {"x.docx": b"PK"}),
        ("x.DOCX", [], {"x.DOCX": b"PK"}),
        ("x.pdf", [], {"x.pdf": PDF}),
        ("x.docx", ["--pdf"], {"x.docx": b"PK", "x.pdf": PDF}),
        ("x.pdf", ["--pdf"], {"x.pdf": PDF}),
        (
            "střednědobý plán 2025.docx",
            ["--pdf"],
            {"střednědobý plán 2025.docx": b"PK", "střednědobý plán 2025.pdf": PDF},
        ),
    ],
)
def test_the_extension_says_the_format(tmp_path: Path, name: str, more: list[str], made: dict[str, bytes]) -> None:
    said = run("assemble", MINIMAL, "-o", tmp_path / name, *more)
    assert said.code == DONE
    assert {path.name: path.read_bytes()[: len(made[path.name])] for path in tmp_path.iterdir()} == made
    assert "7\xa0stran; PDF vyhovuje: PDF/A-2b." in said.err


@pytest.mark.usefixtures("no_converter")
def test_without_a_converter_a_draft_is_made_without_pages_and_says_so(tmp_path: Path) -> None:
    """The document is written; only who asked for a PDF learns by the exit code that it is not there."""
    output = tmp_path / "x.docx"
    without = run("assemble", PISEK, "-o", output, "--json")
    assert (without.code, without.json["pages"]) == (DONE, None)
    assert "Na serveru není LibreOffice" in without.json["note"]
    with_pdf = run("assemble", PISEK, "-o", output, "--pdf")
    assert with_pdf.code == MACHINERY
    assert [path.name for path in tmp_path.iterdir()] == ["x.docx"]
    assert "PDF nevzniklo: Na serveru není LibreOffice" in with_pdf.err


@pytest.mark.usefixtures("no_converter")
@pytest.mark.parametrize(("name", "more"), [("x.docx", ["--state", "approval"]), ("x.pdf", []), ("x.odt", [])])
def test_what_needs_a_converter_fails_without_one_and_writes_nothing(
    tmp_path: Path, name: str, more: list[str]
) -> None:
    said = run("assemble", PISEK, "-o", tmp_path / name, *more)
    assert said.code == MACHINERY
    assert list(tmp_path.iterdir()) == []


def test_a_draft_without_pages_needs_no_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(pipeline, "paginate")
    said = run("assemble", PISEK, "-o", tmp_path / "x.docx", "--no-pages")
    assert said.code == DONE
    assert "Obsah je bez čísel stran, jak jste chtěli" in said.err


@pytest.mark.parametrize(
    ("name", "more"), [("x.docx", ["--pdf"]), ("x.docx", ["--state", "approval"]), ("x.pdf", []), ("x.odt", [])]
)
def test_wishes_that_contradict_each_other_are_refused(tmp_path: Path, name: str, more: list[str]) -> None:
    said = run("assemble", MINIMAL, "-o", tmp_path / name, "--no-pages", *more)
    assert said.code == USAGE
    assert "--no-pages" in said.err


@pytest.mark.usefixtures("quick_converter")
def test_the_kind_is_that_of_the_call_else_that_of_the_content(tmp_path: Path) -> None:
    """A wish that stands in the content is heard, one in the call goes before it."""
    content = written(tmp_path, WITH_ERRORS + "kind: action_plan\n")
    output = tmp_path / "x.docx"
    run("assemble", content, "-o", output, "--no-pages")
    assert kind_of(output) == "action_plan"
    run("assemble", content, "-o", output, "--no-pages", "--kind", "medium_term_plan")
    assert kind_of(output) == "medium_term_plan"


def kind_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        (code,) = [kind for kind in KINDS if f">{kind}<".encode() in package.read("docProps/custom.xml")]
    return code


@pytest.mark.usefixtures("quick_converter")
def test_a_template_is_a_shipped_one_or_a_file(tmp_path: Path) -> None:
    """Both give the same document here; a wrong one is named with the place in it."""
    template = tmp_path / "naše.docx"
    template.write_bytes(resources.template("action_plan"))
    order = ("assemble", PISEK, "--kind", "action_plan", "--no-pages", "-o")
    assert run(*order, tmp_path / "1.docx", "--template", "standard").code == DONE
    assert run(*order, tmp_path / "2.docx", "--template", template).code == DONE
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()
    wrong = run("assemble", PISEK, "--no-pages", "-o", tmp_path / "3.docx", "--template", template)
    assert wrong.code == USAGE
    assert "odstavec" in wrong.err
    assert not (tmp_path / "3.docx").exists()


def test_pictures_are_read_from_the_folder_of_the_content(tmp_path: Path) -> None:
    """From nowhere else, and one that is missing is told with its line."""
    elsewhere = written(tmp_path, "x", "tajné.png")
    folder = tmp_path / "plán"
    folder.mkdir()
    said = run("check", written(folder, with_pictures("../tajné.png", str(elsewhere), "není.png")), "--json")
    assert said.code == FINDINGS
    assert [(each["code"], each["location"]["line"]) for each in said.json["findings"]] == [
        ("picture_elsewhere", 7),
        ("picture_elsewhere", 8),
        ("no_picture_file", 9),
    ]


@pytest.mark.parametrize("name", ["a" * 300, "a\\0b"])
def test_a_picture_whose_name_is_impossible_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    said = run("check", written(tmp_path, with_pictures(name)), "--json")
    assert (said.code, said.json["findings"][0]["location"]["line"]) == (FINDINGS, 7)


def with_pictures(*names: str) -> str:
    chapter = "title: Plán\nanalyses:\n- title: Analýza\n  chapters:\n  - heading: Mapy\n    images:\n"
    return chapter + "".join(f'    - {{file: "{name}", alt: Obrázek}}\n' for name in names)


# ---------------------------------------------------------------- check, schema, template


def test_a_check_of_good_content_is_done() -> None:
    said = run("check", PISEK, "--json")
    assert said.code == DONE
    assert all(each["severity"] != "error" for each in said.json["findings"])


def test_a_check_lists_every_finding_with_its_line(tmp_path: Path) -> None:
    """For people and for machines the same, and nothing is assembled."""
    content = written(tmp_path, WITH_ERRORS)
    people, machines = run("check", content), run("check", content, "--json")
    assert people.code == machines.code == FINDINGS
    assert people.out == ""
    assert len(people.err.splitlines()) == len(machines.json["findings"]) > 5
    assert flat(machines.json["findings"])["line"] == 5
    assert [path.name for path in tmp_path.iterdir()] == ["obsah.yaml"]


def test_a_check_of_content_that_does_not_load_tells_every_problem(tmp_path: Path) -> None:
    said = run("check", written(tmp_path, UNLOADABLE), "--json")
    assert said.code == FINDINGS
    assert {(each["pointer"], each["location"]["line"]) for each in said.json["findings"]} == {
        ("/period/first_year", 2),
        ("/nadpis", 3),
    }


def test_more_findings_than_a_screen_holds_are_counted(tmp_path: Path) -> None:
    goals = "".join(f"  - {{id: c{number}, name: Cíl {number}}}\n" for number in range(70))
    said = run("check", written(tmp_path, f"title: Plán\nstrategy:\n  nodes:\n{goals}"))
    assert said.code == FINDINGS
    lines = said.err.splitlines()
    assert len(lines) == 51
    assert "--json vypíše všechny" in lines[-1]


def test_a_check_follows_the_kind(tmp_path: Path) -> None:
    """The statutory checklist is that of the medium-term plan only."""
    content = written(tmp_path, WITH_ERRORS)
    plan, action = (run("check", content, "--json", "--kind", kind) for kind in ("medium_term_plan", "action_plan"))
    assert "statutory_missing" in {each["code"] for each in plan.json["findings"]}
    assert "statutory_missing" not in {each["code"] for each in action.json["findings"]}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_kind_is_json_schema(kind: str) -> None:
    said = run("schema", kind)
    assert said.code == DONE
    jsonschema.Draft202012Validator.check_schema(said.json)
    assert set(said.json["properties"]) >= documents.kind(kind).parts


@pytest.mark.parametrize("kind", KINDS)
def test_the_names_that_a_template_may_use_are_listed(kind: str) -> None:
    said = run("template", "names", kind)
    assert said.code == DONE
    assert "cover.title (text): Titulní strana." in said.out.splitlines()
    assert len(said.out.splitlines()) == len(names(documents.kind(kind)))


@pytest.mark.parametrize(("kind", "other"), [("medium_term_plan", "action_plan"), ("action_plan", "medium_term_plan")])
def test_a_template_passes_the_lint_for_its_kind_and_not_for_another(tmp_path: Path, kind: str, other: str) -> None:
    template = tmp_path / "x.docx"
    template.write_bytes(resources.template(kind))
    good = run("template", "lint", template, "--kind", kind)
    assert (good.code, good.out) == (DONE, "")
    bad = run("template", "lint", template, "--kind", other)
    assert bad.code == FINDINGS
    assert all("odstavec" in line for line in bad.out.splitlines())


def test_a_template_that_is_no_document_is_a_finding(tmp_path: Path) -> None:
    said = run("template", "lint", written(tmp_path, "x", "x.docx"))
    assert (said.code, said.out.strip()) == (FINDINGS, "Soubor není v pořádku: jako DOCX se nedá otevřít.")


# ---------------------------------------------------------------- wrong calls


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "chybí PŘÍKAZ"),
        (["sestav"], "PŘÍKAZ nemůže být 'sestav', možnosti jsou 'assemble', 'check'"),
        (["template"], "chybí CO"),
        (["check"], "chybí OBSAH"),
        (["assemble", "x.yaml"], "chybí -o/--output"),
        (["assemble", "x.yaml", "-o"], "u -o/--output chybí hodnota"),
        (
            ["assemble", "x.yaml", "-o", "x.docx", "--state", "hotovo"],
            "--state nemůže být 'hotovo', možnosti jsou 'draft'",
        ),
        (["assemble", "x.yaml", "-o", "x.docx", "--sta", "draft"], "neznámé je --sta draft"),
        (["assemble", "x.yaml", "-o", "x.docx", "--pdf=ano"], "--pdf nemá mít hodnotu 'ano'"),
        (["check", "x.yaml", "--year", "letos"], "--year: „letos“ není číslo od 1900 do 2200"),
        (["check", "x.yaml", "--year", "12345"], "--year: „12345“ není číslo od 1900 do 2200"),
        (["check", "x.yaml", "y.yaml"], "neznámé je y.yaml"),
        (["serve", "--port", "65536"], "--port: „65536“ není číslo od 0 do 65535"),
        (["serve", "--port", "-1"], "--port: „-1“ není číslo od 0 do 65535"),
        (["schema"], "chybí DRUH"),
    ],
)
def test_a_wrong_call_is_refused_in_czech(arguments: list[str], sentence: str) -> None:
    said = run(*arguments)
    assert said.code == USAGE
    assert said.out == ""
    assert sentence in said.err.splitlines()[0]
    assert "Použití: assembler" in said.err
    assert not ENGLISH.search(said.err), said.err


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["assemble"],
        ["check"],
        ["schema"],
        ["template"],
        ["template", "names"],
        ["template", "lint"],
        ["serve"],
        ["worker"],
    ],
)
def test_every_command_has_its_help_in_czech(command: list[str]) -> None:
    said = run(*command, "--help")
    assert said.code == DONE
    assert said.out.startswith(" ".join(["Použití: assembler", *command]))
    assert "vypíše tuto nápovědu" in said.out
    assert not re.search(r"usage|options|positional|show|exit", said.out)


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        (["--help"], "lxml"),  # half a second of imports
        (["schema", "action_plan"], "flask"),  # another second
        (["schema", "action_plan"], "sqlalchemy"),
    ],
)
def test_a_command_does_not_wait_for_what_it_does_not_need(arguments: list[str], module: str) -> None:
    code = (
        f"import sys; from assembler.cli import main\ntry: main({arguments})\nfinally: print({module!r} in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=resources.PROJECT, capture_output=True, check=False, text=True
    )
    assert told.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", MINIMAL, "--kind", "akcni_plan"],
        ["assemble", MINIMAL, "-o", "x.docx", "--kind", "medium_term_plann"],
        ["schema", "plan"],
        ["template", "names", "plan"],
        ["template", "lint", "x.docx", "--kind", "plan"],
    ],
)
def test_an_unknown_kind_is_refused_with_those_that_are_known(arguments: list[object]) -> None:
    said = run(*arguments)
    assert said.code == USAGE
    assert re.search(r"Druh dokumentu „\w+“ neznáme\. (Nejbližší je|Umíme:) .*(medium_term_plan|action_plan)", said.err)


def test_an_unknown_kind_in_the_content_is_refused(tmp_path: Path) -> None:
    said = run("check", written(tmp_path, "title: Plán\nkind: akcni\n"))
    assert said.code == USAGE
    assert "Druh dokumentu „akcni“ neznáme" in said.err


def test_an_unknown_template_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    said = run("assemble", MINIMAL, "-o", tmp_path / "x.docx", "--template", "standart")
    assert (said.code, said.err) == (
        USAGE,
        "Šablona „standart“ pro tento druh dokumentu není. Nejbližší je „standard“.\n",
    )


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    said = run("assemble", MINIMAL, "-o", tmp_path / "x.rtf")
    assert said.code == USAGE
    assert said.err.startswith("Výstup s příponou „.rtf“ neumíme. Umíme: .docx, .pdf, ")


def test_a_setting_that_does_not_fit_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSEMBLER_CONVERSION_SECONDS", "minuta")
    for command in (["serve"], ["assemble", MINIMAL, "-o", tmp_path / "x.docx"]):
        said = run(*command)
        assert said.code == USAGE
        assert said.err == "Nastavení ASSEMBLER_CONVERSION_SECONDS má mít hodnotu: kladné celé číslo.\n"
