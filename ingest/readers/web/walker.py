"""The walk over a tree of HTML: what is read of it, as pieces in reading order."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from ingest.blocks.marked import paragraphs
from ingest.blocks.marked.inline import HARD
from ingest.blocks.textlines import last_sentence
from ingest.readers.cleaning import printable
from ingest.readers.health import HiddenWords
from ingest.readers.sections import runs
from ingest.readers.sections.pieces import Piece
from ingest.readers.web import items, tables
from ingest.readers.web.dom import BLOCKS, Element, hidden_words, is_unseen, is_verse, plain, tag
from ingest.readers.web.formulas import formula_of, written
from ingest.readers.web.inside import holding, preformatted
from ingest.readers.web.notes import is_back, is_mark, is_note, is_raised
from ingest.readers.web.pictures import alternative
from rag.values.pages import Kind

_DEEPEST = 140  # elements inside each other that are walked into; what is deeper is read as a line
_LEAD = 200  # characters
_BOLD = frozenset(("b", "strong"))


@dataclass(frozen=True, slots=True)
class _State:
    """What the walk is inside of."""

    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    how: str = ""
    in_list: bool = False


class Walker:
    """Reads one tree. What is inside of `beside` (menus and the like) becomes furniture."""

    def __init__(self, root: Element, beside: Collection[Element] = ()) -> None:
        self.pieces: list[Piece] = []
        self.hidden = HiddenWords()
        self._beside = beside
        self._holding = holding(root)
        self._runs: list[runs.Run] = []
        self._captions: list[str] = []
        self._item: Piece | None = None
        self._flat = 0
        self._level = 0
        self._inside(root, _State())
        self._flush(_State())

    def _inside(self, element: Element, state: _State) -> None:
        """Read what is inside an element."""
        self._runs += runs.run(element.text, state.how)
        for child in element:
            self._element(child, state)
            self._runs += runs.run(child.tail, state.how)

    def _element(self, element: Element, state: _State) -> None:
        name = tag(element)
        formula = formula_of(element) if name else None
        if formula is not None:
            self._formula(*formula, state)
        elif not name or is_unseen(element) or (name == "a" and is_back(element)):
            if name and state.kind is not Kind.FURNITURE:
                self.hidden.add(hidden_words(element))
        elif self._level > _DEEPEST:
            self._runs += runs.run(f" {plain(element)} ")
        elif name == "br":
            self._runs.append((HARD, ""))
        elif name == "img":
            self._picture(element)
        elif name in BLOCKS or element in self._holding:
            self._level += 1
            self._block(element, name, state)
            self._level -= 1
        elif name in ("sup", "a") and (is_raised(element) or is_mark(element)):
            self._runs += runs.run(runs.raised(plain(element), is_mark(element)), state.how)
        elif name != "button" or self._flat:
            self._level += 1
            opening, closing = {"q": ("“", "”"), "rt": ("(", ")")}.get(name, ("", ""))
            self._runs += runs.run(opening)
            self._inside(element, _set(element, name, state))
            self._runs += runs.run(closing)
            self._level -= 1

    def _formula(self, words: str, display: bool, state: _State) -> None:
        if words and display and not self._flat:
            self._flush(state)
            self._add(Piece(Kind.FORMULA, printable(words)), state)
        else:
            self._runs += runs.run(written(words), state.how)

    def _picture(self, element: Element) -> None:
        words = alternative(element)
        if words and self._flat:
            self._runs += runs.run(f" {words} ", "picture")
        elif words:
            self._captions.append(words)

    def _block(self, element: Element, name: str, state: _State) -> None:
        """Read an element that stands on lines of its own."""
        if self._flat:
            self._runs.append((" ", ""))
            self._inside(element, state)
            self._runs.append((" ", ""))
            return
        if is_verse(element) and element not in self._holding:
            self._inside(element, state)
            self._runs.append((HARD, ""))
            return
        self._flush(state)
        if element in self._beside:
            state = replace(state, kind=Kind.FURNITURE)
        elif is_note(element):
            state = replace(state, kind=Kind.NOTE)
        if name[0] == "h" and name[1:].isdigit():
            self._add(Piece(Kind.HEADING, self._line(element), level=min(6, int(name[1:]))), state)
        elif name in ("ul", "ol", "menu", "dir"):
            self._list(element, state)
        elif name == "dl":
            self._terms(element, state)
        elif name == "table":
            self._table(element, state)
        elif name in ("pre", "listing", "xmp"):
            self._add(Piece(Kind.CODE, preformatted(element)), state)
        elif name in ("figcaption", "caption"):
            self._add(Piece(Kind.CAPTION, self._line(element)), state)
        elif name == "details":
            self._details(element, state)
        elif name != "hr":
            self._inside(element, state)
        self._flush(state)

    def _list(self, element: Element, state: _State) -> None:
        lead = self._lead(state)
        numbers = iter(items.numbers(element))
        depth = state.depth + state.in_list
        for child in element:
            if tag(child) in ("ul", "ol"):  # not as the rules are, and yet as lists are nested on many pages
                self._element(child, replace(state, depth=depth, in_list=True))
            elif tag(child) != "li":
                self._element(child, state)
            elif not is_unseen(child):
                mark, beside = next(numbers, ""), child in self._beside
                kind = Kind.NOTE if is_note(child) and state.kind is Kind.PARAGRAPH else state.kind
                inner = replace(state, kind=Kind.FURNITURE if beside else kind, depth=depth, in_list=True)
                self._item = Piece(Kind.ITEM, depth=depth, lead=lead, group="list", mark=mark)
                self._inside(child, inner)
                self._flush(inner)
                self._item = None
            else:
                next(numbers, "")

    def _terms(self, element: Element, state: _State) -> None:
        """A list of terms with their meanings; meanings without a term are paragraphs."""
        term = ""
        for child in [part for own in element for part in (own if tag(own) == "div" else [own])]:
            if tag(child) == "dt" and not is_unseen(child):
                term = f"{term}, {said}" if (said := self._line(child)) and term else said or term
            elif tag(child) == "dd" and not is_unseen(child):
                first = len(self.pieces)
                self._block(child, "dd", state)
                self._define(term, first, state)
                term = ""
            elif tag(child) not in ("dt", "dd"):
                self._element(child, state)
        self._define(term, len(self.pieces), state)

    def _define(self, term: str, first: int, state: _State) -> None:
        """Put a term before the pieces from `first` on, into the first one where that is words."""
        if not term:
            return
        meaning = self.pieces[first] if first < len(self.pieces) else None
        if meaning is None or meaning.kind not in (Kind.PARAGRAPH, Kind.NOTE, Kind.FURNITURE):
            self.pieces.insert(first, Piece(state.kind, term))
            return
        kind = Kind.DEFINITION if meaning.kind is Kind.PARAGRAPH else meaning.kind
        between = " " if term.endswith((":", "?")) else ": "
        self.pieces[first] = Piece(kind, f"{term}{between}{meaning.said}", group="terms")

    def _table(self, element: Element, state: _State) -> None:
        """A table as rows; one that is there for the layout as what is in its cells."""
        for caption in (child for child in element if tag(child) == "caption" and not is_unseen(child)):
            self._add(Piece(Kind.CAPTION, self._line(caption)), state)
        if state.kind is not Kind.FURNITURE and not tables.is_layout(element):
            rows = tables.grid(element, self._line)
            self.pieces += [Piece(Kind.ROW, rows=rows, hangs=state.in_list)] if rows else []
            return
        for row, _ in tables.rows_of(element):
            for cell in tables.cells_of(row):
                self._element(cell, state)

    def _details(self, element: Element, state: _State) -> None:
        """What is folded: one paragraph is what its summary asks for, more stands under it as under a heading."""
        summary = next((child for child in element if tag(child) == "summary"), None)
        words = "" if summary is None else self._line(summary)
        first = len(self.pieces)
        self._inside(element, state) if summary is None else self._rest(element, summary, state)
        self._flush(state)
        if len(self.pieces) == first + 1 or state.kind is not Kind.PARAGRAPH:
            self._define(words, first, state)
        elif words:
            self.pieces.insert(first, Piece(Kind.HEADING, words))
            self.pieces.append(Piece(Kind.HEADING))

    def _rest(self, element: Element, summary: Element, state: _State) -> None:
        for child in element:
            if child is not summary:
                self._element(child, state)
            self._runs += runs.run(child.tail)

    def _lead(self, state: _State) -> str:
        """The line that introduces a list: the item that it is in, or the paragraph before it."""
        before = self.pieces[-1] if self.pieces else None
        if before is None or state.kind is not Kind.PARAGRAPH:
            return ""
        if state.in_list and before.kind is Kind.ITEM:
            return before.said[:_LEAD]
        if before.kind is not Kind.PARAGRAPH:
            return ""
        is_open = before.said.endswith((":", "：")) or not before.said.endswith((".", "!", "?", "。"))
        sentence = last_sentence(before.said)
        return sentence if is_open and len(sentence) <= _LEAD else ""

    def _line(self, element: Element) -> str:
        """All words of an element on one line."""
        kept, self._runs = self._runs, []
        self._flat += 1
        self._inside(element, _State())
        self._flat -= 1
        words, self._runs = runs.one_line(self._runs), kept
        return " ".join(words.replace("\t", " ").split())

    def _flush(self, state: _State) -> None:
        """End the line in the making."""
        if self._flat:
            return
        found, self._runs = runs.paragraphs_of(self._runs), []
        for lines in found:
            item, self._item = self._item, None
            if item is not None and state.kind is Kind.PARAGRAPH:
                self._add(replace(item, lines=lines), state)
            elif state.kind is Kind.PARAGRAPH and all(line.anchor for line in lines):
                self._add(Piece(Kind.FURNITURE, paragraphs.joined(lines), group="furniture"), state)
            elif state.kind is Kind.PARAGRAPH:
                self._add(Piece(Kind.PARAGRAPH, lines=lines), state)
            else:
                words = f"{item.mark if item else ''} {paragraphs.joined(lines)}".strip()
                self._add(Piece(state.kind, words, group=state.kind.value if item else ""), state)
        for words in self._captions:
            self._add(Piece(Kind.CAPTION, printable(words)), state)
        self._captions = []

    def _add(self, piece: Piece, state: _State) -> None:
        if not piece.words:
            return
        if state.kind is Kind.FURNITURE:
            piece = Piece(Kind.FURNITURE, piece.words, group="furniture")
        piece.hangs = state.in_list and piece.kind is not Kind.ITEM
        self.pieces.append(piece)


def _set(element: Element, name: str, state: _State) -> _State:
    """The state inside an element that says how its words are set, or that they lead to a place of the page."""
    if name in _BOLD:
        return replace(state, how="bold")
    leads = name == "a" and element.get("href", "").startswith("#")
    return replace(state, how="anchor") if leads else state
