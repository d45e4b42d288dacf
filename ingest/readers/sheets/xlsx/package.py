"""The parts of an Office file of today (a ZIP of XML), and how they refer to one another."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.readers.ooxml.links import PartLink, key, links_of, list_of
from ingest.readers.sniffing import check_archive, sniff
from rag.errors import Refusal, UnreadableFile

_MOST = 2_000_000_000  # bytes that all parts may have; sheets are read as a stream
_FACTOR = 900  # rows of empty cells are packed well
_LARGEST = 60_000_000  # bytes of a part that is read at once
_CHUNK = 1 << 18
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
DAMAGED = "It is damaged: {0}. Open it in a spreadsheet program, save it again, and add that."

_LOCKED = "It wants a password: open it in a spreadsheet program, save it without one, and add that."


class PartBroken(Exception):
    """A part is missing or cannot be read; other parts may be whole."""


class Package:
    """The parts by their names. Use as a context."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFile where it is no whole archive, or unpacks to more than is safe."""
        try:
            check_archive(path, _MOST, _FACTOR)
            self._archive = zipfile.ZipFile(path)
        except _BROKEN as error:
            if sniff(path) == "locked":
                raise UnreadableFile(_LOCKED, Refusal.PASSWORD) from error
            raise UnreadableFile(DAMAGED.format("its parts cannot be unpacked")) from error
        self._parts = {key(part.filename): part for part in self._archive.infolist()}
        if any(part.flag_bits & 1 for part in self._parts.values()):
            raise UnreadableFile(_LOCKED, Refusal.PASSWORD)

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *error: object) -> None:
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        return key(name) in self._parts

    def stream(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises PartBroken."""
        part = self._parts.get(key(name))
        if part is None:
            raise PartBroken(name)
        try:
            with self._archive.open(part) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise PartBroken(name) from error

    def content(self, name: str) -> bytes:
        """The bytes of a part, at most the first sixty million. Raises PartBroken."""
        found, size = list[bytes](), 0
        for chunk in self.stream(name):
            found.append(chunk)
            size += len(chunk)
            if size > _LARGEST:
                break
        return b"".join(found)

    def tree(self, name: str) -> Any:
        """The root of a part that is XML.

        Raises PartBroken, and UnreadableFile where it declares a document type, as no Office program does.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            root = etree.fromstring(self.content(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise PartBroken(name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            refuse_entities()
        return root

    def related(self, name: str) -> dict[str, PartLink]:
        """What a part refers to, by the reference: the last word of its kind ("worksheet"), and the part's name.

        What lies outside of the file is left out. {} where it refers to nothing or that cannot be read.
        """
        try:
            return links_of(name, self.tree(list_of(name)), self.__contains__)
        except PartBroken:
            return {}

    def of_kind(self, name: str, *kinds: str) -> list[str]:
        """The names of the parts of these kinds that a part refers to."""
        return [target for kind, target in self.related(name).values() if kind in kinds and target in self]


def refuse_entities() -> None:
    """Raises UnreadableFile: XML that declares entities can be made to grow without end, or to open other files."""
    raise UnreadableFile(
        "It declares entities in its XML, as no spreadsheet program does: that can make it grow without end or open "
        "other files, so it is not read. Open it in a spreadsheet program, save it again, and add that.",
        Refusal.REFUSED,
    )


def local(element: Any) -> str:
    """The name of an element without its namespace, "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str, default: str = "") -> str:
    """An attribute by its name without its namespace: a strict file has other namespaces."""
    for full, value in element.attrib.items():
        if full.rpartition("}")[2] == name:
            return str(value)
    return default


def is_on(value: str) -> bool:
    """Whether an attribute says yes."""
    return value.strip().lower() in ("1", "true", "on")
