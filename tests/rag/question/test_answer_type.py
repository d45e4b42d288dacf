import pytest

from rag.question.answer_type import AnswerType, answer_type, spans_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was BERT published?", AnswerType.DATE),
        ("In which year did it start?", AnswerType.DATE),
        ("How many layers does it have?", AnswerType.NUMBER),
        ("Who invented the GAN?", AnswerType.PERSON),
        ("Where is Normandy?", AnswerType.PLACE),
        ("Why do GANs collapse?", AnswerType.REASON),
        ("What is attention?", AnswerType.OTHER),
        ("Wann wurde es gebaut?", AnswerType.DATE),
        ("谁发明了它？", AnswerType.PERSON),
        ("متى بدأت الحرب؟", AnswerType.DATE),
    ],
)
def test_answer_type_question(question, kind):
    assert answer_type(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (AnswerType.DATE, "It began on 3 May 1999 and ended in 2004.", ["3 May 1999", "2004"]),
        (AnswerType.DATE, "Between the 10th and 11th centuries.", ["10th and 11th centuries"]),
        (AnswerType.NUMBER, "It has 1,234 units and twelve layers.", ["1,234", "twelve"]),
        (AnswerType.PERSON, "The paper is by Ian Goodfellow of Google.", ["Ian Goodfellow of Google"]),
        (AnswerType.OTHER, "Anything at all in 1999.", []),
    ],
)
def test_spans_of_kind(kind, text, found):
    spans = [text[start:end].strip() for start, end in spans_of(kind, text)]
    assert [span for span in spans if span not in ("It", "The", "Between")] == found
