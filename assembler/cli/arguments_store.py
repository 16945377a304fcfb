"""What can be asked about what is kept: municipalities, users, access keys, backups."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assembler.store.roles import Deed, Role

COMMANDS = (
    *("municipality add", "municipality list"),
    *("user add", "user password", "user erase", "user list"),
    *("token add", "token list", "token revoke"),
    *("backup", "restore", "verify"),
)
MOST_DAYS = 400

Command = Callable[..., argparse.ArgumentParser]  # as arguments.command


def add_store(commands: Any, command: Command) -> None:
    add_municipality(group(commands, "municipality", "obce, jejichž plány tu jsou"), command)
    add_user(group(commands, "user", "uživatelé a jejich hesla"), command)
    add_token(group(commands, "token", "přístupové klíče pro jiné programy"), command)
    backup = command(commands, "backup", "zálohuje vše uložené do nové složky")
    backup.add_argument("folder", type=Path, metavar="SLOŽKA", help="složka, která ještě není")
    restore = command(commands, "restore", "obnoví zálohu do prázdného úložiště")
    restore.add_argument("folder", type=Path, metavar="SLOŽKA", help="složka se zálohou")
    verify = command(commands, "verify", "ověří, že uložené záznamy a soubory souhlasí")
    verify.add_argument("folder", type=Path, nargs="?", metavar="SLOŽKA", help="záloha; jinak samo úložiště")
    verify.add_argument("--json", action="store_true", help="zpráva pro stroje")


def group(commands: Any, name: str, text: str) -> Any:
    made = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    return made.add_subparsers(required=True, metavar="CO")


def add_municipality(steps: Any, command: Command) -> None:
    add = command(steps, "add", "založí obec", "municipality add")
    add.add_argument("name", metavar="NÁZEV")
    listed(command(steps, "list", "vypíše obce", "municipality list"))


def add_user(steps: Any, command: Command) -> None:
    add = command(steps, "add", "založí účet, nebo existující přidá do obce", "user add")
    add.add_argument("email", metavar="E-MAIL")
    add.add_argument("--name", metavar="JMÉNO", help="jméno a příjmení nového uživatele")
    add.add_argument("--municipality", metavar="OBEC", help="do které obce patří: název, nebo číslo z výpisu obcí")
    add.add_argument("--role", choices=[each.value for each in Role], default=Role.COORDINATOR.value)
    add.add_argument("--password-stdin", action="store_true", help="heslo přečte ze vstupu; jinak je vymyslí a vypíše")
    password = command(steps, "password", "nastaví nové heslo a ukončí všechna přihlášení", "user password")
    password.add_argument("email", metavar="E-MAIL")
    password.add_argument("--password-stdin", action="store_true", help="heslo přečte ze vstupu")
    erase = command(steps, "erase", "smaže jméno, e-mail a přihlášení; co uživatel udělal, zůstane", "user erase")
    erase.add_argument("email", metavar="E-MAIL")
    listed(command(steps, "list", "vypíše uživatele a kam patří", "user list"))


def add_token(steps: Any, command: Command) -> None:
    add = command(steps, "add", "vydá klíč a vypíše ho", "token add")
    add.add_argument("email", metavar="E-MAIL", help="čí klíč to bude")
    add.add_argument("--name", required=True, metavar="NÁZEV", help="k čemu bude")
    add.add_argument("--scope", action="append", required=True, choices=[each.value for each in Deed], dest="scopes")
    add.add_argument("--days", type=days, default=90, metavar="DNŮ", help=f"jak dlouho platí, nejvýše {MOST_DAYS}")
    of_municipality(add)
    of_municipality(listed(command(steps, "list", "vypíše klíče obce", "token list")))
    revoke = command(steps, "revoke", "zruší klíč", "token revoke")
    revoke.add_argument("id", metavar="KLÍČ", help="číslo klíče z výpisu")
    of_municipality(revoke)


def of_municipality(command: argparse.ArgumentParser) -> None:
    command.add_argument("--municipality", metavar="OBEC", help="které obce; není třeba, je-li jediná")


def listed(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("--json", action="store_true", help="výpis pro stroje")
    return command


def days(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"„{text[:20]}“ není číslo od 1 do {MOST_DAYS}")
    return int(text)
