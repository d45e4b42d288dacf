"""Lists of a plain text: where one begins, what belongs to an item, where its last item ends."""

from dataclasses import dataclass

from ingest.blocks.drafts import BlockSource, Draft
from ingest.blocks.headings import style_of
from ingest.blocks.marks import ItemMark, follows
from ingest.blocks.textlines import is_full, last_sentence
from rag.values.pages import Kind

_NEAR = 15  # lines within which the next item of a list is looked for
_PLAIN = ("-", "*", "+")
_DOUBTFUL = ("o", "–", "—", "·", "→")
_LEAD = 200  # characters


@dataclass(slots=True)
class _Level:
    indent: int
    mark: ItemMark
    lead: str


def begins_list(source: BlockSource, index: int) -> bool:
    """Whether the mark at the line `index` begins a list, rather than a line of a wrapped sentence."""
    mark = source.marks[index]
    if mark is None:
        return False
    before = source.lines[index - 1] if index else None
    again = _has_next(source, index, mark)
    if mark.kind == "check":
        return True
    if source.parted(index) or before is None:
        doubtful = mark.text in _DOUBTFUL or (mark.kind == "letter" and not mark.text.endswith(")"))
        return again or not doubtful
    if before.opens:
        return True
    if mark.kind == "bullet" and mark.text not in _DOUBTFUL:
        full = is_full(before, source.lines[index], source.width)
        return again or before.ends or (mark.text not in _PLAIN and not full)
    return again and (mark.kind == "bullet" or mark.value == 1)


def items(source: BlockSource, first: int, drafts: list[Draft]) -> list[Draft]:
    """The items of the list that begins at the line `first`, one draft each; [] where none does."""
    if not begins_list(source, first):
        return []
    found: list[Draft] = []
    levels: list[_Level] = []
    lead = _lead(source, first, drafts)
    index = first
    while index < len(source.lines):
        mark = source.marks[index]
        if mark is None or (found and not _belongs(source, index, mark, levels)):
            break
        _enter(source, index, mark, levels, lead, found)
        last = _item_end(source, index)
        found.append(Draft(Kind.ITEM, index, last, depth=len(levels) - 1, lead=levels[-1].lead))
        index = last
    return found


def _has_next(source: BlockSource, index: int, mark: ItemMark) -> bool:
    near = source.marks[index + 1 : index + 1 + _NEAR]
    return any(other is not None and follows(mark, other) for other in near)


def _belongs(source: BlockSource, index: int, mark: ItemMark, levels: list[_Level]) -> bool:
    line = source.lines[index]
    if any(follows(level.mark, mark) for level in levels):
        return not (line.parted and style_of(source, index) is not None)
    nested = line.indent > levels[-1].indent
    first = mark.kind in ("bullet", "check") or mark.value == 1
    return nested or (first and not line.parted)


def _enter(
    source: BlockSource, index: int, mark: ItemMark, levels: list[_Level], lead: str, found: list[Draft]
) -> None:
    """Make the level of the item at `index` the last one of `levels`."""
    indent = source.lines[index].indent
    if not levels:
        levels.append(_Level(indent, mark, lead))
        return
    while len(levels) > 1 and (
        indent < levels[-1].indent or (indent == levels[-1].indent and _is_above(mark, levels))
    ):
        levels.pop()
    level = levels[-1]
    same_kind = mark.kind == level.mark.kind or follows(level.mark, mark)
    if indent > level.indent + 1 or (indent >= level.indent and not same_kind and mark.kind != "check"):
        parent = source.lines[found[-1].first]
        own = source.marks[found[-1].first]
        levels.append(_Level(indent, mark, parent.text[own.end if own else 0 :][:_LEAD].strip()))
    else:
        levels[-1] = _Level(indent, mark, level.lead)


def _is_above(mark: ItemMark, levels: list[_Level]) -> bool:
    """Whether the mark goes on a level above the last, and not the last one itself."""
    return not follows(levels[-1].mark, mark) and any(follows(level.mark, mark) for level in levels[:-1])


def _item_end(source: BlockSource, index: int) -> int:
    """The index after the last line of the item."""
    lines, mark = source.lines, source.marks[index]
    own = lines[index]
    last = index + 1
    while last < len(lines):
        line, before = lines[last], lines[last - 1]
        if source.marks[last] is not None or last in source.tables or line.text.startswith(("```", "~~~")):
            break
        inside = line.indent > own.indent
        if line.parted and not (inside and line.indent >= own.indent + 2):
            break
        alone = mark is not None and mark.end >= len(own.text) and last == index + 1
        wrapped = line.goes_on or is_full(before, line, source.width)
        if not (inside or alone or wrapped) or (before.opens and not inside):
            break
        last += 1
    return last


def _lead(source: BlockSource, first: int, drafts: list[Draft]) -> str:
    """The line that introduces the list at the line `first`, "" where a heading or nothing does."""
    before = drafts[-1] if drafts else None
    if before is None or before.kind not in (Kind.PARAGRAPH, Kind.FIELD) or before.last != first:
        return ""
    line = source.lines[first - 1]
    if not line.opens and (line.ends or source.parted(first)):
        return ""
    words = " ".join(other.text for other in source.lines[max(before.first, first - 3) : first])
    sentence = last_sentence(words)
    return sentence if line.opens or len(sentence) <= _LEAD else ""
