"""Words that are broken at line ends: which words a document has without them, and those broken at a page end."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.readers import cleaning
from ingest.readers.pdf.laid import Laid, Line
from ingest.readers.pdf.writing import plain

_BROKEN = re.compile(r"\w-$")


def vocabulary(pages: Iterable[Sequence[Laid]]) -> Counter[str]:
    """How often each word occurs, in lower case, the halves of broken ones left out."""
    return cleaning.vocabulary(plain(lines) for page in pages for laid in page for lines in _lines(laid))


def _lines(laid: Laid) -> Iterable[Sequence[Line]]:
    yield laid.lines
    for cell in laid.cells:
        yield cell.lines


def made_whole(pages: Sequence[Sequence[Laid]]) -> list[list[Laid]]:
    """The pages where a word that is broken at a page end is whole on the page that it begins on.

    Its second half is drawn on the other page, and so has no glyphs on this one.
    """
    done = [list(page) for page in pages]
    for page, following in itertools.pairwise(done):
        last = next((i for i in range(len(page) - 1, -1, -1) if page[i].goes_on), None)
        if last is None or not page[last].lines or not page[last].lines[-1]:
            continue
        kind = page[last].kind
        first = next((i for i, laid in enumerate(following) if laid.kind == kind), None)
        if first is None or not following[first].lines or not following[first].lines[0]:
            continue
        end, word = page[last].lines[-1][-1], following[first].lines[0][0]
        if not _BROKEN.search(end.text) or not word.text[0].islower():
            continue
        moved = replace(word, glyphs=(-1,) * len(word.text), joined=False)
        page[last] = replace(page[last], lines=(*page[last].lines, (moved,)))
        rest = (following[first].lines[0][1:], *following[first].lines[1:])
        following[first] = replace(following[first], lines=tuple(line for line in rest if line))
    return done
