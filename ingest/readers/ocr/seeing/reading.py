"""A picture to lines of words: found, turned, read, measured; tried once more where nearly nothing is seen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.readers.hyphens import known_words
from ingest.readers.ocr.seeing.corners import Upright, around, cut, part, size_of, slant, turned
from ingest.readers.ocr.seeing.engine import BATCH, Corners, LineText, Pixels, Recogniser
from ingest.readers.ocr.seeing.finding import find_lines
from ingest.readers.ocr.seeing.ink import ink_of
from ingest.readers.ocr.seeing.rules import rules
from ingest.readers.ocr.seeing.spelling import is_known_language, respelt
from ingest.readers.ocr.seeing.turning import quarter_turns, ways
from ingest.readers.ocr.seeing.wording import pieces
from ingest.readers.ocr.values import SeenLine, SeenPage, SeenWord

_LINE = 0.5  # how sure a line is at least
_SOUP = 0.75  # how sure one is at least that is more marks than letters
_DOUBT = 0.75  # of a page on average: below, its script is one that the models do not know
_LONG = 4  # times as long as high: a line of words, not a spot in a photograph
_SPARSE = 0.5  # letters for each height of a line: there are more in any script
_KNOWN = 0.85  # how sure a line of such a page is at least
_FEW = 12  # letters: then it is tried again with more contrast
_PALE = 80  # of 255: what is paler is read with more contrast at once
_NOISE = 6  # of 255: what is less is no writing
_FAINT = 0.8  # how sure a line is at least where there are few
_BLANK = 2.0  # of 255: differences in a picture that shows nothing

Check = Callable[[], None]


def read_pixels(engine: Recogniser, picture: Pixels, check: Check, is_upright: bool = False) -> SeenPage:
    """What is written in a picture. `check` is called between the steps, and may raise to end them. One that
    `is_upright` is not tried upside down."""
    low, high = np.percentile(picture[::4, ::4], (1, 99)).tolist()
    if _NOISE < high - low < _PALE:
        stretched = (picture.astype(np.float32) - low) * (255 / (high - low))
        picture = np.clip(stretched, 0, 255).astype(np.uint8)
    page = _read(engine, picture, check, is_upright)
    if page.letters >= _FEW or page.doubtful:
        return page
    page = _sober(page)
    if float(picture.std()) < _BLANK:
        return page
    for other in _enhanced(picture):
        check()
        again = _sober(_read(engine, other, check, is_upright))
        if again.letters > max(page.letters, 2):
            page = again
            break
    return page


def _sober(page: SeenPage) -> SeenPage:
    """The page without what may only be seen into a photograph: where little is read, it has to be sure, and no single
    letters alone."""
    lines = tuple(line for line in page.lines if line.sure >= _FAINT)
    words = any(sum(map(str.isalnum, line.text)) > 1 for line in lines)
    return page if page.letters >= _FEW else replace(page, lines=lines if words else ())


def _enhanced(picture: Pixels) -> Iterator[Pixels]:
    """The picture in greys with its contrast raised, then the same as a negative."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    raised = cv2.createCLAHE(4.0, (8, 8)).apply(cv2.normalize(grey, None, 0, 255, cv2.NORM_MINMAX))  # type: ignore[call-overload]
    for one in (raised, 255 - raised):
        yield np.asarray(cv2.cvtColor(one, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _read(engine: Recogniser, picture: Pixels, check: Check, is_upright: bool) -> SeenPage:
    height, width = picture.shape[:2]
    found = find_lines(engine, picture)
    check()
    turns = quarter_turns(engine, picture, found, is_upright) if found else 0
    best = _best(engine, picture, found, turns, check)
    upright = _straight(width, height, turns, best)
    doubtful = is_doubtful([(*size_of(turned(corners, way)), read) for corners, way, read in best])
    known = known_words()
    is_known = is_known_language([read for _, _, read in best], known)
    lines = []
    for corners, way, read in best:
        if _is_good(*size_of(turned(corners, way)), read, doubtful):
            spelt = respelt(read, known) if is_known else read
            line = _line(picture, turned(corners, way), spelt, upright, way != turns)
            if line.words:
                lines.append(line)
    return SeenPage(
        width, height, upright.across, upright.down, tuple(lines), rules(picture, upright), doubtful
    )


def _straight(width: int, height: int, turns: int, best: Sequence[tuple[Corners, int, LineText]]) -> Upright:
    """How the page is made straight: by the lines that are read along it."""
    along = [turned(corners, way) for corners, way, _ in best if way == turns]
    return Upright(
        width, height, turns, slant([Upright(width, height, turns, 0.0).of(line) for line in along])
    )


def _best(
    engine: Recogniser, picture: Pixels, found: Sequence[Corners], turns: int, check: Check
) -> list[tuple[Corners, int, LineText]]:
    """Each line, the way in which it reads best."""
    tries = [(index, way) for index, line in enumerate(found) for way in ways(line, turns)]
    tries.sort(key=lambda one: np.divide(*size_of(turned(found[one[0]], one[1]))))
    reads: dict[int, tuple[int, LineText]] = {}
    for start in range(0, len(tries), BATCH):
        batch = tries[start : start + BATCH]
        cuts = [cut(picture, turned(found[index], way)) for index, way in batch]
        for (index, way), read in zip(batch, engine.read(cuts), strict=True):
            known = reads.get(index)
            if known is None or _worth(read, way, turns) > _worth(known[1], known[0], turns):
                reads[index] = way, read
        check()
    return [(found[index], *reads[index]) for index in sorted(reads)]


def _worth(read: LineText, way: int, turns: int) -> float:
    return read.mean + (0.05 if way == turns else 0.0)


def is_doubtful(lines: Sequence[tuple[float, float, LineText]]) -> bool:
    """Whether most of what stands on a page is of a script that the models do not know: of (length, height, reading) of
    its lines, those that are long say it by their length."""
    long = [(length, _sense(length / high, read)) for length, high, read in lines if length > _LONG * high]
    whole = sum(length for length, _ in long)
    return len(long) > 1 and sum(length * sense for length, sense in long) < _DOUBT * whole


def _sense(ratio: float, read: LineText) -> float:
    """How sure a reading is, less where there are fewer letters than there is room for."""
    letters = sum(not character.isspace() for character in read.text)
    return read.mean * min(1.0, letters / (_SPARSE * ratio))


def _is_good(length: float, high: float, read: LineText, doubtful: bool) -> bool:
    """Whether a line is read well enough to be kept."""
    visible = [character for character in read.text if not character.isspace()]
    letters = sum(map(str.isalnum, visible))
    least = _KNOWN if doubtful else _SOUP if 2 * letters <= len(visible) else _LINE
    sure = _sense(length / high, read) if length > _LONG * high else read.mean
    return bool(visible) and sure >= least


def _line(picture: Pixels, corners: Corners, read: LineText, upright: Upright, lying: bool) -> SeenLine:
    seen = cut(picture, corners)
    ink = ink_of(seen, read.text)
    words = []
    for piece in pieces(read, ink, seen.shape[0]):
        own = part(corners, piece.left, piece.right)
        words.append(SeenWord(piece.text, piece.sure, around(own), around(upright.of(own)), piece.joined))
    placed = upright.of(corners)
    left = placed[0] + ink.base * (placed[3] - placed[0])
    right = placed[1] + ink.base * (placed[2] - placed[1])
    base = (left + right) / 2
    _, high = size_of(corners)
    return SeenLine(tuple(words), float(base[0 if lying else 1]), ink.size * high, ink.stroke, lying)
