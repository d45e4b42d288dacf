"""The parts of a PowerPoint file, read with patience: what is missing or broken costs nothing but itself."""

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from ingest.readers.ooxml.links import PartLink, key, links_of, list_of
from ingest.readers.ooxml.parsing import parsed
from ingest.readers.sniffing import check_archive
from rag.errors import Refusal, UnreadableFile

_MOST = 1_500_000_000  # bytes that all parts unpack to; pictures and films are never unpacked together
_LARGEST = 60_000_000  # bytes of a part that is parsed
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError, NotImplementedError)
DAMAGED = (
    "It is damaged: the slides in it cannot be found. Open it in PowerPoint, save it again, and add that."
)
"""Why a file is refused whose slides cannot be found."""


class SlideParts:
    """The parts of a file, by their names. Parsed parts are kept where many slides need them."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFile where it is no ZIP, is locked, or unpacks to too much."""
        try:
            check_archive(path, _MOST)
            self._archive = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise UnreadableFile(DAMAGED) from error
        infos = self._archive.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableFile(
                "It is protected with a password. Save it without one, and add that.", Refusal.PASSWORD
            )
        self._infos = {key(info.filename): info for info in infos}
        self._kept: dict[str, etree._Element | None] = {}
        self._mended: set[str] = set()

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    def names(self) -> list[str]:
        """The names of all parts, lower case, without a slash at the beginning."""
        return list(self._infos)

    def size(self, name: str) -> int:
        """The bytes of a part, 0 where it is missing."""
        info = self._infos.get(key(name))
        return info.file_size if info else 0

    def blob(self, name: str) -> bytes:
        """The bytes of a part, b"" where it is missing or cannot be unpacked."""
        info = self._infos.get(key(name))
        if info is None:
            return b""
        try:
            return self._archive.read(info)
        except (*_BROKEN, RuntimeError):
            return b""

    def xml(self, name: str, keep: bool = False) -> etree._Element | None:
        """The root of a part, None where there is none. What is broken is mended as far as that goes."""
        known = key(name)
        if known in self._kept:
            return self._kept[known]
        content = self.blob(name) if self.size(name) <= _LARGEST else b""
        root = parsed(content)
        if root is None and content.strip():
            root = parsed(content, recover=True)
            self._mended.add(known)
        if keep:
            self._kept[known] = root
        return root

    def is_mended(self, name: str) -> bool:
        """Whether the XML of a part is broken, so that only what can be read of it was read."""
        return key(name) in self._mended

    def relations(self, name: str) -> dict[str, PartLink]:
        """What a part refers to inside of the file, by the ids of the relationships."""
        return links_of(name, self.xml(list_of(name)), lambda part: key(part) in self._infos)

    def related(self, name: str, kind: str) -> list[str]:
        """The names of the parts that a part refers to as this kind, in the order of the file."""
        return [relation.target for relation in self.relations(name).values() if relation.kind == kind]
