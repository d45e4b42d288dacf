"""What a file is, told by its bytes; its name counts only where bytes cannot tell (kinds of plain text)."""

import re
import zipfile
import zlib
from pathlib import Path

from ingest.readers.legacy import ole
from rag.errors import Refusal, UnreadableFile

_BEGINNING = 8192
_BITMAP = frozenset(bytes([size]) for size in (12, 40, 52, 56, 64, 108, 124))
"""How long the second header of a BMP is."""
_PDF_WITHIN = 1024  # junk may stand before the header of a PDF
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"GIF8", "picture"),
    (b"II+\x00", "picture"),
    (b"MM\x00+", "picture"),
    (b"{\\rtf", "rtf"),
    (b"\x09\x00\x04\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
    (b"\x09\x08\x08\x00", "xls"),
    (b"\x09\x08\x10\x00", "xls"),
    (b"\xdb\xa5", "doc"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = {"text": "odt", "presentation": "odp", "spreadsheet": "ods", "graphics": "odp"}
_PARTS = (
    ("ppt/", "pptx"),
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("content.xml", "odt"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_SRT = re.compile(rb"\s*\d{1,6}\s*\r?\n\s*\d{1,3}:\d{2}:\d{1,2}[.,]\d{1,3}\s*-->")
_BOM = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def sniff(path: Path) -> str:
    """The format of a file by its bytes: "pdf", "pptx", "docx", "xlsx", "xlsb", "odt", "odp", "ods", "epub", "zip",
    "doc", "ppt", "xls", "locked" (a newer Office file that wants a password), "ole" (another container of this kind),
    "rtf", "picture", "html", "vtt", "srt", "words" (text of another kind), or "bytes" where it is none of these.

    Raises UnreadableFile where it begins like a ZIP and is broken.
    """
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    if beginning.startswith(b"PK"):  # before PDF: an archive may begin with one that is stored as it is
        return _inside(path)
    if b"%PDF-" in beginning[:_PDF_WITHIN]:
        return "pdf"
    if beginning.startswith(_OLE):
        return ole.format_of(path)
    if beginning.startswith(b"RIFF") and beginning[8:12] == b"WEBP":
        return "picture"
    if beginning.startswith(b"BM") and beginning[6:10] == b"\0\0\0\0" and beginning[14:15] in _BITMAP:
        return "picture"
    for magic, name in _MAGIC:
        if beginning.startswith(magic):
            return name
    return _words(beginning)


def _words(beginning: bytes) -> str:
    encoding = next((name for mark, name in _BOM.items() if beginning.startswith(mark)), "")
    if encoding:
        beginning = beginning.decode(encoding, errors="ignore").encode("utf-8")
    elif _is_binary(beginning):
        return "bytes"
    if beginning.startswith(b"WEBVTT"):
        return "vtt"
    if _SRT.match(beginning):
        return "srt"
    return "html" if _HTML.match(beginning) else "words"


def _is_binary(beginning: bytes) -> bool:
    """Whether there are bytes that no text has; UTF-16 without a mark has a zero for every other byte."""
    controls = sum(0 < byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in beginning)
    if controls > 0.1 * len(beginning):
        return True
    return 0 in beginning and max(beginning[::2].count(0), beginning[1::2].count(0)) < 0.2 * len(beginning)


def _inside(path: Path) -> str:
    """What a ZIP is, by what it says of itself or the parts in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            stated = b""
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    stated = part.read(200)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile(
            "It is damaged: the end of it is missing or its parts cannot be unpacked. Download or save it again."
        ) from error
    if b"epub" in stated:
        return "epub"
    for kind, name in _OPEN_DOCUMENT.items():
        if f"opendocument.{kind}".encode() in stated:
            return name
    if any(name.replace("\\", "/") == "META-INF/container.xml" for name in names):
        return "epub"
    found = (kind for start, kind in _PARTS if any(name.lower().startswith(start) for name in names))
    return next(found, "zip") if "[Content_Types].xml" in names or "content.xml" in names else "zip"


def check_archive(path: Path, most: int, factor: int = 200) -> None:
    """Refuse a ZIP of whatever kind that unpacks to more than `most` bytes in all, or has a part of more than a
    megabyte that unpacks to more than `factor` times its size.

    Raises UnreadableFile.
    """
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > 1_000_000 and part.file_size > factor * max(1, part.compress_size) for part in parts
    )
    if total > most or swollen:
        raise UnreadableFile(
            f"It unpacks to {total / 1e6:.0f} MB, which is not safe to read. Save it again with the program that it "
            "comes from, without large pictures, and add that.",
            Refusal.REFUSED,
        )
