"""Drawings in the text: pictures and native charts, each with its alternative text (ECMA-376 20.4)."""

from __future__ import annotations

import hashlib

from assembler.word import charts
from assembler.word.state import CHART, State
from assembler.word.values import Figure, Picture
from assembler.word.xml import PIC, A, attribute
from schemas.values import Leaf

EMU = 36_000  # English Metric Units of a millimetre
DPI_EMU = 9_525  # of a pixel at 96 dpi
MAX_WIDTH = 160 * EMU


def picture(state: State, value: Picture, width: int, height: int) -> str:
    """A run with the picture, fitted into a box of millimetres (0: no bound on that side)."""
    name = f"word/media/{hashlib.sha256(value.data).hexdigest()[:16]}.{value.extension}"
    relation = state.show(name, value.data)
    if isinstance(value.alt, Leaf):
        state.printed.add((value.alt.owner, value.alt.field))
    cx, cy = fitted(value.width * DPI_EMU, value.height * DPI_EMU, width * EMU, height * EMU)
    number = next(state.ids)
    alt = attribute(value.alt)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="Obrázek {number}" descr="{alt}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name.rpartition("/")[2]}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def fitted(cx: int, cy: int, width: int, height: int) -> tuple[int, int]:
    """The size scaled into the box; without a box its own size, but never wider than the text."""
    scales = [bound / side for bound, side in ((width, cx), (height, cy)) if bound]
    scale = min(scales) if scales else min(1.0, MAX_WIDTH / cx)
    return max(1, round(cx * scale)), max(1, round(cy * scale))


def chart(state: State, value: Figure, width: int, height: int) -> str:
    """A run with a native chart of the given size in millimetres; height 0: as its data need."""
    parts = charts.build(value.data, state.palette)
    tall = (height or charts.natural_height(value.data, state.palette.points)) * EMU
    state.charts.append((parts.xml, parts.workbook))
    cut = charts.shortened(value.data)
    for leaf in (*value.leaves, value.alt):
        if isinstance(leaf, Leaf) and str(leaf) not in cut:
            state.printed.add((leaf.owner, leaf.field))
        elif isinstance(leaf, Leaf):
            state.shortened.add(leaf.pointer)
    state.shortened.update(leaf.pointer for leaf in value.in_data if isinstance(leaf, Leaf))
    relation = state.relate(CHART, f"word/charts/chart{len(state.charts)}.xml")
    number = next(state.ids)
    drawing = charts.drawing(relation, width * EMU, tall, str(number), f"Graf {number}", value.alt)
    return f"<w:r>{drawing}</w:r>"
