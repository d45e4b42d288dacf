"""Lists of a Word document: which number a paragraph has, counted from the beginning on."""

import re
from dataclasses import dataclass

from ingest.readers.letters.symbols import shown
from ingest.readers.word.names import Element, W, number, switch, value, whole
from ingest.readers.word.numbers.numerals import written
from ingest.readers.word.styles import Styles, WordStyle, letters_of

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A level of a list: where it starts, how it counts, its mark ("%1.%2"), after which level (from 1) it starts anew:
    None for any above it, 0 for never. `tight`: nothing stands between number and words."""

    start: int
    how: str
    mark: str
    restart: int | None
    legal: bool
    tight: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class ListMark:
    """The mark of a paragraph in a list, as it is shown, with the blank after it; "" for a bullet. `depth` from 0."""

    text: str
    depth: int
    bullet: bool


class Numbering:
    """The lists of a document while it is read: each paragraph in a list is to be told, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        nodes = list(root) if root is not None else []
        self._kinds = {n.get(f"{W}abstractNumId"): n for n in nodes if n.tag == f"{W}abstractNum"}
        self._lists = {n.get(f"{W}numId"): n for n in nodes if n.tag == f"{W}num"}
        self._levels: dict[str, tuple[str, list[ListLevel | None], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, properties: Element | None, style: WordStyle) -> ListMark | None:
        """The mark of the next paragraph, which has these properties (`w:pPr`); None where it is in no list."""
        own = None if properties is None else properties.find(f"{W}numPr")
        name = value(own, "numId") or style.list_id
        if not name or name == _NO_LIST or name not in self._lists:
            return None
        kind, levels, starts = self._list(name, 0)
        depth = number(own, "ilvl")
        if depth is None:
            depth = self._linked(levels, style) if value(own, "numId") is None else style.list_level
        depth = min(max(depth or 0, 0), _LEVELS - 1)
        level = levels[depth]
        if level is None:
            return None
        self._count(name, kind, levels, starts, depth)
        return self._shown(levels, self._counts[kind], depth)

    def _linked(self, levels: list[ListLevel | None], style: WordStyle) -> int | None:
        """The level that names the style, or one that it is based on; else the one that the style states."""
        for owner in style.owners:
            for depth, level in enumerate(levels):
                if level is not None and level.style == owner:
                    return depth
        return style.list_level

    def _list(self, name: str, deep: int) -> tuple[str, list[ListLevel | None], dict[int, int]]:
        """The kind of list that a list is of, its levels, and where it starts them anew."""
        if name in self._levels:
            return self._levels[name]
        node = self._lists[name]
        kind = value(node, "abstractNumId") or ""
        levels: list[ListLevel | None] = [None] * _LEVELS
        abstract = self._kinds.get(kind)
        link = value(abstract, "numStyleLink")
        linked = self._styles.list_of(link) if link else None
        if linked and linked in self._lists and linked != name and deep < 2:
            kind, found, _ = self._list(linked, deep + 1)
            levels = list(found)
        elif abstract is not None:
            for child in abstract.findall(f"{W}lvl"):
                _set(levels, child)
        starts = {}
        for override in node.findall(f"{W}lvlOverride"):
            start = number(override, "startOverride")
            depth = whole(override.get(f"{W}ilvl"))
            if start is not None and depth is not None:
                starts[depth] = start
            for child in override.findall(f"{W}lvl"):
                _set(levels, child)
        self._levels[name] = kind, levels, starts
        return self._levels[name]

    def _count(
        self, name: str, kind: str, levels: list[ListLevel | None], starts: dict[int, int], depth: int
    ) -> None:
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        for above in range(depth):
            if counts[above] is None:  # a level that was left out counts as begun
                counts[above] = self._start(name, levels, starts, above)
        if depth in starts and (name, depth) not in self._begun:
            counts[depth] = starts[depth]
        else:
            before = counts[depth]
            counts[depth] = self._start(name, levels, starts, depth) if before is None else before + 1
        self._begun.add((name, depth))
        for below in range(depth + 1, _LEVELS):
            level = levels[below]
            after = level.restart if level is not None else None
            if after is None or (after and depth < after):
                counts[below] = None

    def _start(self, name: str, levels: list[ListLevel | None], starts: dict[int, int], depth: int) -> int:
        level = levels[depth]
        self._begun.add((name, depth))
        return starts.get(depth, level.start if level is not None else 1)

    @staticmethod
    def _shown(levels: list[ListLevel | None], counts: list[int | None], depth: int) -> ListMark:
        level = levels[depth]
        if level is None or level.how == "bullet":
            return ListMark("", depth, True)

        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = levels[at]
            how = other.how if other is not None else "decimal"
            if level.legal and at != depth and how != "none":
                how = "decimal"
            return written(counts[at] or 0, "decimal" if how == "bullet" else how)

        text = " ".join(_PLACE.sub(place, level.mark).split())
        return ListMark(text + ("" if level.tight or not text else " "), depth, False)


def _set(levels: list[ListLevel | None], node: Element) -> None:
    depth = whole(node.get(f"{W}ilvl"))
    if depth is None or not 0 <= depth < _LEVELS:
        return
    formats = node.find(f"{W}numFmt")
    if formats is None:
        formats = next(node.iter(f"{W}numFmt"), None)  # in a choice between old and new formats
    how = "decimal" if formats is None else formats.get(f"{W}val", "decimal")
    if how == "custom" and formats is not None and formats.get(f"{W}format", "").startswith("0"):
        how = "decimalZero"
    font = letters_of(node.find(f"{W}rPr")).font or ""
    levels[depth] = ListLevel(
        number(node, "start") or 0 if node.find(f"{W}start") is not None else 1,
        how,
        shown(value(node, "lvlText") or "", font if how == "bullet" else ""),
        number(node, "lvlRestart"),
        bool(switch(node, "isLgl")),
        value(node, "suff") == "nothing",
        value(node, "pStyle"),
    )
