"""The kinds of file that can be read: one row each."""

import importlib
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.base import FormatReader
from ingest.readers.programs.languages import SUFFIXES as LANGUAGES
from ingest.readers.sniffing import sniff
from rag.errors import Refusal, UnreadableFile


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: how its names end, which formats its bytes are of (`sniffing.sniff`), and which class reads it.

    Without formats it is text, told by its name alone. `family` is what it is called where all kinds are listed, "" for
    `label`.
    """

    label: str
    suffixes: tuple[str, ...]
    reader: str
    formats: tuple[str, ...] = ()
    family: str = ""


_OPEN_DOCUMENT = "ingest.readers.opendocument.reader:OpenDocumentReader"

# The readers are named, not imported, so that only the one that is needed is loaded in the child.
KINDS = (
    FileType("PDF", (".pdf",), "ingest.readers.pdf.reader:PdfReader", ("pdf",)),
    FileType(
        "PowerPoint",
        (".pptx", ".ppsx", ".pptm", ".ppsm", ".potx", ".potm"),
        "ingest.readers.slides.reader:SlidesReader",
        ("pptx",),
    ),
    FileType(
        "Word", (".docx", ".docm", ".dotx", ".dotm"), "ingest.readers.word.reader:WordReader", ("docx",)
    ),
    FileType("RTF", (".rtf",), "ingest.readers.rtf.reader:RtfReader", ("rtf",)),
    FileType(
        "pictures",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
        "ingest.readers.ocr.picture:PictureReader",
        ("picture",),
    ),
    FileType("Markdown", (".md", ".markdown"), "ingest.readers.markdown:MarkdownReader"),
    FileType(
        "Excel",
        (".xlsx", ".xlsm", ".xltx", ".xltm"),
        "ingest.readers.sheets.xlsx.reader:XlsxReader",
        ("xlsx",),
    ),
    FileType("binary Excel", (".xlsb",), "ingest.readers.sheets.xlsb.reader:XlsbReader", ("xlsb",), "Excel"),
    FileType("old Excel", (".xls", ".xlt"), "ingest.readers.sheets.xls.reader:XlsReader", ("xls",), "Excel"),
    FileType(
        "CSV", (".csv", ".tsv", ".tab", ".psv"), "ingest.readers.sheets.delimited.reader:DelimitedReader"
    ),
    FileType(
        "OpenDocument text",
        (".odt", ".ott", ".odm", ".sxw", ".stw"),
        _OPEN_DOCUMENT,
        ("odt",),
        "OpenDocument",
    ),
    FileType(
        "OpenDocument slides",
        (".odp", ".otp", ".odg", ".otg", ".sxi", ".sti"),
        _OPEN_DOCUMENT,
        ("odp",),
        "OpenDocument",
    ),
    FileType(
        "OpenDocument sheets", (".ods", ".ots", ".sxc", ".stc"), _OPEN_DOCUMENT, ("ods",), "OpenDocument"
    ),
    FileType("flat OpenDocument", (".fodt", ".fodp", ".fods", ".fodg"), _OPEN_DOCUMENT, (), "OpenDocument"),
    FileType(
        "Word 97–2003", (".doc", ".dot"), "ingest.readers.legacy.word.reader:OldWordReader", ("doc",), "Word"
    ),
    FileType(
        "PowerPoint 97–2003",
        (".ppt", ".pps", ".pot"),
        "ingest.readers.legacy.powerpoint.reader:OldPowerPointReader",
        ("ppt",),
        "PowerPoint",
    ),
    FileType("locked Office file", (), "ingest.readers.legacy.locked:LockedReader", ("locked",)),
    FileType("plain text", (".txt", ".text"), "ingest.readers.text:TextReader"),
    FileType(
        "web page",
        (".html", ".htm", ".xhtml", ".xht", ".mht", ".mhtml"),
        "ingest.readers.web.html:HtmlReader",
        ("html",),
        "web pages",
    ),
    FileType("EPUB", (".epub",), "ingest.readers.books.epub:EpubReader", ("epub",)),
    FileType(
        "subtitles", (".vtt", ".srt"), "ingest.readers.speech.subtitles:SubtitlesReader", ("vtt", "srt")
    ),
    FileType("notebook", (".ipynb",), "ingest.readers.programs.notebook:NotebookReader", (), "notebooks"),
    FileType("LaTeX", (".tex", ".latex", ".ltx"), "ingest.readers.tex.reader:TexReader"),
    FileType("source code", LANGUAGES, "ingest.readers.programs.source:SourceReader"),
)

SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
"""Every suffix that can be read, lower case with its dot."""

FAMILIES = tuple(dict.fromkeys(kind.family or kind.label for kind in KINDS if kind.suffixes))
"""What can be read, each once, in words for people."""

_TEXTUAL = frozenset({"words", "html", "vtt", "srt", "rtf"})
"""Formats that may be text of another kind, where they are not named so: a page of HTML in a .txt is its source."""


def is_readable(path: Path) -> bool:
    """Whether the name is of a kind that can be read."""
    return path.suffix.lower() in SUFFIXES


def kind_of(path: Path) -> FileType:
    """The kind of a file, by its bytes, else by its suffix.

    Raises UnreadableFile, listing the kinds, where no kind fits.
    """
    found = sniff(path)
    named = next((kind for kind in KINDS if path.suffix.lower() in kind.suffixes), None)
    # A web page that is called a PDF is what came instead of one: "not found", or a form to log in.
    if named is not None and found in _TEXTUAL and (not named.formats or "pdf" in named.formats):
        return named
    kind = next((kind for kind in KINDS if found in kind.formats), None)
    if kind is None:
        kind = named  # its reader says what is wrong with it
    if kind is not None:
        return kind
    known = ", ".join(f"{kind.label} ({', '.join(kind.suffixes)})" for kind in KINDS if kind.suffixes)
    raise UnreadableFile(
        f'Files like "{path.suffix or path.name}" cannot be read. Lectern reads {known}: '
        "save it as one of these and add that.",
        Refusal.REFUSED,
    )


def is_mislabelled(path: Path) -> bool:
    """Whether the bytes are not of the kind that the name says, or of none that is known: however often such a file is
    read, it cannot be. False for one that is gone."""
    try:
        kind = kind_of(path)
        found = sniff(path)
        may_be_text = found == "words" and not _TEXTUAL.isdisjoint(kind.formats)  # as a part of a web page is
        return bool(kind.formats) and found not in kind.formats and not may_be_text
    except UnreadableFile:
        return True
    except OSError:
        return False


def reader_for(path: Path) -> FormatReader:
    """The reader for a file; raises UnreadableFile where there is none."""
    module, _, name = kind_of(path).reader.partition(":")
    reader: FormatReader = getattr(importlib.import_module(module), name)()
    return reader
