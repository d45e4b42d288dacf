"""Steps that running text tells one after the other: "First ... Then ... Finally ...", each a sentence of its own."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rag.language.languages import COMMON
from rag.language.tables import joined
from rag.store.documents.units import StoredUnit
from rag.values import Kind

_FEWEST, _MOST = 2, 12
_BETWEEN = 2  # sentences that may say more of a step before the next one


def told_steps(
    section: Sequence[StoredUnit], spoken: str
) -> Iterator[tuple[StoredUnit | None, list[StoredUnit]]]:
    """Of the units of one section, in order, each run of sentences that tell steps in the language `spoken`, with the
    sentence before it (None: there is none). Sentences between two steps are left out."""
    prose = [unit for unit in section if unit.unit.kind is Kind.PARAGRAPH]
    index = 0
    while index < len(prose):
        if not _opening(spoken).match(prose[index].text):
            index += 1
            continue
        run = [index]
        for later in range(index + 1, len(prose)):
            if later - run[-1] > _BETWEEN + 1 or _opening(spoken).match(prose[later].text):
                break
            if _following(spoken).match(prose[later].text):
                run.append(later)
        if _FEWEST <= len(run) <= _MOST:
            yield prose[index - 1] if index else None, [prose[step] for step in run]
        index = run[-1] + 1


@cache
def _opening(spoken: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{joined('lists', 'first_step', *COMMON, spoken)})", re.IGNORECASE)


@cache
def _following(spoken: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{joined('lists', 'next_step', *COMMON, spoken)})", re.IGNORECASE)
