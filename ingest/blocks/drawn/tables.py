"""Tables of a plain text, drawn with pipes, tabs, blanks or commas: three lines or more of the same columns."""

import re
from collections.abc import Sequence

from ingest.blocks.drafts import Draft
from ingest.blocks.drawn import columns
from ingest.blocks.lines import field_of
from ingest.blocks.marks import ItemMark
from ingest.blocks.textlines import Line, stanza_end
from rag.values.pages import Cell, Kind, Span

_FEW = 3  # lines that make a table
_GAP = re.compile(r"\S\s{2,}\S")
_RULE = re.compile(r"[-=_+|: \t─━┼│┌┐└┘├┤┬┴═╪╬]{3,}")
_LEADERS = re.compile(r"(?:[.·…]\s?){3,}\s*\w{1,6}$")
_NUMBER = re.compile(r"[-+−]?[\d.,:/%€$£\s–-]*\d[\d.,:/%€$£\s–-]*")
_LONG_CELL, _USUAL_CELL = 120, 40  # characters


def tables(lines: Sequence[Line], marks: Sequence[ItemMark | None]) -> dict[int, list[Draft]]:
    """The rows of every table, by its first line; rules between them are furniture."""
    found: dict[int, list[Draft]] = {}
    first = 0
    while first < len(lines):
        how = _how(lines[first], marks[first])
        last = first + 1
        if how or is_rule(lines[first].text):
            end = stanza_end(lines, first)
            while last < end:
                other = _how(lines[last], marks[last])
                if not is_rule(lines[last].text) and other != how and how:
                    break
                how, last = how or other, last + 1
        rows = [index for index in range(first, last) if not is_rule(lines[index].text)]
        cells = _cells([lines[index] for index in rows], how) if len(rows) >= 2 else None
        ruled = how[:1] == "|" and len(rows) < last - first
        if cells is not None and (len(rows) >= _FEW or ruled):
            found[first] = _drafts(lines, first, last, dict(zip(rows, cells, strict=True)))
            first = last
        else:
            first += 1 if how[:1] == " " and _FEW < last - first < 12 else last - first
    return found


def is_rule(text: str) -> bool:
    """Whether a line is drawn, and has no words."""
    return _RULE.fullmatch(text) is not None and any(mark in text for mark in "-=_─━═")


def _how(line: Line, mark: ItemMark | None) -> str:
    """What parts the cells of a line, "" where nothing does: a sign, for commas with their number."""
    text = line.text
    if len(text) > 2000 or is_rule(text) or (text[-1].isalnum() and _LEADERS.search(text[-40:])):
        return ""
    if text.count("|") > 1 or ("|" in text and " | " in text and mark is None):
        return "|"
    if "\t" in text and mark is None:
        return "\t"
    if _GAP.search(text) and (mark is None or len(columns.by_gaps(line)) > 2):
        return " "
    for sign in ";,":
        if text.count(sign) > 1 and mark is None and not text.endswith((".", sign, ":", "?", "!")):
            count = len(columns.split(line, sign)) - 1
            return f"{sign}{count}" if count > 1 else ""
    return ""


def _cells(lines: Sequence[Line], how: str) -> list[list[Span]] | None:
    """The cells of the lines, as many for each; None where they make no table."""
    if not how:
        return None
    if how[:1] == " ":
        if all(field_of(line.text) for line in lines):
            return None
        cells = [columns.by_gaps(line) for line in lines]
        if len({len(row) for row in cells}) > 1:
            cells = columns.by_rivers(lines)
    else:
        cells = [columns.split(line, how[0]) for line in lines]
    width = max(map(len, cells))
    filled = [sum(start < end for start, end in row) for row in cells]
    lengths = [end - start for row in cells for start, end in row if start < end]
    if (
        width < 2
        or not lengths
        or 2 * sum(count > 1 for count in filled) <= len(cells)
        or max(lengths) > 2 * _LONG_CELL
    ):
        return None
    if how[0] in " ,;" and (sum(lengths) > _USUAL_CELL * len(lengths) or max(lengths) > _LONG_CELL):
        return None
    if how[0] in ",;" and not _is_data(lines, how[0], cells):
        return None
    return [row + [(row[-1][1], row[-1][1])] * (width - len(row)) for row in cells]


def _is_data(lines: Sequence[Line], sign: str, cells: list[list[Span]]) -> bool:
    """Whether lines with as many commas are data: written tight, or with a column of numbers."""
    loose = sum(line.text.count(f"{sign} ") for line in lines)
    if 2 * loose < sum(line.text.count(sign) for line in lines):
        return True
    texts = [[_words(line, span) for span in row] for line, row in zip(lines, cells, strict=True)]
    return len(lines) > _FEW and any(
        all(_NUMBER.fullmatch(cell) for cell in column) for column in zip(*texts[1:], strict=False)
    )


def _drafts(lines: Sequence[Line], first: int, last: int, cells: dict[int, list[Span]]) -> list[Draft]:
    top = min(cells)
    ruled = any(index not in cells for index in range(top, last))
    texts = {index: [_words(lines[index], span) for span in row] for index, row in cells.items()}
    heads = texts[top] if _is_head(list(texts.values()), ruled) else [""] * len(texts[top])
    drafts = []
    for index in range(first, last):
        if index not in cells:
            drafts.append(Draft(Kind.FURNITURE, index, index + 1))
            continue
        is_head = index == top and any(heads)
        names = [""] * len(heads) if is_head else heads
        row = tuple(Cell(name, *span) for name, span in zip(names, cells[index], strict=True))
        drafts.append(Draft(Kind.ROW, index, index + 1, table=0, is_head=is_head, cells=row))
    return drafts


def _is_head(rows: Sequence[Sequence[str]], ruled: bool) -> bool:
    """Whether the first row names the columns: words that no other row has, and no numbers."""
    head, others = rows[0], rows[1:]
    if ruled:
        return True
    named = sum(map(bool, head)) >= len(head) - 1 and not any(_NUMBER.fullmatch(cell) for cell in head)
    return named and not any(
        cell and cell in column for cell, column in zip(head, zip(*others, strict=True), strict=True)
    )


def _words(line: Line, span: Span) -> str:
    return line.text[span[0] - line.start : span[1] - line.start].strip('"')
