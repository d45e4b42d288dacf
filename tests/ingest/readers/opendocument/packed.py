"""OpenDocument files for tests: the body as a string, the rest as little as there must be."""

import zipfile
from pathlib import Path

from ingest.readers.base import ReadFile
from ingest.readers.opendocument.reader import OpenDocumentReader

_PREFIXES = (
    *("office", "style", "text", "table", "presentation", "chart", "manifest", "meta"),
    "draw=drawing",
    "fo=xsl-fo-compatible",
    "svg=svg-compatible",
)
SPACES = " ".join(
    f'xmlns:{each.partition("=")[0]}="urn:oasis:names:tc:opendocument:xmlns:{each.rpartition("=")[2]}:1.0"'
    for each in _PREFIXES
)
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
SPACES += ' xmlns:math="http://www.w3.org/1998/Math/MathML"'


def content(kind: str, body: str, styles: str = "") -> str:
    """A content.xml."""
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )


def packed(path: Path, kind: str, body: str, styles: str = "", common: str = "", **parts: str) -> Path:
    """Write a file. `styles` are automatic styles, `common` is what is in styles.xml, `parts` are other parts."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content(kind, body, styles))
        archive.writestr("styles.xml", f"<office:document-styles {SPACES}>{common}</office:document-styles>")
        for name, words in parts.items():
            archive.writestr(name.replace("__", "/"), words)
    return path


def read(path: Path, limit: int = 100) -> ReadFile:
    return OpenDocumentReader().read(path, limit, lambda done, total: None)


def shown(found: ReadFile) -> list[tuple[str, str]]:
    """The kind and the words of every block."""
    return [
        (block.kind.value, page.text[block.start : block.end])
        for page in found.pages
        for block in page.blocks
    ]
