"""scripts/bundle.mjs: the editor of formatted texts without comments and indents, and with every licence."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ROOT / "node_modules"
PLACES = ("prosemirror-*/dist/index.js", "markdown-it/lib/**/*.mjs", "linkify-it/**/*.mjs")
VENDOR = ROOT / "assembler/web/static/vendor"
KILOBYTE = 1000
SQUEEZE = """
import { readFileSync } from "node:fs";
import { squeezed } from "./scripts/bundle.mjs";
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(squeezed)));
"""
SAME = """
import { readFileSync } from "node:fs";
import { parseAst } from "@rollup/wasm-node/parseAst";
import { squeezed } from "./scripts/bundle.mjs";
const NO_MEANING = ["start", "end", "_rollupAnnotations", "_rollupRemoved"]; // where it stands, and hints for bundlers
const read = (code) => JSON.stringify(parseAst(code), (key, value) => (NO_MEANING.includes(key) ? undefined : value));
const same = (code) => read(code) === read(squeezed(code));
const paths = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(paths.filter((path) => !same(readFileSync(path, "utf8")))));
"""
EXAMPLES = {
    "a = 1; // a note\n  b = 2;\n": "a = 1;\nb = 2;\n",
    "/*! theirs */\n/* ours */a;\n": "/*! theirs */\na;\n",
    'a = "http://b";  // c': 'a = "http://b";   ',
    "a = `//\n  ${b /* c */}  /* d */`;": "a = `//\n  ${b  }  /* d */`;",
    "a = /[/*]/ ; b = '*/';": "a = /[/*]/ ; b = '*/';",
    "function f() { return /* two\nlines */ a }": "function f() { return\na }",
}


def node(script: str, values: list[str]) -> list[str]:
    command = ["node", "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(values), capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def test_comments_and_indents_go_and_texts_and_patterns_stay() -> None:
    assert dict(zip(EXAMPLES, node(SQUEEZE, list(EXAMPLES)), strict=True)) == EXAMPLES


def test_each_package_says_the_same_before_and_after() -> None:
    """Compared as trees, which is how a browser reads a program."""
    paths = [str(path) for place in PLACES for path in PACKAGES.glob(place)]
    assert len(paths) > 20
    assert node(SAME, paths) == []


def test_the_editor_is_without_comments_and_says_where_its_licences_are() -> None:
    code = (VENDOR / "prosemirror.js").read_text("utf-8")
    licences = (VENDOR / "prosemirror.LICENSE").read_text("utf-8")
    assert len(code) < 650 * KILOBYTE
    assert code.startswith("/*! ProseMirror and markdown-it, MIT; their authors and licences: prosemirror.LICENSE */\n")
    for owner in ("Marijn Haverbeke", "Vitaly Puzrin", "Joyent, Inc.", "Felix Böhm"):
        assert owner in licences
