"""Whether citations point where the answer is known to be. Spans are characters, end exclusive.

Overlapping expected spans of one page are alternatives (SQuAD's annotators) and are merged first.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from rag.values import Citation, Claim, Verdict


class PageSpan(NamedTuple):
    """Characters `start` to `end` of a page of a document."""

    document: str
    page: int
    start: int
    end: int


def span_of(citation: Citation) -> PageSpan:
    """Where a citation points."""
    return PageSpan(citation.document, citation.page, citation.start, citation.end)


def merged(spans: Iterable[PageSpan]) -> list[PageSpan]:
    """The union: spans that overlap or touch become one. Empty spans are left out."""
    result: list[PageSpan] = []
    for span in sorted(span for span in spans if span.end > span.start):
        last = result[-1] if result else None
        if last and last[:2] == span[:2] and span.start <= last.end:
            result[-1] = last._replace(end=max(last.end, span.end))
        else:
            result.append(span)
    return result


def overlap(one: PageSpan, other: PageSpan) -> int:
    """How many characters two spans share; touching ends share none."""
    if one[:2] != other[:2]:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def hit(cited: Sequence[PageSpan], expected: Sequence[PageSpan]) -> float | None:
    """Whether a citation overlaps an expected span. 0 without citations, `None` without expected spans."""
    if not merged(expected):
        return None
    return float(any(overlap(one, other) > 0 for one in cited for other in expected))


def precision(cited: Sequence[PageSpan], expected: Sequence[PageSpan]) -> float | None:
    """Share of the citations that overlap an expected span (citation precision of Gao et al. 2023, ALCE,
    with known spans in place of a judge). `None` without citations or expected spans."""
    gold = merged(expected)
    if not gold or not cited:
        return None
    return sum(any(overlap(one, other) > 0 for other in gold) for one in cited) / len(cited)


def recall(cited: Sequence[PageSpan], expected: Sequence[PageSpan]) -> float | None:
    """Share of the expected spans that a citation overlaps (Gao et al. 2023). 0 without citations,
    `None` without expected spans."""
    gold = merged(expected)
    if not gold:
        return None
    return sum(any(overlap(one, other) > 0 for one in cited) for other in gold) / len(gold)


def character_precision(cited: Sequence[PageSpan], expected: Sequence[PageSpan]) -> float | None:
    """Share of the cited characters that are expected: |cited ∩ expected| / |cited| (Smith & Troynikov
    2024, chunking evaluation). `None` without citations or expected spans."""
    union, gold = merged(cited), merged(expected)
    if not gold or not union:
        return None
    return _shared(union, gold) / _characters(union)


def character_recall(cited: Sequence[PageSpan], expected: Sequence[PageSpan]) -> float | None:
    """Share of the expected characters that are cited: |cited ∩ expected| / |expected| (Smith &
    Troynikov 2024). 0 without citations, `None` without expected spans."""
    gold = merged(expected)
    if not gold:
        return None
    return _shared(merged(cited), gold) / _characters(gold)


def page_correct(citations: Sequence[Citation], pages: AbstractSet[tuple[str, int]]) -> float | None:
    """Share of the citations on an expected page. `None` without citations or expected pages."""
    if not citations or not pages:
        return None
    return sum((citation.document, citation.page) in pages for citation in citations) / len(citations)


def document_correct(citations: Sequence[Citation], documents: AbstractSet[str]) -> float | None:
    """Share of the citations in an expected document. `None` without citations or expected documents."""
    if not citations or not documents:
        return None
    return sum(citation.document in documents for citation in citations) / len(citations)


def cited_claims(claims: Sequence[Claim]) -> float | None:
    """Share of the claims with a citation (coverage, Liu et al. 2023). `None` without claims."""
    return sum(bool(claim.citations) for claim in claims) / len(claims) if claims else None


def supported_claims(claims: Sequence[Claim]) -> float | None:
    """Share of the claims that their cited spans support, by the checker's verdict: "supported" is 1,
    "partly" and "unsupported" 0; a claim without citation 0. `None` without claims."""
    if not claims:
        return None
    return sum(claim.verdict is Verdict.SUPPORTED and bool(claim.citations) for claim in claims) / len(claims)


def all_supported(claims: Sequence[Claim]) -> float | None:
    """Whether the cited spans of every claim support it, as in `supported_claims`. `None` without claims."""
    share = supported_claims(claims)
    return None if share is None else float(share == 1)


def _shared(one: Sequence[PageSpan], other: Sequence[PageSpan]) -> int:
    return sum(overlap(mine, theirs) for mine in one for theirs in other)


def _characters(spans: Sequence[PageSpan]) -> int:
    return sum(span.end - span.start for span in spans)
