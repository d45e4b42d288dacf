import math
import random

import ir_measures
import pytest
from ir_measures import RR, R, Success, nDCG

from evaluation.metrics.retrieval import distinct, hit_at, ndcg_at, recall_at, reciprocal_rank

RANKING = ["a", "b", "c", "d"]


def test_distinct_keeps_the_best_place():
    assert distinct(["b", "a", "b", "c", "a"]) == ["b", "a", "c"]


def test_hand_computed():
    relevant = {"b", "d", "z"}
    assert hit_at(RANKING, relevant, 1) == 0
    assert hit_at(RANKING, relevant, 2) == 1
    assert recall_at(RANKING, relevant, 2) == pytest.approx(1 / 3)
    assert recall_at(RANKING, relevant, 10) == pytest.approx(2 / 3)
    assert reciprocal_rank(RANKING, relevant) == 1 / 2
    # relevant at 2 and 4 of three: (1/log2 3 + 1/log2 5) / (1/log2 2 + 1/log2 3 + 1/log2 4)
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    assert ndcg_at(RANKING, relevant) == pytest.approx(gain / (1 + 1 / math.log2(3) + 1 / 2))


def test_nothing_relevant_is_not_applicable():
    assert hit_at(RANKING, set(), 5) is None
    assert recall_at(RANKING, set(), 5) is None
    assert reciprocal_rank(RANKING, set()) is None
    assert ndcg_at(RANKING, set()) is None


def test_nothing_retrieved_is_zero():
    assert [
        hit_at([], {"a"}, 5),
        recall_at([], {"a"}, 5),
        reciprocal_rank([], {"a"}),
        ndcg_at([], {"a"}),
    ] == [
        0,
        0,
        0,
        0,
    ]


def test_ideal_gain_is_bounded_by_k():
    # 12 relevant, the first 10 all relevant: as good as ten places can be.
    relevant = {str(number) for number in range(12)}
    assert ndcg_at([str(number) for number in range(10)], relevant, 10) == 1


def test_pages_are_items_too():
    assert recall_at([("notes", 1), ("notes", 2)], {("notes", 2)}, 2) == 1


def test_agrees_with_trec_eval():
    """1,000 random rankings, with relevant documents that are not ranked and rankings of every length."""
    generator = random.Random(7)
    rankings, relevant = {}, {}
    for number in range(1000):
        pool = [f"d{i}" for i in range(generator.randint(1, 40))]
        rankings[str(number)] = generator.sample(pool, generator.randint(1, len(pool)))
        relevant[str(number)] = set(generator.sample(pool, generator.randint(1, len(pool))))
    runs = [
        ir_measures.ScoredDoc(query, document, float(-rank))
        for query, ranking in rankings.items()
        for rank, document in enumerate(ranking)
    ]
    qrels = [
        ir_measures.Qrel(query, document, 1) for query, wanted in relevant.items() for document in wanted
    ]
    ours = {
        Success @ 5: lambda query: hit_at(rankings[query], relevant[query], 5),
        R @ 3: lambda query: recall_at(rankings[query], relevant[query], 3),
        R @ 10: lambda query: recall_at(rankings[query], relevant[query], 10),
        RR: lambda query: reciprocal_rank(rankings[query], relevant[query]),
        nDCG @ 10: lambda query: ndcg_at(rankings[query], relevant[query]),
    }
    theirs = list(ir_measures.iter_calc(list(ours), qrels, runs))
    assert len(theirs) == 5 * 1000
    for metric in theirs:
        assert ours[metric.measure](metric.query_id) == pytest.approx(metric.value, abs=1e-9)
