"""What stands under a heading that is liker to the question than any sentence ("When to lay a hedge"): it is the
answer, or goes on with it."""

from collections.abc import Mapping, Sequence

from rag.evidence.candidates import Place
from rag.evidence.kept import ahead, evidence_of
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind

_MOST = 2  # units under a heading that are shown with it


def with_what_is_under(best: Sequence[Evidence], stored: Mapping[Place, StoredUnit]) -> list[Evidence]:
    """`best`, and where its first unit is a heading, what comes right under that after it; the others then follow.

    `stored` are the units of the passages in the order of reading.
    """
    if not best or best[0].kind is not Kind.HEADING:
        return list(best)
    head = best[0]
    under = [
        evidence_of(one, head.passage_rank, head.document, head.score, head.rank)
        for one in stored.values()
        if one.document_id == head.document_id and one.unit.under == (head.page, head.start)
    ]
    said = [one for one in under if one.kind is not Kind.HEADING]
    return ahead([head, *said[:_MOST]], list(best))


def headings_opened(stored: Mapping[Place, StoredUnit]) -> frozenset[Place]:
    """Where the headings begin under which any unit of `stored` stands that is no heading."""
    return frozenset(
        (one.document_id, *one.unit.under)
        for one in stored.values()
        if one.unit.under is not None and one.unit.kind is not Kind.HEADING
    )
