"""A library of documents that are read as this Lectern reads them: with blocks and units."""

import hashlib
from collections.abc import Sequence

import numpy as np

from ingest.blocks.marked.render import rendered
from ingest.units.summaries import summarised
from ingest.units.units import units
from rag.catalogue.catalogue import Catalogue
from rag.catalogue.reply import Reply
from rag.models.embedding.embedder import Embedder
from rag.question.about import about
from rag.question.question import Scope
from rag.store.library import Library, NewDocument
from rag.values import Page
from tests.fakes import FakeEmbeddings


def marked(number: int, text: str, label: str = "", method: str = "pdfium") -> Page:
    """A page of Markdown."""
    plain, blocks, _ = rendered(text)
    return Page(number, plain, method, label=label, blocks=tuple(blocks))


def add(library: Library, name: str, pages: Sequence[Page], collection: str = "Course") -> None:
    """A document of these pages, with its units and what stands for its sections."""
    embedder = Embedder(FakeEmbeddings())
    found = units(pages)
    texts = [pages[unit.page - 1].text[unit.start : unit.end] for unit in found]
    vectors = embedder.encode(texts)
    sha = hashlib.sha256(name.encode()).hexdigest()
    new = NewDocument(collection, name, name, sha, "text/plain", 100)
    none = np.zeros((0, FakeEmbeddings.dimension), np.float32)
    kept = summarised(found, texts, vectors)
    library.add_document(new, pages, [], none, embedder.fingerprint, None, kept, vectors)


def ask(library: Library, question: str) -> Reply | None:
    """What the catalogue answers; each place that it points at has the words that it gives."""
    reply = Catalogue(library).answer(list(about(question)), Scope("Course"))
    for claim in reply.claims if reply is not None else ():
        for cited in claim.citations:
            page = library.page(cited.document_id, cited.page)
            assert page.text[cited.start : cited.end] == cited.quote != ""
    return reply


def said(library: Library, question: str) -> list[str]:
    """The lines of the answer."""
    reply = ask(library, question)
    assert reply is not None, question
    return reply.text.splitlines()
