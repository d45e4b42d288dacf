"""Which list an item belongs to, and the number that it shows."""

from ingest.readers.opendocument.names import Element, number, value
from ingest.readers.opendocument.numbering import Counters, ranks_of
from ingest.readers.opendocument.styles import OpenDocumentStyles

_MOST = 1_000_000


class Lists:
    """The lists of a document as far as they are read."""

    def __init__(self, styles: OpenDocumentStyles) -> None:
        self._styles = styles
        self._headings = Counters(ranks_of(styles.outline))
        self._open = Counters(())
        self._named: dict[str, Counters] = {}
        self._last: dict[str, Counters] = {}

    def heading(self, element: Element) -> str:
        """The number of a heading that is in no list, "" where it has none."""
        look = self._styles.look("paragraph", value(element, "text:style-name"))
        if value(element, "text:is-list-header") == "true" or look.numbering == "":
            return ""
        level = max(1, number(element, "text:outline-level", number(element, "text:level", 1, 10), 10))
        start = number(element, "text:start-value", 1, _MOST)
        restarts = value(element, "text:restart-numbering") == "true"
        return self._headings.next(level - 1, start if restarts else None)

    def enter(self, element: Element, style: str, depth: int) -> str:
        """Begin or go on with a list; `style` is that of the list around it. The name of its style."""
        style = value(element, "text:style-name") or style
        if depth == 0:
            continued = self._named.get(value(element, "text:continue-list"))
            if continued is None and value(element, "text:continue-numbering") == "true":
                continued = self._last.get(style)
            if style == "Outline":
                continued = self._headings
            self._open = continued or Counters(ranks_of(self._styles.lists.get(style)))
            self._last[style] = self._open
            if name := value(element, "xml:id") or value(element, "text:id"):
                self._named[name] = self._open
        elif value(element, "text:style-name"):
            ranks, own = list(self._open.ranks), ranks_of(self._styles.lists.get(style))
            self._open = Counters((*ranks[:depth], *own[depth:]), self._open.counted)
        return style

    def item(self, element: Element, depth: int) -> str:
        """The number of the next item of the list that is open."""
        start = number(element, "text:start-value", -1, _MOST)
        return self._open.next(depth, None if start < 0 else start)

    def numbered(self, element: Element) -> str:
        """The number of a text:numbered-paragraph, which names its list."""
        style, name = value(element, "text:style-name"), value(element, "text:list-id")
        ranks = ranks_of(self._styles.lists.get(style))
        counters = self._named.setdefault(name or f" {style}", Counters(ranks))
        start = number(element, "text:start-value", -1, _MOST)
        return counters.next(number(element, "text:level", 1, 10) - 1, None if start < 0 else start)
