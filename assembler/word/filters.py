"""How a value is printed, by the position that the compiler found for it; and the filters that a template may use.

Every way from a value to the document leads through here: nothing is printed unescaped, and what was printed is noted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word import drawings, runs, sequences, tables
from assembler.word.marks import Bundle, Deferred, Guard, LabelEnd, LabelStart, Mark, Maybe, MaybeEnd, Region, RegionEnd
from assembler.word.numbering import numeral
from assembler.word.state import State
from assembler.word.values import DataTable, Figure, Joined, Picture
from assembler.word.xml import attribute, run
from schemas.values import Leaf, Rich


def state_of(context: Context) -> State:
    return context.parent["_state"]  # type: ignore[no-any-return]  # put there by the renderer


# ---------------------------------------------------------------- text in a run


@pass_context
def print_text(context: Context, value: Any, properties: str) -> str:
    """A value in the middle of text: its run, in a content control when it is a text of the content."""
    if type(value) is Leaf:
        return runs.leaf_run(context.parent["_state"], value, properties)
    if type(value) is str:
        return run(value, properties)
    return runs.of(state_of(context), value, properties)


@pass_context
def print_plain(context: Context, value: Any) -> str:
    """A value as the text of any other element (a field's instruction, a property)."""
    return attribute(plain(state_of(context), value))


print_attribute = print_plain


def plain(state: State, value: Any) -> str:
    if type(value) is Leaf:
        state.printed.add((value.owner, value.field))
    if isinstance(value, Joined):
        return value.separator.join(plain(state, item) for item in value.items)
    if isinstance(value, str | int):
        return str(value)
    raise TemplateError(runs.wrong_kind(value, Sentence("uvnitř vlastnosti")))


# ---------------------------------------------------------------- whole runs and paragraphs


@pass_context
def print_run(context: Context, value: Any, properties: str) -> str:
    """{{r … }}: a drawing or a link in a run of its own; plain text as {{ … }} would print it."""
    if isinstance(value, Mark):
        return value
    return print_text(context, value, properties)


@pass_context
def print_block(context: Context, value: Any, style: str) -> str:
    """{{p … }}: paragraphs and tables in the place of the paragraph; plain text becomes one paragraph."""
    state = state_of(context)
    if isinstance(value, Bundle):
        return value
    if isinstance(value, Mark):
        raise TemplateError("Obrázek a graf se tiskne v řádku: {{r …|picture}}, {{r …|figure}}.")
    if isinstance(value, Rich):
        return state.texts.print(state, value, style)
    if isinstance(value, DataTable):
        return tables.data_table(state, value, "")
    printed = print_text(context, value, "")
    properties = f'<w:pPr><w:pStyle w:val="{attribute(style)}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{printed}</w:p>" if printed else ""


@pass_context
def items(context: Context, value: Any) -> Any:
    """What a loop walks through: a list, and no more turns of all loops together than a document can need."""
    if not isinstance(value, list | tuple):
        str(value)  # a name that the context lacks says so itself
        raise TemplateError("Cyklus {% for %} prochází jen seznamy. Tato hodnota seznam není.")
    state = state_of(context)
    state.turns += len(value)
    if state.turns > MAX_TURNS:
        raise TemplateError("Cykly šablony se opakují příliš mnohokrát: jsou zbytečně vnořené do sebe.")
    return value


MAX_TURNS = 5_000_000

# ---------------------------------------------------------------- marks of the compiler


@pass_context
def next_id(context: Context, _: int) -> str:
    return str(next(state_of(context).ids))


@pass_context
def new_list(context: Context, num: int, level: int) -> str:
    """A numbering instance for the list that begins here, like the template's list `num`; `level` is its highest."""
    state = state_of(context)
    return str(state.list_instance(state.styles.nums[num], level))


@pass_context
def region(context: Context, level: int, num: int, ilvl: int) -> str:
    """The beginning of a heading (level from 1, list and level of its number), or of a caption (level 0)."""
    state = state_of(context)
    begun = Region(level, (num, ilvl), *state.bookmark("_Toc"), state.region)
    state.regions.append(begun)
    state.region = begun
    if level:
        state.sequences[state.part].heading(level)
    return begun


@pass_context
def end_region(context: Context, _: int) -> str:
    state = state_of(context)
    ended = state.region
    assert ended is not None  # noqa: S101 - the compiler puts ends behind beginnings
    state.region = ended.outer
    return RegionEnd(f'<w:bookmarkEnd w:id="{ended.number}"/>')


@pass_context
def sequence_label(context: Context, _: int) -> str:
    """Before a SEQ field: the bookmark that references to this caption show; one for all its numbers."""
    state = state_of(context)
    caption = state.region
    assert caption is not None  # noqa: S101 - the compiler labels what stands in a caption
    if caption.label_bookmark:  # an earlier number, or the code of the part
        return ""
    caption.label_number, caption.label_bookmark = state.bookmark("_Ref")
    return LabelStart(f'<w:bookmarkStart w:id="{caption.label_number}" w:name="{caption.label_bookmark}"/>')


@pass_context
def sequence_number(context: Context, instruction: str, properties: str) -> str:
    """The number of a SEQ field in its run."""
    state, wanted = state_of(context), sequences.read(instruction)
    shown = numeral(wanted.form, state.sequences[state.part].next(wanted))
    caption = state.region
    if caption is not None and not wanted.repeats:
        caption.sequences.append(wanted.name)
    return "" if wanted.hidden else run(shown, properties)


@pass_context
def sequence_label_end(context: Context, _: int) -> str:
    caption = state_of(context).region
    assert caption is not None  # noqa: S101 - opened by sequence_label
    return LabelEnd(f'<w:bookmarkEnd w:id="{caption.label_number}"/>') if caption.label_number else ""


# These take the context only so that the template engine does not compute them once for all when compiling.


@pass_context
def contents(_: Context, instruction: str) -> str:
    return Deferred(lambda final: final.contents(instruction))


@pass_context
def field_mark(_: Context, source: str) -> str:
    """A run of a SEQ field around its number; the copy for a layout has the number alone (docs/adr/0004)."""
    return Deferred(lambda final: "" if final.for_layout else source)


@pass_context
def guard(_: Context, needed: str) -> str:
    return GUARDS[needed]


@pass_context
def maybe(_: Context, needed: str) -> str:
    return Maybe(needed)


@pass_context
def maybe_end(_: Context, __: int) -> str:
    return MaybeEnd("")


GUARDS = {needed: Guard(needed) for needed in ("w:p", "w:r")}  # they never change, and there are many

# ---------------------------------------------------------------- filters for templates


def join(items: Any, separator: Any = ", ") -> Joined:
    """Several texts with a separator between them."""
    if not isinstance(items, list | tuple) or not all(isinstance(item, str | Joined) for item in items):
        raise TemplateError("Filtr „join“ spojuje jen seznam textů.")
    if not isinstance(separator, str):
        raise TemplateError("Filtr „join“ chce oddělovač v uvozovkách.")
    joined = Joined(tuple(items), separator)
    if len(joined) > MAX_JOINED:
        raise TemplateError("Filtr „join“ by složil příliš dlouhý text.")
    return joined


MAX_JOINED = 1_000_000  # letters; joining what was joined grows without end


def length(items: Any) -> int:
    """How many items there are."""
    if not isinstance(items, list | tuple | str | Joined):
        raise TemplateError("Filtr „length“ počítá jen položky seznamu.")
    return len(items)


@pass_context
def picture(context: Context, value: Any, width: int = 0, height: int = 0) -> str:
    """A picture scaled into a box of millimetres; a side that is 0 follows from the other."""
    if not isinstance(value, Picture):
        raise TemplateError("Filtr „picture“ tiskne jen obrázky.")
    return Mark(drawings.picture(state_of(context), value, width, height))


@pass_context
def figure(context: Context, value: Any, width: int = 160, height: int = 0) -> str:
    """A native chart of the given size in millimetres; without a height it takes what its data need."""
    if not isinstance(value, Figure):
        raise TemplateError("Filtr „figure“ tiskne jen grafy.")
    return Mark(drawings.chart(state_of(context), value, width, height))


@pass_context
def data_table(context: Context, value: Any, style: str = "", width: int = tables.PAGE) -> str:
    """A data table in the named table style, its columns laid out for so many millimetres of text."""
    if not isinstance(value, DataTable):
        raise TemplateError("Filtr „data_table“ tiskne jen datové tabulky.")
    if width not in tables.WIDTHS:
        raise TemplateError(
            Sentence(
                "Filtr „data_table“ chce šířku v milimetrech, %(least)s až %(most)s.",
                least=tables.WIDTHS[0],
                most=tables.WIDTHS[-1],
            )
        )
    return tables.data_table(state_of(context), value, style, width)


FOR_TEMPLATES: dict[str, Callable[..., Any]] = {
    "join": join,
    "length": length,
    "picture": picture,
    "figure": figure,
    "data_table": data_table,
}
OWN: dict[str, Callable[..., Any]] = {
    "_items": items,
    "_text": print_text,
    "_plain": print_plain,
    "_attribute": print_attribute,
    "_run": print_run,
    "_block": print_block,
    "_next": next_id,
    "_list": new_list,
    "_region": region,
    "_end": end_region,
    "_label": sequence_label,
    "_number": sequence_number,
    "_label_end": sequence_label_end,
    "_contents": contents,
    "_mark": field_mark,
    "_guard": guard,
    "_maybe": maybe,
    "_maybe_end": maybe_end,
}
