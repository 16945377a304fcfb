"""`assembler` whose folders in memory lie among its other temporary files, where a test finds what is left of them.

TMPDIR=… python -m tests.converting_process serve            settings come from the environment, as always
TMPDIR=… python -m tests.converting_process hand NUMBER      a process of the workshop of such a service
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from assembler.cli import main
from assembler.convert import process
from assembler.workshop import hand
from assembler.workshop import process as workshop

if __name__ == "__main__":
    process.SHARED_MEMORY = Path(tempfile.gettempdir())
    hand.COMMAND = (sys.executable, "-m", "tests.converting_process", "hand")
    if sys.argv[1] == "hand":
        workshop.main(int(sys.argv[2]))
    else:
        raise SystemExit(main())
