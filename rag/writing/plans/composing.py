"""An answer while it is set: claims with their numbers, the text as it is read, and the parts."""

from collections.abc import Sequence
from dataclasses import replace

from rag.language.layout import plain_line
from rag.values import Answer, AnswerPart, Claim, Evidence, Kind, Outcome, Shape, Task
from rag.writing.composition import quoted
from rag.writing.parts import rows as set_as_rows


class Composing:
    """Takes the pieces of an answer in the order of reading."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []
        self._lines: list[str] = []
        self._parts: list[AnswerPart] = []

    def line(self, text: str) -> None:
        """Words of Lectern's own."""
        self._lines.append(text)
        self._parts.append(AnswerPart(Shape.LINE, text=text))

    def paragraph(self, units: Sequence[Evidence], head: str = "") -> None:
        """Units that are read one after the other, an item by itself; `head` stands before them ("" for nothing)."""
        first = len(self._claims)
        self._claims += map(quoted, units)
        numbers = range(first, len(self._claims))
        said = [f"{plain_line(self._claims[index].text)} [{index + 1}]" for index in numbers]
        listed = units[0].kind is Kind.ITEM
        self._lines.append(f"{head}: " * bool(head) + (f"- {said[0]}" if listed else " ".join(said)))
        self._parts.append(AnswerPart(Shape.ITEM if listed else Shape.PARAGRAPH, tuple(numbers), head))

    def rows(self, units: Sequence[Evidence]) -> None:
        """Rows of one table."""
        first = len(self._claims)
        self._claims += map(quoted, units)
        self._lines += [
            f"{plain_line(claim.text)} [{number}]"
            for number, claim in enumerate(self._claims[first:], first + 1)
        ]
        self._parts += set_as_rows(units, first)

    def answer(self, base: Answer, task: Task, outcome: Outcome = Outcome.ANSWERED) -> Answer:
        """`base` with what was set."""
        text, claims, parts = "\n".join(self._lines), tuple(self._claims), tuple(self._parts)
        return replace(base, outcome=outcome, task=task, text=text, claims=claims, parts=parts)
