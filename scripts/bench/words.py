"""Czech sentences without end, always the same ones: words enough that deflate has about the work of a real plan.

The grammar holds, the sense does not. All adjectives are soft ones (-ní): they agree with every noun in the cases used.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

NB = "\u00a0"


def read_banks(text: str) -> dict[str, list[str]]:
    """The banks of words.txt: a line that ends with a colon begins one."""
    banks: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if line.endswith(":"):
            current = banks.setdefault(line[:-1], [])
        elif not line.startswith("#"):
            current += line.split()
    return banks


BANKS = read_banks(Path(__file__).with_name("words.txt").read_text(encoding="utf-8"))


class Writer:
    """Writes texts from a seed; uses nothing but random(), which is the same in every version of Python."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random

    def pick(self, words: Sequence[str]) -> str:
        return words[int(self.random() * len(words))].replace("+", " ")

    def number(self, least: int, most: int) -> int:
        return least + int(self.random() * (most - least + 1))

    def chance(self, percent: int) -> bool:
        return self.random() * 100 < percent

    def place(self) -> str:
        """The made-up name of a village."""
        return "".join(self.pick(BANKS["syllables"]) for _ in range(self.number(1, 3))).capitalize() + self.pick(
            BANKS["endings"]
        )

    def whose(self) -> str:
        """„terénních pečujících“"""
        return (
            f"{self.pick(BANKS['soft'])}ních {self.pick(BANKS['of_whom'])}"
            if self.chance(45)
            else self.pick(BANKS["of_whom"])
        )

    def thing(self) -> str:
        """„víkendní pobyt terénních pečujících“"""
        kind = f"{self.pick(BANKS['soft'])}ní " if self.chance(60) else ""
        return f"{kind}{self.pick(BANKS['what'])} {self.whose()}"

    def phrase(self) -> str:
        """A few words without a full stop, as they stand in lists."""
        return f"{self.thing()} {self.pick(BANKS['with_genitive'])} {self.whose()}"

    def clause(self) -> str:
        who = self.pick(BANKS["who"]) + (f" {self.place()}" if self.chance(60) else "")
        how = f" {self.pick(BANKS['with_genitive'])} {self.whose()}" if self.chance(45) else ""
        return f"{who} {self.pick(BANKS['does'])} {self.thing()}{how}{self.detail()}"

    def detail(self) -> str:
        """Now and then a number, a date, an amount, a name, and the marks that XML must escape."""
        details = (
            f" (v{NB}roce {self.number(2008, 2024)} {self.number(3, 980)} osob)",
            f" do {self.number(1, 28)}.{NB}{self.number(1, 12)}.{NB}{self.number(2025, 2031)}",
            f" za {self.number(11, 990)}{NB}{self.number(100, 999)}{NB}Kč",
            f", z{NB}toho {self.number(1, 60)},{self.number(1, 9)}{NB}% uhradí {self.place()}",
            f" (§{NB}{self.number(37, 70)}, „{self.pick(BANKS['who'])} & {self.place()}“)",
            f" s{NB}příjmem < {self.number(8, 40)}{NB}000{NB}Kč",
        )
        return self.pick(details) if self.chance(35) else ""

    def sentence(self) -> str:
        opening = f"{self.pick(BANKS['opening'])} " if self.chance(25) else ""
        behind = f", {self.pick(BANKS['joining'])} {self.clause()}" if self.chance(35) else ""
        text = f"{opening}{self.clause()}{behind}."
        return text[0].upper() + text[1:]

    def text(self, words: int) -> str:
        """Whole sentences of at least that many words together."""
        sentences: list[str] = []
        written = 0
        while written < words:
            sentences.append(self.sentence())
            written += sentences[-1].count(" ") + 1
        return " ".join(sentences)

    def paragraphs(self, count: int, words: int) -> str:
        """A formatted text: paragraphs of at least that many words, some of them in bold."""
        texts = [self.text(words) for _ in range(count)]
        texts[0] += f" Nejvíce pomůže **{self.thing()}**."
        return "\n\n".join(texts)

    def bullets(self, items: int) -> str:
        """A formatted list."""
        return "\n".join(f"- {self.phrase()}" for _ in range(items))
