"""Notes as a paper to be taken along."""

from collections.abc import Sequence

from rag.store.notes.notes import KeptNote
from rag.values.places import said
from ui.export.paper import Paper, PaperPart, SourceNumbers, TextStyle, on_day
from ui.markdown import place
from ui.notes.making import lines_of

_REMARK = "Remark: "


def paper_of_notes(notes: Sequence[KeptNote], about: str) -> Paper:
    """Each note under its heading with its remark; the sources of all in one row. `about` says which notes they are."""
    numbering = SourceNumbers()
    parts: list[PaperPart] = []
    for note in notes:
        parts.append(PaperPart.of(TextStyle.HEADING, heading_of(note)))
        lines = [PaperPart(TextStyle.TEXT, runs) for runs in lines_of(note) if runs]
        parts += numbering.taken(lines, note.citations)
        if note.remark:
            parts.append(PaperPart.of(TextStyle.ASIDE, _REMARK + note.remark))
        kept = f"Kept on {on_day(note.created)}, {place(note.collection, note.collection_missing)}"
        parts.append(PaperPart.of(TextStyle.TEXT, kept))
    return Paper("Notes", about, tuple(parts), tuple(numbering.sources))


def heading_of(note: KeptNote) -> str:
    """The question that a note answers, else where its words stand."""
    if note.heading or not note.citations:
        return note.heading or "Note"
    return f"{note.citations[0].document}, {said(note.citations[0])}"
