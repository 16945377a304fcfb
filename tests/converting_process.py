"""`assembler` whose folders in memory lie among its other temporary files, where a test finds what is left of them.

TMPDIR=… python -m tests.converting_process serve      settings come from the environment, as always
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from assembler.cli import main
from assembler.convert import process

if __name__ == "__main__":
    process.SHARED_MEMORY = Path(tempfile.gettempdir())
    raise SystemExit(main())
