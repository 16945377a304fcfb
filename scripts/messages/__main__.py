"""python -m scripts.messages [FILE.json …]: renew the catalogue, with what files {sentence: translation} bring.

A sentence with a context has the key that gettext gives it: "context\\u0004sentence".
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog

from scripts.messages import FOLDER, LANGUAGE, MO, PO, as_mo, as_po, kept, missing, renewed


def main(files: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalogue = renewed(kept() if PO.is_file() else Catalog(locale=LANGUAGE))
    for file in files:
        for key, translation in json.loads(Path(file).read_text(encoding="utf-8")).items():
            context, _, sentence = key.rpartition("\x04")
            if found := catalogue.get(sentence, context or None):
                found.string = translation
    PO.write_bytes(as_po(catalogue))
    MO.write_bytes(as_mo(catalogue))
    without = [each.id for each in missing(catalogue)]
    print(f"{len(catalogue)} sentences, {len(without)} without a translation")
    print(*without, sep="\n")


main(sys.argv[1:])
