"""Near misses: what is asked for is not there, and something like it is. That is said, and no answer given."""

from collections.abc import Sequence
from dataclasses import replace

from rag.common.spelling import is_misspelled
from rag.evidence.kept import ACCOUNTED, ahead, evidence_of
from rag.evidence.otherwise.kinds import OtherKind
from rag.evidence.tables.near import NearRows
from rag.language.identify import language
from rag.language.layout import plain_line
from rag.language.tables import phrase
from rag.language.words import words
from rag.question.question import Question
from rag.values import Answer, AnswerPart, Evidence, Outcome, Passage, Shape
from rag.writing.plans.composing import Composing

_PLACES = 2
_EDGES = "?!.,;:()[]\"'“”‘’"


def with_near_rows(base: Answer, near: NearRows, spoken: str) -> Answer:
    """`base` with the rows of other things, said to be of others in the language `spoken`."""
    rows = [
        evidence_of(row, near.passage.rank, near.passage.document, ACCOUNTED, rank)
        for rank, row in enumerate(near.rows, 1)
    ]
    composing = Composing()
    composing.line(framed("other_row", spoken, plain_line(near.head), ", ".join(near.names), near.asked))
    composing.rows(rows)
    evidence = tuple(ahead(rows, list(base.evidence)))
    return composing.answer(replace(base, evidence=evidence), base.task, Outcome.UNSURE)


def with_nearest(base: Answer, missing: str, best: Sequence[Evidence], spoken: str) -> Answer:
    """`base` with the best units, which do not have what is `missing`."""
    composing = Composing()
    composing.line(framed("other_name", spoken, missing))
    for found in best[:_PLACES]:
        composing.paragraph([found])
    return composing.answer(replace(base, evidence=tuple(best)), base.task, Outcome.UNSURE)


def with_other_kind(base: Answer, other: OtherKind, best: Sequence[Evidence], spoken: str) -> Answer:
    """`base` with the best unit, which speaks of another kind of thing."""
    composing = Composing()
    said = "other_word" if other.is_word else "other_kind"
    composing.line(framed(said, spoken, other.there, other.asked))
    composing.paragraph(best[:1])
    return composing.answer(replace(base, evidence=tuple(best)), base.task, Outcome.UNSURE)


def nothing_of(base: Answer, missing: str, spoken: str) -> Answer:
    """`base` with nothing but that what is `missing` was not found."""
    text = framed("not_found", spoken, missing)
    parts = (AnswerPart(Shape.LINE, text=text),)
    return replace(base, outcome=Outcome.SILENT, text=text, claims=(), parts=parts)


def missing_name(question: Question, passages: Sequence[Passage]) -> str:
    """The first name or number of the question that none of the `passages` has, as it is written; "" for none.

    A name that is spelled nearly as a word of theirs is there, and in a text of another language it may have another
    form.
    """
    texts = [f"{passage.document} {passage.header} {passage.text}" for passage in passages]
    known = {word.term for text in texts for word in words(text)}
    foreign = bool(texts) and language(passages[0].text) != question.search.language
    contents = question.search.contents
    for index, word in enumerate(contents):
        if word.term not in question.names or word.term in known:
            continue
        numeric = any(character.isdigit() for character in word.text)
        if numeric or not (foreign or is_misspelled(word.term, known)):
            end = word.end
            for after in () if numeric else contents[index + 1 :]:
                together = question.search.text[end : after.start] == " "
                if not together or after.term not in question.names or after.term in known:
                    break
                end = after.end
            return _as_written(question.search.text, word.start, end)
    return ""


def framed(key: str, spoken: str, *filling: str) -> str:
    """The phrase `key` of what Lectern itself says, in the language `spoken`, its gaps filled in order."""
    return phrase("frame", key, spoken).format(*filling)


def _as_written(text: str, start: int, end: int) -> str:
    """The word at `start:end` with what is written together with it: "E-4031"."""
    first = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    rest = text[end:].split(" ", 1)[0]
    return (text[first:end] + rest).strip(_EDGES)
