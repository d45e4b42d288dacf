"""How a question and a unit are laid out for the chooser: in training and in use alike."""

from collections.abc import Sequence
from typing import NamedTuple

from tokenizers import Tokenizer

LONGEST = 112
"""Tokens of a pair at most, special ones included."""

_QUESTION, _UNIT, _CONTEXT = 40, 72, 32  # tokens of each part at most


class Pair(NamedTuple):
    """Token ids of a question and a unit, and of each token whether it is of the question (0) or the unit (1)."""

    ids: list[int]
    types: list[int]


class Form:
    """Lays pairs out with the encoder's tokenizer, which neither cuts nor pads."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._opens, self._parts, self._colon = (self._id(token) for token in ("[CLS]", "[SEP]", ":"))

    def pair(self, question: str, context: Sequence[str], text: str) -> Pair:
        """A question, and the words `text` of a unit after the end of its context (headings, what it leans on), as much
        of it as there is room for."""
        asked = self._ids(question)[:_QUESTION]
        said = self._ids(" ".join(text.split()))[:_UNIT]
        room = min(_CONTEXT, LONGEST - 3 - len(asked) - len(said))
        around = self._ids(" > ".join(context))[-room:] if context and room > 0 else []
        first = [self._opens, *asked, self._parts]
        colon = [self._colon] if around else []
        second = [*[*around, *colon, *said][: LONGEST - 1 - len(first)], self._parts]
        return Pair(first + second, [0] * len(first) + [1] * len(second))

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"The tokenizer of the encoder does not know {token}")
        return found

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids
