"""The parts of a PowerPoint file, read with patience: what is missing or broken costs nothing but itself."""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from ingest.readers.drawings.elements import name as local_name
from ingest.readers.sniffing import check_archive
from rag.errors import Refusal, UnreadableFile

_MOST = 1_500_000_000  # bytes that all parts unpack to; pictures and films are never unpacked together
_LARGEST = 60_000_000  # bytes of a part that is parsed
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError, NotImplementedError)
DAMAGED = (
    "It is damaged: the slides in it cannot be found. Open it in PowerPoint, save it again, and add that."
)
"""Why a file is refused whose slides cannot be found."""


@dataclass(frozen=True, slots=True)
class SlideRelation:
    """What a part refers to: the `kind` is the last word of its type, the `target` the name of another part."""

    kind: str
    target: str


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
        self._infos = {_key(info.filename): info for info in infos}
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
        info = self._infos.get(_key(name))
        return info.file_size if info else 0

    def blob(self, name: str) -> bytes:
        """The bytes of a part, b"" where it is missing or cannot be unpacked."""
        info = self._infos.get(_key(name))
        if info is None:
            return b""
        try:
            return self._archive.read(info)
        except (*_BROKEN, RuntimeError):
            return b""

    def xml(self, name: str, keep: bool = False) -> etree._Element | None:
        """The root of a part, None where there is none. What is broken is mended as far as that goes."""
        key = _key(name)
        if key in self._kept:
            return self._kept[key]
        content = self.blob(name) if self.size(name) <= _LARGEST else b""
        root = _parsed(content, recover=False)
        if root is None and content.strip():
            root = _parsed(content, recover=True)
            self._mended.add(key)
        if keep:
            self._kept[key] = root
        return root

    def is_mended(self, name: str) -> bool:
        """Whether the XML of a part is broken, so that only what can be read of it was read."""
        return _key(name) in self._mended

    def relations(self, name: str) -> dict[str, SlideRelation]:
        """What a part refers to inside of the file, by the ids of the relationships."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, SlideRelation] = {}
        for element in () if root is None else root.iter():
            target = str(element.get("Target", "")) if local_name(element) == "Relationship" else ""
            if not target or str(element.get("TargetMode", "")).lower() == "external":
                continue
            kind = str(element.get("Type", "")).rpartition("/")[2]
            found[str(element.get("Id", ""))] = SlideRelation(kind, self._resolved(folder, target))
        return found

    def related(self, name: str, kind: str) -> list[str]:
        """The names of the parts that a part refers to as this kind, in the order of the file."""
        return [relation.target for relation in self.relations(name).values() if relation.kind == kind]

    def _resolved(self, folder: str, target: str) -> str:
        target = target.partition("#")[0].replace("\\", "/")
        full = posixpath.normpath(target if target.startswith("/") else posixpath.join("/", folder, target))
        return full if _key(full) in self._infos else unquote(full)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _parsed(content: bytes, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
