"""What stands beside the text proper: captions, notes, contents, lines that are drawn."""

import re

from ingest.blocks.drafts import BlockSource, Draft
from ingest.blocks.drawn.tables import is_rule
from ingest.blocks.lines import caption_label
from ingest.blocks.marks import item_mark
from rag.language.layout import bare_heading
from rag.language.tables import listed
from rag.values.pages import Kind

_CAPTION_LINES = 4
_SHORT = 40  # characters of a heading that says what is under it
_NOTE = re.compile(r"\[(?:\d{1,3}|[a-z])\]:?\s+\S|[¹²³⁴-⁹]{1,3}\s?\S|\[\^\w{1,30}\]:?\s*\S")
_LEADERS = re.compile(r"(?:[.·…_]\s?){3,}\s*[\divxlc]{1,6}$")
_ENDS_IN_PAGE = re.compile(r"\S\s+\d{1,4}$")
_DRAWN = re.compile(r"[^\w\s]{3,}|-\s?\d{1,4}\s?-|(?:[*_-]\s){2,}[*_-]|\d{2}:\d{2}:\d{2}[.,]\d{3} --> .{12}")
_CONTENTS = frozenset(listed("marks", "contents"))


def drawn(source: BlockSource, first: int) -> list[Draft]:
    """A line without words, a page number between dashes, the times of a subtitle."""
    text = source.lines[first].text
    is_drawn = _DRAWN.fullmatch(text[:200]) and (len(text) <= 200 or not any(map(str.isalnum, text)))
    return [Draft(Kind.FURNITURE, first, first + 1)] if is_drawn or is_rule(text) else []


def contents(source: BlockSource, first: int, under: str) -> list[Draft]:
    """The lines of a table of contents: with leaders and page numbers, or under a heading that says so."""
    lines, last = source.lines, first
    listed_here = bare_heading(under) in _CONTENTS
    text = lines[first].text
    if (
        first + 1 < len(lines)
        and len(text) < _SHORT
        and bare_heading(text) in _CONTENTS
        and _has_page(lines[first + 1].text)
    ):
        last += 1
    while last < len(lines) and (
        _has_page(lines[last].text) or (listed_here and _ends_in_page(lines[last].text))
    ):
        last += 1
    few = last - first < 2 and not listed_here
    return [] if few else [Draft(Kind.FURNITURE, index, index + 1) for index in range(first, last)]


def _has_page(text: str) -> bool:
    """Whether leaders and a page number end a line."""
    return text[-1].isalnum() and _LEADERS.search(text[-60:]) is not None


def _ends_in_page(text: str) -> bool:
    return text[-1].isdigit() and _ENDS_IN_PAGE.search(text[-60:]) is not None


def caption(source: BlockSource, first: int) -> list[Draft]:
    """A line that begins with the label of a figure or table, and those that it is wrapped to."""
    lines = source.lines
    before = lines[first - 1] if first else None
    apart = (
        source.parted(first)
        or before is None
        or before.ends
        or before.text[-1:] in "|+"
        or first - 1 in source.tables
    )
    if not apart or caption_label(lines[first].text) is None:
        return []
    last = first + 1
    while (
        last < min(len(lines), first + _CAPTION_LINES) and not lines[last].parted and not lines[last - 1].ends
    ):
        if last in source.tables or source.marks[last] is not None:
            break
        last += 1
    return [Draft(Kind.CAPTION, first, last)]


def notes(source: BlockSource, first: int) -> list[Draft]:
    """Notes that begin with their number in brackets or raised, each with the lines that it is wrapped to."""
    lines, found, index = source.lines, list[Draft](), first
    while index < len(lines) and _NOTE.match(lines[index].text) and source.marks[index] is None:
        last = index + 1
        while last < len(lines) and not lines[last].parted and not _NOTE.match(lines[last].text):
            last += 1
        found.append(Draft(Kind.NOTE, index, last))
        index = last
    return found


def is_note(text: str) -> bool:
    """Whether a line begins with the number of a note."""
    return _NOTE.match(text) is not None and item_mark(text) is None
