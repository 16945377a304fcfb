"""What the page shows of a result: findings by their severity and part, repairs, what was not printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from assembler.checks import RULES
from assembler.checks.cover import SAMPLE
from assembler.errors import Unreadable
from assembler.preview import Preview
from assembler.products import Order, Product
from assembler.report import Unprinted
from assembler.typeset import Repair
from assembler.web.downloads import file_name
from assembler.web.errors import Problem, WrongParameters
from assembler.web.language import N_
from assembler.web.pages import form
from assembler.web.pages.alike import Alike, alike
from assembler.web.pages.changes import Change, changes, only_spaces
from assembler.web.pages.desk import Result
from schemas.findings import Finding, Severity
from schemas.paths import human_path, steps_of
from schemas.plan import Plan

WHOLE_PLAN = N_("Celý plán")
OTHER = N_("Ostatní")
SHOWN_REPAIRS = 200
SHOWN_UNPRINTED = 200
NEIGHBOURS = 3  # lines shown on either side of a wrong one
SHOWN_LINE = 160  # characters


@dataclass(frozen=True, slots=True)
class PartFindings:
    """Findings of one severity in one part of the content."""

    anchor: str
    part: str
    findings: Sequence[Finding]

    @property
    def alike(self) -> Sequence[Alike]:
        return alike(self.findings)


@dataclass(frozen=True, slots=True)
class SeverityFindings:
    """Findings of one severity; errors that stop even a draft stand apart from those that stop an approval copy."""

    severity: Severity
    count: int
    parts: Sequence[PartFindings]
    blocks: bool  # even a draft

    @property
    def anchor(self) -> str:
        return f"nalezy-{anchor(self.severity, self.blocks)}"

    @property
    def sample(self) -> bool:
        """Whether one of them says that the document is marked as a sample."""
        return any(each.code == SAMPLE.code for part in self.parts for each in part.findings)


@dataclass(frozen=True, slots=True)
class ShownRepair:
    label: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class ShownRepairs:
    """Repairs that one sees, those that only make spaces hold, each list bounded."""

    count: int
    visible: Sequence[ShownRepair]
    visible_count: int
    spaces: Sequence[ShownRepair]
    spaces_count: int


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """Texts that are not in the document for one reason."""

    reason: str
    count: int
    parts: Sequence[tuple[str, int]]
    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the uploaded file."""

    number: int  # from 1
    text: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class ShownResult:
    name: str  # id of the result
    problem: Problem | None
    fields: dict[str, str]  # name of a field of the form -> what is wrong with it
    request_id: str
    plan: Preview | None
    findings: Sequence[SeverityFindings]
    counts: dict[str, int]
    product: Product | None
    shape: str  # of the product
    repairs: ShownRepairs | None
    unprinted: Sequence[NotPrinted]
    file_name: str
    failures: Sequence[str]  # rules that the PDF does not keep
    lines: Sequence[Line]  # of a file that cannot be read, around the wrong one


def shown(result: Result, name: str, data: bytes = b"") -> ShownResult:
    """The result as the page shows it; `data` is the uploaded file."""
    product = result.product
    return ShownResult(
        name=name,
        problem=result.problem,
        fields=field_errors(result.problem),
        request_id=result.request_id,
        plan=result.plan,
        findings=by_severity(result.findings),
        counts={one: sum(each.severity is one for each in result.findings) for one in Severity},
        product=product,
        shape=shape_of(product.order) if product else "",
        repairs=repairs(product.report.repairs, partial(human_path, raw=result.names)) if product else None,
        unprinted=not_printed(product.report.unprinted) if product else [],
        file_name=file_name(product.file_name) if product else "",
        failures=failed_rules(product) if product else [],
        lines=around(data, wrong_line(result.problem)),
    )


def shape_of(order: Order) -> str:
    return form.shape(order.kind.title, order.options.state, order.options.variant)


def field_errors(problem: Problem | None) -> dict[str, str]:
    if problem is None or problem.row.error is not WrongParameters:
        return {}
    return {each["parameter"]: each["detail"] for each in problem.errors}


def wrong_line(problem: Problem | None) -> int | None:
    """The line on which the file cannot be read, if that is the problem and it is known."""
    if problem is None or problem.row.error is not Unreadable:
        return None
    line: int | None = problem.errors[0].get("location", {}).get("line")
    return line


def around(data: bytes, wrong: int | None) -> list[Line]:
    """The wrong line and its neighbours; what is missing at the end is shown at the last line."""
    if wrong is None:
        return []
    lines = data.decode("utf-8", "replace").splitlines()
    wrong = min(wrong, len(lines))
    first = max(1, wrong - NEIGHBOURS)
    near = enumerate(lines[first - 1 : wrong + NEIGHBOURS], start=first)
    return [Line(number, text[:SHOWN_LINE], number == wrong) for number, text in near]


def by_severity(findings: Iterable[Finding]) -> list[SeverityFindings]:
    """Errors first, those that stop a draft before the others; inside them the parts in the order of the findings."""
    found = sorted(findings, key=lambda each: (list(Severity).index(each.severity), not blocks(each)))
    return [
        SeverityFindings(severity, len(some), by_part(anchor(severity, stops), some), stops)
        for (severity, stops), group in groupby(found, key=lambda each: (each.severity, blocks(each)))
        if (some := list(group))
    ]


def blocks(finding: Finding) -> bool:
    """Does it stop even a draft? What the checks find does not, what cannot be loaded does."""
    return finding.severity is Severity.ERROR and finding.code not in RULES


def anchor(severity: Severity, stops: bool) -> str:
    return f"{severity}-load" if stops else f"{severity}"


def by_part(severity: str, findings: Iterable[Finding]) -> list[PartFindings]:
    parts: dict[str, list[Finding]] = {}
    for each in findings:
        parts.setdefault(part_of(each.pointer), []).append(each)
    return [
        PartFindings(f"{severity}-{number}", part, some) for number, (part, some) in enumerate(parts.items(), start=1)
    ]


def part_of(pointer: str) -> str:
    """The top-level part of the content in which a pointer lies."""
    steps = steps_of(pointer)
    if not steps:
        return WHOLE_PLAN
    field = Plan.fields.get(steps[0])
    return field.label if field else OTHER


def repairs(made: Sequence[Repair], label: Callable[[str], str]) -> ShownRepairs:
    """`label` is that of a pointer."""
    visible = [each for each in made if not only_spaces(each.before, each.after)]
    spaces = [each for each in made if only_spaces(each.before, each.after)]
    return ShownRepairs(len(made), listed(visible, label), len(visible), listed(spaces, label), len(spaces))


def listed(made: Sequence[Repair], label: Callable[[str], str]) -> list[ShownRepair]:
    return [
        ShownRepair(label(each.pointer), telling(changes(each.before, each.after))) for each in made[:SHOWN_REPAIRS]
    ]


def telling(made: Sequence[Change]) -> Sequence[Change]:
    """The changes that one sees; all of them where none is seen."""
    return [each for each in made if not only_spaces(each.before, each.after)] or made


def not_printed(texts: Sequence[Unprinted]) -> list[NotPrinted]:
    reasons: dict[str, list[Unprinted]] = {}
    for each in texts:
        reasons.setdefault(each.reason, []).append(each)
    return [
        NotPrinted(reason, len(some), counted_parts(some), [each.label for each in some[:SHOWN_UNPRINTED]])
        for reason, some in sorted(reasons.items(), key=lambda item: len(item[1]))
    ]


def counted_parts(texts: Iterable[Unprinted]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for each in texts:
        part = part_of(each.pointer)
        counts[part] = counts.get(part, 0) + 1
    return list(counts.items())


def failed_rules(product: Product) -> list[str]:
    """Numbers of the rules; the validator's sentences are not Czech, they stand in the report."""
    failures = product.conformance.failures if product.conformance else ()
    return list(dict.fromkeys(failure.partition(":")[0] for failure in failures))
