"""In which order the shapes of a slide are read."""

from collections.abc import Sequence

from ingest.readers.slides.frames import Box, SlideShape

_SLACK = 0.01  # of a slide: shapes that overlap by less stand beside each other
_SAME = 0.5  # of the smaller one: shapes that share so much of a side are in one row or column


def in_order(shapes: Sequence[SlideShape]) -> list[SlideShape]:
    """The shapes as they are read: as they are in the file, unless one is left of or above another that is before it;
    then from top to bottom, and columns from left to right. What has no place stays after the one before it."""
    groups: list[list[SlideShape]] = []
    for shape in shapes:
        if shape.box is None and groups:
            groups[-1].append(shape)
        else:
            groups.append([shape])
    placed = [(group[0].box or (0.0, 0.0, 0.0, 0.0), group) for group in groups]
    if _is_sensible([box for box, _ in placed]):
        return list(shapes)
    return [shape for group in _cut(placed) for shape in group]


def _is_sensible(boxes: Sequence[Box]) -> bool:
    return not any(
        _is_before(later, earlier) for index, earlier in enumerate(boxes) for later in boxes[index + 1 :]
    )


def _is_before(one: Box, other: Box) -> bool:
    """Whether one is plainly above the other or left of it in a row."""
    # A table may be taller than it says: what begins under its middle and ends below it is below it.
    apart = one[3] <= other[1] + _SLACK or (one[1] + one[3] < 2 * other[1] and one[3] <= other[3] + _SLACK)
    above = apart and _shared(one, other, 0) >= _SAME
    beside = one[2] <= other[0] + _SLACK and _shared(one, other, 1) >= _SAME
    return above or beside


def _shared(one: Box, other: Box, side: int) -> float:
    """How much of the smaller one they have in common, across (0) or down (1)."""
    common = min(one[side + 2], other[side + 2]) - max(one[side], other[side])
    least = min(one[side + 2] - one[side], other[side + 2] - other[side])
    return common / least if least > 0 else float(common >= 0)


def _cut(placed: list[tuple[Box, list[SlideShape]]]) -> list[list[SlideShape]]:
    """Columns where a gap goes through from top to bottom, else rows; what cannot be cut is read by its top."""
    if len(placed) < 2:
        return [group for _, group in placed]
    for side in (0, 1):
        pieces = _pieces(placed, side)
        if len(pieces) > 1:
            return [group for piece in pieces for group in _cut(piece)]
    return [group for _, group in sorted(placed, key=lambda held: (round(held[0][1] / 0.03), held[0][0]))]


def _pieces(
    placed: list[tuple[Box, list[SlideShape]]], side: int
) -> list[list[tuple[Box, list[SlideShape]]]]:
    """The shapes parted at the gaps of a side."""
    pieces: list[list[tuple[Box, list[SlideShape]]]] = []
    reach = float("-inf")
    for held in sorted(placed, key=lambda held: held[0][side]):
        if held[0][side] >= reach - _SLACK or not pieces:
            pieces.append([])
        pieces[-1].append(held)
        reach = max(reach, held[0][side + 2])
    return pieces
