"""python -m scripts.containers FOLDER: carries Containerfile out in a bare tree, starts the service, makes a document.

As root, on Debian with debootstrap; no container engine is needed. Takes minutes, most of them for LibreOffice.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.containers import tree as trees
from scripts.containers.containerfile import CONTAINERFILE, instructions
from scripts.containers.proof import prove


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.containers", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the tree is made; 3 GB")
    parser.add_argument("--show", action="append", default=[], metavar="PATH", help="a path that pip or npm needs here")
    parser.add_argument("--commit", default="HEAD", help="which sources")
    parser.add_argument("--again", action="store_true", help="only start: the tree is there from the last time")
    given = parser.parse_args()
    found = instructions(CONTAINERFILE.read_text())
    folder = given.folder.absolute()
    tree = trees.found(folder) if given.again else trees.made(folder, given.show, given.commit)
    for each in found:
        print(f"… {each.name} {each.rest}", flush=True)
        tree.carry_out(each, only_set=given.again)
    prove(tree, found, folder / "data")


main()
