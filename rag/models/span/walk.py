"""A way word for word through a sentence: which tokens may come next, and which words they have said so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LONGEST = 40
"""Tokens of a way."""

Tokenize = Callable[[Sequence[str]], Sequence[tuple[Sequence[int], Sequence[tuple[int, int]]]]]
"""Of each text its tokens, and where each of them starts and ends in the text; without special tokens."""


@dataclass(frozen=True, slots=True)
class _Run:
    """The sentence from one word on: its tokens, and after each the end on the sentence, or None where
    a word is still incomplete."""

    start: int
    tokens: tuple[int, ...]
    ends: tuple[int | None, ...]


class Walk:
    """Through `text`, from any of its words on; `end` is the token that ends it. For one thread."""

    def __init__(self, text: str, tokenize: Tokenize, end: int) -> None:
        self.said: list[int] = []
        self._end = end
        self._runs = _runs(text, tokenize)
        self._done = False

    @property
    def done(self) -> bool:
        """Whether nothing more may come."""
        return self._done

    @property
    def options(self) -> list[int]:
        """The tokens that may come next, at least one; the end is the last."""
        allowed = sorted({run.tokens[self._depth] for run in self._runs if self._depth < len(run.tokens)})
        return allowed + ([self._end] if self._ended() else [])

    def ahead(self, most: int) -> list[int]:
        """As many as `most` tokens that are likely to come next: how the first of the ways that are left goes on."""
        return list(self._runs[0].tokens[self._depth : self._depth + most])

    def take(self, token: int) -> None:
        """Go on by one of the `options`."""
        ended = self._ended()
        if token == self._end and ended:
            self._runs, self._done = ended, True
            return
        depth = self._depth
        self._runs = [run for run in self._runs if depth < len(run.tokens) and run.tokens[depth] == token]
        self.said.append(token)
        self._done = all(depth + 1 == len(run.tokens) for run in self._runs) or depth + 1 == LONGEST

    @property
    def span(self) -> tuple[int, int]:
        """Start and end on the text of what was said; of an incomplete word nothing is in it."""
        run = self._runs[0]
        ends = [end for end in run.ends[: self._depth] if end is not None]
        return run.start, ends[-1] if ends else run.start

    @property
    def _depth(self) -> int:
        return len(self.said)

    def _ended(self) -> list[_Run]:
        """The ways that may end here."""
        return [run for run in self._runs if self._depth and run.ends[self._depth - 1] is not None]


def _runs(text: str, tokenize: Tokenize) -> list[_Run]:
    """One run for each place where a word of `text` begins."""
    starts = [i for i, c in enumerate(text) if _begins_word(text, i, c)] or [0]
    return [
        _Run(start, tuple(ids[:LONGEST]), tuple(_word_end(text, start + o[1] - 1) for o in offsets))
        for start, (ids, offsets) in zip(
            starts, tokenize([" " + text[start:] for start in starts]), strict=True
        )
    ]


def _begins_word(text: str, index: int, character: str) -> bool:
    if character.isspace():
        return False
    before = text[index - 1] if index else " "
    return not before.isalnum() or not character.isalnum() or not before.isascii()


def _word_end(text: str, end: int) -> int | None:
    inside = 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum() and text[end].isascii()
    return None if inside else end
