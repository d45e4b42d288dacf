"""RTF: its control words followed from the first to the last."""

from collections.abc import Callable

from ingest.readers.letters.fonts import is_mono
from ingest.readers.letters.symbols import shown
from ingest.readers.rtf.destinations import Destinations
from ingest.readers.rtf.flow import RtfFlow, RtfRow
from ingest.readers.rtf.fonts import code_page
from ingest.readers.rtf.styles import is_all_mono, paragraph_of
from ingest.readers.rtf.tokens import RtfToken, RtfTokens
from ingest.readers.rtf.words import KNOWN, LEFT_OUT, MATHS, SIGNS

_SURROGATE = 0x10000


class RtfParser(Destinations):
    """Reads a file; then `text` has its paragraphs, `beside` its running heads and feet, `title` what it states."""

    def __init__(self, content: bytes) -> None:
        super().__init__(RtfTokens(content))
        self._row = RtfRow()
        self._down = self._across = False
        self._bytes = bytearray()
        self._half = ""
        self._passed = 0
        self._star = False

    def read(self) -> None:
        """Read the file to its end."""
        for token in self.tokens:
            if token.kind == "letters":
                self._letters(token)
                continue
            self._passed = 0 if token.kind != "word" or token.name != "u" else self._passed
            self._flush()
            if token.kind == "open":
                self.stack.append(self.state)
                self.state = self.state.inner()
                self._star = False
            elif token.kind == "close":
                self._close()
            elif token.kind == "sign":
                self._sign(token.name)
            else:
                self._word(token.name, token.value)
        self._flush()
        while self.stack:
            self._close()
        self.end_paragraph(self.text)

    def _close(self) -> None:
        ends = self.state.ends
        if ends is not None:
            ends()
        if self.stack:
            self.state = self.stack.pop()
        self._star = False

    def _letters(self, token: RtfToken) -> None:
        letters = token.letters
        self._star = False
        if self._passed:
            passed = min(self._passed, len(letters))
            self._passed -= passed
            letters = letters[passed:]
        if letters and (self.state.sink is not None or self.table):
            self._bytes += letters

    def _flush(self) -> None:
        if self._bytes:
            letters, self._bytes = bytes(self._bytes), bytearray()
            self.say(self.fonts.decoded(letters, self.state.font))

    def say(self, text: str) -> None:
        """Some text at this place."""
        state = self.state
        self._half = ""
        if self.table:
            self.name(text)
        elif isinstance(state.sink, list):
            state.sink.append(text)
        elif state.sink is not None and state.hidden and not state.deleted:
            self.hidden.add(text)
        elif state.sink is not None and not state.deleted:
            state.sink.contents = state.sink.contents or state.contents
            mono = is_mono(self.fonts.name(state.font))
            state.sink.letters.append((text, state.bold, mono, state.size))

    def _unicode(self, value: int) -> None:
        """A letter by its number; those above 65,535 come in two halves."""
        code = value % _SURROGATE
        self._passed = self.state.skip
        letter = chr(code)
        if 0xD800 <= code < 0xDC00:
            self._half = letter
        elif 0xDC00 <= code < 0xE000:
            whole = (self._half + letter).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
            self.say(whole)
        else:
            self.say(shown(letter, self.fonts.name(self.state.font) if letter >= "\uf000" else ""))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = True
            return
        said = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}.get(sign, "")
        if said:
            self.say(said)
        elif sign in "\r\n":
            self._word("par", None)

    def _word(self, name: str, value: int | None) -> None:
        star, self._star = self._star, False
        if name in LEFT_OUT or (star and name not in KNOWN and name not in MATHS):
            self.tokens.skip()
        elif name in MATHS:
            self.formula(name)
        elif name in KNOWN:
            self.enter(name)
        elif name == "u":
            self._unicode(value or 0)
        elif name in SIGNS:
            self.say(SIGNS[name])
        elif self.table:
            self.describe(name, value)
        elif (act := _LETTERS.get(name)) is not None:
            act(self, value)
        elif name in _BLOCKS and isinstance(self.state.sink, RtfFlow):
            _BLOCKS[name](self, self.state.sink)
        elif name in ("trowd", "trhdr", "cellx", "clvmrg", "clmrg"):
            self._set_row(name, value or 0)

    def _set_row(self, name: str, value: int) -> None:
        if name == "trowd":
            self._row = RtfRow()
            self._down = self._across = False
        elif name == "trhdr":
            self._row.is_head = True
        elif name == "clvmrg":
            self._down = True
        elif name == "clmrg":
            self._across = True
        else:
            self._row.edges.append(value)
            self._row.down.append(self._down)
            self._row.across.append(self._across)
            self._down = self._across = False

    def keep_row(self) -> None:
        """Go on with the row that is set now when the group ends."""
        kept = self._row

        def back() -> None:
            self._row = kept

        self.state.ends = back

    def end_paragraph(self, flow: RtfFlow) -> None:
        """End the paragraph that is open."""
        self._flush()
        whole_mono = is_all_mono(self.fonts, self.usual)
        flow.add(paragraph_of(flow, self.state, self.styles, whole_mono), self.state.level)

    def _end_cell(self, flow: RtfFlow, level: int) -> None:
        state = self.state
        state.nested, kept = level, state.nested
        self.end_paragraph(flow)
        state.nested = kept
        flow.cell(level)

    def _nested(self) -> int:
        return max(self.state.nested or 0, 2)


def _set_code_page(parser: RtfParser, value: int | None) -> None:
    parser.fonts.page = code_page(value or 0) or parser.fonts.page


def _flag(name: str) -> Callable[[RtfParser, int | None], None]:
    return lambda parser, value: setattr(parser.state, name, value != 0)


def _number(name: str) -> Callable[[RtfParser, int | None], None]:
    return lambda parser, value: setattr(parser.state, name, value or 0)


def _usual(parser: RtfParser, value: int | None) -> None:
    parser.usual = parser.state.font = value or 0


def _nest(parser: RtfParser, value: int | None) -> None:
    parser.state.nested = min(max(value or 0, 0), 30)


_LETTERS: dict[str, Callable[[RtfParser, int | None], None]] = {
    "ansicpg": _set_code_page,
    "mac": lambda parser, value: setattr(parser.fonts, "page", "mac_roman"),
    "pc": lambda parser, value: setattr(parser.fonts, "page", "cp437"),
    "pca": lambda parser, value: setattr(parser.fonts, "page", "cp850"),
    "deff": _usual,
    "f": _number("font"),
    "b": _flag("bold"),
    "v": _flag("hidden"),
    "deleted": _flag("deleted"),
    "fs": lambda parser, value: setattr(parser.state, "size", (24 if value is None else value) / 2),
    "uc": lambda parser, value: setattr(parser.state, "skip", max(0, 1 if value is None else value)),
    "plain": lambda parser, value: parser.state.plain(parser.usual),
    "pard": lambda parser, value: parser.state.reset(),
    "s": _number("style"),
    "outlinelevel": _number("outline"),
    "intbl": _flag("in_table"),
    "itap": _nest,
    "ilvl": _number("depth"),
}
_BLOCKS: dict[str, Callable[[RtfParser, RtfFlow], None]] = {
    "par": lambda parser, flow: parser.end_paragraph(flow),
    "sect": lambda parser, flow: parser.end_paragraph(flow),
    "cell": lambda parser, flow: parser._end_cell(flow, 1),
    "nestcell": lambda parser, flow: parser._end_cell(flow, parser._nested()),
    "row": lambda parser, flow: flow.row(1, parser._row),
    "nestrow": lambda parser, flow: flow.row(parser._nested(), parser._row),
    "chftn": lambda parser, flow: parser.note_mark(flow),
}
