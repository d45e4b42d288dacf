"""Answers and records made by hand."""

from evaluation.metrics.citations import PageSpan
from evaluation.reports.report import Report
from evaluation.runs.gold import Gold
from evaluation.runs.record import Record, gold_of, scored
from rag.store.testsets import Case
from rag.values import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Outcome,
    Passage,
    Seconds,
    ShortAnswer,
    Source,
    Verdict,
)

TEXT = "Rollo led the Normans. He died in 930."
GOLD = Gold(
    ("Rollo",), frozenset({"normans"}), frozenset({("normans", 1)}), (PageSpan("normans", 1, 0, 5),), True
)


def citation(start=0, end=22, document="normans", page=1, document_id=1):
    return Citation(document_id, document, page, start, end, TEXT[start:end], 0.9)


def passage(rank=1, document="normans", page=1):
    return Passage(f"{document}-{page}", 1, document, page, 0, len(TEXT), TEXT, "", 0.8, 0.7, 2.0, rank)


def answer(text="Rollo led the Normans.", abstained=False, short="Rollo", confidence=0.8, **changes):
    shown = () if abstained else (Claim(text, Verdict.SUPPORTED, Source.MODEL, (citation(),)),)
    evidence = (
        Evidence(1, 1, "normans", 1, 0, 22, TEXT[0:22], 0.9, 1),
        Evidence(1, 1, "normans", 1, 23, 38, TEXT[23:38], 0.4, 2),
    )
    values = {
        "question": "Who led the Normans?",
        "search_query": "Who led the Normans?",
        "outcome": Outcome.SILENT if abstained else Outcome.ANSWERED,
        "text": "Not in the material." if abstained else text,
        "claims": shown,
        "short": ShortAnswer(short, citation(0, 5)) if short and not abstained else None,
        "evidence": evidence,
        "passages": (passage(),),
        "confidence": confidence,
        "seconds": Seconds(0.1, 0.2, 0.5, 1.0),
    }
    return Answer(**{**values, **changes})


def unsure(**changes):
    """No answer, but a place that may answer it."""
    place = Claim(TEXT[0:22], Verdict.SUPPORTED, Source.EVIDENCE, (citation(),))
    text = "The material may answer this here:"
    return answer(
        **{
            "outcome": Outcome.UNSURE,
            "text": text,
            "claims": (place,),
            "short": "",
            "confidence": 0.3,
            **changes,
        }
    )


def record(position=0, case=None, given=None):
    case = case or Case("Who led the Normans?", ("Rollo",), "normans", 1, True)
    return scored(position, case, gold_of(case), given or answer(), None)


def report(records, name="first", settings=None, fingerprint="abc"):
    return Report(
        name=name,
        testset="exam",
        collection="course",
        created=1_700_000_000.0,
        settings=settings or {"retrieval": {"alpha": 0.5}, "answering": {"threshold": 0.5}},
        fingerprint=fingerprint,
        embedder="fake-1",
        total=len(records),
        records=tuple(records),
    )


__all__ = ["GOLD", "TEXT", "Record", "answer", "citation", "passage", "record", "report", "unsure"]
