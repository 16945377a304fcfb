"""Names of templates: what a kind offers, what a template reads, and faults told before any content exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any, TypedDict, get_origin

import pytest

from assembler import resources
from assembler.documents import KINDS, action_plan, medium_term_plan
from assembler.documents.kind import Kind
from assembler.documents.lint import ACCEPTED, INSIDE, Fault, lint_template
from assembler.documents.names import WORDS, Shape, names
from assembler.options import Options, Variant
from assembler.readers import yaml_file
from assembler.typeset import typeset
from assembler.word.compiler.environment import Environment
from assembler.word.compiler.names import ITEM, TESTED, Use, used_names, written
from assembler.word.compiler.words import complaint
from assembler.word.filters import FOR_TEMPLATES
from assembler.word.values import DataTable, Figure, Joined, Picture
from schemas.loading import load
from schemas.values import Label, Rich
from tests.word_files import p, row, statement_row, table, word_file

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))


def by_code(kind: Kind) -> str:
    return kind.code


class Cover(TypedDict):
    """Titulní strana."""

    title: str
    period: str
    arms: Picture | None


class Chapter(TypedDict):
    """Kapitola."""

    heading: str
    text: Rich


class Analysis(TypedDict):
    """Analýza."""

    title: Label
    chapters: list[Chapter]


class Strategy(TypedDict):
    """Strategie."""

    introduction: Rich
    levels: Joined
    nodes: list[Chapter]
    overview: DataTable | None


class Context(TypedDict):
    """Jména zkušební šablony."""

    cover: Cover
    analyses: list[Analysis]
    strategy: Strategy | None
    sources: list[Joined]
    figure: Figure
    approved: bool
    number: int


KIND = replace(medium_term_plan.KIND, code="test", shape=Context)


# ---------------------------------------------------------------- what a kind offers


def test_names_lead_through_groups_and_lists_with_type_and_czech_words() -> None:
    assert [str(name) for name in names(KIND)] == [
        "cover (skupina údajů): Titulní strana.",
        "cover.title (text): Titulní strana.",
        "cover.period (text): Titulní strana.",
        "cover.arms (obrázek, nemusí být): Titulní strana.",
        "analyses (seznam: skupina údajů): Analýza.",
        "analyses[].title (text): Analýza.",
        "analyses[].chapters (seznam: skupina údajů): Kapitola.",
        "analyses[].chapters[].heading (text): Kapitola.",
        "analyses[].chapters[].text (formátovaný text): Kapitola.",
        "strategy (skupina údajů, nemusí být): Strategie.",
        "strategy.introduction (formátovaný text): Strategie.",
        "strategy.levels (text): Strategie.",
        "strategy.nodes (seznam: skupina údajů): Kapitola.",
        "strategy.nodes[].heading (text): Kapitola.",
        "strategy.nodes[].text (formátovaný text): Kapitola.",
        "strategy.overview (tabulka, nemusí být): Strategie.",
        "sources (seznam: text): Jména zkušební šablony.",
        "figure (graf): Jména zkušební šablony.",
        "approved (ano/ne): Jména zkušební šablony.",
        "number (číslo): Jména zkušební šablony.",
    ]


@pytest.mark.parametrize("kind", KINDS, ids=by_code)
def test_no_name_is_listed_twice_and_every_one_is_explained_in_czech(kind: Kind) -> None:
    found = names(kind)
    assert len({name.path for name in found}) == len(found) > 50
    for name in found:
        assert name.word
        assert name.about.endswith(".")
        assert not {"the", "of", "TypedDict", "dict"} & set(name.about.split())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.stem))
@pytest.mark.parametrize("kind", KINDS, ids=by_code)
def test_the_context_of_a_plan_holds_exactly_the_names_that_the_kind_offers(kind: Kind, path: Path) -> None:
    plan = load(yaml_file.read(path.read_bytes()).raw).plan
    assert plan
    for variant in Variant:
        context = kind.view(typeset(plan).plan, Options(variant=variant)).context
        assert list(differences(dict(context), Shape(kind.shape), "")) == []


def differences(value: Any, shape: Shape, path: str) -> Sequence[str]:
    """Where a value is not what its shape says."""
    if value is None:
        return [] if shape.optional else [f"{path} is missing"]
    if get_origin(shape.type) is list:
        item = shape.below(ITEM)
        assert item
        return [each for one in value for each in differences(one, item, path + ITEM)]
    if not shape.names():
        return [] if isinstance(value, shape.type) else [f"{path} is {type(value)}"]
    if value.keys() != shape.names().keys():
        return [f"{path}: {value.keys() ^ shape.names().keys()}"]
    return [each for name, one in value.items() for each in differences(one, shape.names()[name], f"{path}.{name}")]


# ---------------------------------------------------------------- what a template reads


def uses(source: str) -> tuple[Use, ...]:
    environment = Environment()
    environment.filters.update(FOR_TEMPLATES)
    return used_names(environment.parse(source))


def paths(source: str) -> list[str]:
    return list(dict.fromkeys(written(use.path) for use in uses(source) if not use.path[0].startswith("|")))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ a.b.c|length }}", ["a.b.c"]),
        ("{{ a['b'].c[0].d|length }}", ["a.b.c[].d"]),
        ("{% for x in a.b %}{{ x.c|length }}{% endfor %}", ["a.b", "a.b[].c"]),
        ("{% for x in a %}{% for y in x.b %}{{ y|length }}{% endfor %}{% endfor %}", ["a", "a[].b", "a[].b[]"]),
        ("{% for x in a %}{{ loop.index|join }}{% else %}{{ x|join }}{% endfor %}", ["a", "x"]),
        ("{% set m = a.b %}{{ m.c|join }}{% set m = d %}{{ m.c|join }}", ["a.b", "a.b.c", "d", "d.c"]),
        ("{{ m|join }}{% set m = a %}", ["m", "a"]),
        ("{% for x in a %}{% set m = x %}{% endfor %}{{ m|join }}", ["a", "a[]", "m"]),
        ("{% if a %}{% set m = b %}{% else %}{% set m = c %}{% endif %}{{ m.d|join }}", ["a", "b", "c", "c.d"]),
        ("{% if a %}{% set m = b %}{% endif %}{{ m.d|join }}", ["a", "b", "b.d"]),
        ("{{ (a if b else c).d|join }}", ["b", "a.d", "c.d"]),
        ("{{ (a or b)|join(c.d) }}", ["a", "b", "c.d"]),
        ("{% if a.b == c.d and not e is none %}{% endif %}", ["a.b", "c.d", "e"]),
        ("{{ a[b].c|join }}", ["b", "a[].c"]),
        ("{% set _slot0 = 5 %}{{ _slot0|join }}{{ 'a'|join }}", []),
    ],
)
def test_every_name_is_followed_to_the_context(source: str, expected: list[str]) -> None:
    assert paths(source) == expected


def test_a_name_from_two_branches_is_followed_into_both_of_them() -> None:
    source = "{% set m = a if x else b %}{% for y in m.c %}{{ y.d|join }}{% endfor %}"
    assert {"a.c", "b.c", "a.c[].d", "b.c[].d"} <= set(paths(source))


@pytest.mark.parametrize(
    ("source", "sure"),
    [
        ("{% if a %}{{ a.b|join }}{% endif %}", True),
        ("{% if a.b %}{{ a.b|join }}{% endif %}", True),
        ("{% if a and c %}{{ a.b|join }}{% endif %}", True),
        ("{% if a and a.b|join %}{% endif %}", True),
        ("{% if not a %}{% else %}{{ a.b|join }}{% endif %}", True),
        ("{% if not a %}{% elif c %}{{ a.b|join }}{% endif %}", True),
        ("{% if a is none %}{% else %}{{ a.b|join }}{% endif %}", True),
        ("{% if not a or a.b|join %}{% endif %}", True),
        ("{{ (a.b if a else c)|join }}", True),
        ("{% set m = a %}{% if m %}{{ m.b|join }}{% endif %}", True),
        ("{% for x in a %}{{ a.b|join }}{% endfor %}", True),
        ("{{ a.b|join }}", False),
        ("{% if a or c %}{{ a.b|join }}{% endif %}", False),
        ("{% if a %}{% endif %}{{ a.b|join }}", False),
        ("{% if a %}{% else %}{{ a.b|join }}{% endif %}", False),
        ("{% if a == 1 %}{{ a.b|join }}{% endif %}", False),
        ("{% if a is none %}{{ a.b|join }}{% endif %}", False),
        ("{% if not (a and c) %}{% else %}{{ a.b|join }}{% endif %}", True),
        ("{% set m = a if x else c %}{% if m %}{{ a.b|join }}{% endif %}", False),
    ],
)
def test_conditions_around_a_name_prove_that_it_is_there(source: str, sure: bool) -> None:
    found = [use for use in uses(source) if written(use.path) == "a.b" and use.by == "join"]
    assert [1 in use.sure for use in found] == [sure] * len(found)
    assert found


def test_a_reading_knows_its_line_and_what_reads_it() -> None:
    source = "\n{% for x in a %}\n{{ x|length }}{% if b %}{% endif %}{% endfor %}"
    assert [(written(use.path), use.line, use.by) for use in uses(source)] == [
        ("a", 2, "for"),
        ("a[]", 3, "length"),
        ("b", 3, TESTED),
    ]


# ---------------------------------------------------------------- the lint


@pytest.mark.parametrize("kind", KINDS, ids=by_code)
def test_every_shipped_template_is_without_fault_for_its_kind(kind: Kind) -> None:
    for name in resources.template_names(kind.code):
        assert lint_template(resources.template(kind.code, name), kind) == []


def test_a_template_of_one_kind_has_faults_for_another() -> None:
    for kind, other in permutations((medium_term_plan.KIND, action_plan.KIND)):
        assert lint_template(resources.template(kind.code), other)


NESTED = ("{%p for a in analyses %}", "{%p for k in a.chapters %}")
ARMS = "{%p if cover.arms %}"


@pytest.mark.parametrize(
    ("tags", "place", "message"),
    [
        # names
        (["{{ titel }}"], 1, "Jméno „titel“ šablona nemá odkud vzít."),
        (["Úvod", "{{ cover.titel }}"], 2, "Nejbližší je „cover.title“."),
        ([*NESTED, "{{ k.headin }}", "{%p endfor %}", "{%p endfor %}"], 3,
         "„analyses[].chapters[].headin“ šablona nemá odkud vzít. Nejbližší je „analyses[].chapters[].heading“."),
        (["{%p if strategy %}", "{%p for n in strategy.goals %}", "{{ n.name }}", "{%p endfor %}", "{%p endif %}"], 2,
         "„strategy.goals“ šablona nemá odkud vzít. Nabízí se „introduction“, „levels“, „nodes“, „overview“."),
        (["{{ title }}"], 1, "Stejně se jmenuje „cover.title“, „analyses[].title“."),
        (["{{ quorum }}"], 1, "Nabízí se „analyses“, „approved“, „cover“"),
        (["{%p for a in analyses %}", "{{ a.title }}", "{%p endfor %}", "{{ a.title }}"], 4, "Jméno „a“ šablona nemá"),
        (["{%p set m = cover %}", "{{ m.tittle }}"], 2, "Nejbližší je „cover.title“."),
        (["{{ m }}", "{%p set m = cover.title %}"], 1, "Jméno „m“ šablona nemá odkud vzít."),
        (["{{ cover.title.length }}"], 1, "V „cover.title“ žádné „length“ není, je to text."),
        (["{%p for a in analyses %}", "{{ loop.idx }}", "{%p endfor %}"], 2, "Nejbližší je „loop.index“."),
        # loops
        (["{%p for c in cover.title %}", "{{ c }}", "{%p endfor %}"], 1, "„cover.title“ není seznam, je to text"),
        (["{%p for c in cover %}", "x", "{%p endfor %}"], 1, "„cover“ není seznam, je to skupina údajů"),
        (["{{ sources.title }}"], 1, "V „sources“ žádné „title“ není, je to seznam."),
        (["{{ cover[0] }}"], 1, "„cover“ není seznam, je to skupina údajů."),
        # values in the wrong place
        (["{{ cover }}"], 1, "„cover“ je skupina údajů: vypište jménem, co je v ní."),
        (["{{ sources }}"], 1, "„sources“ je seznam: vypište ho cyklem {% for %}, nebo filtrem join."),
        (["{{ approved }}"], 1, "„approved“ je ano/ne: patří do podmínky {% if %}."),
        (["{%p for n in analyses[0].chapters %}", "text {{ n.text }}", "{%p endfor %}"], 2, "text: tiskne se"),
        (["{{r cover.title|picture }}"], 1, "Filtr „picture“ si s „cover.title“ neporadí, je to text."),
        (["{{ cover.title|join }}"], 1, "Filtr „join“ si s „cover.title“ neporadí"),
        ([ARMS, "{{ cover.arms|picture }}", "{%p endif %}"], 2, "Obrázek a graf chtějí značku {{r"),
        ([ARMS, "{{r cover.arms }}", "{%p endif %}"], 2, "„cover.arms“ je obrázek: tiskne se značkou"),
        # what need not be there
        (["{{ strategy.levels }}"], 1, "„strategy“ v obsahu být nemusí; čtěte z něj jen v podmínce {% if … %}."),
        (["{%p if strategy.nodes %}", "x", "{%p endif %}"], 1, "„strategy“ v obsahu být nemusí"),
        (["{{r cover.arms|picture }}"], 1, "„cover.arms“ v obsahu být nemusí"),
        (["{%p for n in strategy.nodes %}", "x", "{%p endfor %}"], 1, "„strategy“ v obsahu být nemusí"),
        # the language
        (["x", "{{ cover.title|uper }}"], 2, "Filtr „uper“ šablona nezná. Zná: data_table, figure, join"),
        (["{{ cover.title|joins }}"], 1, "Filtr „joins“ šablona nezná. Nejbližší je „join“."),
        (["{%p if cover.title is nothing %}", "{%p endif %}"], 1, "Test „nothing“ šablona nezná."),
        (["{%p frobnicate %}"], 1, "Příkaz „frobnicate“ šablona nezná. Zná: elif, else,"),
        (["{{ cover.title cover }}"], 1, "„cover“ v ní nemá co dělat."),
        (["{{ cover.title| }}"], 1, "Značce nelze rozumět: výraz není dokončený."),
        (["{%p if approved %}", "x"], 1, "nemá na stejné úrovni svůj konec {% endif %}"),
        (["x", "{%p endfor %}"], 2, "tu nic nezavírá"),
        (["{{ cover.title + 'x' }}"], 1, "Toto šablona říci nesmí"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_what_to_do(tags: list[str], place: int, message: str) -> None:
    found = lint_template(word_file(*map(p, tags)), KIND)
    assert [fault.place.split(":")[0] for fault in found] == [f"text dokumentu, {place}. odstavec"], found
    assert message in found[0].message


def test_all_slips_of_the_tags_are_told_at_once_in_their_order() -> None:
    """Ten slips are one upload, not ten; what is right between them is left alone."""
    tags = [
        "{{ cover.title| }}",
        "{{ cover.title }}",
        "{%p frobnicate %}",
        "{%p if approved = 1 %}",
        "x",
        "{%p endif %}",
        "{{ }}",
    ]
    found = lint_template(word_file(*map(p, tags), header=p("{{ cover.title|uper }}")), KIND)
    assert [fault.place.split(":")[0] for fault in found] == [
        *(f"text dokumentu, {number}. odstavec" for number in (1, 3, 4, 7)),
        "záhlaví, 1. odstavec",
    ]
    assert len({fault.message for fault in found}) == len(found)


def test_a_statement_without_end_is_told_beside_the_slips_of_other_tags() -> None:
    found = lint_template(word_file(*map(p, ["{%p if approved %}", "{{ cover.title| }}"])), KIND)
    assert ["nemá na stejné úrovni" in fault.message for fault in found] == [True, False]


def test_wrong_names_are_told_beside_tags_that_cannot_be_read() -> None:
    loop = ["{%p for sources in groups %}", "{{ sources.x }}", "{%p endfor %}"]
    tags = ["{{ cover.title|uper }}", "{{ cover.titel }}", *loop]
    told = [fault.message for fault in lint_template(word_file(*map(p, tags)), KIND)]
    assert len(told) == 2
    assert "„uper“" in told[0]
    assert "Nejbližší je „cover.title“." in told[1]


@pytest.mark.parametrize(
    "tags",
    [
        ["{%p if strategy %}", "{{ strategy.levels }}", "{{p strategy.introduction }}", "{%p endif %}"],
        ["{%p if not strategy %}", "Strategie chybí.", "{%p else %}", "{{ strategy.levels }}", "{%p endif %}"],
        ["{{ cover.title if cover.title else 'Plán' }}", "{{ sources|join('; ') }}", "{{ sources|length }}"],
        ["{%p for a in analyses %}", "{{ loop.index }}. {{ a.title }}{% if loop.last %}.{% endif %}", "{%p endfor %}"],
        ["{%p if cover.arms and approved %}", "{{r cover.arms|picture(40) }}", "{%p endif %}", "{{r figure|figure }}"],
        ["{%p if strategy and strategy.overview %}", "{{p strategy.overview|data_table }}", "{%p endif %}"],
        ["{%p if strategy and strategy.overview %}", "{{p strategy.overview }}", "{%p endif %}"],
        ["{%p set c = cover %}", "{{ c.title }}{{ c['period'] }}", "{%p if c.title is defined %}", "{%p endif %}"],
        ["{%p if analyses %}", "{{ analyses[0].title }}", "{%p endif %}", "{{ 'Plán' }} {{ 5 }} {{ number }}"],
    ],
)
def test_a_template_without_fault_is_left_alone(tags: list[str]) -> None:
    assert lint_template(word_file(*map(p, tags)), KIND) == []


def test_rows_of_tables_headers_and_footers_are_looked_at_too() -> None:
    rows = table(1, statement_row("for item in analyses", 1), row("{{ item.titl }}"), statement_row("endfor", 1))
    found = lint_template(word_file(rows, p(), header=p("{{ cover.titl }}"), footer=p("{{ x }}")), KIND)
    assert {fault.place.split(":")[0] for fault in found} == {
        "text dokumentu, 2. odstavec",
        "záhlaví, 1. odstavec",
        "zápatí, 1. odstavec",
    }


def test_a_mistake_made_many_times_is_told_once_with_the_number_of_places() -> None:
    found = lint_template(word_file(*[p("{{ cover.titel }}")] * 4), KIND)
    assert len(found) == 1
    assert "(A ještě na 3\u00a0místech.)" in found[0].message


def test_what_is_no_word_file_is_told_without_a_place() -> None:
    (fault,) = lint_template(b"PK", KIND)
    assert str(fault) == fault.message
    assert str(Fault("záhlaví", "Chyba.")) == "záhlaví: Chyba."


def test_the_lint_knows_every_filter_and_position_of_the_compiler() -> None:
    assert FOR_TEMPLATES.keys() <= ACCEPTED.keys()
    assert {f"|{name}" for name in FOR_TEMPLATES} <= INSIDE.keys()
    positions = {"_text", "_plain", "_attribute", "_run", "_block"}
    assert {by for by in ACCEPTED if by.startswith("_")} == positions


def test_a_sentence_of_the_engine_that_nobody_translated_is_not_shown() -> None:
    assert complaint("Block names in Jinja have to be valid") == "Značce nelze rozumět."
    assert complaint(None) == "Značce nelze rozumět."


@pytest.mark.parametrize("kind", KINDS, ids=by_code)
def test_types_of_names_are_words_that_a_person_knows(kind: Kind) -> None:
    known = {"skupina údajů", *(word for _, word in WORDS)}
    assert {name.word.removeprefix("seznam: ") for name in names(kind)} <= known


def test_the_place_of_a_fault_is_told_once() -> None:
    """A tag that cannot be compiled names its paragraph, which itself shows the tag, in one place only."""
    (fault,) = lint_template(word_file(p("{%p if cover.arms %}")), KIND)
    assert fault.place
    assert fault.place not in fault.message
