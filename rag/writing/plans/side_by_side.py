"""A comparison that is wanted in a table: what is said of each side in a column of its own."""

from collections.abc import Collection
from dataclasses import replace

from rag.language.layout import plain_line
from rag.values import Answer, AnswerCell, AnswerPart, Shape


def side_by_side(answer: Answer, sides: Collection[str]) -> Answer | None:
    """`answer`, a comparison in paragraphs, with the claims of each of the `sides` in a column, below what is said of
    all of them; None where not two of them have claims."""
    before: list[AnswerPart] = []
    columns: dict[str, list[int]] = {}
    column = ""
    for part in answer.parts:
        column = part.text if part.text in sides else column
        if column:
            columns.setdefault(column, []).extend(part.claims)
        else:
            before.append(part)
    if len(columns) < 2:
        return None
    heads = tuple(map(AnswerCell, columns))
    cells = tuple(
        AnswerCell(" ".join(plain_line(answer.claims[index].text) for index in claims), tuple(claims))
        for claims in columns.values()
    )
    every = tuple(index for claims in columns.values() for index in claims)
    return replace(answer, parts=(*before, AnswerPart(Shape.TABLE, every, rows=(heads, cells))))
