"""The theme of the shipped templates (ECMA-376 Part 1, 20.1.6): colours and font that styles and charts call by name."""

from __future__ import annotations

from scripts.templates.look import BLUE, CHARTS, FONT, LINK, NAVY, PALE

NAME = "Plán"
FOLLOWED = "6B3A6E"  # a link that the reader has followed

FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
# Word asks for three looks of everything that a drawing may have; all of ours are plain.
FORMATS = (
    f"<a:fillStyleLst>{FILL * 3}</a:fillStyleLst>"
    + "<a:lnStyleLst>"
    + "".join(f'<a:ln w="{width}">{FILL}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    + "</a:lnStyleLst>"
    + f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    + f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst>"
)


def theme_xml() -> str:
    """word/theme/theme1.xml."""
    named = {"dk2": NAVY, "lt2": PALE}
    named |= {f"accent{number}": each for number, each in enumerate((BLUE, *CHARTS), start=1)}
    named |= {"hlink": LINK, "folHlink": FOLLOWED}
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in named.items())
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{NAME}"><a:themeElements>'
        f'<a:clrScheme name="{NAME}"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        f'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{colours}</a:clrScheme>'
        f'<a:fontScheme name="{NAME}"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="{NAME}">{FORMATS}</a:fmtScheme></a:themeElements></a:theme>'
    )
