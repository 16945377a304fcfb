"""Chráněná místa: spans that the typographer must print to the letter.

Addresses, registration numbers, file numbers, paths, tags, link targets and text inside backticks are taken out before
the rules run and put back afterwards; each stands meanwhile as one character that no rule touches.
"""

from __future__ import annotations

import re

HELD = "\ue000"  # stands for a span; a private-use character of the content is itself held, so none gets mixed up

MARKS = ("/", "@", "_", "`", "<", "](", "\\", HELD)  # without one of them there is nothing to hold
SPAN = re.compile(
    r"""
      `+[^`\n]*+`+                                             # code
    | <[A-Za-z/!][^<>\n]*+>                                    # a tag
    | \]\([^()\n]*+\)                                          # the target and title of a CommonMark link
    | (?<!\S)[^\s@/\\_\ue000]*+[@/\\_][^\s\ue000]*+            # a word with one of the marks
    | \ue000
    """,
    re.VERBOSE,
)
OPENING = "([{„‚\"'*"
CLOSING = ".,;:!?)]}“”‘\"'*"
LABEL = re.compile(r"(?:č|zák|vyhl)\.")  # "č.108/2006": the number is literal, its label is not

UNDERSCORE = re.compile(r"[^\W_]_[^\W_]")
DOMAIN_PATH = re.compile(r"\.\w{2,}/")
MEASURE = re.compile(r"\bk?m[23]\b")  # "Kč/m2" is a unit, not a code
DIGIT = re.compile(r"[0-9]")


def cover(text: str) -> tuple[str, list[str]]:
    """The text with a HELD in place of each protected span, and the spans in their order."""
    spans: list[str] = []
    if not any(mark in text for mark in MARKS):
        return text, spans

    def hold(match: re.Match[str]) -> str:
        before, core, after = trimmed(match[0])
        if not is_literal(core):
            return match[0]
        spans.append(core)
        return before + HELD + after

    return SPAN.sub(hold, text), spans


def uncover(text: str, spans: list[str]) -> str:
    """The text with its protected spans back in their places."""
    if not spans:
        return text
    pieces = text.split(HELD)
    return pieces[0] + "".join(span + piece for span, piece in zip(spans, pieces[1:], strict=True))


def trimmed(token: str) -> tuple[str, str, str]:
    """The token without the brackets, quotes and punctuation around it: (before, core, after)."""
    if token[0] in "`<]" or token == HELD:
        return "", token, ""
    core = token.lstrip(OPENING)
    label = LABEL.match(core)
    if label:
        core = core[label.end() :]
    before = token[: len(token) - len(core)]
    core = core.rstrip(CLOSING)
    return before, core, token[len(before) + len(core) :]


def is_literal(core: str) -> bool:
    """Whether the word is an address, a path or a code; "a/nebo" and "Kč/měsíc" are words."""
    if core[:1] in ("`", "<", "]", HELD):
        return bool(core)
    if "@" in core or "\\" in core or "//" in core:
        return True
    if UNDERSCORE.search(core) or DOMAIN_PATH.search(core):
        return True
    return "/" in core and DIGIT.search(MEASURE.sub("", core)) is not None
