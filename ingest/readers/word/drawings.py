"""What is drawn in a paragraph: text boxes, charts, diagrams, and pictures with a description."""

from collections.abc import Callable, Iterator

from ingest.readers.drawings import charts, modern
from ingest.readers.drawings.descriptions import said_of
from ingest.readers.drawings.diagrams import tree
from ingest.readers.drawings.words import lines
from ingest.readers.sections.pieces import Found, Piece
from ingest.readers.word.names import CHART, CHART_EX, DIAGRAM, PLACED, A, Element, R, V, W, elements
from ingest.readers.word.package import WordPackage
from rag.values.pages import Kind


def drawn(
    element: Element, package: WordPackage, part: str, box: Callable[[Element], list[Found]]
) -> Iterator[Found]:
    """What an element (`w:drawing`, `w:pict`, `w:object`) shows. `box` reads the content of a text box."""
    for child in elements(element):
        tag = child.tag
        if tag == f"{W}txbxContent":
            for piece in box(child):
                if isinstance(piece, Piece):
                    piece.aside = True
                yield piece
        elif tag == f"{CHART}chart" or tag == f"{CHART_EX}chart":
            root = _linked(child, f"{R}id", package, part)
            yield from _chart(root) if root is not None else ()
        elif tag == f"{DIAGRAM}relIds":
            root = _linked(child, f"{R}dm", package, part)
            for said, depth in tree(root):
                yield Piece(Kind.ITEM, said, depth=depth, aside=True)
        elif tag == f"{A}txBody":
            for said in lines(child):
                yield Piece(Kind.PARAGRAPH, said, aside=True)
        else:
            words = _described(child)
            if words:
                yield Piece(Kind.CAPTION, words, aside=True)
            yield from drawn(child, package, part, box)


def _linked(element: Element, name: str, package: WordPackage, part: str) -> Element | None:
    link = package.links(part).get(element.get(name, ""))
    return package.root(link.target) if link is not None else None


def _chart(root: Element) -> Iterator[Piece]:
    """The titles of a chart and of its axes as captions, and what it shows as tables."""
    found = modern.read(root) if modern.is_modern(root) else charts.read(root)
    for title in (found.title, *found.titles, *found.said):
        if title:
            yield Piece(Kind.CAPTION, title, aside=True)
    for table in found.tables:
        yield Piece(Kind.ROW, rows=(table.head, *table.rows), aside=True)


def _described(element: Element) -> str:
    """What is written as letters that are drawn, or said of a picture; "" where that says nothing."""
    if element.tag == f"{V}textpath":
        return str(element.get("string", "")).strip()
    if element.tag == f"{PLACED}docPr":
        return said_of(element.get("descr", "")) or said_of(element.get("title", ""))
    return said_of(element.get("alt", "")) if element.tag.startswith(V) else ""
