"""The parts of an RTF file: groups, control words, letters."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    rb"([^\\{}\r\n\x00]+)|\\([A-Za-z]{1,40})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|([{}])|\\([^A-Za-z'])|[\r\n\x00]+|\\'?",
    re.DOTALL,
)
_BRACE = re.compile(rb"[{}]|\\(?:bin(\d{1,10}) ?|.)", re.DOTALL)

TokenKind = Literal["letters", "word", "open", "close", "sign"]


class RtfToken(NamedTuple):
    """A part of the file. `name` is that of a control word or sign, `value` its number; `letters` are bytes of text.

    A byte written as a number ("\\'e4") is letters of length 1 with the name "'".
    """

    kind: TokenKind
    name: str = ""
    value: int | None = None
    letters: bytes = b""


_OPEN, _CLOSE = RtfToken("open"), RtfToken("close")


class RtfTokens:
    """The tokens of a file, in order. Binary data is left out."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0

    def __iter__(self) -> Iterator[RtfToken]:
        content, match, size = self._content, _TOKEN.match, len(self._content)
        while self._position < size:
            found = match(content, self._position)
            if found is None:
                self._position += 1
                continue
            self._position = found.end()
            index = found.lastindex
            if index == 1:
                yield RtfToken("letters", letters=found[1])
            elif index in (2, 3):
                name = found[2].decode("ascii")
                value = int(found[3]) if index == 3 else None
                if name == "bin":
                    self._position += max(value or 0, 0)
                else:
                    yield RtfToken("word", name, value)
            elif index == 4:
                yield RtfToken("letters", "'", letters=bytes([int(found[4], 16)]))
            elif index == 5:
                yield _OPEN if found[5] == b"{" else _CLOSE
            elif index == 6:
                yield RtfToken("sign", found[6].decode("latin-1"))

    def skip(self) -> None:
        """Go on right before the end of the group that is open."""
        depth = 0
        while (found := _BRACE.search(self._content, self._position)) is not None:
            sign = found.group()
            if sign == b"}" and depth == 0:
                self._position = found.start()
                return
            self._position = found.end() + (int(found[1]) if found[1] else 0)
            depth += (sign == b"{") - (sign == b"}")
        self._position = len(self._content)
