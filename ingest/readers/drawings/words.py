"""The words of drawn text."""

from collections.abc import Iterator

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.ooxml.elements import name


def lines(body: etree._Element | None) -> Iterator[str]:
    """The paragraphs of a text body that have words, each on one line."""
    for paragraph in () if body is None else body.iter("{*}p"):
        said = "".join(
            " " if name(part) in ("br", "tab") else part.text or ""
            for part in paragraph.iter("{*}t", "{*}br", "{*}tab")
        )
        if words := " ".join(printable(said).split()):
            yield words


def plain(body: etree._Element | None) -> str:
    """The words of a text body on one line."""
    return " ".join(lines(body))
