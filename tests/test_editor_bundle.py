"""scripts/bundle.mjs: the editor of formatted texts as small as it can be, and with every licence."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "assembler/web/static/vendor"
KILOBYTE = 1000


def test_the_editor_is_small_and_says_where_its_licences_are() -> None:
    code = (VENDOR / "prosemirror.js").read_text("utf-8")
    licences = (VENDOR / "prosemirror.LICENSE").read_text("utf-8")
    assert len(code) < 400 * KILOBYTE
    assert code.startswith("/*! ProseMirror and markdown-it, MIT; their authors and licences: prosemirror.LICENSE */\n")
    for owner in ("Marijn Haverbeke", "Vitaly Puzrin", "Joyent, Inc.", "Felix Böhm"):
        assert owner in licences
