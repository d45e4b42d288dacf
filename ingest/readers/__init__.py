"""The kinds of file that can be read: one row each."""

import importlib
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.base import FormatReader
from ingest.readers.sniffing import sniff
from rag.errors import Refusal, UnreadableFile


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: how its names end, which formats its bytes are of (`sniffing.sniff`), and which class reads it.

    Without formats it is text, told by its name alone.
    """

    label: str
    suffixes: tuple[str, ...]
    reader: str
    formats: tuple[str, ...] = ()


# The readers are named, not imported, so that only the one that is needed is loaded in the child.
KINDS = (
    FileType("PDF", (".pdf",), "ingest.readers.pdf.reader:PdfReader", ("pdf",)),
    FileType(
        "pictures",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
        "ingest.readers.ocr.picture:PictureReader",
        ("picture",),
    ),
    FileType("Markdown", (".md", ".markdown"), "ingest.readers.markdown:MarkdownReader"),
    FileType("plain text", (".txt", ".text"), "ingest.readers.text:TextReader"),
)

SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
"""Every suffix that can be read, lower case with its dot."""

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
    if found in _TEXTUAL and named is not None and not named.formats:
        return named
    kind = next((kind for kind in KINDS if found in kind.formats), None)
    if kind is None:
        kind = named  # its reader says what is wrong with it
    if kind is not None:
        return kind
    known = ", ".join(f"{kind.label} ({', '.join(kind.suffixes)})" for kind in KINDS)
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
        return bool(kind.formats) and sniff(path) not in kind.formats
    except UnreadableFile:
        return True
    except OSError:
        return False


def reader_for(path: Path) -> FormatReader:
    """The reader for a file; raises UnreadableFile where there is none."""
    module, _, name = kind_of(path).reader.partition(":")
    reader: FormatReader = getattr(importlib.import_module(module), name)()
    return reader
