"""Náhled grafu: the charts of a document as SVG, drawn by the rules of the native ones. Pure.

svg(figure, palette, name)                               the drawing of a chart that is known to be right
typed(raw, pointer, content)                             a chart of the raw content, or why there is nothing to draw

Type, layout, height, palette, ends of the axes, number formats and texts are those of `word/chart_*`; only what Word
and LibreOffice choose for themselves (steps of a free axis, the size of the plot) is chosen here.
"""

from __future__ import annotations

from assembler.drawing.chart import svg
from assembler.drawing.typed import Preview, palette_of, typed

__all__ = ["Preview", "palette_of", "svg", "typed"]
