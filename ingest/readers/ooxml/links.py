"""What a part of an Office file refers to."""

import posixpath
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from ingest.readers.ooxml.elements import name


class PartLink(NamedTuple):
    """A reference: its `kind` is the last word of its type ("worksheet"), its `target` the name of another part."""

    kind: str
    target: str


def key(part: str) -> str:
    """The name of a part by which it is known, however it is written."""
    return part.replace("\\", "/").lstrip("/").casefold()


def list_of(part: str) -> str:
    """The name of the part that says what a part refers to; "" is the file as a whole."""
    folder, file = posixpath.split(part.lstrip("/"))
    return posixpath.join(folder, "_rels", f"{file}.rels")


def links_of(part: str, root: etree._Element | None, is_there: Callable[[str], bool]) -> dict[str, PartLink]:
    """What a part refers to inside of the file, by the ids of the references, from the `root` of its list.

    `is_there` says whether there is a part of a name: names may be written with "%20".
    """
    folder = posixpath.dirname(part.lstrip("/"))
    found: dict[str, PartLink] = {}
    for element in () if root is None else root.iter():
        target = str(element.get("Target", "")) if name(element) == "Relationship" else ""
        target = target.partition("#")[0].replace("\\", "/")
        if not target or str(element.get("TargetMode", "")).lower() == "external":
            continue
        full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = str(element.get("Type", "")).rpartition("/")[2]
        found[str(element.get("Id", ""))] = PartLink(kind, full if is_there(full) else unquote(full))
    return found
