"""A cell that is not what is asked for: of another column than the question names ("boiling point" of "Melting point",
"closed" of "Opened"), or of another kind than its table tells of ("the last keeper" of first keepers)."""

from itertools import pairwise

from rag.evidence.otherwise.kinds import OtherKind, excludes, narrowed_pairs
from rag.evidence.tables.answer import TableAnswer
from rag.evidence.tables.grid import terms_of
from rag.language.negation import excluded
from rag.language.text import Text
from rag.language.words import words
from rag.question.question import Question


def other_cell(question: Question, found: TableAnswer) -> OtherKind | None:
    """What the cell of `found` is of instead; None where it is what is asked for, or there is no such cell."""
    row = found.rows[0]
    cells = row.unit.cells
    head = next(
        (cell.head for cell in cells if found.cell is not None and cell.start == found.cell.start), ""
    )
    if not head:
        return None
    told = Text.of(f"{found.passage.header} {found.passage.text}", question.search.language)
    near = terms_of(" ".join([row.read, *row.unit.context]))
    return (
        _other_head(question, head, near)
        or _opposite_head(question, head, near)
        or _other_in_text(question, head, told)
    )


def _other_head(question: Question, head: str, near: frozenset[str]) -> OtherKind | None:
    """A word of the question narrows down what the head narrows down by another word."""
    own = terms_of(head)
    said = {word.term for word in question.search.words}
    if not own & said or own <= said:
        return None
    for before, after in pairwise(question.search.words):
        ahead = [one.term for one, other in pairwise(words(head)) if other.term == after.term]
        narrows = (
            before.term in question.terms - near and question.search.text[before.end : after.start] == " "
        )
        if narrows and ahead and ahead[0] not in said:
            return OtherKind(f"{before.text} {after.text}", head)
    return None


def _opposite_head(question: Question, head: str, near: frozenset[str]) -> OtherKind | None:
    """A word of the question is the opposite of one of the head."""
    for word in question.search.contents:
        for other in words(head):
            if word.term not in near and excluded(word.text, other.text):
                return OtherKind(word.text, other.text, is_word=True)
    return None


def _other_in_text(question: Question, head: str, told: Text) -> OtherKind | None:
    """What stands around the table narrows the head down by a word that excludes the one of the question."""
    own, known = terms_of(head), {word.term for word in told.words}
    for kind, thing in narrowed_pairs(question.search):
        if thing.term not in own or kind.term in known:
            continue
        for before, after in narrowed_pairs(told):
            if after.term == thing.term and excludes(kind, before):
                return OtherKind(f"{kind.text} {thing.text}", f"{before.text} {after.text}")
    return None
