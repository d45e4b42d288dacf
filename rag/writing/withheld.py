"""What is said where no answer is given: places that may answer, or that nothing was found."""

from collections.abc import Sequence
from dataclasses import replace

from rag.language.layout import plain_line
from rag.language.tables import phrase
from rag.store.library import Library
from rag.values import Answer, Evidence, Outcome
from rag.writing.composition import quoted
from rag.writing.parts import items, line, lines
from rag.writing.plans.unread import unread_beside

_PLACES = 2


def unsure(
    base: Answer, best: Sequence[Evidence], library: Library, spoken: str, lead: str = "unsure"
) -> Answer:
    """At most two quotations that may answer, likeliest first, under the phrase `lead` in the language `spoken`;
    nothing is claimed but that they stand there."""
    opening = phrase("frame", lead, spoken)
    claims = tuple(map(quoted, best[:_PLACES]))
    lines = [f"{plain_line(claim.text)} [{number}]" for number, claim in enumerate(claims, 1)]
    text = "\n".join([opening, *lines])
    return replace(
        base,
        outcome=Outcome.UNSURE,
        text=text,
        claims=claims,
        parts=(line(opening), *items(len(claims))),
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
