"""The short answer: the span of the evidence that is the answer, where there is such a span."""

from collections.abc import Sequence

from rag.common.spans import overlap
from rag.evidence.definitions import says_what_it_is
from rag.evidence.kept import ACCOUNTED
from rag.evidence.ranking import answering_spans
from rag.evidence.short_forms import spelled_out
from rag.language.identify import language
from rag.language.numbers import numerals
from rag.language.words import is_function_word, words
from rag.question.answer_type import AnswerType, spans_of
from rag.question.question import Question
from rag.values import Evidence, ShortAnswer, SpanReading
from rag.writing.requested_quantity import RequestedQuantity, Role, numbers

# Below this the reader is guessing, as it does where a question wants an explanation rather than a name.
_LEAST = 0.1
# Of thirteen numbers and dates to which the reader gave half or more, and beside which another one stood, seven were
# right (70 course questions); of eleven other short answers all were. Half of its probability is a guess, always.
_RIVALLED = 0.5
_LOOKED_AT = 3  # units in which a short form is spelled out: those that are shown
_FEW = 3  # words: fewer explain nothing, though they may be sure ("noise")


def short_answer(
    question: Question, evidence: Sequence[Evidence], reading: SpanReading | None = None
) -> ShortAnswer | None:
    """The reader's span; without a reader, the span of the kind asked for nearest the question's words. Of a short form
    what it stands for, where that is said."""
    if not evidence:
        return None
    spelled = spelled_out(question, evidence[:_LOOKED_AT])
    if spelled is not None:
        return _cited(*spelled, ACCOUNTED)
    if reading is not None:
        sentence = evidence[reading.sentence]
        if not reading.text or reading.p_answer < _LEAST:
            return None
        start, end, rivalled = _of_what_is_wanted(question, sentence.whole, reading.start, reading.end)
        found = _cited(sentence, start, end, reading.p_answer * (_RIVALLED if rivalled else 1.0))
        nothing = (
            _explains_nothing(question, found) or _points(found.text) or _is_no_name(question, found.text)
        )
        return None if nothing or _misses(question, found, evidence[0]) else found
    best = evidence[0]
    asked = RequestedQuantity.of(question)
    wanted = [(n.start, n.end) for n in numbers(asked, best.text) if n.role is Role.WANTED]
    spans = wanted or answering_spans(question, best.text)
    return _cited(best, *_nearest(question, best.text, spans), best.score) if spans else None


def _explains_nothing(question: Question, found: ShortAnswer) -> bool:
    """Whether a short answer is of no use to this question.

    It is where the question wants yes or no, or two things, or gives answers to choose from. One or two words do not
    explain a reason; where a definition or a reason is wanted, they must at least be sure.
    """
    if question.form.yes_or_no or question.form.two_things or question.chooses:
        return True
    if len(found.text.split()) >= _FEW or language(found.text) == "zh":
        return False
    explained = question.form.definition or question.kind is AnswerType.REASON
    return question.form.why or (explained and not found.sure)


def _points(text: str) -> bool:
    """Whether a short answer only points at what it stands for ("He", "this")."""
    found = words(text)
    return bool(found) and all(is_function_word(word.text) for word in found) and not numerals(text)


def _is_no_name(question: Question, text: str) -> bool:
    """Whether a number or a date was read where a person is asked for."""
    return question.kind is AnswerType.PERSON and text[:1].isdigit()


def _misses(question: Question, found: ShortAnswer, best: Evidence) -> bool:
    """Whether it is a guess beside the definition that was asked for."""
    return says_what_it_is(question, best.text) and not found.sure and not best.holds(found.citation)


def _of_what_is_wanted(question: Question, text: str, start: int, end: int) -> tuple[int, int, bool]:
    """(start, end, has a rival) of the words to show, as offsets in `text`.

    These are the words at `start:end`. If they are a number of another thing than the question wants, they are the
    number that it wants instead. A date stays, because "from 1914 to 1918" is a time too.
    """
    date = _only_date(question, text)
    if date is not None and not overlap(date, (start, end)):
        return *date, False
    known = numbers(RequestedQuantity.of(question), text)
    read = [number for number in known if overlap((number.start, number.end), (start, end))]
    if not read:
        return start, end, _rivalled(question, text, start, end)
    wanted = [(number.start, number.end) for number in known if number.role is Role.WANTED]
    if all(number.role is Role.OTHER for number in read):
        is_dated = any(overlap(date, (start, end)) for date in spans_of(AnswerType.DATE, text))
        return *((start, end) if is_dated else _nearest(question, text, wanted)), True
    rivals = [number for number in known if number not in read and number.role is not Role.OTHER]
    return start, end, bool(rivals)


def _only_date(question: Question, text: str) -> tuple[int, int] | None:
    """The one date of `text`, in another language than the question that wants one, of which the reader was taught
    little: of 23 such German questions about English sentences of XQuAD it is the answer to each. None for no such."""
    if question.kind is not AnswerType.DATE or language(text) == question.search.language:
        return None
    dates = answering_spans(question, text)
    return dates[0] if len(dates) == 1 else None


def _rivalled(question: Question, text: str, start: int, end: int) -> bool:
    """Whether the number or date at `start:end` of `text` is one of several that the question does not hold itself.

    The reader finds the sentence better than which of its numbers is asked for.
    """
    if question.kind not in (AnswerType.DATE, AnswerType.NUMBER, AnswerType.OTHER):
        return False
    dates = answering_spans(question, text, AnswerType.DATE)
    figures = answering_spans(question, text, AnswerType.NUMBER)
    dated = spans_of(AnswerType.DATE, text)
    for spans in (dates, [span for span in figures if not any(overlap(span, date) for date in dated)]):
        inside = [span for span in spans if overlap(span, (start, end))]
        if inside:
            # A range that is the answer as a whole has no rival in itself.
            return len(spans) > len(inside)
    return False


def _nearest(question: Question, text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Of some spans, at least one, that which the question's words in `text` stand closest to."""
    places = [(word.start + word.end) / 2 for word in words(text) if word.term in question.terms]

    def distance(span: tuple[int, int]) -> float:
        middle = (span[0] + span[1]) / 2
        return sum(abs(middle - place) for place in places) / max(1, len(places))

    return min(spans, key=distance)


def _cited(sentence: Evidence, start: int, end: int, score: float) -> ShortAnswer:
    """The characters `start:end` of the whole sentence; of words on two pages those on one."""
    citation = sentence.cited(start, end, score)
    return ShortAnswer(citation.quote, citation)
