"""The cells of a sheet, read as a stream: only those that have values cost anything."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from ingest.readers.sheets import looks
from ingest.readers.sheets.formats import dates, showing
from ingest.readers.sheets.grid import Shown, Shows, area, place
from ingest.readers.sheets.sheet import ShownSheet
from ingest.readers.sheets.xlsx.package import Package, PartBroken, is_on
from ingest.readers.sheets.xlsx.strings import Streamed, clean, streaming
from ingest.readers.sheets.xlsx.styles import CellStyle

# Cells and rows that hold nothing: a sheet can have millions.
_EMPTY = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^<>]*/>")
_UNSTYLED = CellStyle()
_MARGIN = re.compile(r'&"[^"]*"|&[A-Z&+]|&K[0-9A-Fa-f]{6}|&\d{1,3}', re.IGNORECASE)
_TEXTS = frozenset(
    {"v", "t", "oddHeader", "oddFooter", "evenHeader", "firstHeader", "firstFooter", "evenFooter"}
)
_LONGEST = 1 << 20  # bytes without an element
_ROWS, _COLUMNS = 1_048_576, 16_384


def margin(text: str) -> str:
    """The words of a head or foot line without its codes ("&P" is the number of the page); "" where none are left."""
    words = " ".join(clean(_MARGIN.sub(" ", text)).split())
    return words if any(map(str.isalpha, words)) else ""


class TooManyCells(Exception):
    """The file has more cells than are read."""


class SheetCells(Streamed):
    """Puts the cells of a sheet into it. `room` says whether there is room for another one."""

    def __init__(
        self,
        sheet: ShownSheet,
        strings: Sequence[str],
        styles: Sequence[CellStyle],
        is_1904: bool,
        room: Callable[[], bool],
    ) -> None:
        self.unstored = 0
        self._sheet = sheet
        self._strings = strings
        self._styles = styles
        self._is_1904 = is_1904
        self._room = room
        self._row = self._column = -1
        self._kind = self._style = self._name = ""
        self._texts: list[str] = []
        self._aids = 0
        self._has_formula = self._has_value = False

    def read(self, package: Package, name: str) -> bool:
        """Read the part `name`; whether it was whole. Raises PartBroken where it is missing, and TooManyCells."""
        parser = streaming(self)
        rest = b""
        try:
            for chunk in package.stream(name):
                block = rest + chunk
                # An element is never cut in two: what may be the beginning of one waits for the next piece.
                cut = block.rfind(b"<") if len(block) < _LONGEST else len(block)
                rest = block[cut:]
                parser.feed(_EMPTY.sub(b"", block[:cut]))
            parser.feed(rest)
            parser.close()
        except etree.XMLSyntaxError:
            return False
        except PartBroken:
            if not self._sheet.grid.rows:
                raise
            return False
        return True

    def start(self, tag: str, attributes: Any) -> None:
        name = tag.rpartition("}")[2]
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            stated = attributes.get("r", "")
            self._row = int(stated) - 1 if stated.isdecimal() else self._row + 1
            self._column = -1
            self._sheet.hidden_parts |= is_on(attributes.get("hidden", ""))
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._aids += 1
        elif name in ("col", "mergeCell", "autoFilter", "pane"):
            self._layout(name, attributes)
        self._name = name if name in _TEXTS and not self._aids else ""
        if self._name not in ("v", "t"):
            self._begin(name)

    def _begin(self, name: str) -> None:
        if name in _TEXTS or name == "c":
            self._texts = []

    def _cell(self, attributes: Any) -> None:
        spot = place(attributes.get("r", ""))
        self._row, self._column = spot if spot else (max(self._row, 0), self._column + 1)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._has_formula = self._has_value = False

    def _layout(self, name: str, attributes: Any) -> None:
        grid = self._sheet.grid
        covered = area(attributes.get("ref", ""))
        if name == "col":
            self._sheet.hidden_parts |= is_on(attributes.get("hidden", ""))
        elif name == "mergeCell" and covered is not None:
            grid.merged.append(covered)
        elif name == "autoFilter" and covered is not None and covered.bottom > covered.top:
            grid.heads.append(type(covered)(covered.top, covered.left, covered.top, covered.right))
        elif name == "pane" and attributes.get("state", "").startswith("frozen"):
            rows = attributes.get("ySplit", "0").partition(".")[0]
            grid.frozen = int(rows) if rows.isdecimal() and len(rows) < 3 else 0

    def data(self, text: str) -> None:
        if self._name:
            self._texts.append(text)
            self._has_value = True

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "c":
            self._put()
        elif name == "rPh":
            self._aids -= 1
        elif name in _TEXTS and name not in ("v", "t"):
            self._sheet.margins += [words] if (words := margin("".join(self._texts))) else []
        self._name = ""

    def _put(self) -> None:
        if not self._has_value:
            self.unstored += self._has_formula and self._kind != "str"
            return
        if not (0 <= self._row < _ROWS and 0 <= self._column < _COLUMNS):
            return
        index = int(self._style) if self._style.isdecimal() else -1
        style = self._styles[index] if 0 <= index < len(self._styles) else _UNSTYLED
        words, shows = self._shown("".join(self._texts), style.code)
        if not words:
            return
        if not self._room():
            raise TooManyCells
        self._sheet.grid.put(self._row, self._column, Shown(words, shows, style.strong))

    def _shown(self, value: str, code: str) -> tuple[str, Shows]:
        kind = self._kind
        if kind == "s":
            index = int(value) if value.strip().isdecimal() else -1
            words = self._strings[index] if 0 <= index < len(self._strings) else ""
            return _text(words, code)
        if kind in ("str", "inlineStr"):
            return _text(clean(value), code)
        if kind == "b":
            return ("TRUE" if is_on(value) else "FALSE"), Shows.NUMBER
        if kind == "e":
            return clean(value), Shows.NUMBER
        try:
            number = days(value, self._is_1904) if kind == "d" else float(value)
        except ValueError:
            return clean(value), Shows.WORDS
        return showing.number(
            number, code if kind != "d" or code != "General" else "yyyy-mm-dd", self._is_1904
        )


def _text(words: str, code: str) -> tuple[str, Shows]:
    shown = showing.text(words, code).strip() if words else ""
    return shown, looks.of(shown)


def days(value: str, is_1904: bool) -> float:
    return dates.serial(datetime.fromisoformat(value.strip()).replace(tzinfo=None), is_1904)
