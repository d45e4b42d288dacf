import pytest

from rag.question.answer_type import AnswerType, answer_type, spans_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was BERT published?", AnswerType.DATE),
        ("In which year did it start?", AnswerType.DATE),
        ("Until when was it used?", AnswerType.DATE),
        ("Who led them, and when?", AnswerType.DATE),
        ("Who led them when it was conquered?", AnswerType.PERSON),
        ("What does it return when nothing was pushed?", AnswerType.OTHER),
        ("When forces act on a body, what follows?", AnswerType.OTHER),
        ("How many layers does it have?", AnswerType.NUMBER),
        ("Who invented the GAN?", AnswerType.PERSON),
        ("Where is Normandy?", AnswerType.PLACE),
        ("Why do GANs collapse?", AnswerType.REASON),
        ("What is attention?", AnswerType.OTHER),
        ("Wann wurde es gebaut?", AnswerType.DATE),
        ("谁发明了它？", AnswerType.PERSON),
        ("متى بدأت الحرب؟", AnswerType.DATE),
        ("Quand la Bastille a-t-elle été prise ?", AnswerType.DATE),
        ("En quelle année la ville a-t-elle été fondée ?", AnswerType.DATE),
        ("Où se trouve la Normandie ?", AnswerType.PLACE),
        ("Qui a inventé le téléphone ?", AnswerType.PERSON),
        ("Combien de couches a le modèle ?", AnswerType.NUMBER),
        ("Pourquoi le ciel est-il bleu ?", AnswerType.REASON),
        ("Comment s'appelle le premier modèle ?", AnswerType.NAME),
        ("Qu'est-ce qui arrive quand on perd la mémoire ?", AnswerType.OTHER),
        ("¿Cuándo se fundó la ciudad?", AnswerType.DATE),
        ("¿En qué año se fundó la ciudad?", AnswerType.DATE),
        ("¿Dónde está la universidad?", AnswerType.PLACE),
        ("¿Quién inventó el teléfono?", AnswerType.PERSON),
        ("¿Cuántas capas tiene el modelo?", AnswerType.NUMBER),
        ("¿Por qué el cielo es azul?", AnswerType.REASON),
        ("¿Cómo se llama el primer modelo?", AnswerType.NAME),
        ("Quando è stata fondata la città?", AnswerType.DATE),
        ("Quem inventou o telefone?", AnswerType.PERSON),
        ("Waar ligt de universiteit van de stad?", AnswerType.PLACE),
        # Words of other languages that are something else in English.
        ("What is a comment?", AnswerType.OTHER),
        ("What is a dove?", AnswerType.OTHER),
    ],
)
def test_answer_type_question(question, kind):
    assert answer_type(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (AnswerType.DATE, "It began on 3 May 1999 and ended in 2004.", ["3 May 1999", "2004"]),
        (AnswerType.DATE, "It is closed on Sundays.", ["Sundays"]),
        (AnswerType.DATE, "Between the 10th and 11th centuries.", ["10th and 11th centuries"]),
        (AnswerType.NUMBER, "It has 1,234 units and twelve layers.", ["1,234", "twelve"]),
        (AnswerType.PERSON, "The paper is by Ian Goodfellow of Google.", ["Ian Goodfellow of Google"]),
        (AnswerType.DATE, "It opened on 15 Sept. 1990 and 2022-08-22.", ["15 Sept. 1990", "2022-08-22"]),
        (AnswerType.DATE, "Am 31.12.1999 und 12/05/2020.", ["31.12.1999", "12/05/2020"]),
        (AnswerType.NUMBER, "eleven, fourteen, sixteen beds", ["eleven", "fourteen", "sixteen"]),
        (AnswerType.NUMBER, "10^6 cells, 1.5e6 or ½", ["10^6", "1.5e6", "½"]),
        (AnswerType.OTHER, "Anything at all in 1999.", []),
    ],
)
def test_spans_of_kind(kind, text, found):
    spans = [text[start:end].strip() for start, end in spans_of(kind, text)]
    assert [span for span in spans if span not in ("It", "The", "Between")] == found
