"""Sizes of type as measured, made calm: lines above each other that are nearly alike are of one size."""

from collections.abc import Sequence

from ingest.readers.ocr.values import Box, SeenLine

_ALIKE = 1.16  # sizes that may be one, measured twice
_NEAR = 2.2  # of the size: lines that follow each other
_OWN = 2.0  # how much the measure of a line counts beside that of a neighbour


def calmed(lines: Sequence[SeenLine]) -> list[float]:
    """The sizes of lines, each drawn towards those of the lines above and below it."""
    order = sorted(range(len(lines)), key=lambda index: lines[index].base)
    sums = [line.size * _OWN for line in lines]
    counts = [_OWN] * len(lines)
    boxes = [_around(line) for line in lines]
    for place, index in enumerate(order):
        line = lines[index]
        for other in order[place + 1 :]:
            below = lines[other]
            if below.base - line.base > _NEAR * line.size:
                break
            if (
                line.lying == below.lying
                and _may_be_one(line, below)
                and _overlap(boxes[index], boxes[other])
            ):
                sums[index] += below.size
                sums[other] += line.size
                counts[index] += 1
                counts[other] += 1
    return [total / count for total, count in zip(sums, counts, strict=True)]


def _may_be_one(one: SeenLine, other: SeenLine) -> bool:
    return one.size < _ALIKE * other.size and other.size < _ALIKE * one.size


def _around(line: SeenLine) -> Box:
    boxes = [word.upright for word in line.words]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _overlap(one: Box, other: Box) -> bool:
    """Whether one stands below the other, by half of the shorter."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > 0.5 * min(one[2] - one[0], other[2] - other[0])
