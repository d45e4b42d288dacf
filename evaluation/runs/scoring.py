"""Case + Answer → scores: the one table of what is measured about a single answer."""

from collections.abc import Sequence

from evaluation.metrics import answer as words
from evaluation.metrics import citations as cited
from evaluation.metrics import retrieval
from evaluation.metrics.answer import Encode
from evaluation.runs.gold import Gold
from evaluation.runs.points import EARLY, PointsSaid, length, own_sentences, points_said
from evaluation.runs.rightness import as_expected, judged, short_text
from rag.values import Answer, Citation, Outcome, Passage

Scores = dict[str, float | None]
POINTS_EARLY = f"points@{EARLY}"
QUALITY = (
    "points", POINTS_EARLY, "as_expected", "contains", "exact_match", "token_f1", "text_f1", "rouge_l",
    "citation_precision", "document_correct", "page_correct", "all_supported",
)  # fmt: skip
"""What is called the quality of an answer: no other material put behind it raises one of these (but for a point that it
says in a sentence with its place, which is what was asked for). The rest tells what was found, what else is shown, how
long it is, and how it is cited."""
METRICS = 2
"""The version of what the scores mean; 1 judged the whole text of every answer."""
DEPTHS = (1, 3, 5, 10)
"""The k of hit@k and recall@k."""


def score(
    gold: Gold,
    answer: Answer,
    encode: Encode | None = None,
    citations: Sequence[Citation] | None = None,
    said: PointsSaid | None = None,
) -> Scores:
    """Every score of one answer; `None` where it does not apply. `citations` defaults to the claims' own, `said` to the
    points that are found in them."""
    quoted = citations_of(answer) if citations is None else citations
    points = points_said(gold, answer, encode) if said is None else said
    return (
        {"points": points.share, POINTS_EARLY: points.early}
        | answer_scores(gold, answer, encode)
        | told_by_answer(gold, answer)
        | citation_scores(gold, answer, quoted)
    )


def told_by_answer(gold: Gold, answer: Answer) -> Scores:
    """What an answer tells of itself: how long it is, who wrote it, and whether its task is the case's. For answers
    alone: what is unsure or silent says no task."""
    answered = answer.outcome is Outcome.ANSWERED
    return {
        "words": float(length(answer)) if answered else None,
        "own_sentences": own_sentences(answer),
        "task_correct": float(answer.task is gold.task) if answered and gold.task is not None else None,
    }


def retrieval_scores(gold: Gold, passages: Sequence[Passage]) -> Scores:
    """Rankings by document (each at its best passage), by page, and the characters of passages retrieved."""
    documents = retrieval.distinct(passage.document for passage in passages)
    pages = retrieval.distinct((passage.document, passage.page) for passage in passages)
    scores: Scores = {}
    for k in DEPTHS:
        scores[f"hit@{k}"] = retrieval.hit_at(documents, gold.documents, k)
        scores[f"recall@{k}"] = retrieval.recall_at(documents, gold.documents, k)
    scores["mrr"] = retrieval.reciprocal_rank(documents, gold.documents)
    scores["ndcg@10"] = retrieval.ndcg_at(documents, gold.documents)
    for k in DEPTHS:
        scores[f"page_hit@{k}"] = retrieval.hit_at(pages, gold.pages, k)
        scores[f"page_recall@{k}"] = retrieval.recall_at(pages, gold.pages, k)
    scores["page_mrr"] = retrieval.reciprocal_rank(pages, gold.pages)
    scores["page_ndcg@10"] = retrieval.ndcg_at(pages, gold.pages)
    spans = [cited.PageSpan(p.document, p.page, p.start, p.end) for p in passages]
    for k in (1, 3, 5):
        scores[f"span_recall@{k}"] = cited.character_recall(spans[:k], gold.spans)
    scores["span_precision@5"] = cited.character_precision(spans[:5], gold.spans)
    return scores


def answer_scores(gold: Gold, answer: Answer, encode: Encode | None = None) -> Scores:
    """What is said (the short text, and the text that is judged) against what is expected. Silent and unsure give no
    answer, and an unsure one shows its places; unanswerable cases expect none."""
    expected = gold.answers if gold.answerable is not False else ()
    answered = answer.outcome is Outcome.ANSWERED
    said, short = (judged(answer), short_text(answer)) if answered else ("", "")
    sentences = [evidence.text for evidence in sorted(answer.evidence, key=lambda evidence: evidence.rank)]
    places = [claim.text for claim in answer.claims if answer.outcome is Outcome.UNSURE]
    shown = "\n".join([answer.text, short, *sentences] if answered else places)
    return {
        "as_expected": as_expected(answer, expected),
        "contains": words.contains(short, expected),
        "contains_shown": words.contains(shown, expected),
        "sentence@1": words.contains("\n".join(sentences[:1]), expected),
        "sentence@3": words.contains("\n".join(sentences[:3]), expected),
        "exact_match": words.exact_match(short, expected),
        "token_f1": words.token_f1(short, expected),
        "text_f1": words.token_f1(said, expected),
        "rouge_l": words.rouge_l(said, expected),
        "similarity": words.similarity(said, expected, encode) if encode else None,
    }


def citation_scores(gold: Gold, answer: Answer, citations: Sequence[Citation]) -> Scores:
    """Where the citations point against where the answer is, and how the claims stand on them."""
    spans = [cited.span_of(citation) for citation in citations]
    return {
        "citation_hit": cited.hit(spans, gold.spans),
        "citation_precision": cited.precision(spans, gold.spans),
        "citation_recall": cited.recall(spans, gold.spans),
        "citation_char_precision": cited.character_precision(spans, gold.spans),
        "citation_char_recall": cited.character_recall(spans, gold.spans),
        "document_correct": cited.document_correct(citations, gold.documents),
        "page_correct": cited.page_correct(citations, gold.pages),
        "cited_claims": cited.cited_claims(answer.claims),
        "supported_claims": cited.supported_claims(answer.claims),
        "all_supported": cited.all_supported(answer.claims),
    }


def citations_of(answer: Answer) -> list[Citation]:
    """The citations of all claims, each place once."""
    found = (citation for claim in answer.claims for citation in claim.citations)
    return list({(c.document_id, c.page, c.start, c.end): c for c in found}.values())
