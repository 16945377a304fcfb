"""The gate: what a DOCX must be before it may become a template (it may come from anywhere).

Its archive is bounded and honest, its parts are XML without document types, nothing in it is fetched or run, its fields
are those of the allow-list. Whatever is refused is the template's fault and says so in Czech; what comes through
cannot reach a recipient's Word as more than styles, texts and pictures.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word import package
from assembler.word.addresses import safe_address
from assembler.word.compiler.fields import fields_of
from assembler.word.opc import ContentTypes, Relationship, read_relationships
from assembler.word.xml import NS, w

MAX_PACKED = 10_000_000  # bytes of a template
MAX_UNPACKED = 100_000_000
MAX_DOCUMENT = 20_000_000
MAX_NAME = 200
MAX_ATTRIBUTES = 200

DOCUMENT = "word/document.xml"
NEEDED = {DOCUMENT, "word/_rels/document.xml.rels", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"}
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN_OF_DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
ROOTS = {DOCUMENT: w("document"), "word/styles.xml": w("styles"), "word/numbering.xml": w("numbering")}
FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "SEQ", "STYLEREF", "HYPERLINK")
ACTIVE_TYPES = re.compile(r"macroEnabled|vbaProject|activeX|oleObject|ms-office\.activeX", re.IGNORECASE)
ACTIVE_RELATIONS = (
    *("vbaProject", "oleObject", "control", "aFChunk"),
    *("attachedTemplate", "subDocument", "frame", "mailMerge"),
)
ACTIVE_ELEMENTS = tuple(w(name) for name in ("altChunk", "object", "control", "subDoc", "movie"))
CHANGES = (
    *map(w, ("ins", "del", "moveFrom", "moveTo")),
    *map(w, ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")),
)
SETTINGS_DROPPED = tuple(
    w(name) for name in ("updateFields", "attachedTemplate", "mailMerge", "trackRevisions", "docVars", "linkStyles")
)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)


def admit(data: bytes) -> dict[str, bytes]:
    """The parts of a template by name, in their order; raises TemplateError saying what is wrong with the file."""
    if len(data) > MAX_PACKED:
        raise TemplateError(Sentence("Šablona je větší než %(most)s MB.", most=MAX_PACKED // 1_000_000))
    members = package.read(data, MAX_UNPACKED)
    if not members.keys() >= NEEDED:
        raise TemplateError("Soubor není dokument Wordu (.docx).")
    check_names(members)
    parts = {name: member.unpacked() for name, member in members.items()}
    if len(parts[DOCUMENT]) > MAX_DOCUMENT:
        raise TemplateError(
            Sentence("Text šablony je po rozbalení větší než %(most)s MB.", most=MAX_DOCUMENT // 1_000_000)
        )
    roots = {name: parse(xml, name) for name, xml in parts.items() if name.endswith((".xml", ".rels"))}
    check_types(parts)
    for name in roots:
        if name.endswith(".rels"):
            check_relationships(name, read_relationships(parts[name]), parts)
    for name, root in roots.items():
        if name.startswith("word/"):
            check_text(name, root)
    return {name: mended(name, roots, xml) for name, xml in parts.items()}


def check_names(names: Mapping[str, object]) -> None:
    """Names are plain paths inside the package, and differ by more than case."""
    seen: set[str] = set()
    for name in names:
        steps = name.split("/")
        plain = name.isprintable() and len(name) <= MAX_NAME and "\\" not in name and ":" not in name
        if not plain or name.startswith("/") or ".." in steps or "" in steps[:-1]:
            raise TemplateError(Sentence("Soubor DOCX obsahuje část s nedovoleným jménem „%(name)s“.", name=name[:40]))
        if name.lower() in seen:
            raise TemplateError(
                Sentence("Soubor DOCX obsahuje část „%(name)s“ dvakrát, jen s jinými velkými písmeny.", name=name[:60])
            )
        seen.add(name.lower())


def parse(xml: bytes, name: str) -> etree._Element:
    """A part as a tree: strict, UTF-8 or (the rendered ones) UTF-16, without document type and entities."""
    try:
        root = etree.fromstring(xml, PARSER)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise TemplateError(
            Sentence("Část %(name)s šablony není správné XML (%(wrong)s).", name=name, wrong=str(wrong)[:120])
        ) from None
    info: Any = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise TemplateError(
            Sentence("Část %(name)s šablony obsahuje definici typu dokumentu (DTD), a to nesmí.", name=name)
        )
    if name != DOCUMENT and (info.encoding or "UTF-8").upper() not in ("UTF-8", "ASCII", "US-ASCII"):
        raise TemplateError(Sentence("Část %(name)s šablony není v kódování UTF-8.", name=name))
    if name in ROOTS and root.tag != ROOTS[name]:
        raise TemplateError("Soubor není dokument Wordu (.docx).")
    return root


def check_types(parts: Mapping[str, bytes]) -> None:
    """The main part is a document (or a Word template, .dotx); nothing is a macro, control or object."""
    types = ContentTypes.read(parts["[Content_Types].xml"])
    active = [name for name, kind in {**types.defaults, **types.overrides}.items() if ACTIVE_TYPES.search(kind)]
    if active or any(name.endswith(("vbaProject.bin", "vbaData.xml")) for name in parts):
        raise TemplateError("Šablona obsahuje makra, ovládací prvky nebo objekty. Uložte ji jako .docx bez nich.")
    if types.overrides.get(f"/{DOCUMENT}") not in (MAIN, MAIN_OF_DOTX):
        raise TemplateError("Soubor není dokument Wordu (.docx).")


def check_relationships(name: str, relationships: tuple[Relationship, ...], parts: Mapping[str, bytes]) -> None:
    """Nothing points out of the package but hyperlinks to the web and to mail; nothing points at nothing."""
    folder, _, file = name.rpartition("_rels/")
    for each in relationships:
        kind = each.type.rpartition("/")[2]
        if kind in ACTIVE_RELATIONS:
            raise TemplateError(
                Sentence("Šablona obsahuje připojený obsah (%(kind)s), a ten do dokumentu nesmí.", kind=kind)
            )
        if each.external:
            if kind != "hyperlink" or not linkable(each.target):
                raise TemplateError(
                    Sentence(
                        "Šablona vede na „%(target)s“. Dovolené jsou jen odkazy na web a e-mail.",
                        target=each.target[:80],
                    )
                )
            continue
        target = posixpath.normpath(posixpath.join("/", folder, each.target)).removeprefix("/")
        if target not in parts or target == folder + file.removesuffix(".rels"):
            raise TemplateError(
                Sentence("Šablona odkazuje na část „%(target)s“, která v ní není.", target=each.target[:80])
            )


def linkable(address: str) -> bool:
    """A whole address with no template tag in it: tags do not stand in relationships, where nobody would fill them."""
    return safe_address(address) and "{{" not in address and "%7B%7B" not in address.upper()


def check_text(name: str, root: etree._Element) -> None:
    """No active content, no tracked changes, no field outside the allow-list."""
    for element in root.iter(etree.Element):
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise TemplateError(Sentence("Část %(name)s šablony má prvek s příliš mnoha atributy.", name=name))
    if next(root.iter(*ACTIVE_ELEMENTS), None) is not None:
        raise TemplateError("Šablona obsahuje vložený objekt nebo připojený soubor. Nahraďte ho textem nebo obrázkem.")
    if next(root.iter(*CHANGES), None) is not None:
        raise TemplateError("Šablona obsahuje sledované změny. Přijměte je, nebo odmítněte (karta Revize).")
    for instruction in instructions(root):
        check_field(instruction)


def instructions(root: etree._Element) -> Iterator[str]:
    yield from (field.get(w("instr"), "") for field in root.iter(w("fldSimple")))
    yield from (field.instruction for field in fields_of(root))


def check_field(instruction: str) -> None:
    words = instruction.split()
    name = words[0].upper() if words else ""
    if name not in FIELDS:
        shown = f"„{words[0][:40]}“" if words else Sentence("bez jména")
        raise TemplateError(
            Sentence(
                "Pole %(shown)s v šabloně být nesmí. Dovolená jsou: %(names)s.", shown=shown, names=", ".join(FIELDS)
            )
        )
    if name == "HYPERLINK" and "\\l" not in words:
        address = " ".join(words[1:]).strip('" ')
        if "{{" not in address and not linkable(address.split('"')[0]):
            raise TemplateError(
                Sentence(
                    "Pole HYPERLINK vede na „%(address)s“. Dovolené jsou jen odkazy na web a e-mail.",
                    address=address[:80],
                )
            )


def mended(name: str, roots: Mapping[str, etree._Element], xml: bytes) -> bytes:
    """The part as documents take it over: a .dotx is a document, Word asks nothing, parts that grow have our prefix."""
    if name == "[Content_Types].xml":
        return xml.replace(MAIN_OF_DOTX.encode(), MAIN.encode())
    if name == "word/settings.xml":
        for element in list(roots[name].iter(*SETTINGS_DROPPED)):
            roots[name].remove(element)
        return etree.tostring(roots[name], encoding="UTF-8", standalone=True)
    if name in ("word/numbering.xml", "word/footnotes.xml"):
        return etree.tostring(prefixed(roots[name]), encoding="UTF-8", standalone=True)
    return xml


def prefixed(root: etree._Element) -> etree._Element:
    """The part with our own prefixes, whatever its writer called them."""
    others = {prefix: uri for prefix, uri in root.nsmap.items() if uri not in NS.values() and prefix}
    attributes = {str(key): str(value) for key, value in root.attrib.items()}
    whole = etree.Element(root.tag, attributes, nsmap={**NS, **others})
    whole.extend(list(root))
    etree.cleanup_namespaces(whole, keep_ns_prefixes=[*NS, *others])
    return whole
