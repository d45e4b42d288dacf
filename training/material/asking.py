"""Teach the embedded model to ask: a sentence, and what it goes on from, → a question that it answers.

Questions that people asked are few. Those that a model asks are many and only roughly right, so they teach what
belongs together, while the people's teach what is no answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from evaluation.bench.dataset import Dataset, DatasetQuestion, DatasetText
from rag.language.sentences import spans
from rag.models.generation import prompts
from training.material.judgements import Sentence
from training.teaching.batches import Row, alike, batches, loss_of, prompt_width
from training.teaching.recipe import Recipe

STYLES = {"clapnq": "web", "chunking_eval": "course"}
"""How the questions of a set sound, by its name; all others sound like an exam."""
USUAL = "exam"

_VARIABLES = frozenset({"lead", "sentence", "style"})
_LEAD, _SENTENCE, _QUESTION = 200, 500, 32  # characters, characters, tokens
_SHORT, _LONG, _LETTERS = 40, 400, 0.8
_TEMPERATURE, _TOP_K, _TOP_P = 0.7, 20, 0.9


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that somebody asked of a sentence."""

    sentence: Sentence
    style: str
    question: str


def asked(dataset: Dataset, questions: Iterable[DatasetQuestion]) -> Iterator[AskedQuestion]:
    """The questions that have an answer, with the sentence in which it begins."""
    pages = {(text.name, page.number): page.text for text in dataset.texts for page in text.pages}
    style = STYLES.get(dataset.name, USUAL)
    for question in questions:
        for span in question.gold.spans[:1]:
            text = pages[span.document, span.page]
            for sentence, (start, end) in _led(text):
                if start < span.end and span.start < end:
                    yield AskedQuestion(sentence, style, question.text)
                    break


def askable(text: DatasetText) -> list[Sentence]:
    """The sentences of a document that say something in words."""
    return [sentence for page in text.pages for sentence, _ in _led(page.text) if _says_something(sentence)]


def _led(text: str) -> Iterator[tuple[Sentence, tuple[int, int]]]:
    before = ""
    for start, end in spans(text):
        sentence = Sentence(" ".join(text[start:end].split()), before)
        yield sentence, (start, end)
        before = sentence.text


def _says_something(sentence: Sentence) -> bool:
    text = sentence.text
    letters = sum(character.isalpha() or character == " " for character in text)
    return _SHORT <= len(text) <= _LONG and text[-1] in '.!?"”)' and letters >= _LETTERS * len(text)


class Asking:
    """The task of asking, for `training.teaching.loop`."""

    def __init__(
        self, tokenizer: Any, taught: Sequence[AskedQuestion], unseen: Sequence[AskedQuestion], recipe: Recipe
    ) -> None:
        self._tokenizer, self._taught, self._unseen, self._recipe = tokenizer, taught, unseen, recipe
        self.steps = max(1, int(len(taught) * recipe.epochs) // recipe.batch)

    def batches(self) -> Iterator[list[Row]]:
        return batches(self._taught, self._recipe, lambda example, _: self._row(example), prompt_width)

    def watched(self) -> list[list[Row]]:
        return alike([self._row(example) for example in self._unseen], self._recipe.batch, prompt_width)

    def loss(self, model: Any, batch: Sequence[Row]) -> torch.Tensor:
        return loss_of(model, self._tokenizer, batch, self._recipe.decision_weight)

    def _row(self, example: AskedQuestion) -> Row:
        prompt = self._tokenizer.encode(prompt_of(example.sentence, example.style), add_special_tokens=False)
        target = self._tokenizer.encode(f" {example.question.strip()}", add_special_tokens=False)
        return prompt[-self._recipe.longest :], [*target, self._tokenizer.eos_token_id]


def prompt_of(sentence: Sentence, style: str) -> str:
    (message,) = prompts.load("ask", _VARIABLES).format_messages(
        lead=sentence.lead[-_LEAD:], sentence=sentence.text[:_SENTENCE], style=style
    )
    return str(message.content)


def ask(model: Any, tokenizer: Any, wanted: Sequence[tuple[Sentence, str]]) -> list[str]:
    """A question for each sentence and style, drawn by torch's random numbers; "" where it did not come to an end."""
    tokenizer.padding_side = "left"
    texts = [prompt_of(sentence, style) for sentence, style in wanted]
    batch = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False)
    with torch.inference_mode():
        said = model.generate(
            **batch,
            max_new_tokens=_QUESTION,
            do_sample=True,
            temperature=_TEMPERATURE,
            top_k=_TOP_K,
            top_p=_TOP_P,
            pad_token_id=tokenizer.eos_token_id,
        )[:, batch["input_ids"].shape[1] :]
    return [
        tokenizer.decode(row, skip_special_tokens=True).strip() if tokenizer.eos_token_id in row else ""
        for row in said
    ]
