"""What is said where no answer is given: places that may answer, or that nothing was found."""

from collections.abc import Sequence
from dataclasses import replace

from rag.language.layout import plain_line
from rag.store.library import Library
from rag.values import Answer, Evidence, Outcome, Passage
from rag.writing.composition import quoted
from rag.writing.parts import items, line, lines

UNSURE = "The material may answer this here:"
SILENT = "I found nothing in the material that answers this."
NOTHING_ALIKE = "I found nothing in the material that has to do with this."
EMPTY = "There is nothing to search yet. Add course material first, then ask again."

_PLACES = 2
_SEARCHED = 3  # passages whose documents seem to matter
_PAGES_NAMED = 4


def unsure(base: Answer, best: Sequence[Evidence], library: Library) -> Answer:
    """At most two quotations that may answer, likeliest first; nothing is claimed but that they stand there."""
    claims = tuple(map(quoted, best[:_PLACES]))
    lines = [f"{plain_line(claim.text)} [{number}]" for number, claim in enumerate(claims, 1)]
    text = "\n".join([UNSURE, *lines])
    return replace(
        base,
        outcome=Outcome.UNSURE,
        text=text,
        claims=claims,
        parts=(line(UNSURE), *items(len(claims))),
        notice=_unread(base.passages, library),
    )


def silent(base: Answer, library: Library, collection: str | None = None) -> Answer:
    """That nothing was found in `collection` (None: all), and why, as far as it is known."""
    if not base.passages:
        documents = library.documents(collection)
        text = NOTHING_ALIKE if any(document.chunks for document in documents) else EMPTY
    else:
        text = SILENT if base.evidence else NOTHING_ALIKE
    return replace(
        base,
        outcome=Outcome.SILENT,
        text=text,
        claims=(),
        parts=lines(text),
        notice=_unread(base.passages, library),
    )


def _unread(passages: Sequence[Passage], library: Library) -> str:
    """Which pages of the documents that came first could not be read; "" for none."""
    names = {passage.document_id: passage.document for passage in passages[:_SEARCHED]}
    for document_id, name in names.items():
        numbers = [page.number for page in library.pages(document_id) if page.unread]
        if numbers:
            shown = ", ".join(map(str, numbers[:_PAGES_NAMED])) + (
                " …" if len(numbers) > _PAGES_NAMED else ""
            )
            what = "Page" if len(numbers) == 1 else "Pages"
            has = "has" if len(numbers) == 1 else "have"
            return f"{what} {shown} of {name} {has} words that could not be read; what you look for may be among them."
    return ""
