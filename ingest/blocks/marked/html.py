"""The words of a piece of HTML that stands in Markdown, as lines with what they are."""

import html
import re

from ingest.blocks.writer import PageWriter
from ingest.readers.cleaning import printable
from rag.values.pages import Kind

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})\b([^<>]{0,4000})>|<[!?][^<>]{0,4000}>")
_ALT = re.compile(r"\balt\s*=\s*[\"']([^\"'<>]{1,300})[\"']", re.IGNORECASE)
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = ("table", "thead", "tbody", "tr", "summary", "details")
_LINES = frozenset(
    (*_HEADS, *_PARTS, "p", "div", "br", "li", "ul", "ol", "dt", "dd", "dl", "hr", "pre", "center")
)
_CELL = "\t"


def write(source: str, writer: PageWriter) -> None:
    """Write the words of `source`, without tags, comments and scripts."""
    text = _shown(source)
    rows: list[list[str]] = []
    summary, kind, position, line = "", "", 0, list[str]()
    for found in [*_TAG.finditer(text), None]:
        line.append(text[position : found.start() if found else len(text)].replace("\t", " "))
        tag = found[1].lower() if found and found[1] else ""
        closes = bool(found and found.group().startswith("</"))
        if tag == "img" and found and (alt := _ALT.search(found[2])):
            line.append(f" {alt[1]} ")
        if tag in ("td", "th") and not closes:
            line.append(_CELL)
        if found is None or tag in _LINES:
            words = printable(html.unescape("".join(line)))
            line = []
            if kind == "tr" and _CELL in words:
                rows.append([" ".join(cell.split()) for cell in words.split(_CELL)[1:]])
            elif words.strip():
                summary = _line(" ".join(words.split()), kind, summary, writer)
            if tag not in ("tr", "table", "thead", "tbody") or (tag == "table" and closes):
                rows = _rows(rows, writer)
            if tag == "details" and closes:
                writer.leave()
            kind = "" if closes or (tag == "br" and kind != "li") else tag
        position = found.end() if found else position
    _rows(rows, writer)
    if summary:
        writer.heading(summary)


def _line(words: str, kind: str, summary: str, writer: PageWriter) -> str:
    """Write one line; give the summary that still waits for what it sums up."""
    if kind == "summary":
        return words
    if summary:
        writer.add(Kind.DEFINITION, f"{summary}: {words}")
    elif re.fullmatch(r"h[1-6]", kind):
        writer.heading(words, int(kind[1]))
    else:
        writer.add(Kind.ITEM if kind == "li" else Kind.PARAGRAPH, words, group=kind if kind == "li" else "")
    return ""


def _rows(rows: list[list[str]], writer: PageWriter) -> list[list[str]]:
    if rows:
        width = max(map(len, rows))
        head, *others = [row + [""] * (width - len(row)) for row in rows]
        writer.table(head, others)
    return []


def _shown(source: str) -> str:
    """Without comments, scripts and styles; one that is not closed goes on to the end."""
    for opening, closing in _HIDDEN:
        lower, parts, position = source.lower(), list[str](), 0
        while (start := lower.find(opening, position)) != -1:
            parts.append(source[position:start])
            end = lower.find(closing, start)
            position = len(source) if end == -1 else end + len(closing)
        source = "".join(parts) + source[position:]
    return source
