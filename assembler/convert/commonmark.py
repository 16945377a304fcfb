"""What CommonMark would change or drop in silence, kept as it was written.

Formatted texts come from people who write Czech, not markup: a date at the start of a line is not a list, and a note
that nobody refers to is still a sentence of the plan.
"""

from __future__ import annotations

import re
from collections import Counter

MONTHS = "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince"
DAY = r"^(?P<day>[ \t>*+-]*\d{1,2}\.) "
MONTH = rf"(?:1[0-2]|0?[1-9])\.(?:(?!\d)|(?=\d{{4}}))|(?:{MONTHS})\b"
DATE_AT_START = re.compile(rf"{DAY}(?={MONTH})", re.MULTILINE)

LABEL = r"\[(?P<label>\^?[^\[\]\n]+)\]"
MENTION = re.compile(LABEL)
DEFINITION = re.compile(rf"^(?P<lead>(?:[ \t>*+-]|\d{{1,9}}[.)])*){LABEL}:", re.MULTILINE)
FENCED = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)", re.MULTILINE | re.DOTALL)


def kept(text: str) -> str:
    """The text with the marks that CommonMark would misread made harmless."""
    return definitions_kept(dates_kept(text))


def dates_kept(text: str) -> str:
    """A date at the start of a line stays a date.

    „5. 3. 2019 …“ and „12. 4. 2019 …“ on two lines are items 5 and 6 of a list for CommonMark. A no-break space, which
    belongs into a date anyway, keeps them as they were written.
    """
    return DATE_AT_START.sub("\\g<day>\u00a0", text)


def definitions_kept(text: str) -> str:
    """A note or an address defined (`[^1]: …`, `[odkaz]: …`) but never referred to is printed where it stands.

    CommonMark drops it, as it drops the second definition of one name. A backslash makes plain text of it; fenced code
    is left alone, a backslash would be printed there.
    """
    defined = list(DEFINITION.finditer(text))
    if not defined:
        return text
    mentions = Counter(name(match) for match in MENTION.finditer(text))
    mentions.subtract(name(match) for match in defined)
    code = [match.span() for match in FENCED.finditer(text)]
    used: set[str] = set()
    parts, end = [], 0
    for match in defined:
        label = name(match)
        in_code = any(begin <= match.start() < finish for begin, finish in code)
        if not in_code and (label in used or mentions[label] <= 0):
            parts.append(f"{text[end : match.end('lead')]}\\")
            end = match.end("lead")
        used.add(label)
    return "".join([*parts, text[end:]])


def name(match: re.Match[str]) -> str:
    """The name as CommonMark compares it: case and the number of spaces do not count."""
    return " ".join(match["label"].split()).casefold()
