"""python -m scripts.docs: write the generated pages; `pictures`: also that of the README; `guide`: also the guide's."""

from __future__ import annotations

import sys

from assembler import resources
from scripts.docs import DOCS, pages
from scripts.docs.pictures import first_pages
from scripts.docs.screens import guide


def main(wanted: list[str]) -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(DOCS.parent), len(text))
    if "pictures" in wanted:
        picture = DOCS / "pictures" / "first-pages.png"
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(first_pages(resources.EXAMPLES))
        print(picture.relative_to(DOCS.parent), picture.stat().st_size)
    if "guide" in wanted:
        for file in guide(DOCS / "cs" / "obrazky"):
            print(file.relative_to(DOCS.parent), file.stat().st_size)


main(sys.argv[1:])
