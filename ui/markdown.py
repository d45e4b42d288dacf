"""Text of documents and models as Markdown that shows exactly that text and nothing else."""

import re
from collections.abc import Iterable
from datetime import datetime

from rag.common.spans import merged

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@\"'/%])")
# Streamlit replaces these after parsing, where a backslash no longer helps: emoji and icon shortcodes, arrows.
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9_+/\-]+:)")
_ARROWS = re.compile(r"(?<=[<>=~-])(?=[<>=~-])|(?<=[<~>=])(?=[-=])")
# And these it makes links of, as GitHub does: bare addresses, of pages and of people.
_ADDRESS = re.compile(r"(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=[\w-])", re.IGNORECASE)
_JOINER = "\u2060"  # a word joiner: no width, no line break

Markdown = str
"""Text that Streamlit reads as Markdown: of it, whatever is not written in our source is escaped.

`tests/ui/test_markdown_flow.py` holds that nothing else gets there, and so that whoever gives such a text says so.
"""


def escape(text: str) -> Markdown:
    """`text` on one line, with nothing in it that Markdown or Streamlit would read as markup."""
    line = " ".join(text.split())
    line = _SHORTCODE.sub(":" + _JOINER, line)
    line = _ADDRESS.sub(_JOINER, _ARROWS.sub(_JOINER, line))
    return _SPECIAL.sub(r"\\\1", line)


def spoken(name: str) -> Markdown:
    """The words of a name and nothing else: screen readers are given a label as it is, its backslashes too."""
    return " ".join(re.findall(r"[^\W_]+", name))


def escape_lines(text: str) -> Markdown:
    """`text` with its line ends and blank lines, and nothing else that would be read as markup."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join("  \n".join(escape(line) for line in part.split("\n")) for part in paragraphs)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markdown:
    """`text` escaped, with the characters of `spans` (start, end) in bold."""
    parts = list(_parts(text, spans))
    around = ["", *(part for part, _ in parts), ""]
    return "".join(
        _bold(part, around[index][-1:], around[index + 2][:1]) if inside else part
        for index, (part, inside) in enumerate(parts)
    )


def highlighted(
    text: str, quote: tuple[int, int], words: Iterable[tuple[int, int]] = (), lines: bool = False
) -> Markdown:
    """`text` escaped, its `quote` on a coloured ground, the `words` of the quote in bold.

    With `lines` the text around the quote keeps its line ends.
    """
    start, end = quote
    inner = [(max(a, start) - start, min(b, end) - start) for a, b in words if a < end and b > start]
    if lines:
        before, after = escape_lines(text[:start]), escape_lines(text[end:])
        before += " " * text[:start].endswith(" ")
        after = " " * text[end:].startswith(" ") + after
    else:
        before, after = _edges(text[:start], text[end:])
    held = marked(text[start:end], inner)
    return f"{before}:yellow-background[{held}]{after}" if held else before + after


def place(collection: str, missing: bool) -> str:
    """What a chat, a test set or a run is about, unescaped: `Biology`, `Biology (deleted)` or `all collections`."""
    if not collection:
        return "all collections"
    return f"{collection} (deleted)" if missing else collection


def bracketed(number: int) -> Markdown:
    """The number of a source: `[3]`."""
    return f"\\[{number}\\]"


def shortened(text: str, limit: int) -> str:
    """`text` on one line and at most `limit` characters long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def megabytes(size: int) -> Markdown:
    """A size in bytes as people say it."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def day(moment: float) -> Markdown:
    """The day of a UNIX time: `3 May 2026`."""
    return f"{datetime.fromtimestamp(moment):%d %B %Y}".lstrip("0")


def plural(count: int, noun: Markdown) -> Markdown:
    """`1 page`, `2 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def roughly(seconds: float) -> Markdown:
    """A time to wait as people say it: `less than a minute`, `about 2 minutes`, `about 3 hours`."""
    if seconds < 45:
        return "less than a minute"
    minutes = round(seconds / 60)
    return (
        f"about {plural(minutes, 'minute')}"
        if minutes < 90
        else f"about {plural(round(minutes / 60), 'hour')}"
    )


def _bold(part: str, before: str, after: str) -> str:
    """`part` in bold, between two characters. Markdown sees no end of bold where a mark ("34%") is inside and a letter
    right behind it, nor a beginning where it is the other way round."""
    opening = _JOINER if before.isalnum() and not part[0].isalnum() else ""
    closing = _JOINER if after.isalnum() and not part[-1].isalnum() else ""
    return f"**{opening}{part}{closing}**"


def _parts(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[tuple[str, bool]]:
    """Escaped pieces in order, and whether each is marked; white space never opens or ends a mark."""
    position = 0
    for start, end in merged((max(0, a), min(len(text), b)) for a, b in spans):
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        end -= len(inner) - len(inner.rstrip())
        if start < end:
            yield _piece(text, position, start), False
            yield escape(text[start:end]), True
            position = end
    yield _piece(text, position, len(text)), False


def _piece(text: str, start: int, end: int) -> str:
    """A stretch of `text` escaped, keeping the blank that parts it from its neighbours."""
    piece = text[start:end]
    before = " " if start and piece[:1].isspace() else ""
    after = " " if end < len(text) and piece[-1:].isspace() and piece.strip() else ""
    return before + escape(piece) + after


def _edges(before: str, after: str) -> tuple[str, str]:
    left = escape(before) + (" " if before[-1:].isspace() else "")
    right = (" " if after[:1].isspace() else "") + escape(after)
    return left, right
