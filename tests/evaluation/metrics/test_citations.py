import pytest

from evaluation.metrics import citations
from evaluation.metrics.citations import PageSpan
from rag.values import Citation, Claim, Source, Verdict


def span(start, end, document="notes", page=1):
    return PageSpan(document, page, start, end)


def citation(page, document="notes"):
    return Citation(1, document, page, 0, 4, "text", 1.0)


def claim(verdict, *cited):
    return Claim("text", verdict, Source.MODEL, cited)


def test_merged_joins_alternatives_and_drops_the_empty():
    assert citations.merged([span(5, 9), span(0, 6), span(9, 10), span(20, 20)]) == [span(0, 10)]
    assert len(citations.merged([span(0, 5), span(0, 5, page=2), span(0, 5, "other")])) == 3


def test_overlap_counts_shared_characters():
    assert citations.overlap(span(0, 10), span(8, 20)) == 2
    assert citations.overlap(span(0, 10), span(10, 20)) == 0
    assert citations.overlap(span(0, 10), span(0, 10, page=2)) == 0


def test_hand_computed():
    cited = [span(0, 20), span(100, 110), span(0, 20, "other")]
    gold = [span(10, 30), span(50, 60)]
    assert citations.hit(cited, gold) == 1
    assert citations.precision(cited, gold) == pytest.approx(1 / 3)
    assert citations.recall(cited, gold) == pytest.approx(1 / 2)
    # 10 of 20 + 10 + 20 cited characters; 10 of 20 + 10 expected ones
    assert citations.character_precision(cited, gold) == pytest.approx(10 / 50)
    assert citations.character_recall(cited, gold) == pytest.approx(10 / 30)


def test_overlapping_citations_are_counted_once():
    assert citations.character_precision([span(0, 10), span(0, 10)], [span(0, 5)]) == pytest.approx(1 / 2)


def test_without_citations():
    gold = [span(0, 5)]
    assert citations.hit([], gold) == 0
    assert citations.recall([], gold) == 0
    assert citations.character_recall([], gold) == 0
    assert citations.precision([], gold) is None
    assert citations.character_precision([], gold) is None


def test_without_expected_spans():
    cited = [span(0, 5)]
    for score in (
        citations.hit,
        citations.precision,
        citations.recall,
        citations.character_precision,
        citations.character_recall,
    ):
        assert score(cited, []) is None
        assert score(cited, [span(3, 3)]) is None


def test_pages():
    pages = {("notes", 2)}
    assert citations.page_correct([citation(2), citation(3), citation(2, "other")], pages) == pytest.approx(
        1 / 3
    )
    assert citations.page_correct([], pages) is None
    assert citations.page_correct([citation(2)], set()) is None


def test_claims():
    claims = [
        claim(Verdict.SUPPORTED, citation(1)),
        claim(Verdict.SUPPORTED),
        claim(Verdict.PARTLY, citation(1)),
        claim(Verdict.UNSUPPORTED),
    ]
    assert citations.cited_claims(claims) == 2 / 4
    assert citations.supported_claims(claims) == 1 / 4
    assert citations.cited_claims([]) is None
    assert citations.supported_claims([]) is None
