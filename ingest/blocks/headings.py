"""Which lines of a plain text are headings, and the style that tells their rank."""

import re

from ingest.blocks.drafts import BlockSource
from ingest.blocks.lines import caption_label, field_of, follows, is_clause
from ingest.blocks.textlines import is_full
from rag.language.tables import listed

_LONGEST, _WORDS = 90, 12  # of a heading
_UNDERLINE = re.compile(r"=+|-{3,}|~{3,}|\*{3,}|\^{3,}")
_NUMBERED = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){0,4}|[A-Z](?:\.\d{1,3}){1,3}|[IVX]{1,5}(?=\.))\.?\s+(?=[^\W\d_])"
)
_LABELLED = re.compile(r"([^\W\d_]{2,20})\s(\d{1,3}|[IVXA-H])(?:\s?[:.–—-](?=\s)|$)")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章节節讲講课課部篇]")
_STEPS = frozenset(listed("marks", "steps"))
_PROSE = re.compile(r"[.!?]\s+[^\W\d_]{2}")
_RUN = 4  # short lines, each alone: from so many on they are no headings


def underline_of(source: BlockSource, index: int) -> bool:
    """Whether the line after `index` is drawn under it."""
    lines = source.lines
    if index + 1 >= len(lines) or lines[index + 1].parted or len(lines[index].text) > 100:
        return False
    drawn = _UNDERLINE.fullmatch(lines[index + 1].text)
    text = lines[index].text
    is_words = any(map(str.isalnum, text))
    if drawn and lines[index].ends and abs(len(text) - len(drawn.group())) > 2:
        return False
    return bool(drawn and is_words and (len(drawn.group()) > 2 or len(lines[index].text) < 6))


def style_of(source: BlockSource, index: int) -> tuple[str, int] | None:
    """The style of the heading that the line at `index` is; None where it is none.

    Lines that end with a colon introduce something and are none; nor is the last line of a text, but if underlined.
    """
    line = source.lines[index]
    if underline_of(source, index):
        return source.lines[index + 1].text[0], 0
    if index + 1 >= len(source.lines) or not line.parted:
        return None
    alone = source.parted(index + 1)
    if not _is_short(line.text.rstrip("?？؟") if alone else line.text):
        return None
    if _CHAPTER.match(line.text):
        return "label chapter", 0
    if found := _LABELLED.match(line.text):
        label = found[1].casefold()
        if label not in _STEPS and found[1][0].isupper() and not caption_label(line.text):
            return f"label {label}", 0
    if found := _NUMBERED.match(line.text):
        depth = found[1].count(".")
        sure = depth > 0 and not found[1][0].isalpha()
        if (
            (sure or alone)
            and (sure or not _is_listed(source, index))
            and not line.text[found.end()].islower()
        ):
            return "number", depth
        return None
    if source.marks[index] is not None:
        return None
    if _is_capital(line.text) and (alone or not _is_capital(source.lines[index + 1].text)):
        return "capitals", 0
    if not _is_plain(source, index):
        return None
    if alone:
        return ("plain", 0) if _run(source, index) < _RUN else None
    return ("plain", 0) if _names_rows(source, index) or _stands_out(source, index) else None


def _is_short(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and len(text.split()) <= _WORDS
        and not text.endswith((".", ",", ";", ":", "!", "…", "：", "。", "，", "；", "|", "?", "？"))
        and not _PROSE.search(text)
        and any(map(str.isalpha, text))
    )


def _is_capital(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and all(map(str.isupper, letters)) and 3 * len(letters) > len(text)


def _is_plain(source: BlockSource, index: int) -> bool:
    text = source.lines[index].text
    capital = text[0].isalnum() and not text[0].islower()
    letters = sum(map(str.isalpha, text))
    return (
        capital
        and 2 * letters > len(text)
        and field_of(text) is None
        and not caption_label(text)
        and "\t" not in text
    )


def _names_rows(source: BlockSource, index: int) -> bool:
    """Whether a few words stand right above a list, a table or turns."""
    text, after = source.lines[index].text, index + 1
    few = len(text.split()) <= 4 and not is_clause(text)
    return few and (source.marks[after] is not None or after in source.tables or after in source.turns)


def _stands_out(source: BlockSource, index: int) -> bool:
    """Whether a line with text right under it is too short, and what is under it too long, to be one paragraph."""
    line, after = source.lines[index], source.lines[index + 1]
    last = index + 1
    while not source.parted(last + 1) and last < index + 4:
        last += 1
    apart = not after.goes_on and after.indent == line.indent and source.marks[index + 1] is None
    ends = after.ends or source.lines[last].ends
    short = len(line.text) <= 60 and 3 * len(line.text) < 2 * len(after.text)
    return apart and ends and short and not is_full(line, after, source.width)


def _is_listed(source: BlockSource, index: int) -> bool:
    """Whether the line before or after the numbered one at `index` is the item before or after it."""
    own = source.marks[index]
    if own is None:
        return False
    before = source.marks[index - 1] if index else None
    after = source.marks[index + 1] if index + 1 < len(source.marks) else None
    return (before is not None and follows(before, own)) or (after is not None and follows(own, after))


def _run(source: BlockSource, index: int) -> int:
    """How many short lines stand alone one after the other around `index`, at most `_RUN`."""
    count = 1
    for step in (-1, 1):
        other = index + step
        while count < _RUN and 0 <= other < len(source.lines) and _is_lone(source, other):
            count, other = count + 1, other + step
    return count


def _is_lone(source: BlockSource, index: int) -> bool:
    return source.lines[index].parted and source.parted(index + 1) and _is_short(source.lines[index].text)
