"""How close a given text is to the expected answers. Where there are several, the best counts.

All are `None` where no answer is expected. A text that is empty (the app abstained) scores 0: an
expected answer that was not given is wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.metrics.quantified import counted, holds, parts, same_quantity
from evaluation.metrics.words import tokens

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to unit vectors, one a row: the `encode` of an Embedder."""


def contains(given: str, expected: Sequence[str]) -> float | None:
    """Whether all words and numbers of an expected answer stand in the given text, in their order.

    Numbers are equal by their value and unit, however they are written: "3%" is in "3 per cent" and not in "GPT-3",
    "1,500" is in "1.5 thousand", "3.4" has neither "3" nor "34". Punctuation may join or separate words ("U.S."
    has "US", "Oxford-based" has "Oxford"). An expected answer without tokens never occurs.
    """
    return _best(lambda answer: float(_within(answer, given)), expected)


def part_of(given: str, expected: Sequence[str]) -> float | None:
    """Whether the given text is part of an expected answer: "2014" of "June 2014". Its numbers have the same unit:
    "3" is no part of "3%"."""
    return _best(lambda answer: float(_within(given, answer, exact_units=True)), expected)


def same_numbers(given: str, expected: str) -> bool:
    """Whether every number of the expected answer is in the given text, with its unit, in any order."""
    known = counted(given)
    return all(any(same_quantity(wanted, found) for found in known) for wanted in counted(expected))


def exact_match(given: str, expected: Sequence[str]) -> float | None:
    """Whether the tokens are the same (EM of SQuAD, Rajpurkar et al. 2016)."""
    mine = tokens(given)
    return _best(lambda answer: float(bool(mine) and mine == tokens(answer)), expected)


def token_f1(given: str, expected: Sequence[str]) -> float | None:
    """Harmonic mean of token precision and recall, tokens as a multiset: 2PR / (P + R)
    (F1 of SQuAD, Rajpurkar et al. 2016; per character in scripts without spaces, MLQA). 0 without overlap."""
    mine = tokens(given)

    def f1(answer: str) -> float:
        theirs = tokens(answer)
        common = sum((Counter(mine) & Counter(theirs)).values())
        return 2 * common / (len(mine) + len(theirs)) if common else 0.0

    return _best(f1, expected)


def rouge_l(given: str, expected: Sequence[str]) -> float | None:
    """F1 over the longest common subsequence of tokens (ROUGE-L, Lin 2004), by rouge-score on our tokens."""
    return _best(lambda answer: float(_rouge().score(answer, given)["rougeL"].fmeasure), expected)


def similarity(given: str, expected: Sequence[str], encode: Encode) -> float | None:
    """Cosine of the embeddings, in [-1, 1] (as in semantic answer similarity, Risch et al. 2021, with a
    bi-encoder). `None` also where nothing was given: an empty text has no meaning to compare."""
    if not given.strip() or not any(answer.strip() for answer in expected):
        return None
    vectors = encode([given, *(answer for answer in expected if answer.strip())])
    return float((vectors[1:] @ vectors[0]).max())


def _best(score: Callable[[str], float], expected: Iterable[str]) -> float | None:
    return max((score(answer) for answer in expected if answer.strip()), default=None)


def _within(needle: str, hay: str, exact_units: bool = False) -> bool:
    return any(holds(parts(hay, mark), parts(needle, mark), exact_units) for mark in ("", " "))


class _AnyScript:
    """rouge-score's own tokenizer keeps a-z and 0-9 only, and so scores every Chinese answer 0."""

    def tokenize(self, text: str) -> list[str]:
        return tokens(text)


@cache
def _rouge() -> Any:
    from rouge_score import rouge_scorer  # takes seconds to import, which the app does not wait for

    return rouge_scorer.RougeScorer(["rougeL"], tokenizer=_AnyScript())
