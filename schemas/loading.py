"""load(raw content) -> Plan, or findings: every problem at once, each with its pointer and its human path."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from marshmallow import ValidationError

from schemas.base import UNKNOWN_KEY, Part, PartOf, PartsOf
from schemas.fields import HouseField, Identifier, Reference, References, RichText
from schemas.finance import DEFAULT_SOURCES
from schemas.findings import Finding, Verbatim, error
from schemas.measures import Measure
from schemas.mending import Meant, Slip, meant, shown_key
from schemas.paths import human_path, pointer_of
from schemas.plan import Plan
from schemas.refusals import NOT_PART, Problem, found
from schemas.strategy import MAX_DEPTH, Node

MAX_FINDINGS = 500
MAX_UNKNOWN = 20
MAX_HINTS = 30  # searches for the nearest name: each looks through all the names there are
MAX_MEASURES = 10_000

DUPLICATE_ID = error(
    "duplicate_id",
    "Označení „{id}“ už má {other}. Každé označení smí být v obsahu jen jednou.",
    "The identifier “{id}” is already used at {other}.",
)
UNKNOWN_REFERENCE = error(
    "unknown_reference",
    "Na „{id}“ se odkazuje, ale {kind} s tímto označením v obsahu není{nearest}.",
    "“{id}” refers to no {kind}{nearest_en}.",
)
TOO_DEEP = error(
    "too_deep",
    "Strategie má více než {limit} úrovní (včetně opatření).",
    "The strategy has more than {limit} levels (measures included).",
)
TOO_MANY_MEASURES = error(
    "too_many_measures",
    "Opatření je {found}, nejvýše jich může být {limit}.",
    "{found} measures; the limit is {limit}.",
)
MORE_FINDINGS = error(
    "more_findings",
    "Nálezů je ještě {count}. Opravte nejdříve ty vypsané.",
    "There are {count} more findings; mend the listed ones first.",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The outcome of loading: a plan, or (where it is None) the reasons why there is none.

    Where nothing but unknown keys stands in the way, `readable` is the plan that is probably meant: it can be checked,
    so that all findings come at once, and is never printed. `meant` leads its pointers back to the delivered content.
    """

    plan: Plan | None
    findings: tuple[Finding, ...]
    readable: Plan | None = None
    meant: Meant = dataclasses.field(default_factory=Meant)


def load(raw: object) -> Loaded:
    """Read raw content (what JSON or YAML gives: dicts, lists, strings, numbers, booleans) into a plan."""
    if not isinstance(raw, dict):
        return Loaded(None, (NOT_PART.at("", found=found(raw)).located("Plán"),))
    once = read(raw)
    slips = sum(each.code == UNKNOWN_KEY.code for each in once.fields)
    if 0 < slips <= MAX_UNKNOWN:  # with more of them it is no slip, but another kind of file
        return misspelled(raw, once.fields)
    return Loaded(once.plan, labelled([*once.fields, *once.structure], raw))


class Once(NamedTuple):
    """One reading: the plan, or (where it is None) what its fields and its structure have against it."""

    plan: Plan | None
    fields: list[Finding]
    structure: list[Finding]


def read(raw: dict[str, Any]) -> Once:
    nearest = Nearest()
    plan, against, built = None, [], list(structure(raw, nearest))
    if not any(finding.code == TOO_DEEP.code for finding in built):  # else reading it would recurse without end
        try:
            plan = Plan.straight(raw)
        except ValidationError:
            messages: Any = Plan.schema.validate(raw)  # ours are always dicts
            against = list(Flattening(nearest).part(messages, Plan, ""))
    if plan is None or built:
        return Once(None, against, built)
    locate(plan, "")
    return Once(plan, [], [])


def misspelled(raw: dict[str, Any], told: list[Finding]) -> Loaded:
    """Refused for what is told, its unknown keys above all; the content as it is meant shows what is wrong besides."""
    whole = meant(raw, Nearest().of)
    again = read(whole.content)
    known = {(each.code, each.pointer) for each in told}
    others = [whole.as_delivered(each) for each in (*again.fields, *again.structure)]
    new = [each for each in others if (each.code, each.pointer) not in known]
    findings = [*told, *new, *map(hidden_key, whole.hidden)]
    return Loaded(None, labelled(findings, raw), again.plan, whole)


def hidden_key(slip: Slip) -> Finding:
    return unknown_key(pointer_of(slip.pointer, slip.key), slip.key, slip.part_class, slip.near)


def labelled(findings: list[Finding], raw: object) -> tuple[Finding, ...]:
    return tuple(each.located(human_path(each.pointer, raw)) for each in bounded(findings))


def bounded(findings: list[Finding]) -> list[Finding]:
    """At most MAX_FINDINGS, of unknown keys at most MAX_UNKNOWN; the rest is counted."""
    kept: list[Finding] = []
    unknown = 0
    for finding in findings:
        unknown += finding.code == UNKNOWN_KEY.code
        if len(kept) < MAX_FINDINGS and (finding.code != UNKNOWN_KEY.code or unknown <= MAX_UNKNOWN):
            kept.append(finding)
    if len(kept) < len(findings):
        kept.append(MORE_FINDINGS.at("", count=len(findings) - len(kept)))
    return kept


class Nearest:
    """The known name nearest to a mistyped one; only for the first MAX_HINTS, so that no content costs minutes."""

    def __init__(self) -> None:
        self.left = MAX_HINTS

    def of(self, name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
        """The nearest name, or nothing."""
        self.left -= 1
        near = difflib.get_close_matches(name, known, n=1, cutoff=cutoff) if self.left >= 0 else []
        return near[0] if near else ""


class Flattening:
    """marshmallow's tree of messages as findings with pointers: known keys in their order, then the unknown ones."""

    def __init__(self, nearest: Nearest) -> None:
        self.nearest = nearest

    def part(self, messages: Mapping[Any, Any], part_class: type[Part], base: str) -> Iterator[Finding]:
        for key, below in sorted(messages.items(), key=lambda item: unknown_last(item[0], part_class)):
            shown = shown_key(key)
            pointer = pointer_of(base, shown)
            field = part_class.fields.get(key)
            inner = field.part_class if isinstance(field, PartOf) else part_class
            if isinstance(below, Mapping):
                walk = self.items if isinstance(field, PartsOf) else self.part
                yield from walk(below, inner, pointer)
            else:
                yield from (self.told(problem, pointer, part_class, shown) for problem in below)

    def items(self, messages: Mapping[Any, Any], part_class: type[Part], base: str) -> Iterator[Finding]:
        for index, below in messages.items():
            pointer = pointer_of(base, index)
            if isinstance(below, Mapping):
                yield from self.part(below, part_class, pointer)
            else:
                yield from (self.told(problem, pointer, part_class, "") for problem in below)

    def told(self, problem: Problem, pointer: str, part_class: type[Part], key: str) -> Finding:
        if problem.rule is not UNKNOWN_KEY:
            return problem.rule.at(pointer, **problem.values)
        return unknown_key(pointer, key, part_class, self.nearest.of(key.lower(), part_class.fields))


def unknown_key(pointer: str, key: str, part_class: type[Part], near: str) -> Finding:
    hint = Verbatim(f"; nejbližší je „{near}“ ({part_class.fields[near].label})" if near else "")
    hint_en = Verbatim(f"; the nearest is “{near}”" if near else "")
    return UNKNOWN_KEY.at(pointer, key=key, nearest=hint, nearest_en=hint_en)


def unknown_last(key: object, part_class: type[Part]) -> str:
    """A sorting key: marshmallow finds unknown keys in the accidental order of a set."""
    return "" if key in part_class.fields or isinstance(key, int) else f"unknown {key}"


@dataclass(frozen=True, slots=True)
class Named:
    """An identifier or a reference found in raw content."""

    id: str
    pointer: str
    to: str  # the class that bears it, or that is referred to


STRUCTURAL: dict[type[Part], Mapping[str, HouseField]] = {}


def structural(part_class: type[Part]) -> Mapping[str, HouseField]:
    """The fields of a part that Structure looks into."""
    if part_class not in STRUCTURAL:
        fields = part_class.fields.items()
        STRUCTURAL[part_class] = {
            name: field for name, field in fields if isinstance(field, PartOf | Identifier | References)
        }
    return STRUCTURAL[part_class]


class Structure:
    """What no field can see by itself: identifiers, references, depth and number of measures.

    Gathered from the raw content, so that it is known even where fields are wrong.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        self.borne: list[Named] = []
        self.meant: list[Named] = []
        self.measures = 0
        self.depth = 0
        self.part(raw, Plan, "", 0)
        if not raw.get("funding_sources"):
            self.borne.extend(Named(source["id"], "/funding_sources", "FundingSource") for source in DEFAULT_SOURCES)

    def part(self, raw: object, part_class: type[Part], pointer: str, depth: int) -> None:
        if not isinstance(raw, dict):
            return
        self.measures += part_class is Measure
        depth += part_class in (Node, Measure)
        self.depth = max(self.depth, depth)
        if depth <= MAX_DEPTH:
            fields = structural(part_class)
            for key, value in raw.items():
                if key in fields:
                    self.value(value, part_class, fields[key], f"{pointer}/{key}", depth)

    def value(self, value: object, part_class: type[Part], field: HouseField, place: str, depth: int) -> None:
        if isinstance(field, PartsOf) and isinstance(value, list):
            for index, item in enumerate(value):
                self.part(item, field.part_class, f"{place}/{index}", depth)
        elif isinstance(field, PartOf):
            self.part(value, field.part_class, place, depth)
        elif isinstance(field, References) and isinstance(value, list):
            self.meant.extend(Named(v, f"{place}/{i}", field.to) for i, v in enumerate(value) if isinstance(v, str))
        elif isinstance(field, Identifier) and isinstance(value, str):
            if isinstance(field, Reference):
                self.meant.append(Named(value, place, field.to))
            else:
                self.borne.append(Named(value, place, part_class.__name__))


def structure(raw: dict[str, Any], nearest: Nearest) -> Iterator[Finding]:
    """Identifiers used twice, references to nothing, too many levels or measures."""
    gathered = Structure(raw)
    if gathered.measures > MAX_MEASURES:
        yield TOO_MANY_MEASURES.at("/strategy", found=gathered.measures, limit=MAX_MEASURES)
    if gathered.depth > MAX_DEPTH:
        yield TOO_DEEP.at("/strategy/nodes", limit=MAX_DEPTH)
    first: dict[str, Named] = {}
    for named in gathered.borne:
        if named.id in first:
            other = Verbatim(f"{human_path(first[named.id].pointer, raw)} ({first[named.id].pointer})")
            yield DUPLICATE_ID.at(named.pointer, id=named.id, other=other)
        first.setdefault(named.id, named)
    yield from unknown_references(first, gathered.meant, nearest)


KINDS = {
    "Group": "žádná skupina",
    "Measure": "žádné opatření",
    "FundingSource": "žádný zdroj financování",
    "SwotItem": "žádná položka SWOT",
}


def unknown_references(borne: Mapping[str, Named], meant: list[Named], nearest: Nearest) -> Iterator[Finding]:
    by_kind: dict[str, list[str]] = {}
    for named in borne.values():
        by_kind.setdefault(named.to, []).append(named.id)
    for reference in meant:
        target = borne.get(reference.id)
        if target is None or target.to != reference.to:
            near = nearest.of(reference.id, by_kind.get(reference.to, []))
            yield UNKNOWN_REFERENCE.at(
                reference.pointer,
                id=reference.id,
                kind=KINDS.get(reference.to, reference.to),
                nearest=Verbatim(f"; nejbližší je „{near}“" if near else ""),
                nearest_en=Verbatim(f"; the nearest is “{near}”" if near else ""),
            )


def locate(part: Part, pointer: str) -> None:
    """Tell every part and every rich text of a fresh plan where it stood in the content."""
    object.__setattr__(part, "pointer", pointer)
    for name in located(type(part)):
        value = getattr(part, name)
        if not value:
            continue
        if type(value) is tuple:
            for index, item in enumerate(value):
                locate(item, f"{pointer}/{name}/{index}")
        elif isinstance(value, Part):
            locate(value, f"{pointer}/{name}")
        else:
            object.__setattr__(value, "pointer", f"{pointer}/{name}")


LOCATED: dict[type[Part], tuple[str, ...]] = {}


def located(part_class: type[Part]) -> tuple[str, ...]:
    """The fields of a part whose values know their place themselves: parts and formatted texts."""
    if part_class not in LOCATED:
        fields = part_class.fields.items()
        LOCATED[part_class] = tuple(name for name, field in fields if isinstance(field, PartOf | RichText))
    return LOCATED[part_class]
