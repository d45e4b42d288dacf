"""A few thousand real passages made into as many as wanted, so that what lies near a question stays hard to tell apart.

The first copies are the real passages as they are. Each further copy of a passage

- has a vector on the way from the real one to one of its real neighbours, bent by noise: half of the direction leads to
  one of the 20 nearest passages, half is random. How far it goes is drawn anew each time, from a cosine of 0.95 (hardly
  another text) down to that of the passage's own nearest neighbour, but 0.6 at the least. So the space between the real
  texts fills up as that of a growing library does, no copy has a cluster of its own, and hundreds of passages lie about
  as near to a question as its answer. The vectors of its units go the same length in random directions;
- has a quarter of its words exchanged for words of the material, drawn as often as they stand in it, one of fifty of
  which is put together from two: so lists of places of a word grow with the library, and so does the number of words.

Documents have 10 pages of 5 passages. A tenth of them is the collection `Tenth`, a hundredth `Hundredth`, the others
are `Rest`. All is drawn from one seed: two runs make the same library, and a larger one begins with the smaller.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.growth.material import Material, Original
from rag.store.library import chunk_id
from rag.store.rows import NewDocument
from rag.values import Chunk, Kind, Page, Unit

PAGES, ON_A_PAGE = 10, 5
_NEIGHBOURS = 20
_NEAREST, _LEAST = 0.95, 0.6  # cosines of a copy with its original
_EXCHANGED, _NEW = 0.25, 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Grown:
    """A document ready to be kept: what `Library.add_document` takes."""

    new: NewDocument
    pages: list[Page]
    chunks: list[Chunk]
    vectors: np.ndarray
    units: list[Unit]
    unit_vectors: np.ndarray


class Multiplied:
    """The documents of a library of any size, of one material."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._near = _neighbours(material.chunks)
        self._words = [word for one in material.originals for text in one.units for word in text.split()]

    def documents(self, chunks: int) -> Iterator[Grown]:
        """Documents with that many chunks together, or up to one page less."""
        for number in range(chunks // (PAGES * ON_A_PAGE)):
            yield self._document(number)

    @property
    def originals(self) -> int:
        """How many passages there are before copies come."""
        return len(self._material.originals)

    def vectors(self, number: int) -> np.ndarray:
        """(50, d) float32, those of the passages of a document alone."""
        noise = np.random.default_rng(number)
        which, _, cosines = self._which(number, noise)
        return np.ascontiguousarray(self._vectors(which, cosines, noise), dtype=np.float32)

    def _which(self, number: int, noise: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each passage of a document its original, whether it is a copy of it, and its cosine with it."""
        places = np.arange(number * PAGES * ON_A_PAGE, (number + 1) * PAGES * ON_A_PAGE)
        which, copied = places % self.originals, places >= self.originals
        cosines = np.where(copied, noise.uniform(self._far(which), _NEAREST), 1.0).astype(np.float32)
        return which, copied, cosines

    def _document(self, number: int) -> Grown:
        chance, noise = random.Random(number), np.random.default_rng(number)
        which, copied, cosines = self._which(number, noise)
        vectors = self._vectors(which, cosines, noise)
        spans = [range(self._material.first[one], self._material.first[one + 1]) for one in which]
        rows = self._material.units[[row for span in spans for row in span]]
        lengths = np.repeat(cosines, [len(span) for span in spans])
        unit_vectors = _bent(rows, noise.standard_normal(rows.shape, dtype=np.float32), lengths)
        texts = [
            self._altered(self._material.originals[one], chance) if is_copy else self._material.originals[one]
            for one, is_copy in zip(which.tolist(), copied.tolist(), strict=True)
        ]
        return _grown(number, texts, vectors, unit_vectors)

    def _far(self, which: np.ndarray) -> np.ndarray:
        """(n,) the cosine of each with its nearest neighbour, within bounds."""
        nearest = self._material.chunks[self._near[which, 0]]
        cosines = np.einsum("nd,nd->n", self._material.chunks[which], nearest)
        found: np.ndarray = np.clip(cosines, _LEAST, _NEAREST)
        return found

    def _vectors(self, which: np.ndarray, cosines: np.ndarray, noise: np.random.Generator) -> np.ndarray:
        rows = self._material.chunks[which]
        towards = self._material.chunks[self._near[which, noise.integers(_NEIGHBOURS, size=len(which))]]
        return _bent(rows, _across(rows, towards) + _across(rows, noise.standard_normal(rows.shape)), cosines)

    def _altered(self, original: Original, chance: random.Random) -> Original:
        return Original(original.header, tuple(self._exchanged(text, chance) for text in original.units))

    def _exchanged(self, text: str, chance: random.Random) -> str:
        return " ".join(self._word(chance) if chance.random() < _EXCHANGED else word for word in text.split())

    def _word(self, chance: random.Random) -> str:
        word = chance.choice(self._words)
        if chance.random() >= _NEW:
            return word
        other = chance.choice(self._words)
        return word[: len(word) // 2 + 1] + other[len(other) // 2 :].lower()


def _neighbours(vectors: np.ndarray) -> np.ndarray:
    """(n, 20) the nearest others of each, nearest first."""
    found = []
    for first in range(0, len(vectors), 1000):
        cosines = vectors[first : first + 1000] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(first, first + len(cosines))] = -2
        nearest = np.argpartition(-cosines, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
        order = np.argsort(-np.take_along_axis(cosines, nearest, axis=1), axis=1)
        found.append(np.take_along_axis(nearest, order, axis=1))
    return np.concatenate(found)


def _across(rows: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """(n, d) unit vectors at right angles to the rows, in the plane of what they are to lean towards."""
    across = towards - np.einsum("nd,nd->n", rows, towards)[:, None] * rows
    found: np.ndarray = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    return found


def _bent(rows: np.ndarray, towards: np.ndarray, cosines: np.ndarray) -> np.ndarray:
    """(n, d) float32 unit vectors that have these `cosines` (n,) with the rows, which are unit vectors."""
    sines = np.sqrt(1 - np.square(cosines))
    bent = cosines[:, None] * rows + sines[:, None] * _across(rows, towards)
    return np.asarray(bent, dtype=np.float32)


def collection_of(number: int) -> str:
    """The collection that the document of that number is in."""
    if number % 10 == 0:
        return "Tenth"
    return "Hundredth" if number % 100 == 1 else "Rest"


def _grown(number: int, texts: Sequence[Original], vectors: np.ndarray, unit_vectors: np.ndarray) -> Grown:
    sha256 = hashlib.sha256(f"growth {number}".encode()).hexdigest()
    pages, chunks, units = [], [], []
    for page in range(1, PAGES + 1):
        said = ""
        for one in texts[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
            begins = len(said)
            for text in one.units:
                units.append(Unit(Kind.PARAGRAPH, page, len(said), len(said) + len(text)))
                said += text + " "
            body = said[begins:-1]
            identity = chunk_id(sha256, page, begins, body)
            chunks.append(Chunk(identity, page, begins, begins + len(body), body, one.header))
        pages.append(Page(page, said))
    size = sum(len(page.text.encode()) for page in pages)
    new = NewDocument(
        collection_of(number), f"{number:07}.txt", f"Document {number}", sha256, "text/plain", size
    )
    return Grown(new, pages, chunks, vectors, units, unit_vectors)
