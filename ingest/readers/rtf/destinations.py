"""The groups of an RTF file that are no running text: tables of fonts and styles, notes, fields, boxes."""

from collections.abc import Callable

from ingest.readers.drawings.descriptions import said_of
from ingest.readers.health import HiddenWords
from ingest.readers.rtf.flow import RtfFlow
from ingest.readers.rtf.fonts import RtfFont, RtfFonts, code_page
from ingest.readers.rtf.state import RtfState
from ingest.readers.rtf.styles import RtfStyle
from ingest.readers.rtf.tokens import RtfTokens
from ingest.readers.rtf.words import AROUND, PROPERTIES, RUNNING
from ingest.readers.sections.pieces import Found, Piece, words_of
from rag.values.pages import Kind


class Destinations:
    """What is read of a file so far, and what is open: `state` with those around it in `stack`."""

    def __init__(self, tokens: RtfTokens) -> None:
        self.tokens = tokens
        self.text = RtfFlow()
        self.hidden = HiddenWords()
        self.state = RtfState(sink=self.text)
        self.stack: list[RtfState] = []
        self.fonts = RtfFonts()
        self.styles: dict[int, RtfStyle] = {}
        self.usual = 0
        self.title = ""
        self.beside: list[str] = []
        self.table = ""
        self._open = RtfFont()
        self._style, self._outline, self._named = 0, -1, ""
        self._property = ""
        self._notes = 0
        self._mark = ""

    def say(self, text: str) -> None:
        """Some text at this place."""
        raise NotImplementedError

    def end_paragraph(self, flow: RtfFlow) -> None:
        """End the paragraph that is open."""
        raise NotImplementedError

    def keep_row(self) -> None:
        """Go on with the row that is set now when the group ends."""
        raise NotImplementedError

    def enter(self, name: str) -> None:
        """Begin what a group of this name is."""
        state = self.state
        if name in ("fonttbl", "stylesheet"):
            self.table = "fonts" if name == "fonttbl" else "styles"
            state.ends = self._leave_table
        elif name in ("cs", "ts") and self.table:
            self.tokens.skip()
        elif name in RUNNING:
            self._begin(lambda pieces: self.beside.extend(words_of([piece]) for piece in pieces))
        elif name in ("footnote", "annotation"):
            self._begin_note(Kind.NOTE if name == "footnote" else Kind.COMMENT)
        elif name in ("shptxt", "dptxbxtext"):
            self._begin_box()
        elif name in ("info", "pict", "object", "shp", "do", "background"):
            state.outer = state.sink if isinstance(state.sink, RtfFlow) else state.outer
            state.sink = None
        elif name == "upr":
            state.outer, state.sink = state.sink, None
        elif name in ("result", "ud"):
            state.sink = state.outer
        elif name == "field":
            state.outer = state.sink
        elif name == "fldrslt":
            state.sink = state.outer
        elif name == "nesttableprops":
            self.keep_row()
        elif name in ("fldinst", "title", "sn", "sv", "listtext", "pntext"):
            self._collect(name)

    def formula(self, name: str) -> None:
        """Begin a part of a formula: it is written in one line."""
        if name in PROPERTIES:
            self.tokens.skip()
        elif name in AROUND:
            before, after = AROUND[name]
            self.say(before)
            self.state.ends = lambda: self.say(after)

    def note_mark(self, flow: RtfFlow) -> None:
        """The number of a note at this place of the text."""
        if not flow.is_note:
            self._notes += 1
            self._mark = f"[{self._notes}]"
            self.say(self._mark)

    def describe(self, name: str, value: int | None) -> None:
        """A control word in a table of fonts or styles."""
        if self.table == "fonts":
            if name == "f":
                self._open = self.fonts.fonts.setdefault(value or 0, RtfFont())
            elif name == "fcharset":
                self._open.charset = value
            elif name == "cpg":
                self._open.page = code_page(value or 0)
        elif name == "s":
            self._style = value or 0
        elif name == "outlinelevel":
            self._outline = value or 0

    def name(self, text: str) -> None:
        """Letters in a table of fonts or styles: a name, which ends with a semicolon."""
        for part in text.partition(";")[:2] if ";" in text else (text,):
            if part != ";":
                self._named += part
                continue
            if self.table == "fonts":
                self._open.name = self._open.name or self._named.strip()
                self._open = RtfFont()
            else:
                outline = self._outline if self._outline >= 0 else None
                self.styles.setdefault(self._style, RtfStyle(self._named.strip(), outline))
            self._style, self._outline, self._named = 0, -1, ""
        if ";" in text and (rest := text.partition(";")[2]).strip():
            self.name(rest)

    def _leave_table(self) -> None:
        self.table, self._named = "", ""

    def _begin(self, done: Callable[[list[Found]], None], is_note: bool = False) -> None:
        """Read the group as a part of its own; `done` is given what stands in it."""
        state = self.state
        flow = RtfFlow(is_note=is_note)
        state.sink = state.outer = flow
        state.contents = state.hidden = False
        state.reset()

        def end() -> None:
            self.end_paragraph(flow)
            done(flow.done())

        state.ends = end

    def _begin_note(self, kind: Kind) -> None:
        """A note or a comment: it comes after the paragraph that it is in."""
        outer = self.state.sink
        if not isinstance(outer, RtfFlow):
            self.tokens.skip()
            return
        mark, self._mark = self._mark if kind is Kind.NOTE else "", ""

        def done(pieces: list[Found]) -> None:
            said = [line for line in (words_of([piece]) for piece in pieces) if line]
            lines = [f"{mark} {said[0]}".strip(), *said[1:]] if said else []
            outer.after += [Piece(kind, line) for line in lines]

        self._begin(done, is_note=True)

    def _begin_box(self) -> None:
        outer = self.state.outer if self.state.sink is None else self.state.sink
        flow = outer if isinstance(outer, RtfFlow) else self.text

        def done(pieces: list[Found]) -> None:
            for piece in pieces:
                if isinstance(piece, Piece):
                    piece.aside = True
            flow.after += pieces

        self._begin(done)

    def _collect(self, name: str) -> None:
        """Read the text of a group as what it says of its surroundings."""
        state = self.state
        around = self.stack[-1] if self.stack else state
        said: list[str] = []
        flow = state.sink if isinstance(state.sink, RtfFlow) else state.outer
        state.sink = said
        if name == "title":
            state.font = -1  # in the code page of the file

        def end() -> None:
            text = "".join(said)
            if name == "fldinst":
                around.contents = around.contents or text.split(None, 1)[:1] in (["TOC"], ["INDEX"], ["TOA"])
            elif name == "title":
                self.title = self.title or " ".join(text.split())
            elif name == "sn":
                self._property = text.strip()
            elif name == "sv" and isinstance(flow, RtfFlow):
                self._describe(text, flow)
            elif name in ("listtext", "pntext") and isinstance(flow, RtfFlow) and flow.mark is None:
                flow.mark = text

        state.ends = end

    def _describe(self, text: str, flow: RtfFlow) -> None:
        """A property of a shape: the description of a picture, or words that are drawn."""
        said = said_of(text) if self._property == "wzDescription" else ""
        if self._property == "gtextUNICODE":
            said = " ".join(text.split())
        if said:
            flow.after.append(Piece(Kind.CAPTION, said, aside=True))
        self._property = ""
