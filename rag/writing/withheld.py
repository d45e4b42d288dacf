"""What is said where no answer is given: places that may answer, or that nothing was found."""

from collections.abc import Sequence
from dataclasses import replace

from rag.language.layout import plain_line
from rag.language.tables import phrase
from rag.store.library import Library
from rag.values import Answer, AnswerPart, Claim, Evidence, Outcome, Shape
from rag.writing.composition import led
from rag.writing.parts import line, lines
from rag.writing.plans.unread import unread_beside

_PLACES = 2


def unsure(
    base: Answer, best: Sequence[Evidence], library: Library, spoken: str, lead: str = "unsure"
) -> Answer:
    """At most two quotations that may answer, likeliest first, each after what it leans on, under the phrase `lead` in
    the language `spoken`; nothing is claimed but that they stand there."""
    opening = phrase("frame", lead, spoken)
    claims: list[Claim] = []
    said, parts = [opening], [line(opening)]
    for place in led(best[:_PLACES]):
        first = len(claims)
        claims += place
        said.append(" ".join(f"{plain_line(c.text)} [{n}]" for n, c in enumerate(place, first + 1)))
        parts.append(AnswerPart(Shape.ITEM, tuple(range(first, len(claims)))))
    return replace(
        base,
        outcome=Outcome.UNSURE,
        text="\n".join(said),
        claims=tuple(claims),
        parts=tuple(parts),
        notice=unread_beside(base, library),
    )


def silent(base: Answer, library: Library, spoken: str, collection: str | None = None) -> Answer:
    """That nothing was found in `collection` (None: all), and why, as far as it is known, in the language `spoken`."""
    if not base.passages:
        documents = library.documents(collection)
        said = "nothing_alike" if any(document.chunks for document in documents) else "empty"
    else:
        said = "silent" if base.evidence else "nothing_alike"
    text = phrase("frame", said, spoken)
    return replace(
        base,
        outcome=Outcome.SILENT,
        text=text,
        claims=(),
        parts=lines(text),
        notice=unread_beside(base, library),
    )
