"""Which shape of a slide is its title, and which stand on slide after slide and say nothing of their own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.readers.slides.alternatives import alternative
from ingest.readers.slides.frames import MARGINS, TITLES, Box, SlideShape

_LONGEST = 100  # characters of a title that no placeholder says is one
_TOP = 0.3  # of a slide: below it is no title
_ENDS = (".", ",", ";", ":", "。")
_MARGIN = 0.13  # of a slide, at its top and at its foot
_FEW, _SHARE = 3, 0.5  # slides on which the same stands in the same place, and their share of all

Repeated = frozenset[tuple[str, tuple[int, ...]]]
"""The words and the places of what stands on most slides."""


def title_of(shapes: Sequence[SlideShape]) -> SlideShape | None:
    """The title of a slide: its placeholder, else the short text at the top that is larger than all others."""
    stated = next((shape for shape in shapes if shape.role in TITLES and shape.words), None)
    if stated is not None:
        return stated
    worded = [shape for shape in _leaves(shapes) if shape.words and shape.box and shape.role not in MARGINS]
    first = min(worded, key=lambda shape: (shape.box or (0, 0, 0, 0))[1], default=None)
    if first is None or first not in shapes or first.box is None or len(shapes) < 2:
        return None
    text = words_of(first)
    short = len(first.words) <= 2 and len(text) <= _LONGEST and any(map(str.isalpha, text))
    if not short or text.endswith(_ENDS) or first.box[1] > _TOP or any(word.mark for word in first.words):
        return None
    others = [word.size for shape in worded if shape is not first for word in shape.words]
    size = max(word.size for word in first.words)
    return first if size > max(others, default=1800) else None


def words_of(shape: SlideShape) -> str:
    """What is written into a shape, in one line."""
    return " ".join(" ".join(word.shown for word in shape.words).split())


def repeated(slides: Sequence[Sequence[SlideShape]]) -> Repeated:
    """What stands at the same place in the margin of most of these slides, or is the same picture on most of them."""
    counts = Counter(key for shapes in slides for key in {_key(shape) for shape in _leaves(shapes)} if key[0])
    return frozenset(key for key, count in counts.items() if count >= max(_FEW, _SHARE * len(slides)))


def is_furniture(shape: SlideShape, often: Repeated) -> bool:
    """Whether a shape is a footer, a number, a logo, rather than what its slide says."""
    return shape.role in MARGINS or _key(shape) in often


def _key(shape: SlideShape) -> tuple[str, tuple[int, ...]]:
    """The same for shapes that are repeated; ("", ()) for one that says what is its slide's own."""
    if shape.role in TITLES:
        return "", ()
    text = words_of(shape)
    if text:
        margin = shape.box is not None and _is_in_margin(shape.box) and len(text) <= _LONGEST
        at_foot = (
            shape.box is not None and shape.box[1] > 0.5
        )  # numbers at the top may be all that parts two titles
        return (re.sub(r"\d+", "#", text) if at_foot else text, _place(shape.box)) if margin else ("", ())
    return (alternative(shape), ()) if shape.kind == "pic" else ("", ())


def _place(box: Box | None) -> tuple[int, ...]:
    return tuple(round(side * 50) for side in box or ())


def _is_in_margin(box: Box) -> bool:
    return box[3] <= _MARGIN or box[1] >= 1 - _MARGIN


def _leaves(shapes: Iterable[SlideShape]) -> Iterator[SlideShape]:
    for shape in shapes:
        yield shape
        yield from _leaves(shape.parts)
