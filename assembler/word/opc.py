"""The two lists that hold a package together: content types and relationships (ISO/IEC 29500-2, 10 and 9)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from assembler.word.xml import attribute

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """[Content_Types].xml."""

    defaults: dict[str, str]  # extension -> type
    overrides: dict[str, str]  # "/word/document.xml" -> type

    @classmethod
    def read(cls, xml: bytes) -> ContentTypes:
        root = etree.fromstring(xml)
        defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter(f"{{{TYPES}}}Default")}
        overrides = {e.get("PartName", ""): e.get("ContentType", "") for e in root.iter(f"{{{TYPES}}}Override")}
        return cls(defaults, overrides)

    def extended(self, defaults: dict[str, str], overrides: dict[str, str]) -> ContentTypes:
        return replace(self, defaults=self.defaults | defaults, overrides=self.overrides | overrides)

    def without(self, parts: set[str]) -> ContentTypes:
        return replace(self, overrides={k: v for k, v in self.overrides.items() if k.removeprefix("/") not in parts})

    def write(self) -> bytes:
        rows = [
            *(f'<Default Extension="{attribute(k)}" ContentType="{attribute(v)}"/>' for k, v in self.defaults.items()),
            *(f'<Override PartName="{attribute(k)}" ContentType="{attribute(v)}"/>' for k, v in self.overrides.items()),
        ]
        return f'{DECLARATION}<Types xmlns="{TYPES}">{"".join(rows)}</Types>'.encode()


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part (or of the package) to another part or address."""

    id: str
    type: str
    target: str
    external: bool = False


def read_relationships(xml: bytes) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(e.get("Id", ""), e.get("Type", ""), e.get("Target", ""), e.get("TargetMode") == "External")
        for e in etree.fromstring(xml).iter(f"{{{RELATIONS}}}Relationship")
    )


def write_relationships(relationships: tuple[Relationship, ...]) -> bytes:
    external = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="{attribute(r.id)}" Type="{attribute(r.type)}" Target="{attribute(r.target)}"'
        f"{external if r.external else ''}/>"
        for r in relationships
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'.encode()
