"""python -m scripts.docs: write the generated pages."""

from __future__ import annotations

from scripts.docs import DOCS, pages


def main() -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(DOCS.parent), len(text))


main()
