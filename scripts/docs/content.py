"""docs/content.md: every part of the content with its fields, in Czech, for those who write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assembler.readers.yaml_writing import dump, in_line
from schemas.base import Part
from schemas.describe import FieldDescription, PartDescription, all_parts, describe
from schemas.fields import MAX_TEXT
from scripts.docs.examples import example
from scripts.docs.markdown import block, code, table

INTRODUCTION = """\
# Obsah plánu

<!-- Stránku píše `make docs` z popisů polí ve složce schemas/; neupravujte ji ručně. -->

Obsah plánu je jeden soubor YAML (nebo JSON). Klíče jsou anglicky, hodnoty česky. Vyplňte jen to, co plán má: co chybí,
to se neotiskne. Povinných údajů je málo a tabulky níže je označují. Neznámý klíč program odmítne a poradí nejbližší.

`assembler check plan.yaml` vypíše všechny chyby najednou i s řádky, `assembler assemble plan.yaml -o plan.docx` sestaví
dokument. Hotové příklady jsou ve složce `examples/`.

## Jak se hodnoty píší

- **Odsazuje se mezerami**, nikdy tabulátorem; položka seznamu začíná pomlčkou a mezerou.
- **Text** se píše bez uvozovek. Uvozovky patří kolem textu, který vypadá jako číslo (`ico: "00246476"`, `code: "2.1"`),
  a kolem textu, v němž je dvojtečka s mezerou nebo `#`.
- **Delší text** začíná za klíčem svislou čarou `|` a pokračuje odsazený na dalších řádcích.
- **Číslo** se píše bez mezer a jednotek, s desetinnou tečkou: `1250000`, `45.85`. Částky mají nejvýše dvě desetinná
  místa.
- **Datum** je `2020-03-01` nebo `1. 3. 2020`.
- **Ano a ne** je `true` a `false`.
- Chybějící hodnota v tabulce nebo v grafu je `null`; jinde se chybějící údaj prostě nenapíše.

**Formátovaný text** je CommonMark: odstavce odděluje prázdný řádek, `*kurzíva*`, `**tučně**`, seznamy začínají `-` nebo
`1.`, odkaz je `[slova](https://…)`, poznámka pod čarou `[^1]`. Kdo má text v HTML nebo úplně bez značek, napíše
`{text: …, format: html}` nebo `{text: …, format: plain}`.

**Označení** (`id`) je krátké jméno, podle něhož se na část odkazuje: písmena bez diakritiky, číslice, tečka, pomlčka,
podtržítko. V celém obsahu smí být jen jednou. Odkaz z textu `[](#tab-vek)` se v dokumentu změní na živé „tabulka 4“.

**Nepíše se, co se dá spočítat**: kódy opatření, čísla kapitol, tabulek a grafů, součty, obsah, seznamy, „str. X z Y“.

"""

HEADS = ("Klíč", "Název", "Co sem patří", "Hodnota", "Příklad")


def page() -> str:
    parts = [describe(each) for each in all_parts()]
    nouns = {part.name: part.noun for part in parts}
    overview = "## Části obsahu\n\n" + "\n".join(tree(all_parts()[0], 0, set()))
    return INTRODUCTION + overview + "\n\n" + "\n\n".join(section(part, parts, nouns) for part in parts) + "\n"


def anchor(name: str) -> str:
    return name.lower()


def link(name: str, noun: str) -> str:
    return f"[{noun}](#{anchor(name)})"


def tree(part_class: type[Part], depth: int, seen: set[type[Part]]) -> Iterator[str]:
    """The parts as nested lists; each is unfolded where it is met first."""
    for field in describe(part_class).fields:
        if field.part is None:
            continue
        yield f"{'  ' * depth}- {code(field.name)} {link(field.part.__name__, field.label)}"
        if field.part not in seen:
            seen.add(field.part)
            yield from tree(field.part, depth + 1, seen)


def section(part: PartDescription, parts: list[PartDescription], nouns: dict[str, str]) -> str:
    homes = [
        (home, field) for home in parts for field in home.fields if field.part and field.part.__name__ == part.name
    ]
    places = ", ".join(f"{code(field.name)} v části {link(home.name, home.noun)}" for home, field in homes)
    rows = [
        (code(field.name), field.label, field.hint, value_words(field, nouns), shown_example(field))
        for field in part.fields
    ]
    return "\n\n".join(
        [
            f'<a id="{anchor(part.name)}"></a>\n\n## {part.noun}',
            f"Kde stojí: {places}." if places else "Celý obsah.",
            table(HEADS, rows),
            block(sample(part, homes), "yaml"),
        ]
    )


def sample(part: PartDescription, homes: list[tuple[PartDescription, FieldDescription]]) -> str:
    """The example of the part behind the key by which it is first met."""
    found = next(each for each in all_parts() if each.__name__ == part.name)
    if not homes:
        return dump(example(found))
    key = homes[0][1]
    return dump({key.name: [example(found)] if key.kind == "parts" else example(found)})


def shown_example(field: FieldDescription) -> str:
    return "" if field.part else code(in_line(field.example))


# ---------------------------------------------------------------- the column „Hodnota“


def value_words(field: FieldDescription, nouns: dict[str, str]) -> str:
    """What stands behind the key, in words."""
    remarks = [
        "**povinné**" if field.required else "",
        KINDS[field.kind](field, nouns),
        f"nevyplněné znamená {code(in_line(field.default))}" if field.default is not None else "",
        "neotiskne se" if field.kind in ("text", "texts") and not field.printed else "",
    ]
    return "; ".join(filter(None, remarks))


Words = dict[str, str]


def text(field: FieldDescription, _: Words) -> str:
    words = "text, i na více řádků" if field.multiline else "text"
    limit = field.most_characters or MAX_TEXT
    return words if limit >= MAX_TEXT else f"{words}, nejvýše {limit} znaků"


def number(field: FieldDescription, _: Words) -> str:
    noun = {"number": "číslo", "money": "částka", "whole": "celé číslo", "year": "rok"}[field.kind]
    if field.least is not None and field.most is not None:
        return f"{noun} {field.least}–{field.most}"
    return f"{noun}, nejméně {field.least}" if field.least is not None else noun


def choice(field: FieldDescription, _: Words) -> str:
    return "jedno z: " + ", ".join(f"{code(option.code)} {option.label}" for option in field.options)


def choices(field: FieldDescription, _: Words) -> str:
    return "seznam z: " + ", ".join(f"{code(option.code)} {option.label}" for option in field.options)


def reference(field: FieldDescription, nouns: Words) -> str:
    return f"označení: {link(field.refers_to, nouns[field.refers_to])}"


def references(field: FieldDescription, nouns: Words) -> str:
    return f"seznam označení: {link(field.refers_to, nouns[field.refers_to])}"


def part(field: FieldDescription, nouns: Words) -> str:
    assert field.part is not None, "a nested part has its class"
    return link(field.part.__name__, nouns[field.part.__name__])


def parts_of(field: FieldDescription, nouns: Words) -> str:
    return f"seznam: {part(field, nouns)}"


def always(words: str) -> Callable[[FieldDescription, Words], str]:
    return lambda *_: words


KINDS: dict[str, Callable[[FieldDescription, Words], str]] = {
    "text": text,
    "base64": always("obrázek v base64"),
    "identifier": always("označení"),
    "reference": reference,
    "rich": always("formátovaný text"),
    "number": number,
    "money": number,
    "whole": number,
    "year": number,
    "day": always("datum"),
    "flag": always("`true` nebo `false`"),
    "choice": choice,
    "texts": always("seznam textů"),
    "references": references,
    "choices": choices,
    "numbers": always("seznam čísel, chybějící je `null`"),
    "rows": always("seznam řádků; řádek je seznam textů a čísel, chybějící je `null`"),
    "part": part,
    "parts": parts_of,
}
