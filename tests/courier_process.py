"""`assembler worker` whose webhooks are tried again after a second, as a process that tests may kill.

python -m tests.courier_process      settings come from the environment, as always
"""

from __future__ import annotations

from datetime import timedelta

from assembler.cli import main
from assembler.store import webhooks

if __name__ == "__main__":
    webhooks.WAITS = (timedelta(seconds=1),) * len(webhooks.WAITS)
    webhooks.LEASE = timedelta(seconds=1)
    raise SystemExit(main(["worker"]))
