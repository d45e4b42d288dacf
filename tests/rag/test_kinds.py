import pytest

from rag.kinds import Kind, kind_of, spans_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was BERT published?", Kind.DATE),
        ("In which year did it start?", Kind.DATE),
        ("How many layers does it have?", Kind.NUMBER),
        ("Who invented the GAN?", Kind.PERSON),
        ("Where is Normandy?", Kind.PLACE),
        ("Why do GANs collapse?", Kind.REASON),
        ("What is attention?", Kind.OTHER),
        ("Wann wurde es gebaut?", Kind.DATE),
        ("谁发明了它？", Kind.PERSON),
        ("متى بدأت الحرب؟", Kind.DATE),
    ],
)
def test_kind_of_question(question, kind):
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Kind.DATE, "It began on 3 May 1999 and ended in 2004.", ["3 May 1999", "2004"]),
        (Kind.DATE, "Between the 10th and 11th centuries.", ["10th and 11th centuries"]),
        (Kind.NUMBER, "It has 1,234 units and twelve layers.", ["1,234", "twelve"]),
        (Kind.PERSON, "The paper is by Ian Goodfellow of Google.", ["Ian Goodfellow of Google"]),
        (Kind.OTHER, "Anything at all in 1999.", []),
    ],
)
def test_spans_of_kind(kind, text, found):
    spans = [text[start:end].strip() for start, end in spans_of(kind, text)]
    assert [span for span in spans if span not in ("It", "The", "Between")] == found
