"""The parts of a Word document and how they refer to each other."""

import posixpath
import re
import zipfile
import zlib
from pathlib import Path

from ingest.readers.ooxml.links import PartLink, key, links_of, list_of
from ingest.readers.ooxml.parsing import parsed
from ingest.readers.sniffing import check_archive
from ingest.readers.word.names import Element
from rag.errors import Refusal, UnreadableFile

_MOST, _MOST_OF_A_PART = 1_000_000_000, 120_000_000  # bytes, unpacked
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError, OSError)


def damaged() -> UnreadableFile:
    """The error of a document that cannot be read."""
    return UnreadableFile(
        "It is damaged: a part of it is missing or cannot be read. Open it in Word or LibreOffice, save it again as "
        ".docx and add that."
    )


class WordPackage:
    """An open document. Use it in a `with`; `problems` are the kinds of parts that could not be read."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFile where it is damaged, locked or not safe to read."""
        try:
            check_archive(path, _MOST)
            self._archive = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise damaged() from error
        self._names = {key(name): name for name in self._archive.namelist()}
        self._links: dict[str, dict[str, PartLink]] = {}
        self.problems: list[str] = []

    def __enter__(self) -> "WordPackage":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    @property
    def main(self) -> str:
        """The name of the part that has the text."""
        for link in self.links("").values():
            if link.kind == "officeDocument" and key(link.target) in self._names:
                return link.target
        return "word/document.xml"

    def content(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part.

        Raises UnreadableFile where it cannot be unpacked or is too large.
        """
        stored = self._names.get(key(name))
        if stored is None:
            return None
        info = self._archive.getinfo(stored)
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile(
                "It is locked with a password. Save it without one and add that.", Refusal.PASSWORD
            )
        if info.file_size > _MOST_OF_A_PART:
            raise UnreadableFile(
                f"A part of it is {info.file_size / 1e6:.0f} MB long, which is too much to be read. Save it as "
                "several documents and add these.",
                Refusal.REFUSED,
            )
        try:
            return self._archive.read(info)
        except _BROKEN as error:
            raise damaged() from error

    def root(self, name: str) -> Element | None:
        """The part as XML; None where there is none, or one that is no XML (said in `problems`).

        Nothing outside the file is ever looked at, no entity is resolved. Strict OOXML gets the usual names.
        """
        content = self.content(name)
        if content is None:
            return None
        if b"purl.oclc.org" in content:
            content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
        root = parsed(content)
        if root is None:
            self.problems.append(posixpath.basename(name))
        return root

    def links(self, part: str) -> dict[str, PartLink]:
        """What a part refers to inside the file, by the names of the references; "" is the document as a whole."""
        if part not in self._links:
            self._links[part] = links_of(
                part, self.root(list_of(part)), lambda name: key(name) in self._names
            )
        return self._links[part]

    def linked(self, part: str, kind: str) -> str | None:
        """The name of the first part of a kind that `part` refers to; None where there is none."""
        return next((link.target for link in self.links(part).values() if link.kind == kind), None)
