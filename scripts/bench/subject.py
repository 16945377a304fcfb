"""What is measured: a content with all that rendering needs, prepared before the clock starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assembler import documents, pipeline, resources
from assembler.convert import pandoc
from assembler.documents.kind import View
from assembler.options import Options
from assembler.typeset import Typeset, typeset
from assembler.word.inlines import Node
from assembler.word.properties import Properties
from assembler.word.render import render
from assembler.word.richtext import Source, Texts
from assembler.word.state import State
from assembler.word.template import Template, compile_template
from schemas.loading import load
from scripts.bench import ordinary

KIND = documents.DEFAULT


@dataclass(frozen=True, slots=True)
class Subject:
    """A content on its way: read, typeset, made a context; the template compiled, formatted texts read."""

    template: Template
    printed: Typeset
    view: View
    properties: Properties
    trees: Mapping[Source, Sequence[Node]]

    def called(self) -> bytes:
        """As the pipeline calls it: the lint that follows proves the XML."""
        return self.ours(proved=False)

    def ours(self, *, proved: bool = True) -> bytes:
        """The context becomes a DOCX, proved to be well-formed."""
        return render(
            self.template,
            self.view.context,
            self.properties,
            targets=self.view.targets,
            trees=self.trees,
            typographer=self.printed.typographer,
        ).docx(proved=proved)

    def ordinary_context(self, *, spared: bool = False) -> dict[str, Any]:
        """The same context for docxtpl; `spared` as ordinary.py says."""
        texts = Texts(self.trees, self.printed.typographer, self.template.texts)
        state = State(self.template.styles, self.view.targets, texts)
        return ordinary.prepared(self.view.context, state, spared)


def template_bytes() -> bytes:
    """The shipped template."""
    return resources.template(KIND.code)


def prepare(raw: object, template: bytes) -> Subject:
    """The steps of the pipeline up to rendering; raises ValueError for content that it refuses."""
    loaded = load(raw)
    if loaded.plan is None:
        raise ValueError("; ".join(f"{finding.pointer}: {finding.message}" for finding in loaded.findings[:5]))
    printed = typeset(loaded.plan)
    compiled = compile_template(template)
    view = KIND.view(printed.plan, Options())
    properties = pipeline.properties(
        loaded.plan, KIND, Options(), view.title, compiled.hash, pipeline.content_hash(raw)
    )
    trees = pandoc.trees((rich.text, rich.format.value) for rich in printed.rich)
    return Subject(compiled, printed, view, properties, trees)
