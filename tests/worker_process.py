"""`assembler` with a converter that takes a moment and no LibreOffice, as a process that tests may kill.

python -m tests.worker_process worker|serve      settings come from the environment, as always
python -m tests.worker_process hand NUMBER       a process of the workshop of such a service
"""

from __future__ import annotations

import sys
import time

from assembler import pipeline
from assembler.cli import main
from assembler.convert.pdf import Conformance
from assembler.pipeline import Document, Paginated, Progress, silent
from assembler.settings import DEFAULTS, Settings
from assembler.workshop import hand, process

MOMENT = 0.15  # seconds that a conversion takes


def paginated(document: Document, *, settings: Settings = DEFAULTS, progress: Progress = silent) -> Paginated:
    progress("convert")
    time.sleep(MOMENT)
    progress("pages")
    return Paginated(document.docx, b"%PDF-1.7 %%EOF", 7, Conformance(True, True, ()))


if __name__ == "__main__":
    pipeline.paginate = paginated
    hand.COMMAND = (sys.executable, "-m", "tests.worker_process", "hand")
    if sys.argv[1] == "hand":
        process.main(int(sys.argv[2]))
    else:
        raise SystemExit(main())
