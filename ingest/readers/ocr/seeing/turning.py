"""How a picture is turned: lines are read both ways, and the way that reads well is right."""

from collections.abc import Sequence
from statistics import mean

from ingest.readers.ocr.seeing.corners import cut, size_of, turned
from ingest.readers.ocr.seeing.engine import Corners, Pixels, Recogniser

_TALL = 1.5  # times as high as long: a line on its side
_SINGLE = 2.5  # times as high as long: still perhaps a single letter
_MOST = 0.6  # of the lines, by their length
_SAMPLE = 5  # lines that are read both ways
_WELL = 0.9  # how sure the reading of lines the right way up is
_BETTER, _FAIRLY = 0.05, 0.75  # how much surer, and how sure, the reading of the other way is that is right


def is_tall(line: Corners) -> bool:
    """Whether a line is higher than long, as it stands in the picture."""
    long, high = size_of(line)
    return high > _TALL * long


def quarter_turns(
    engine: Recogniser, picture: Pixels, lines: Sequence[Corners], is_upright: bool = False
) -> int:
    """After how many quarter turns most lines are read: 0, 1 (downwards, as vertical Japanese), 2 or 3 (upwards).
    Where the picture `is_upright`, lines that lie are not read to find out."""
    lengths = [max(size_of(line)) for line in lines]
    tall = sum(length for line, length in zip(lines, lengths, strict=True) if is_tall(line))
    lies = tall > _MOST * sum(lengths)
    if is_upright and not lies:
        return 0
    own = [line for line in lines if is_tall(line) == lies]
    longest = sorted(own, key=lambda line: -max(size_of(line)))[:_SAMPLE]
    first, second = (1, 3) if lies else (0, 2)
    sure = _sure(engine, picture, longest, first)
    if sure > _WELL or not longest:
        return first
    other = _sure(engine, picture, longest, second)
    return second if other > max(sure + _BETTER, _FAIRLY) else first


def ways(line: Corners, turns: int) -> tuple[int, ...]:
    """The ways in which one line of a page that is turned so may be read."""
    lies = is_tall(line) != bool(turns % 2)
    if not lies:
        return (turns,)
    long, high = sorted(size_of(line))
    aside = (turns + 3) % 4, (turns + 1) % 4
    return (turns, *aside) if high < _SINGLE * long else aside


def _sure(engine: Recogniser, picture: Pixels, lines: Sequence[Corners], turns: int) -> float:
    read = engine.read([cut(picture, turned(line, turns)) for line in lines])
    return mean(one.mean for one in read) if read else 0.0
