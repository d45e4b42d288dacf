"""The form of what the reader and the judge say: " [2] the words" or " none"."""

from dataclasses import dataclass

OPEN, CLOSE, NONE = " [", "]", " none"
"""Before and after the number of a sentence, and where there is no answer; one token each."""


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """The words `start:end` of sentence `sentence` (0-based), and the probability in [0, 1] that the model
    gives them."""

    sentence: int
    start: int
    end: int
    probability: float
