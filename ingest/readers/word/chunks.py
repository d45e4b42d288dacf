"""Documents that a Word document takes its text from in part: web pages and plain text."""

import email
import email.message
import email.policy
from collections.abc import Iterator

from lxml import etree, html

from ingest.readers.cleaning import printable
from ingest.readers.sections.pieces import Found, Piece, SectionCell, SectionRow, SectionTable
from rag.values.pages import Kind

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SKIPPED = frozenset({"script", "style", "head", "template", "noscript"})
_BLOCKS_NAMES = """
p div li ul ol table tr td th h1 h2 h3 h4 h5 h6 pre blockquote section article body dl dt dd center form
"""
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_MOST = 10_000_000  # bytes


def chunk(content: bytes) -> Iterator[Found]:
    """The paragraphs and tables of such a document; none of one of another kind."""
    if not content or len(content) > _MOST or content.startswith((b"PK", b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        return
    if content[:200].lower().lstrip().startswith((b"mime-version", b"from:", b"message-id", b"content-type")):
        content = _from_mail(content)
    if b"<" not in content[:2000]:
        for line in printable(content.decode("utf-8", errors="replace")).split("\n"):
            if line.strip():
                yield Piece(Kind.PARAGRAPH, line.strip())
        return
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    yield from _blocks(root)


def _from_mail(content: bytes) -> bytes:
    """The web page in a page that is saved with its pictures (MHT)."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "text/plain") and isinstance(
            part, email.message.EmailMessage
        ):
            found = part.get_content()
            return found.encode("utf-8") if isinstance(found, str) else bytes(found)
    return b""


def _blocks(element: etree._Element) -> Iterator[Found]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _SKIPPED:
        return
    if tag == "table":
        rows = [
            SectionRow(
                [SectionCell([Piece(Kind.PARAGRAPH, _words(cell))]) for cell in row.iterchildren("td", "th")],
                is_head=all(cell.tag == "th" for cell in row.iterchildren("td", "th")),
            )
            for row in element.iter("tr")
        ]
        yield SectionTable([row for row in rows if row.cells])
    elif any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element.iterdescendants()):
        if (element.text or "").strip():
            yield Piece(Kind.PARAGRAPH, " ".join((element.text or "").split()))
        for child in element:
            yield from _blocks(child)
            if (child.tail or "").strip():
                yield Piece(Kind.PARAGRAPH, " ".join((child.tail or "").split()))
    elif said := _words(element):
        kind = Kind.HEADING if tag in _HEADINGS else Kind.ITEM if tag == "li" else Kind.PARAGRAPH
        level = _HEADINGS.index(tag) + 1 if tag in _HEADINGS else 0
        yield Piece(Kind.CODE if tag == "pre" else kind, said, level)


def _words(element: etree._Element) -> str:
    if element.tag == "pre":
        return str(element.text_content()).strip("\n")
    return " ".join(str(element.text_content()).split())
