"""What people read for the names of scores, figures, outcomes and settings; the technical name in brackets."""

from collections.abc import Mapping
from typing import Any

from evaluation.reports.rounding import LENGTHS, percent, rounded
from evaluation.runs.figures import NAMES
from evaluation.runs.points import EARLY
from evaluation.runs.scoring import POINTS_EARLY, QUALITY
from rag.settings.group import every_setting

FIGURES = (
    ("right", "right"),
    ("weighted score: wrong costs most", "weighted_score"),
    ("answered", "answered"),
    ("unsure", "unsure"),
    ("silent", "silent"),
)
SHARED = (
    ("points said, each in a sentence with its place", "points"),
    (f"points said in the first {EARLY} words", POINTS_EARLY),
    ("words of an answer", "words"),
    ("sentences in the model's own words", "own_sentences"),
    ("answered as the task that was meant", "task_correct"),
    ("as expected", "as_expected"),
    ("expected words in the answer", "contains"),
    ("expected words in all that is shown", "contains_shown"),
    ("expected words in the best sentence", "sentence@1"),
    ("expected words in the best 3 sentences", "sentence@3"),
    ("short answer as expected (exact match)", "exact_match"),
    ("words shared, short answer (token F1)", "token_f1"),
    ("words shared, answer (token F1)", "text_f1"),
    ("words shared in order, answer (ROUGE-L)", "rouge_l"),
    ("alike in meaning (cosine)", "similarity"),
    ("a citation meets the expected place", "citation_hit"),
    ("citations that meet the expected place", "citation_precision"),
    ("expected places that are cited", "citation_recall"),
    ("cited characters that are expected", "citation_char_precision"),
    ("expected characters that are cited", "citation_char_recall"),
    ("citations in the expected document", "document_correct"),
    ("citations on the expected page", "page_correct"),
    ("sentences with a citation", "cited_claims"),
    ("sentences that their citations support", "supported_claims"),
    ("every sentence supported", "all_supported"),
)
SILENCE = (
    ("answered or not, rightly (balanced accuracy)", "balanced_accuracy"),
    ("not answered, and rightly so (precision)", "precision"),
    ("not answerable, and not answered (recall)", "recall"),
    ("answerable, but silent", "wrongly_silent"),
    ("answerable, but unsure", "unsure_answerable"),
    ("not answerable, but answered", "wrongly_answered"),
    ("not answerable, and unsure", "unsure_unanswerable"),
    ("not answerable, and silent", "rightly_silent"),
)
_DEPTHS = (1, 3, 5, 10)


def _retrieval(prefix: str, place: str) -> dict[str, str]:
    """The labels of the rankings by `place`, whose names begin with `prefix`."""
    return (
        {f"{prefix}hit@{k}": f"an expected {place} among the first {k}" for k in _DEPTHS}
        | {f"{prefix}recall@{k}": f"expected {place}s among the first {k}" for k in _DEPTHS}
        | {
            f"{prefix}mrr": f"first expected {place}: 1 / its rank (MRR)",
            f"{prefix}ndcg@10": f"order of the first 10 {place}s (nDCG)",
        }
    )


LABELS: Mapping[str, str] = (
    {name: label for label, name in (*FIGURES, *SHARED, *SILENCE)}
    | _retrieval("", "document")
    | _retrieval("page_", "page")
    | {f"span_recall@{k}": f"expected characters in the best {k} passages" for k in (1, 3, 5)}
    | {"span_precision@5": "characters of the best 5 passages that are expected"}
)
"""By the scores' names."""

QUALITY_MEANS = "Quality of the answers: other material put behind an answer raises none of these."
OTHERS_MEAN = "Everything else: what was found, what is shown besides, and how it is cited."


def by_quality(summary: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figures and scores of a report's summary by name: the quality of the answers, and everything else."""
    scores = summary["scores"]
    quality = {name: summary[name] for name in ("right", "weighted_score")}
    quality |= {name: scores[name] for name in QUALITY if name in scores}
    shares = {name: summary[name] for name in NAMES if name not in quality}
    silence = {name: figure for name, figure in summary["abstention"].items() if name != "counts"}
    return quality, shares | {name: scores[name] for name in scores if name not in quality} | silence


_OTHERS = {"library": "The documents", "embedder": "The model that made the index"}


def setting_label(name: str) -> str:
    """What the settings page calls a setting; the name itself where no setting is called so any more."""
    known = every_setting().get(name)
    return _OTHERS.get(name, name) if known is None else known.label


GROUPED = {
    "right": "right",
    "points": "points said",
    "words": "words",
    "own_sentences": "model's own sentences",
}
"""What is said of each task and outcome, by the names of `evaluation.runs.groups`."""
GROUP_HEADS = ("cases", *GROUPED.values(), "answered", "unsure", "silent")
"""The heads of what `group_rows` makes, without that of the first column."""


def group_rows(groups: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """(task or outcome, cases, what is `GROUPED`, answered, unsure, silent) as texts, a row each; a dash where it does
    not apply."""
    return [
        (
            name,
            str(group["cases"]),
            *_grouped(group),
            *(str(group[key]) for key in ("answered", "unsure", "silent")),
        )
        for name, group in groups.items()
    ]


def _grouped(group: Mapping[str, Any]) -> list[str]:
    return [
        "–"
        if (figure := group[name]) is None
        else rounded(figure["value"])
        if name in LENGTHS
        else percent(figure["value"])
        for name in GROUPED
    ]


def outcome_rows(summary: Mapping[str, Any]) -> list[tuple[str, int, int, int]]:
    """(kind of case, answered, unsure, silent), a row for each kind that there is."""
    kinds = {"answerable": "The material answers", "unanswerable": "It does not", "unknown": "Not said"}
    counts = summary["abstention"]["counts"]
    rows = [
        (label, *(counts[kind][name] for name in ("answered", "unsure", "silent")))
        for kind, label in kinds.items()
    ]
    return [row for row in rows if any(row[1:])]
