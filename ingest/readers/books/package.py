"""What an EPUB says of itself: its title, the order of its parts, the titles of its chapters."""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from ingest.readers.ooxml.parsing import parsed
from ingest.readers.web.dom import Element, attribute, plain, tag
from rag.errors import Refusal, UnreadableFile

_LARGEST = 50_000_000  # bytes of a part
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_SUFFIXES = (".xhtml", ".html", ".htm", ".xml")
# Fonts may be made unreadable without a lock on the text (IDPF and Adobe); what is of other kinds is locked.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
DAMAGED = "It is damaged: parts of the book cannot be unpacked. Download it again."


@dataclass(frozen=True, slots=True)
class BookPackage:
    """The book: the names of its parts in reading order, and the titles of those that its contents name."""

    title: str
    parts: tuple[str, ...]
    titles: dict[str, str]
    contents: str = ""


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part, b"" where there is none of the name.

    Raises UnreadableFile where it cannot be unpacked.
    """
    try:
        with archive.open(name) as part:
            return part.read(_LARGEST)
    except KeyError:
        folded = next((other for other in archive.namelist() if other.lower() == name.lower()), "")
        return read_part(archive, folded) if folded and folded != name else b""
    except RuntimeError as error:  # locked with a password, as any ZIP may be
        raise UnreadableFile(
            "It is locked with a password. Save it without one and add that.", Refusal.PASSWORD
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error


def package_of(archive: zipfile.ZipFile) -> BookPackage:
    """Read the container and the package in it; without them, every page of the archive in order of name."""
    pages = tuple(sorted(name for name in archive.namelist() if name.lower().endswith(_SUFFIXES[:3])))
    root_file = _root_file(archive)
    root = xml(read_part(archive, root_file)) if root_file else None
    if root is None:
        return BookPackage("", pages, {})
    base = posixpath.dirname(root_file)
    items = {
        element.get("id", ""): element
        for element in root.iter()
        if tag(element) == "item" and element.get("href")
    }
    spine = [items.get(element.get("idref", "")) for element in root.iter() if tag(element) == "itemref"]
    parts = [resolved(base, item.get("href", "")) for item in spine if item is not None and _is_page(item)]
    title = next(
        (plain(element) for element in root.iter() if tag(element) == "title" and plain(element)), ""
    )
    navigation = [item for item in items.values() if "nav" in item.get("properties", "").split()]
    tables = [item for item in items.values() if item.get("media-type") == "application/x-dtbncx+xml"]
    contents = resolved(base, navigation[0].get("href", "")) if navigation else ""
    titles: dict[str, str] = {}
    for item in (*navigation, *tables):
        name = resolved(base, item.get("href", ""))
        for target, said in _entries(xml(read_part(archive, name))):
            titles.setdefault(resolved(posixpath.dirname(name), target), said)
    return BookPackage(title[:300], tuple(dict.fromkeys(parts)) or pages, titles, contents)


def locked(archive: zipfile.ZipFile) -> frozenset[str]:
    """The parts that are encrypted, but for fonts that are only made unreadable."""
    root = xml(read_part(archive, "META-INF/encryption.xml"))
    found: set[str] = set()
    for element in () if root is None else root.iter():
        if tag(element) != "encrypteddata":
            continue
        inside = list(element.iter())
        ways = [inner.get("Algorithm", "") for inner in inside if tag(inner) == "encryptionmethod"]
        if not any(way in _FONTS for way in ways):
            found |= {unquote(inner.get("URI", "")) for inner in inside if tag(inner) == "cipherreference"}
    return frozenset(found)


def resolved(base: str, target: str) -> str:
    """The name of the part that a link from the folder `base` leads to."""
    return posixpath.normpath(posixpath.join(base, unquote(target.partition("#")[0]))).lstrip("/")


def xml(content: bytes) -> Element | None:
    """The tree of a part that is XML, as far as it is sound; None where there is none."""
    return parsed(content.strip(), recover=True)


def _root_file(archive: zipfile.ZipFile) -> str:
    root = xml(read_part(archive, "META-INF/container.xml"))
    stated = [element for element in (() if root is None else root.iter()) if tag(element) == "rootfile"]
    named = next((element.get("full-path", "") for element in stated), "")
    if named in archive.namelist():
        return named
    return next((name for name in archive.namelist() if name.lower().endswith(".opf")), "")


def _is_page(item: Element) -> bool:
    kind = item.get("media-type", "")
    return kind in _PAGES or (not kind and item.get("href", "").lower().endswith(_SUFFIXES))


def _entries(root: Element | None) -> list[tuple[str, str]]:
    """The targets and titles of a table of contents: a list of links (EPUB 3) or an NCX (EPUB 2)."""
    found: list[tuple[str, str]] = []
    for element in () if root is None else root.iter():
        name = tag(element)
        if name == "nav" and attribute(element, "type") not in ("", "toc"):
            continue
        if name == "a" and element.get("href") and _is_contents(element):
            found.append((element.get("href", ""), plain(element)))
        elif name == "navpoint":
            label = next((plain(inner) for inner in element if tag(inner) == "navlabel"), "")
            source = next((inner.get("src", "") for inner in element if tag(inner) == "content"), "")
            if source:
                found.append((source, label))
    return [(target, said) for target, said in found if said]


def _is_contents(link: Element) -> bool:
    above = next((element for element in link.iterancestors() if tag(element) == "nav"), None)
    return above is None or attribute(above, "type") in ("", "toc")
