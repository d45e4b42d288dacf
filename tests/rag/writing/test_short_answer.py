import pytest

from rag.question.question import Question
from rag.writing import short_answer as module
from tests.rag.examples import reading, sentence


def short_answer(question, *found):
    return module.short_answer(Question.of(question), *found)


TEXT = "Founded in 1901, the institute proposed the GAN in 2014 with two networks."


def test_the_span_of_the_kind_asked_for_nearest_the_questions_words():
    found = short_answer("When was the GAN proposed?", [sentence(TEXT, start=100)])
    assert found is not None and found.text == "2014"
    assert (found.citation.start, found.citation.end) == (100 + TEXT.index("2014"), 104 + TEXT.index("2014"))
    assert found.citation.quote == "2014"


def test_the_readers_span_wins():
    start = TEXT.index("1901")
    read = reading("1901", start, sentence=1, p_answer=0.9)
    found = short_answer("When?", [sentence("Other."), sentence(TEXT, 2)], read)
    # 2014 stands beside it
    assert found is not None and found.text == "1901" and found.citation.score == 0.45


def test_a_guess_of_the_reader_is_no_short_answer():
    assert short_answer("Why?", [sentence(TEXT)], reading("Founded", p_answer=0.05)) is None


@pytest.mark.parametrize(
    ("question", "sure", "guess"),
    [
        ("Why was the GAN proposed?", None, None),
        ("What is a GAN?", "institute", None),
        ("How did the institute start?", "institute", None),
        ("What is the name of the institute?", "institute", "institute"),
        ("When?", "institute", "institute"),
    ],
)
def test_a_word_explains_nothing(question: str, sure: str | None, guess: str | None):
    start = TEXT.index("institute")
    for probability, expected in ((0.9, sure), (0.3, guess)):
        read = reading("institute", start, p_answer=probability)
        found = short_answer(question, [sentence(TEXT)], read)
        assert (found.text if found else None) == expected


def test_more_words_may_explain():
    found = short_answer("Why?", [sentence(TEXT)], reading("Founded in 1901", p_answer=0.3))
    assert found is not None and found.text == "Founded in 1901"


def test_no_span_of_that_kind_no_short_answer():
    assert short_answer("What is a GAN?", [sentence(TEXT)]) is None
    assert short_answer("When?", []) is None


def test_no_guess_beside_the_definition_that_was_asked_for():
    found = [
        sentence("A GAN is a pair of two rival networks."),
        sentence("Some GAN draws cats and dogs.", 2, start=100),
    ]
    beside = reading("draws cats and dogs", 9, sentence=1, p_answer=0.2)
    inside = reading("a pair of two rival networks", 9, p_answer=0.2)
    assert short_answer("What is a GAN?", found, beside) is None
    assert short_answer("What is a GAN?", found, inside) is not None
    assert short_answer("Which GAN is it?", found, beside) is not None


def test_no_words_for_yes_or_no_or_for_two_things():
    found, read = [sentence(TEXT)], reading("the institute", 17, p_answer=0.9)
    assert short_answer("Did the institute propose the GAN?", found, read) is None
    assert short_answer("Who proposed the GAN and when?", found, read) is None
    assert short_answer("Who proposed the GAN?", found, read) is not None


@pytest.mark.parametrize(
    ("question", "words", "sure"),
    [
        ("How high an Inception score did it have?", "128", False),
        ("How high an Inception score did it have?", "166", False),
        ("What Inception score did it have at 128 pixels?", "166", True),
        ("What score did it have in May 2014?", "166", False),
        ("When did it have a score of 166 at 128 pixels?", "May 2014", True),
        ("What beat the Inception score of the others?", "DeepArt", True),
    ],
)
def test_a_number_beside_another_that_the_question_does_not_hold_is_a_guess(question, words, sure):
    text = "At 128 pixels DeepArt beat the others in May 2014 with an Inception score of 166."
    found = short_answer(question, [sentence(text)], reading(words, text.index(words), p_answer=0.9))
    assert found is not None and found.sure == sure and found.citation.score == (0.9 if sure else 0.45)


@pytest.mark.parametrize(
    ("question", "words", "expected", "sure"),
    [
        ("How many beds has it?", "700", "700", True),
        ("How many beds has it?", "12", "700", False),
        ("How many theatres has it?", "700", "3", False),  # the nearest of two
        ("How many theatres has it?", "10", "10", False),
        ("How many doctors has it?", "700", "700", False),
    ],
)
def test_a_number_of_what_is_wanted_has_no_rival_in_others(question, words, expected, sure):
    text = "It has 12 floors, 700 beds, 10 theatres and 3 old theatres."
    found = short_answer(question, [sentence(text)], reading(words, text.index(words), p_answer=0.9))
    assert found is not None and (found.text, found.sure) == (expected, sure)
    assert text[found.citation.start : found.citation.end] == expected


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        # Its noun is left out: it may well be what is wanted, and the number with the noun its rival.
        ("How many students were absent?", "Of 120 students, 15 were absent.", "15"),
        ("How many layers has the large one?", "The base has 12 layers, the large one 24.", "24"),
        ("How many layers has the large one?", "The base has 12 layers, the large one 24.", "12"),
        ("How many points are needed?", "You need 50 of 100 points.", "50"),
        ("What share is forest?", "One third is forest, 20% more than before.", "One third"),
        ("How long did it last?", "It lasted from 1914, for 20 days.", "1914"),
    ],
)
def test_a_number_that_may_be_wanted_stays_a_guess(question, text, words):
    found = short_answer(question, [sentence(text)], reading(words, text.index(words), p_answer=0.9))
    assert found is not None and (found.text, found.sure) == (words, False)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How long did he stay?", "He stayed until it ended, 3 weeks after her.", "until it ended"),
        ("Who told how many moons it has?", "Galileo saw 4 moons of it.", "Galileo"),
        ("When was it known how many moons it has?", "That it has 4 moons was known in 1610.", "1610"),
    ],
)
def test_no_number_is_taken_in_place_of_what_is_none(question, text, words):
    found = short_answer(question, [sentence(text)], reading(words, text.index(words), p_answer=0.9))
    assert found is not None and found.text == words


def test_without_a_reader_the_number_of_what_is_wanted():
    found = short_answer("How many beds has it?", [sentence("It has 12 floors and 700 beds.")])
    assert found is not None and found.text == "700"


def test_a_short_form_is_answered_by_what_it_stands_for():
    text = "The scent is isopentyl acetate (IPA)."
    found = short_answer("What is IPA?", [sentence(text)], reading("scent", 4, p_answer=0.9))
    assert found is not None and found.text == "isopentyl acetate"
    assert found.sure


def test_the_one_date_answers_a_question_in_another_language():
    text = "The exam takes place on 14 June 2024 in room H-204 and lasts two hours."
    read = reading("room H-204", text.index("room"), p_answer=0.9)
    found = short_answer("¿Cuándo es el examen en 2024?", [sentence(text)], read)
    assert found is not None and found.text == "14 June 2024"
    found = short_answer("When is the exam in 2024?", [sentence(text)], read)
    assert found is not None and found.text == "room H-204"


def test_of_answers_to_choose_from_none_is_picked():
    text = "A queen takes 16 days, a drone 24."
    asked = "Which takes longest? A) queen B) drone"
    assert short_answer(asked, [sentence(text)], reading("queen", 2, p_answer=0.9)) is None


@pytest.mark.parametrize(
    "question", ["Who founded it?", "Wer hat es gegründet?", "谁创建的？", "من أسس المعهد؟"]
)
def test_no_date_is_a_person(question):
    text = "Das Institut wurde 1901 von Mirela gegründet."
    for words, expected in (("1901", None), ("Mirela", "Mirela")):
        found = short_answer(question, [sentence(text)], reading(words, text.index(words), p_answer=0.9))
        assert (found.text if found else None) == expected
