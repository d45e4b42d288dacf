import pytest

from evaluation.metrics.citations import PageSpan
from evaluation.runs.gold import Gold
from evaluation.runs.scoring import citations_of, retrieval_scores, score
from rag.values import Claim, Source, Verdict
from tests.evaluation.examples import GOLD, answer, citation, passage, unsure


def test_an_answer_that_is_right():
    scores = score(GOLD, answer())
    assert scores["contains"] == scores["exact_match"] == scores["token_f1"] == 1
    # "rollo led normans" against "rollo": 2·1 / (3 + 1)
    assert scores["text_f1"] == pytest.approx(1 / 2)
    assert scores["sentence@1"] == scores["sentence@3"] == scores["contains_shown"] == 1
    assert scores["citation_hit"] == scores["citation_precision"] == scores["page_correct"] == 1
    assert scores["citation_char_precision"] == pytest.approx(5 / 22)
    assert scores["supported_claims"] == scores["cited_claims"] == 1
    assert scores["similarity"] is None


def test_silence_gives_no_answer_though_the_evidence_has_it():
    scores = score(GOLD, answer(abstained=True))
    assert scores["contains"] == scores["contains_shown"] == scores["token_f1"] == scores["citation_hit"] == 0
    assert scores["sentence@1"] == 1
    assert scores["citation_precision"] is None and scores["supported_claims"] is None


def test_unsure_is_no_answer_but_shows_its_places():
    scores = score(GOLD, unsure())
    assert scores["contains"] == scores["token_f1"] == 0
    assert scores["contains_shown"] == 1


def test_unanswerable_cases_have_no_expected_answer():
    scores = score(Gold(answers=("I do not know",), answerable=False), answer())
    assert all(
        scores[name] is None for name in ("contains", "token_f1", "rouge_l", "citation_hit", "page_correct")
    )
    assert scores["supported_claims"] == 1


def test_without_a_short_answer_the_first_sentence_counts():
    assert score(GOLD, answer(short=""))["contains"] == 1
    assert score(GOLD, answer(short=""))["exact_match"] == 0
    late = answer(short="", claims=(Claim("He died.", Verdict.SUPPORTED, Source.MODEL), *answer().claims))
    assert (score(GOLD, late)["contains"], score(GOLD, late)["contains_shown"]) == (0, 1)
    assert score(GOLD, late)["all_supported"] == 0  # the first sentence has no citation


def test_the_best_sentence_is_that_of_rank_1():
    turned = answer(evidence=tuple(reversed(answer().evidence)))
    assert score(Gold(("930",)), turned)["sentence@1"] == 0
    assert score(Gold(("930",)), turned)["sentence@3"] == 1


def test_citations_once_a_place():
    claim = Claim("x", Verdict.PARTLY, Source.MODEL, (citation(), citation(23, 38)))
    assert citations_of(answer(claims=(claim, claim))) == [citation(), citation(23, 38)]


def test_rankings_by_document_page_and_characters():
    passages = [
        passage(1, "other"),
        passage(2, "normans", 2),
        passage(3, "normans", 1),
        passage(4, "other", 2),
    ]
    scores = retrieval_scores(GOLD, passages)
    assert (scores["hit@1"], scores["hit@3"], scores["mrr"]) == (0, 1, 1 / 2)
    assert (scores["page_hit@1"], scores["page_hit@3"], scores["page_mrr"]) == (0, 1, 1 / 3)
    assert (scores["span_recall@1"], scores["span_recall@3"]) == (0, 1)
    # the expected 5 characters of four passages of 38
    assert scores["span_precision@5"] == pytest.approx(5 / (4 * 38))


def test_nothing_known_nothing_scored():
    assert set(retrieval_scores(Gold(), [passage()]).values()) == {None}
    assert retrieval_scores(Gold(spans=(PageSpan("x", 1, 0, 3),)), [])["span_recall@5"] == 0
