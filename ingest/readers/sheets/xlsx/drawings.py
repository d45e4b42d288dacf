"""What is drawn over the cells: charts, text boxes, diagrams, pictures with a description."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.readers.drawings.diagrams import tree
from ingest.readers.sheets.sheet import Drawing
from ingest.readers.sheets.xlsx.charts import chart
from ingest.readers.sheets.xlsx.package import Package, PartBroken, attribute, local
from ingest.readers.sheets.xlsx.strings import clean
from rag.language.tables import joined

_MADE = re.compile(joined("sheets", "made"))


def drawings(package: Package, sheet: str, sheets: Sequence[str]) -> list[Drawing]:
    """What is drawn on the sheet of this part; `sheets` are the names of all sheets, whose values are known."""
    found: list[Drawing] = []
    for name in package.of_kind(sheet, "drawing"):
        try:
            root = package.tree(name)
        except PartBroken:
            continue
        related = package.related(name)
        for element in _shapes(root):
            found += _drawn(package, element, related, sheets)
    return found


def _shapes(element: Any) -> Iterator[Any]:
    """Shapes, pictures and frames, also those in groups; of alternatives the first."""
    for child in element:
        name = local(child)
        if name in ("sp", "cxnSp", "pic", "graphicFrame"):
            yield child
        elif name == "AlternateContent":
            yield from (shape for choice in child[:1] for shape in _shapes(choice))
        elif name:
            yield from _shapes(child)


def _drawn(
    package: Package, element: Any, related: Mapping[str, tuple[str, str]], sheets: Sequence[str]
) -> Iterator[Drawing]:
    for properties in element.iter("{*}cNvPr"):
        said = _MADE.sub("", clean(properties.get("descr") or properties.get("title") or "")).strip()
        if said:
            yield Drawing(said)
    lines = tuple(paragraphs(element)) if local(element) == "sp" else ()
    if lines:
        yield Drawing(words=lines)
    for referring in element.iter("{*}chart", "{*}relIds"):
        reference = attribute(referring, "id") or attribute(referring, "dm")
        target = related.get(reference, ("", ""))[1]
        if target not in package:
            continue
        try:
            root = package.tree(target)
        except PartBroken:
            continue
        if local(referring) == "chart":
            yield from chart(root, sheets)
        else:
            yield Drawing(words=tuple(said for said, _ in tree(root)))


def paragraphs(element: Any) -> Iterator[str]:
    """The paragraphs of drawn text in an element."""
    for paragraph in element.iter("{*}p"):
        parts = [
            "\n" if local(child) == "br" else child.text or "" for child in paragraph.iter("{*}t", "{*}br")
        ]
        words = clean("".join(parts))
        if words:
            yield words
