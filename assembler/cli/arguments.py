"""What can be asked of the command line, and what is wrong with a call, in Czech."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

from assembler.cli.arguments_store import add_store
from assembler.cli.failures import USAGE
from assembler.cli.telling import tell
from assembler.options import State, Variant

FIRST_YEAR, LAST_YEAR = 1900, 2200
LAST_PORT = 65_535

CZECH = (  # what argparse says -> what we say; its own catalogue has no Czech
    (r"the following arguments are required: (.*)", r"chybí \1"),
    (r"unrecognized arguments: (.*)", r"neznámé je \1"),
    (r"argument (.*): expected one argument", r"u \1 chybí hodnota"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 nemá mít hodnotu \2"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 nemůže být \2, možnosti jsou \3"),
    (r"argument (.*): (.*)", r"\1: \2"),
)
HEADINGS = {"positional arguments": "co zadat", "options": "volby"}


class Help(argparse.HelpFormatter):
    """Nápověda."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Použití: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """Says in Czech what is wrong with a call; options are not abbreviated, a new one would change what is meant."""

    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=Help, allow_abbrev=False, add_help=False, **more)
        self.add_argument("-h", "--help", action="help", help="vypíše tuto nápovědu")

    def error(self, message: str) -> NoReturn:
        tell(f"Příkazu nerozumíme: {translated(message)}.\n{self.format_usage().strip()}")
        raise SystemExit(USAGE)


def translated(message: str) -> str:
    """The sentence of argparse in Czech; one that is not known stays as it is."""
    for english, czech in CZECH:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(czech)
    return message


def parser() -> Parser:
    top = Parser(prog="assembler", description="Sestaví z obsahu plánu úřední dokument Wordu.")
    commands = top.add_subparsers(required=True, metavar="PŘÍKAZ")
    add_assemble(command(commands, "assemble", "sestaví dokument"))
    add_content(command(commands, "check", "vypíše nálezy, nic nesestavuje"))
    add_kind(command(commands, "schema", "vypíše JSON Schema obsahu"))
    add_workbook(command(commands, "workbook", "uloží obsah jako sešit pro Excel; bez obsahu prázdný"))
    template = commands.add_parser("template", help="práce se šablonami", description="Práce se šablonami.")
    steps = template.add_subparsers(required=True, metavar="CO")
    add_kind(command(steps, "names", "vypíše jména, která šablona může použít", "template names"))
    lint = command(steps, "lint", "ověří šablonu", "template lint")
    lint.add_argument("template", type=Path, metavar="ŠABLONA.docx")
    lint.add_argument("--kind", metavar="DRUH", help="druh dokumentu, např. action_plan")
    serve = command(commands, "serve", "spustí službu na tomto počítači")
    serve.add_argument("--port", type=port, metavar="ČÍSLO", help="jiný port než obvyklý (0: kterýkoli volný)")
    command(commands, "worker", "zpracovává úlohy vedle služby")
    add_store(commands, command)
    return top


def command(commands: Any, name: str, text: str, code: str = "") -> Parser:
    made: Parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    made.set_defaults(command=code or name)
    return made


def add_content(command: Parser) -> None:
    command.add_argument("content", type=Path, metavar="OBSAH", help="soubor s obsahem, YAML, JSON nebo XLSX")
    command.add_argument(
        "--kind", metavar="DRUH", help="druh dokumentu, např. action_plan; jinak ten, který je v obsahu"
    )
    command.add_argument(
        "--variant", choices=[each.value for each in Variant], default=Variant.PUBLIC, help="public, nebo internal"
    )
    command.add_argument("--year", type=year, metavar="ROK", help="rok akčního plánu")
    command.add_argument("--json", action="store_true", help="zpráva pro stroje, na standardní výstup")


def add_assemble(command: Parser) -> None:
    add_content(command)
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="SOUBOR", help="kam dokument uložit: .docx, .pdf, .odt"
    )
    command.add_argument("--pdf", action="store_true", help="vedle dokumentu uloží i PDF")
    command.add_argument("--template", metavar="ŠABLONA", help="jméno dodané šablony, nebo soubor .docx")
    command.add_argument(
        "--state",
        choices=[each.value for each in State],
        default=State.DRAFT,
        help="draft = návrh, approval = ke schválení",
    )
    command.add_argument("--no-pages", action="store_true", help="návrh bez čísel stran v obsahu (hned)")


def add_kind(command: Parser) -> None:
    command.add_argument("kind", metavar="DRUH", help="druh dokumentu, např. action_plan")


def add_workbook(command: Parser) -> None:
    add_kind(command)
    command.add_argument(
        "content", type=Path, nargs="?", metavar="OBSAH", help="soubor s obsahem, YAML, JSON nebo XLSX"
    )
    command.add_argument("-o", "--output", type=Path, required=True, metavar="SEŠIT.xlsx", help="kam sešit uložit")


# ---------------------------------------------------------------- values


def year(text: str) -> int:
    return number(text, FIRST_YEAR, LAST_YEAR)


def port(text: str) -> int:
    return number(text, 0, LAST_PORT)


def number(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"„{text[:20]}“ není číslo od {least} do {most}")
    return int(text)
