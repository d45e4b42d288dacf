"""A note of an answer, or of words on a page; and a note as text with the numbers of its sources."""

from collections.abc import Iterable, Iterator

from rag.store.conversations import Message
from rag.store.notes.notes import KeptNote
from rag.values import Answer, Citation, Document, Page
from rag.values.places import on
from ui.chat.sources import NumberedSource
from ui.export.answers import cited_by, parts_of
from ui.export.paper import PaperPart, SourceNumbers, TextRun, TextStyle

_BULLET = "• "


def note_of_answer(message: Message, question: str, answer: Answer, collection: str, remark: str) -> KeptNote:
    """What the answer says, with the sources that it cites counted from 1."""
    numbering = SourceNumbers()
    parts = numbering.taken(parts_of(answer, checked=False), cited_by(answer))
    text, marks = "", []
    for part, before in zip(parts, [None, *parts], strict=False):
        text += _apart(before, part) + (_BULLET if part.style is TextStyle.ITEM else "")
        for index, run in enumerate(part.runs):
            text += (" " if index else "") + run.text
            marks += [(len(text), number) for number in run.numbers]
    return KeptNote(
        collection,
        text,
        tuple(numbering.sources),
        tuple(marks),
        heading=question,
        remark=remark,
        message_id=message.id,
        as_of=message.created,
    )


def note_of_words(
    document: Document, page: Page, start: int, end: int, remark: str, as_of: float = 0.0
) -> KeptNote:
    """The words at `start:end` of a page; `as_of` is 0 for today's page, else a time at which it was as it is."""
    words = page.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    end = start + len(words)
    cited = Citation(
        document.id,
        document.name,
        page.number,
        start,
        end,
        words,
        1.0,
        label=page.label,
        method=page.method,
        at=on(page, [(start, end)]),
    )
    return KeptNote(document.collection, words, (cited,), ((len(words), 1),), remark=remark, as_of=as_of)


def sources_of(note: KeptNote) -> tuple[NumberedSource, ...]:
    """The places that a note cites, to be opened."""
    return tuple(
        NumberedSource(
            number,
            cited.document_id,
            cited.document,
            cited.page,
            cited.start,
            cited.end,
            cited.quote,
            cited.score,
            label=cited.label,
            method=cited.method,
            at=cited.at,
            answered=note.as_of,
        )
        for number, cited in enumerate(note.citations, 1)
    )


def lines_of(note: KeptNote) -> Iterator[tuple[TextRun, ...]]:
    """The lines of its text, each cut behind what a source carries; an empty one for a blank line."""
    start = 0
    for line in note.text.split("\n"):
        end = start + len(line)
        yield tuple(_runs(note, start, end))
        start = end + 1


def _runs(note: KeptNote, start: int, end: int) -> Iterator[TextRun]:
    offsets = sorted({offset for offset, _ in note.marks if start < offset <= end} | ({end} - {start}))
    for first, last in zip([start, *offsets], offsets, strict=False):
        numbers = _each(number for offset, number in note.marks if offset == last)
        yield TextRun(note.text[first:last].strip().replace("\t", " │ "), numbers)


def _each(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _apart(before: PaperPart | None, part: PaperPart) -> str:
    """What parts two paragraphs: a blank line, none between the items of a list."""
    if before is None:
        return ""
    return "\n" if before.style is TextStyle.ITEM is part.style else "\n\n"
