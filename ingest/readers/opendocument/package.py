"""The parts of an OpenDocument file: its body, its styles, the objects in it. Packed in a ZIP, or one flat file."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ingest.readers.ooxml.parsing import parsed
from ingest.readers.opendocument.names import Element, child, name_of, value, within
from ingest.readers.sniffing import check_archive
from rag.errors import Refusal, UnreadableFile

_MOST_UNPACKED = 1_000_000_000  # bytes of all parts, pictures among them
_MOST_XML = 150_000_000  # bytes of one part that is parsed
_DAMAGED = (
    "It is damaged: its contents cannot be unpacked or are no OpenDocument. "
    "If LibreOffice still opens it, save it again from there."
)
_LOCKED = "It is locked with a password. Give the password, or save it without one and add that."
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError, OSError)


class OpenDocumentPackage:
    """An opened file. `body` is what is in its office:body, `styles` the roots that styles are in, common ones last."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFile where it is locked, damaged or too large."""
        self._parts: dict[str, bytes] = {}
        self._archive: zipfile.ZipFile | None = None
        if zipfile.is_zipfile(path):
            self._archive = _opened(path)
            if self._is_locked():
                raise UnreadableFile(_LOCKED, Refusal.PASSWORD)
            content = self.part("content.xml")
            styles = self.part("styles.xml")
            self._meta = self.part("meta.xml")
        else:
            content = _flat(path)
            styles = None
            self._meta = content
        if content is None:
            raise UnreadableFile(_DAMAGED)
        self.root = content
        self.styles = [content] if styles is None else [content, styles]

    @property
    def title(self) -> str:
        """What the file says that its title is, or ""."""
        found = next(within(self._meta, "dc:title"), None)
        return " ".join("".join(found.itertext()).split()) if found is not None else ""

    def body(self) -> tuple[str, Element]:
        """What kind of document it is ("office:text", "office:spreadsheet", "math:math", …), and the element of it."""
        return inside(self.root)

    def part(self, name: str) -> Element | None:
        """The root of a part, None where there is none or it cannot be read (an object in the file may be broken)."""
        if self._archive is None:
            return None
        try:
            with self._archive.open(name) as file:
                content = file.read(_MOST_XML + 1)
        except KeyError:
            return None
        except _BROKEN as error:
            if name == "content.xml":
                raise UnreadableFile(_DAMAGED) from error
            return None
        if len(content) > _MOST_XML:
            raise UnreadableFile(
                f"It has more than {_MOST_XML / 1e6:.0f} MB of text. Split it, and add the parts.",
                Refusal.REFUSED,
            )
        return _parsed(content, name)

    def object(self, frame: Element) -> tuple[str, Element] | None:
        """The kind and the element of the document that a draw:object shows, None where that is none of ours."""
        inner = next((found for found in frame if name_of(found) in ("office:document", "math:math")), None)
        if inner is None:
            reference = value(frame, "xlink:href").removeprefix("#")
            folder = PurePosixPath(reference)
            if folder.is_absolute() or ".." in folder.parts or not folder.parts:
                return None
            inner = self.part(str(folder / "content.xml"))
        return None if inner is None else inside(inner)

    def _is_locked(self) -> bool:
        try:
            manifest = self.part("META-INF/manifest.xml")
        except UnreadableFile:
            return False
        return next(within(manifest, "manifest:encryption-data"), None) is not None


def inside(root: Element) -> tuple[str, Element]:
    """What a document is of, and the element of its body; the root itself where it has none."""
    if name_of(root) == "math:math":
        return "math:math", root
    body = child(root, "office:body")
    if body is None:
        return name_of(root), root
    inner = next((found for found in body if name_of(found).startswith("office:")), None)
    if inner is not None:
        return name_of(inner), inner
    return _old_kind(root), body


def _old_kind(root: Element) -> str:
    """The kind of a document of OpenOffice.org 1, whose body has no element for it."""
    kind = value(root, "office:class")
    return (
        f"office:{kind}"
        if kind in ("text", "presentation", "spreadsheet", "drawing", "chart")
        else "office:text"
    )


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        check_archive(path, _MOST_UNPACKED, factor=1000)
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        raise UnreadableFile(_DAMAGED) from error


def _flat(path: Path) -> Element:
    if path.stat().st_size > _MOST_XML:
        raise UnreadableFile(
            "It is too large for one flat file. Save it as .odt, .odp or .ods.", Refusal.REFUSED
        )
    root = _parsed(path.read_bytes(), "content.xml")
    if root is None or name_of(root) not in ("office:document", "office:document-content"):
        raise UnreadableFile(_DAMAGED)
    return root


def _parsed(content: bytes, name: str) -> Element | None:
    root = parsed(content)
    if root is None and name == "content.xml":
        raise UnreadableFile(_DAMAGED)
    return root
