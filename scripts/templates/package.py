"""The other parts of a template: lists, settings, notes, fonts, and the package around them."""

from __future__ import annotations

from assembler.word import package
from scripts.templates.look import BLUE, FONT, MONO
from scripts.templates.styles import color
from scripts.templates.theme import theme_xml

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w15"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def level(ilvl: int, form: str, text: str, left: float, hanging: float, extra: str = "", style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{round(left * 20)}" w:hanging="{round(hanging * 20)}"/></w:pPr>{extra}</w:lvl>'
    )


def abstract(number: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def numbering_xml() -> str:
    """Lists: 1 chapters, 2 bullets, 3 numbers, 4 bullets in tables, 5 numbers in tables."""
    bullet = f"<w:rPr>{color(BLUE)}</w:rPr>"
    lists = (
        abstract(
            1,
            level(0, "decimal", "%1", 34, 34, style="Heading1")
            + level(1, "decimal", "%1.%2", 40, 40, style="Heading2")
            + level(2, "decimal", "%1.%2.%3", 46, 46, style="Heading3"),
        )
        + abstract(
            2,
            level(0, "bullet", "•", 18, 14, bullet, "ListBullet")
            + level(1, "bullet", "–", 34, 14, bullet, "ListBullet2")
            + level(2, "bullet", "•", 50, 14, bullet, "ListBullet3"),
        )
        + abstract(
            3,
            level(0, "decimal", "%1.", 20, 20, style="ListNumber")
            + level(1, "lowerLetter", "%2)", 38, 18, style="ListNumber2")
            + level(2, "lowerRoman", "%3.", 56, 18, style="ListNumber3"),
        )
        + abstract(4, level(0, "bullet", "•", 10, 10, bullet))
        + abstract(5, level(0, "decimal", "%1.", 14, 14))
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, 6))
    return f"{DECLARATION}<w:numbering {NS}>{lists}{nums}</w:numbering>"


# Which colour of the theme text and background are (17.15.1.20).
COLOUR_NAMES = (
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" '
    'w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
    'w:followedHyperlink="followedHyperlink"/>'
)


def settings_xml() -> str:
    return (
        f'{DECLARATION}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="3"/>'
        '<w:hyphenationZone w:val="284"/><w:doNotHyphenateCaps/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="cs-CZ"/>{COLOUR_NAMES}<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def footnotes_xml() -> str:
    def note(kind: str, number: int, mark: str) -> str:
        return (
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
            f"<w:r><w:{mark}/></w:r></w:p></w:footnote>"
        )

    notes = note("separator", -1, "separator") + note("continuationSeparator", 0, "continuationSeparator")
    return f"{DECLARATION}<w:footnotes {NS}>{notes}</w:footnotes>"


def font_table_xml() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="EE"/><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, family, pitch in ((FONT, "swiss", "variable"), (MONO, "modern", "fixed"))
    )
    return f"{DECLARATION}<w:fonts {NS}>{fonts}</w:fonts>"


APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>assembler</Application></Properties>"
)


def part(tag: str, inner: str) -> str:
    return f"{DECLARATION}<w:{tag} {NS}>{inner}</w:{tag}>"


def build(document: str, headers: dict[str, str], footers: dict[str, str], styles: str, title: str) -> bytes:
    """The bytes of a template. `headers` and `footers` map relationship ids to the inside of the parts."""
    parts = {
        "word/document.xml": part("document", document),
        "word/styles.xml": styles,
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": settings_xml(),
        "word/footnotes.xml": footnotes_xml(),
        "word/fontTable.xml": font_table_xml(),
        "word/theme/theme1.xml": theme_xml(),
    }
    types = {name: f"{WORD}.{name.rpartition('/')[2].removesuffix('.xml')}+xml" for name in parts}
    types["word/document.xml"] = f"{WORD}.document.main+xml"
    types["word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    relations = [
        ("rIdStyles", "styles"),
        ("rIdNumbering", "numbering"),
        ("rIdSettings", "settings"),
        ("rIdFootnotes", "footnotes"),
        ("rIdFonts", "fontTable"),
    ]
    rows = [(rid, name, f"{name}.xml") for rid, name in relations]
    rows.append(("rIdTheme", "theme", "theme/theme1.xml"))
    for kind, mapping in (("header", headers), ("footer", footers)):
        for number, (rid, inner) in enumerate(mapping.items(), start=1):
            name = f"word/{kind}{number}.xml"
            parts[name] = part("hdr" if kind == "header" else "ftr", inner)
            types[name] = f"{WORD}.{kind}+xml"
            rows.append((rid, kind, f"{kind}{number}.xml"))
    rels = "".join(
        f'<Relationship Id="{rid}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for rid, kind, target in rows
    )
    whole = {
        "[Content_Types].xml": content_types(types),
        "_rels/.rels": relationships(
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/extended-properties" Target="docProps/app.xml"/>'
            '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        ),
        "word/_rels/document.xml.rels": relationships(rels),
        **parts,
        "docProps/app.xml": APP,
        "docProps/core.xml": core(title),
    }
    return package.write({name: package.pack(text.encode()) for name, text in whole.items()})


def content_types(types: dict[str, str]) -> str:
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}'
        '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def relationships(rows: str) -> str:
    return f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def core(title: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>cs-CZ</dc:language></cp:coreProperties>'
    )
