"""The code of a template: a function that lists what is printed.

Jinja compiles a template into a generator, and wraps every value in `str()`. Here each value comes out of the filter of
its position as a string, and a rendering is one list (docs/adr/0003), so both would only cost time.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

PRINTED = "printed"  # the name of the list in the code; names of a template have prefixes there


class Listing(CodeGenerator):
    """Jinja's own way of writing into a list, which it keeps for macros, taken for the whole template."""

    def write_commons(self) -> None:
        """The beginning of the root function; Jinja's makes it a generator."""
        self.writeline("resolve = context.resolve_or_missing")
        self.writeline("undefined = environment.undefined")
        self.writeline("cond_expr_undefined = Undefined")
        self.writeline(f"{PRINTED} = []")

    def enter_frame(self, frame: Frame) -> None:
        if frame.toplevel:
            frame.buffer = PRINTED
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        super().leave_frame(frame, with_python_scope)
        if frame.toplevel:
            self.writeline(f"return {PRINTED}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Nothing around a value: it is a string."""

    _output_child_post = _output_child_pre
