"""A slide as it can be read without the program that made it: its frame with the text boxes in their places, and what
its speaker notes beneath it.

It is an SVG picture for an `img` element, in which nothing is run or loaded. Lengths are in its own points.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.pages.boxes import Box
from rag.pages.reading.markup import blocks
from rag.pages.reading.measuring import LEADING, lines
from rag.pages.reading.parts import NOTHING, Marking, parts, tables
from rag.values import Block, Kind, Page, Spot

WIDTH = 960.0
_SHAPE = 16 / 9  # of a slide that does not tell its own
_SHAPES = 0.3, 4.0  # the narrowest and the widest that are drawn as they are
_BODY, _TITLE, _SMALL = 26.0, 40.0, 17.0  # sizes of type, as wide as there is room for
_LEAST = 11.0
_PADDING = 4.0
_MARGIN = 28.0  # around what stands beneath the frame, and in a frame without places
_NARROWEST = 70.0
_BENEATH = 1.12  # room for what is measured too short
_STYLE = """
div{font-family:'Liberation Sans',Arial,Helvetica,sans-serif;line-height:1.25;color:#1b1b1b;overflow-wrap:anywhere}
p{margin:0 0 .25em;white-space:pre-wrap}
.t{display:flex;flex-direction:column;justify-content:center;height:100%}
.h{font-weight:bold}
.i{position:relative}.i i{position:absolute;left:-1em;font-style:normal}
.c,.n{font-size:.9em}.f{color:#767676;font-size:.8em}
.k{font-family:'Liberation Mono',Consolas,monospace;font-size:.85em}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #c4c4c4;padding:.1em .35em;text-align:left;vertical-align:top;white-space:pre-wrap}
th{background:#f0f0f0}
mark{color:inherit;background:#fff0a0}mark.w{background:#ffcd50}
h6{margin:0 0 .4em;font-size:.8em;color:#6a6a6a}
""".replace("\n", "")


@dataclass(frozen=True, slots=True)
class SlideView:
    """A drawn slide: the SVG, its size, and around where the marks are in fractions of it, None for nowhere."""

    svg: str
    width: float
    height: float
    marked: Box | None


@dataclass(frozen=True, slots=True)
class _Area:
    """Blocks in one place; `size` is that of their type."""

    left: float
    top: float
    width: float
    height: float
    size: float
    shown: tuple[Block, ...]
    title: bool = False
    head: str = ""


def slide(page: Page, marking: Marking = NOTHING) -> SlideView:
    """The slide `page`, with what is marked in `mark` elements: those of class "w" are the best words."""
    told = page.shape if math.isfinite(page.shape) and page.shape > 0 else _SHAPE
    shape = min(max(told, _SHAPES[0]), _SHAPES[1])
    frame = WIDTH / shape
    placed, loose = _sorted(page)
    areas = [_area(page.text, spot, own, frame) for spot, own in placed]
    if not areas:
        inside = [block for block in loose if block.kind not in (Kind.NOTE, Kind.COMMENT)]
        loose = [block for block in loose if block.kind in (Kind.NOTE, Kind.COMMENT)]
        if inside:
            areas = [_fitted(page.text, _MARGIN, _MARGIN, WIDTH - 2 * _MARGIN, frame - 2 * _MARGIN, inside)]
    lowest = max([frame, *(area.top + area.height + _PADDING for area in areas)])
    beneath = list(_beneath(page.text, loose, lowest))
    height = max([lowest, *(area.top + area.height + _MARGIN / 2 for area in beneath)])
    drawn = [_drawn(page.text, area, marking) for area in [*areas, *beneath]]
    marked = next((_box(a, height) for a in [*areas, *beneath] if _is_marked(a, marking)), None)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}"><style>{_STYLE}</style>'
        f'<rect width="{WIDTH:.0f}" height="{height:.0f}" fill="#f4f4f2"/>'
        f'<rect width="{WIDTH:.0f}" height="{lowest:.0f}" fill="#fff"/>{"".join(drawn)}</svg>'
    )
    return SlideView(svg, WIDTH, height, marked)


def _sorted(page: Page) -> tuple[list[tuple[Spot, list[Block]]], list[Block]]:
    """The blocks of each place, in the order of the places, and those that have none."""
    spots = [
        spot for spot in page.spots if spot.left < 1 and spot.top < 1 and spot.right > 0 and spot.bottom > 0
    ]
    own: dict[int, list[Block]] = {}
    loose: list[Block] = []
    for block in parts(page):
        holding = [i for i, spot in enumerate(spots) if spot.start <= block.start < spot.end]
        if holding and block.kind is not Kind.COMMENT:
            smallest = min(holding, key=lambda i: spots[i].end - spots[i].start)
            own.setdefault(smallest, []).append(block)
        else:
            loose.append(block)
    return [(spots[i], own[i]) for i in sorted(own)], loose


def _area(text: str, spot: Spot, own: Sequence[Block], frame: float) -> _Area:
    left = min(max(spot.left, 0.0) * WIDTH, WIDTH - _NARROWEST)
    top = min(max(spot.top, 0.0), 0.97) * frame
    width = min(max((min(spot.right, 1.0)) * WIDTH - left, _NARROWEST), WIDTH - left)
    return _fitted(text, left, top, width, max(min(spot.bottom, 1.0) * frame - top, _LEAST), own)


def _fitted(text: str, left: float, top: float, width: float, height: float, own: Sequence[Block]) -> _Area:
    """The blocks in the largest type in which they fit; in the least they take what they need."""
    title = all(block.kind is Kind.HEADING for block in own)
    size = _TITLE if title else _BODY
    while size > _LEAST and _height(text, own, width, size) > height:
        size = max(_LEAST, size * 0.93)
    needed = _height(text, own, width, size)
    return _Area(left, top, width, max(height, needed), size, tuple(own), title)


def _beneath(text: str, loose: Sequence[Block], top: float) -> Iterator[_Area]:
    """What has no place on the slide, under it: what the speaker notes, then what else there is."""
    notes = [block for block in loose if block.kind is Kind.NOTE]
    others = [block for block in loose if block.kind is not Kind.NOTE]
    width = WIDTH - 2 * _MARGIN
    for head, own in (("Notes", notes), ("Also on this slide", others)):
        if own:
            top += _MARGIN / 2
            height = (_height(text, own, width, _SMALL) + 1.5 * _SMALL) * _BENEATH
            yield _Area(_MARGIN, top, width, height, _SMALL, tuple(own), head=head)
            top += height


def _height(text: str, own: Sequence[Block], width: float, size: float) -> float:
    """How high blocks are in a column, in type of that size."""
    room = (width - 2 * _PADDING) / size
    total = 0.0
    for group in tables(own):
        if group[0].kind is Kind.ROW:
            total += sum(_row_height(text, row, room) for row in group)
        else:
            block = group[0]
            indent = 1.1 + 1.2 * block.depth if block.kind is Kind.ITEM else 0.0
            wide = 1.08 if block.kind is Kind.HEADING else 1.0  # bold
            total += lines(text[block.start : block.end], (room - indent) / wide) * LEADING + 0.25
    return total * size + 2 * _PADDING


def _row_height(text: str, row: Block, room: float) -> float:
    own = room / max(1, len(row.cells)) - 0.9
    return max((lines(text[c.start : c.end], own) for c in row.cells), default=1) * LEADING + 0.3


def _drawn(text: str, area: _Area, marking: Marking) -> str:
    head = f"<h6>{area.head}</h6>" if area.head else ""
    return (
        f'<foreignObject x="{area.left:.1f}" y="{area.top:.1f}" width="{area.width:.1f}" '
        f'height="{area.height:.1f}" style="overflow:visible">'
        f'<div xmlns="http://www.w3.org/1999/xhtml" style="font-size:{area.size:.1f}px;height:100%">'
        f'<div class="{"t" if area.title else "b"}" style="padding:{_PADDING:.0f}px;box-sizing:border-box">{head}'
        f"{blocks(text, area.shown, marking)}</div></div></foreignObject>"
    )


def _is_marked(area: _Area, marking: Marking) -> bool:
    return any(marking.touches(block.start, block.end) for block in area.shown)


def _box(area: _Area, height: float) -> Box:
    return Box(
        area.left / WIDTH,
        area.top / height,
        (area.left + area.width) / WIDTH,
        min(1.0, (area.top + area.height) / height),
    )
