"""Which words of a question look like names."""

from rag.question.question import Question


def test_names_and_numbers_but_no_marks_of_answers_to_choose():
    question = Question.of("Which caste of Apis has 16 days? A) queen B) worker C) drone")
    assert question.names == {"api", "16"}
