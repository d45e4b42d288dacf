"""Examples of each task of the writer as lessons: to reword a unit, to check a claim, to translate a question."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from langchain_core.messages import BaseMessage

from rag.checking import asking as checking
from rag.models.generation.streaming import turns
from rag.writing.rewording.asking import request
from training.material.claims import WrittenClaim
from training.material.rewordings import Rewording
from training.material.translations import Translation
from training.material.translations import request as translation_request
from training.teaching.writer.packed import Branch, Lesson

DECISION = 6.0
"""How much one "yes" or "no" counts beside one word of a sentence."""
_END = "<|im_end|>"


def rewording_lessons(tokenizer: Any, examples: Iterable[Rewording]) -> Iterator[Lesson]:
    """One a unit; where it was also said in simpler words, both."""
    for _, group in groupby(examples, key=lambda one: (one.group, one.text, one.question)):
        said = list(group)
        prompts = [
            _prompt(
                tokenizer,
                request(one.question, one.heading, one.before, one.text.split(" || "), one.simpler),
            )
            for one in said
        ]
        yield _lesson(tokenizer, prompts, [f"{one.said}{_END}" for one in said], 1.0)


def claim_lessons(tokenizer: Any, examples: Iterable[WrittenClaim]) -> Iterator[Lesson]:
    """One a unit, with all claims about it."""
    for unit, group in groupby(sorted(examples, key=lambda one: one.unit), key=lambda one: one.unit):
        claims = list(group)
        prompts = [_prompt(tokenizer, checking.request(unit, one.text)) for one in claims]
        said = [checking.CARRIED if one.carried else checking.NOT_CARRIED for one in claims]
        yield _lesson(tokenizer, prompts, said, DECISION)


def translation_lessons(tokenizer: Any, examples: Iterable[Translation]) -> Iterator[Lesson]:
    """One a question."""
    for one in examples:
        prompt = _prompt(tokenizer, translation_request(one.question, "English"))
        yield _lesson(tokenizer, [prompt], [f"{one.said}{_END}"], 1.0)


def _prompt(tokenizer: Any, messages: Sequence[BaseMessage]) -> list[int]:
    text = tokenizer.apply_chat_template(turns(messages), tokenize=False, add_generation_prompt=True)
    tokens: list[int] = tokenizer.encode(text, add_special_tokens=False)
    return tokens


def _lesson(tokenizer: Any, prompts: Sequence[list[int]], said: Sequence[str], weight: float) -> Lesson:
    """What all prompts begin with is shared, but for the last token of one that stands alone."""
    shared = min(_alike(prompts), min(map(len, prompts)) - 1)
    return Lesson(
        list(prompts[0][:shared]),
        tuple(
            Branch(prompt[shared:], tokenizer.encode(text, add_special_tokens=False), weight)
            for prompt, text in zip(prompts, said, strict=True)
        ),
    )


def _alike(rows: Sequence[list[int]]) -> int:
    """How many tokens all rows begin with."""
    return next(
        (index for index, tokens in enumerate(zip(*rows, strict=False)) if len(set(tokens)) > 1),
        min(map(len, rows)),
    )
