"""The reader: how doubtful it is that a sentence answers, and a short answer word for word."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.evidence.ranking import lead
from rag.models.generation import prompts
from rag.settings import Models

if TYPE_CHECKING:
    from rag.models.span.span_model import SpanModel
from rag.values import Evidence, Passage, SpanReading

_PROMPT, _VARIABLES = "reader", frozenset({"question", "evidence"})
_LONGEST, _LEAD = 450, 120  # characters of a sentence that is judged, and of what it goes on from
_EDGES = " \t\n,;:.!?\"'“”‘’()[]"


class Reader:
    """Reads evidence with the fine-tuned embedded model: each sentence alone, then the best few together.

    `judge` is the model taught once more to tell what does not answer; without one `model` tells that too.
    """

    def __init__(self, model: "SpanModel", sentences: int = 3, judge: "SpanModel | None" = None) -> None:
        self._model = model
        self._judge = judge or model
        self._sentences = sentences

    def doubts(
        self, question: str, evidence: Sequence[Evidence], passages: Sequence[Passage]
    ) -> tuple[float, ...]:
        """For each sentence the probability in [0, 1] that it does not answer `question`; read without the others,
        after its lead in `passages`, which they are of."""
        return self._judge.p_none(
            [self.doubting(question, sentence.text, lead(sentence, passages)) for sentence in evidence]
        )

    def read(self, question: str, evidence: Sequence[Evidence]) -> SpanReading:
        """The likeliest span of the evidence, best first; `evidence` has at least one sentence.

        The sentence and the odds of its words come from reading all sentences together, the words from
        reading the chosen sentence once more alone, which measured better or equal (see the adapters' README).
        """
        shown = evidence[: self._sentences]
        texts, places = zip(*(_on_one_line(sentence.text) for sentence in shown), strict=True)
        priors = [max(sentence.score, 1e-3) for sentence in shown]
        span = self._model.best_span(self.prompt(question, texts), texts, priors)
        chosen, where = texts[span.sentence], places[span.sentence]
        words = span
        if len(texts) > 1:
            words = self._model.best_span(self.prompt(question, [chosen]), [chosen], [1.0])
        start, end = _trimmed(chosen, words.start, words.end)
        begin, finish = (where[start], where[end - 1] + 1) if start < end else (0, 0)
        return SpanReading(
            sentence=span.sentence,
            start=begin,
            end=finish,
            text=shown[span.sentence].text[begin:finish],
            p_answer=span.probability,
        )

    @staticmethod
    def prompt(question: str, sentences: Sequence[str]) -> str:
        """What the model is asked, in training and in use: the question around the numbered sentences."""
        return _asked(question, "\n".join(f"[{n}] {text}" for n, text in enumerate(sentences, start=1)))

    @staticmethod
    def doubting(question: str, sentence: str, before: str) -> str:
        """What the judge is asked, in training and in use: the question around one sentence and the end of its lead."""
        if len(before) > _LEAD:
            before = before[-_LEAD:].split(" ", 1)[-1]
        numbered = f"[1] {_on_one_line(sentence)[0][:_LONGEST]}"
        return _asked(question, f"({before})\n{numbered}" if before else numbered)


def _asked(question: str, evidence: str) -> str:
    (message,) = prompts.load(_PROMPT, _VARIABLES).format_messages(
        question=" ".join(question.split()), evidence=evidence
    )
    return str(message.content)


def load_reader(models: Models) -> Reader | None:
    """The reader of the settings, or None where it is switched off."""
    if not models.adapter:
        return None
    # Imported late: torch and transformers take seconds.
    from rag.models.span.loading import ADAPTER, JUDGE, load_span_model

    if not ADAPTER.exists():
        return None
    judge = load_span_model(models, JUDGE) if JUDGE.exists() else None
    return Reader(load_span_model(models), judge=judge)


def _on_one_line(text: str) -> tuple[str, list[int]]:
    """`text` with each run of white space as one space, and where each character came from."""
    characters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        if not character.isspace():
            characters.append(character)
        elif characters and characters[-1] != " ":
            characters.append(" ")
        else:
            continue
        places.append(index)
    return "".join(characters), places


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the punctuation at its edges; brackets and quotes stay where both of a pair are inside."""
    while end > start and text[end - 1] in _EDGES and not _closes(text[start:end]):
        end -= 1
    while start < end and text[start] in _EDGES and not _closes(text[start:end]):
        start += 1
    return start, end


def _closes(text: str) -> bool:
    return text[-1:] == ")" and "(" in text[:-1]
