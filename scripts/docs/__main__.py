"""python -m scripts.docs: write the generated pages, and with `pictures` also the picture of the README."""

from __future__ import annotations

import sys

from assembler import resources
from scripts.docs import DOCS, pages
from scripts.docs.pictures import first_pages


def main(wanted: list[str]) -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(DOCS.parent), len(text))
    if "pictures" in wanted:
        picture = DOCS / "pictures" / "first-pages.png"
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(first_pages(resources.EXAMPLES))
        print(picture.relative_to(DOCS.parent), picture.stat().st_size)


main(sys.argv[1:])
