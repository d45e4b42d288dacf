"""Spans: (start, end) in characters, end exclusive."""

from collections.abc import Iterable

Span = tuple[int, int]


def merged(spans: Iterable[Span], gap: int = 0) -> tuple[Span, ...]:
    """The spans in order, none empty, those joined that overlap, touch or lie at most `gap` characters apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
