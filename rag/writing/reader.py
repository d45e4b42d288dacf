"""The reader: a short answer, word for word."""

from collections.abc import Sequence
from typing import Protocol

from rag.models.generation import prompts
from rag.question.question import Question
from rag.values import Evidence, SpanReading
from rag.values.spoken import spoken

_EDGES = " \t\n,;:.!?\"'“”‘’()[]"


class FoundSpan(Protocol):
    """Characters `start:end` of the sentence with that 0-based index; `probability` in [0, 1] that they answer."""

    @property
    def sentence(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def probability(self) -> float: ...


class BestSpanModel(Protocol):
    """A model that finds the words that answer in numbered sentences."""

    def best_span(self, prompt: str, sentences: Sequence[str], priors: Sequence[float]) -> FoundSpan:
        """The likeliest span; `priors` say how likely each sentence is to begin with."""
        ...


class Reader:
    """Reads the few best sentences together with the fine-tuned embedded model."""

    def __init__(self, model: BestSpanModel, sentences: int = 3) -> None:
        self._model = model
        self._sentences = sentences

    def read(self, question: Question, evidence: Sequence[Evidence]) -> SpanReading:
        """The likeliest span of the evidence, best first; `evidence` has at least one sentence.

        The sentence and the odds of its words come from reading all sentences together, the words from
        reading the chosen sentence once more alone, which measured better or equal (see the adapters' README).
        """
        shown = evidence[: self._sentences]
        read = [spoken(s.text, s.start, s.cells, s.rest_text) for s in shown]
        texts = [sentence.text for sentence in read]
        priors = [max(sentence.score, 1e-3) for sentence in shown]
        span = self._model.best_span(self.prompt(question.search.text, texts), texts, priors)
        chosen = texts[span.sentence]
        words = span
        if len(texts) > 1:
            words = self._model.best_span(self.prompt(question.search.text, [chosen]), [chosen], [1.0])
        start, end = _trimmed(chosen, words.start, words.end)
        begin, finish = read[span.sentence].span(start, end)
        return SpanReading(
            sentence=span.sentence,
            start=begin,
            end=finish,
            text=shown[span.sentence].whole[begin:finish],
            p_answer=span.probability,
        )

    @staticmethod
    def prompt(question: str, sentences: Sequence[str]) -> str:
        """What the model is asked, in training and in use: the question around the numbered sentences."""
        return prompts.evidence_prompt(
            question, "\n".join(f"[{n}] {text}" for n, text in enumerate(sentences, start=1))
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the punctuation at its edges; brackets and quotes stay where both of a pair are inside."""
    while end > start and text[end - 1] in _EDGES and not _closes(text[start:end]):
        end -= 1
    while start < end and text[start] in _EDGES and not _closes(text[start:end]):
        start += 1
    return start, end


def _closes(text: str) -> bool:
    return text[-1:] == ")" and "(" in text[:-1]
