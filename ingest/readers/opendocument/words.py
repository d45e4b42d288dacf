"""The words of a paragraph as they are shown, and what hangs on it: notes, comments, frames."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.formulas import mathml
from ingest.readers.health import HiddenWords
from ingest.readers.opendocument.names import Element, children, name_of, number, value
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles
from ingest.readers.sections.lines import Run

SHAPES = frozenset(
    f"draw:{name}"
    for name in [
        "frame",
        "g",
        "a",
        "rect",
        "custom-shape",
        "ellipse",
        "circle",
        "line",
        "polyline",
        "polygon",
        "regular-polygon",
        "path",
        "connector",
        "caption",
        "measure",
        "text-box",
        "object",
        "image",
    ]
)
"""What is drawn, and may have words or hold something."""

_HUNG = frozenset({"text:note", "text:footnote", "text:endnote", "office:annotation", *SHAPES})
_SKIPPED = frozenset(
    {
        "text:ruby-text",
        "text:note-citation",
        "text:tracked-changes",
        "text:script",
        "office:forms",
        "draw:control",
        "office:event-listeners",
        "text:toc-mark",
        "text:alphabetical-index-mark",
        "loext:content-control-properties",
    }
)
_MOST_BLANKS = 1000


@dataclass(slots=True)
class OdfPassage:
    """A paragraph: its runs of words, what hangs on it. `formulas` says how many formulas stand in it."""

    runs: list[Run] = field(default_factory=list)
    hung: list[Element] = field(default_factory=list)
    formulas: int = 0

    @property
    def text(self) -> str:
        """The words as they are, with line ends and blanks."""
        return "".join(text for text, _ in self.runs)


class OdfPassages:
    """Reads paragraphs. `fields` are words for fields whose words stand elsewhere (the footer of a slide)."""

    def __init__(
        self, package: OpenDocumentPackage, styles: OpenDocumentStyles, fields: dict[str, str] | None = None
    ) -> None:
        self._package = package
        self._styles = styles
        self._fields = fields or {}
        self.hidden = HiddenWords()

    def read(self, paragraph: Element) -> OdfPassage:
        """What a text:p or text:h says; nothing where it is hidden."""
        passage = OdfPassage()
        look = self._styles.look("paragraph", value(paragraph, "text:style-name"))
        if not look.hidden and not any(map(_hides, children(paragraph, "text:hidden-paragraph"))):
            self._inside(paragraph, bool(look.bold), passage)
        else:
            self.hidden.add("".join(map(str, paragraph.itertext())))
        return passage

    def _inside(self, element: Element, bold: bool, passage: OdfPassage) -> None:
        if element.text:
            passage.runs.append((_flat(element.text), bold))
        for part in element:
            self._part(part, bold, passage)
            if part.tail:
                passage.runs.append((_flat(part.tail), bold))

    def _part(self, part: Element, bold: bool, passage: OdfPassage) -> None:
        kind = name_of(part)
        if kind == "text:s":
            passage.runs.append((" " * max(1, number(part, "text:c", 1, _MOST_BLANKS)), bold))
        elif kind == "text:tab" or kind == "text:tab-stop":
            passage.runs.append(("\t", bold))
        elif kind == "text:line-break":
            passage.runs.append(("\n", bold))
        elif kind in self._fields:
            passage.runs.append((self._fields[kind], bold))
        elif kind == "draw:frame" and (formula := self._formula(part)):
            passage.runs.append((formula, bold))
            passage.formulas += 1
        elif kind in _HUNG:
            passage.hung.append(part)
        elif kind and kind not in _SKIPPED:
            look = self._styles.look("text", value(part, "text:style-name"))
            if look.hidden or _hides(part):
                self.hidden.add("".join(map(str, part.itertext())))
            else:
                self._inside(part, bold if look.bold is None else look.bold, passage)

    def _formula(self, frame: Element) -> str:
        """The formula in a frame that stands among the words, "" where it holds something else."""
        for held in children(frame, "draw:object"):
            found = self._package.object(held)
            if found is not None and found[0] == "math:math":
                return mathml.linear(found[1])
        return ""


def _hides(element: Element) -> bool:
    """Whether a field that may be hidden is."""
    kind = name_of(element)
    return (
        kind in ("text:hidden-text", "text:hidden-paragraph") and value(element, "text:is-hidden") == "true"
    )


def _flat(text: str) -> str:
    """Line ends and tabs of the XML are blanks."""
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def paragraphs_in(element: Element) -> Iterator[Element]:
    """The paragraphs and headings right in an element or in lists and sections in it."""
    for part in children(element):
        kind = name_of(part)
        if kind in ("text:p", "text:h"):
            yield part
        elif kind in ("text:list", "text:list-item", "text:list-header", "text:section", "draw:text-box"):
            yield from paragraphs_in(part)
