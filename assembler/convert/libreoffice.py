"""DOCX to PDF and ODT: the one door to LibreOffice.

Each conversion runs alone, cut off from the network, with limits of its own and a profile of its own, and leaves no
process and no file. The exit code decides nothing (LibreOffice ends with 0 without a result, and with others after a
good one): success is a whole file.

What a DOCX needs so that LibreOffice 25.2 keeps PDF/UA-1 (tests/test_libreoffice.py holds each):

- a title in the core properties,
- headings from level 1 on, no level left out,
- alternative text, or the mark „decorative“, for every picture,
- `w:tooltip` on every `w:hyperlink`; a HYPERLINK field loses its own, REF and PAGEREF fields need none,
- no paragraph style named like a structure type of PDF (Quote, Note, Code, Table, Figure, Index, Div …).

PDF/A-2b was kept by everything tried. The validator misses neither a language nor header rows of tables, yet whoever
listens to the document does: `w:lang` among the default run properties, `w:tblHeader` on header rows.
"""

from __future__ import annotations

import io
import json
import logging
import shutil
import signal
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assembler.convert import pdf
from assembler.convert import profile as profiles
from assembler.convert.isolation import FOLDER, PROFILE, Isolation, Job, strongest
from assembler.convert.process import Ended, Limits, limited, memory, private_folder, remove_left, run
from assembler.convert.profile import Profile
from assembler.errors import MachineryError, Overrun, Unavailable
from assembler.settings import DEFAULTS, Settings

INPUT = "in.docx"
INPUT_FILTER = "MS Word 2007 XML"  # forced: LibreOffice would otherwise open a file by its content, whatever it is
MEGABYTE = 1_000_000
VERSION_SECONDS = 20
# A signal of the kernel's limit of file sizes, as this process and as a shell or bubblewrap report it.
TOO_MUCH_OUTPUT = (-signal.SIGXFSZ, 128 + signal.SIGXFSZ)

EXPORT: dict[str, bool | int] = {
    "SelectPdfVersion": 2,  # PDF/A-2b
    "PDFUACompliance": True,  # PDF/UA-1
    "UseTaggedPDF": True,
    "DisplayPDFDocumentTitle": True,
    "ExportBookmarks": True,  # the outline from headings
    "ExportBookmarksToPDFDestination": True,  # a named destination for every bookmark of Word
    "ExportFormFields": False,  # content controls are text, not form fields
}

ODT_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"  # first member, not compressed (ODF 1.3, 3.3)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Converter:
    """What the health page says of conversions."""

    ready: bool
    version: str  # "25.2.3.2", "" where there is no LibreOffice
    isolation: str  # "bwrap", "unshare", or "" for none
    why: str = ""  # Czech: why there are no conversions


@dataclass(frozen=True, slots=True)
class Format:
    """What LibreOffice makes of a document."""

    name: str  # for people
    extension: str
    filter: str  # its export filter with options
    whole: Callable[[bytes], bool]  # is that a whole file, whatever the exit code said?


def is_whole_odt(data: bytes) -> bool:
    """An archive that says of itself that it is an OpenDocument text, with its directory at the end."""
    return data[30 : 30 + len(ODT_TYPE)] == ODT_TYPE and zipfile.is_zipfile(io.BytesIO(data))


PDF = Format(
    "PDF",
    "pdf",
    "writer_pdf_Export:"
    + json.dumps(
        {
            name: {"type": "boolean" if isinstance(value, bool) else "long", "value": json.dumps(value)}
            for name, value in EXPORT.items()
        }
    ),
    pdf.is_whole,
)
ODT = Format("ODT", "odt", "writer8", is_whole_odt)


def to_pdf(docx: bytes, settings: Settings = DEFAULTS) -> bytes:
    """The document as PDF/A-2b and PDF/UA-1, fields outside of a contents field computed anew.

    Raises Unavailable where there is no LibreOffice or no isolation, Overrun past the limits, MachineryError where no
    whole PDF came out. `docx` must be our own: it is trusted not to be a bomb, not to be right.
    """
    return pdf.without_untagged_links(converted(docx, PDF, settings))


def to_odt(docx: bytes, settings: Settings = DEFAULTS) -> bytes:
    """The document as OpenDocument text, with the fields as they stand; raises as `to_pdf` does."""
    return converted(docx, ODT, settings)


def converted(docx: bytes, wanted: Format, settings: Settings) -> bytes:
    warm = warmed(settings)
    with private_folder(memory()) as profile:
        profiles.write(warm, profile)
        made, ended = convert(docx, wanted, profile, settings)
    if made is None:
        raise failure(ended, wanted, settings)
    return made


def available(settings: Settings = DEFAULTS) -> Converter:
    """Whether documents can be converted here, and how; looked up once, until it is so."""
    try:
        return ready(settings)
    except MachineryError as missing:
        return Converter(False, "", strongest().tool, missing.message)


@lru_cache(maxsize=8)
def ready(settings: Settings) -> Converter:
    return Converter(True, version_of(settings), isolated(settings).tool)


# ---------------------------------------------------------------- program


@dataclass(frozen=True, slots=True)
class Program:
    path: Path
    installation: Path  # the folder it must be able to read


@lru_cache(maxsize=8)
def program(name: str) -> Program:
    """LibreOffice itself instead of its starter, which would add a splash screen and a search for Java."""
    found = shutil.which(name)
    if found is None:
        raise Unavailable("Na serveru není LibreOffice, proto nelze vytvořit PDF.", f"{name} not found")
    starter = Path(found).resolve()
    folder = starter.parent
    binary = folder / "soffice.bin"
    return Program(
        binary if binary.exists() else starter,
        folder.parent if folder.name == "program" else folder,
    )


def isolated(settings: Settings) -> Isolation:
    found = strongest()
    if not found.tool and not settings.allow_network_for_conversion:
        raise Unavailable(
            "LibreOffice tu nelze oddělit od sítě (bubblewrap ani unshare nefunguje), proto je převod do PDF vypnutý.",
            "no isolation works and allow_network_for_conversion is off",
        )
    return found


def version_of(settings: Settings) -> str:
    office = program(settings.soffice)
    command = limited([str(office.path), "--version"], Limits(VERSION_SECONDS, MEGABYTE))
    with private_folder() as folder:
        ended = run(isolated(settings).wrap(command, Job(folder, office.installation)), folder, VERSION_SECONDS)
    words = ended.output.decode("utf-8", "replace").split()
    if len(words) < 2:
        raise Unavailable("LibreOffice na serveru nefunguje.", f"--version ended with {ended.returncode}")
    return words[1]


# ---------------------------------------------------------------- conversion


@lru_cache(maxsize=8)
def warmed(settings: Settings) -> Profile:
    """A profile that has seen a conversion; the first start of an empty one only sets it up (exit code 81).

    What LibreOffice leaves that was killed, its settings among it, may be half written: no profile is made of that.
    """
    remove_left()  # once in a process: a service that was killed in a conversion starts again, and converts again
    made: Profile = profiles.EMPTY
    for _ in range(2):
        with private_folder(memory()) as profile:
            profiles.write(made, profile)
            output, ended = convert(tiny_docx(), PDF, profile, settings)
            if ended.killed:
                break
            made = profiles.read(profile)
        if output is not None:
            return made
    raise failure(ended, PDF, settings)


def convert(docx: bytes, wanted: Format, profile: Path, settings: Settings) -> tuple[bytes | None, Ended]:
    """One conversion in a folder of its own; the file is None unless it is whole."""
    office, isolation = program(settings.soffice), isolated(settings)
    limits = Limits(
        settings.conversion_seconds,
        settings.conversion_output_mb * MEGABYTE,
        settings.conversion_memory_mb * MEGABYTE,
    )
    with private_folder() as folder:
        (folder / INPUT).write_bytes(docx)
        seen = arguments(wanted, isolation.inside(folder, FOLDER), isolation.inside(profile, PROFILE))
        job = Job(folder, office.installation, [INPUT], profile)
        ended = run(isolation.wrap(limited([str(office.path), *seen], limits), job), folder, limits.seconds)
        output = (folder / INPUT).with_suffix(f".{wanted.extension}")
        made = output.read_bytes() if output.is_file() else b""
    return (made if wanted.whole(made) else None), ended


def failure(ended: Ended, wanted: Format, settings: Settings) -> MachineryError:
    """Why there is no file; the log gets what LibreOffice said."""
    why = f"soffice ended with {ended.returncode}, late: {ended.late}: {ended.errors}"
    log.warning(why)
    if ended.late:
        limit = f"{settings.conversion_seconds} s"
        return Overrun(
            f"Převod do {wanted.name} trval déle než {limit}, proto jsme ho ukončili. DOCX je v pořádku.", why
        )
    if ended.returncode in TOO_MUCH_OUTPUT:
        return Overrun(f"Převod do {wanted.name} přesáhl povolenou velikost. DOCX je v pořádku.", why)
    return MachineryError(f"LibreOffice dokument nepřevedl do {wanted.name}. Zkuste to znovu; DOCX je v pořádku.", why)


def arguments(wanted: Format, folder: Path, profile: Path) -> list[str]:
    """What LibreOffice is told; the folders as it sees them."""
    return [
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        f"--infilter={INPUT_FILTER}",
        "--convert-to",
        f"{wanted.extension}:{wanted.filter}",
        "--outdir",
        str(folder),
        str(folder / INPUT),
    ]


def tiny_docx() -> bytes:
    """The least document, to warm a profile with."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>.</w:t></w:r></w:p></w:body>'
        "</w:document>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()
