"""Units of documents that were read before units were kept: the sentences of a passage, found and encoded for each
question, until the document is read again."""

from rag.language.sentences import spans
from rag.models.embedding.encoder import Encoder
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Passage, Unit

_LONGEST = 600


def sentences_of(passage: Passage, encoder: Encoder) -> list[StoredUnit]:
    """The sentences of a passage as units; one of more than `_LONGEST` characters falls into its lines."""
    places = _pieces(passage.text)
    texts = [passage.text[start:end] for start, end in places]
    header = encoder.encode([passage.header])[0] if passage.header and places else None
    return [
        StoredUnit(
            document_id=passage.document_id,
            unit=Unit(Kind.PARAGRAPH, passage.page, passage.start + start, passage.start + end),
            text=text,
            rest_text="",
            vector=vector,
            heading=header,
        )
        for (start, end), text, vector in zip(places, texts, encoder.encode(texts), strict=True)
    ]


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces = []
    for start, end in spans(text):
        if end - start <= _LONGEST or "\n" not in text[start:end]:
            pieces.append((start, end))
            continue
        for line in text[start:end].splitlines(keepends=True):
            if line.strip():
                lead = len(line) - len(line.lstrip())
                pieces.append((start + lead, start + len(line.rstrip())))
            start += len(line)
    return pieces
