"""Which function does which command about what is kept."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from assembler.cli import backups, people

COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "municipality add": people.add_municipality,
    "municipality list": people.list_municipalities,
    "user add": people.add_user,
    "user password": people.set_password,
    "user erase": people.erase_user,
    "user list": people.list_users,
    "token add": people.add_token,
    "token list": people.list_tokens,
    "token revoke": people.revoke_token,
    "backup": backups.backup,
    "restore": backups.restore,
    "verify": backups.verify,
}
