"""Sections built alike ("Hours" under each unit of a course), of which a question names one."""

from collections import defaultdict
from collections.abc import Sequence

from rag.evidence.candidates import Candidate
from rag.language.words import words
from rag.question.question import Question


def named_among_alike(question: Question, found: Sequence[Candidate]) -> list[bool]:
    """For each candidate whether it stands in a section that the question names, and others of the same heading do not.

    Sections are alike where they have the same innermost heading. One is named by words of the question that stand in
    the headings over it, and not over all the others.
    """
    alike: dict[str, dict[tuple[str, ...], frozenset[str]]] = defaultdict(dict)
    for candidate in found:
        *over, inmost = candidate.unit.context or ("",)
        if over:
            above = frozenset(word.term for heading in over for word in words(heading))
            alike[inmost].setdefault(tuple(over), above & question.terms)
    named: set[tuple[str, ...]] = set()
    for inmost, sections in alike.items():
        most = max(map(len, sections.values()))
        if most > min(map(len, sections.values())):
            named |= {(*over, inmost) for over, held in sections.items() if len(held) == most}
    return [candidate.unit.context in named for candidate in found]
