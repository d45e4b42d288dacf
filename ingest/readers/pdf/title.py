"""The title that a first page shows: its largest words, where they stand out."""

import re
from collections import Counter

from ingest.readers.pdf.words import PageContent, Word

_LARGER, _AS_LARGE = 1.12, 0.97
_SHORTEST, _LONGEST = 4, 200  # characters
_WORDLIKE = re.compile(r"[^\W\d_]{2}")


def shown_title(page: PageContent) -> str:
    """The first of the largest words, with those of their size that follow; "" where they are as large as others."""
    words = [word for word in page.words if word.upright]
    wordlike = [word for word in words if _WORDLIKE.search(word.text)]
    if not wordlike:
        return ""
    largest = max(word.size for word in wordlike)
    first = next(i for i, word in enumerate(words) if word.size > _AS_LARGE * largest)
    run: list[Word] = []
    for word in words[first:]:
        if word.size <= _AS_LARGE * largest and not word.joined and not word.raised:
            break
        run.append(word)
    text = "".join(("" if word.joined else " ") + word.text for word in run if not word.raised).strip()
    bold_alone = run[0].bold and not words[-1].bold
    stands_out = largest > _LARGER * _body(words) or (bold_alone and len(run) < len(words))
    return text if stands_out and _SHORTEST <= len(text) <= _LONGEST else ""


def _body(words: list[Word]) -> float:
    sizes = Counter[float]()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return max(sizes, key=lambda size: sizes[size])
