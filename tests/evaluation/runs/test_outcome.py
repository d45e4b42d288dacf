from dataclasses import replace

import pytest

from evaluation.runs.gold import Gold
from evaluation.runs.outcome import Cause, Grade, cause, outcome
from evaluation.runs.scoring import answer_scores
from rag.values import ShortAnswer
from tests.evaluation.examples import answer, citation, unsure

SILENT = answer(abstained=True)


@pytest.mark.parametrize(
    ("answerable", "given", "scores", "expected"),
    [
        (True, None, {}, Grade.FAILED),
        (True, answer(), {"as_expected": 1.0, "page_correct": 0.0}, Grade.RIGHT),
        (True, answer(), {"as_expected": 0.0, "contains": 1.0, "text_f1": 1.0}, Grade.WRONG),
        (True, answer(), {"as_expected": None, "page_correct": 1.0}, Grade.RIGHT),
        (True, answer(), {"as_expected": None, "document_correct": 0.0}, Grade.WRONG),
        (True, answer(), {}, Grade.UNKNOWN),
        (True, SILENT, {"contains": 0.0}, Grade.WRONGLY_SILENT),
        (None, SILENT, {}, Grade.UNKNOWN),
        (False, SILENT, {}, Grade.RIGHT),
        (True, unsure(), {"contains": 1.0}, Grade.UNSURE),
        (False, unsure(), {}, Grade.UNSURE),
        (None, unsure(), {}, Grade.UNKNOWN),
        (False, answer(), {}, Grade.WRONGLY_ANSWERED),
    ],
)
def test_outcome(answerable, given, scores, expected):
    assert outcome(Gold(answerable=answerable), given, scores) is expected


GAN = "The first GAN was shown in June 2014, its conditional sister in November 2014."


@pytest.mark.parametrize(
    ("expected", "short", "text", "found"),
    [
        (("June 2014",), "November 2014", GAN, Grade.WRONG),  # though the text has both
        (("June 2014",), "june, 2014", GAN, Grade.RIGHT),
        (("June 2014",), "in early June 2014", GAN, Grade.RIGHT),
        (("June 2014",), "2014", GAN, Grade.RIGHT),  # part of it
        (("1801",), "18", "It was 1801.", Grade.WRONG),  # part of the word, not of the words
        (("winter", "June 2014"), "June 2014", GAN, Grade.RIGHT),
        (("June 2014",), None, GAN, Grade.RIGHT),  # the text is all there is
        (("June 2014",), None, "It was shown in November 2014.", Grade.WRONG),
        # six tokens are long: the text is judged by its words (F1 of 6 common of 6 and 9: 12/15) and numbers, and
        # what stands above it says nothing else
        (
            ("it was shown in June 2014",),
            "November 2014",
            "It was shown in June of the year 2014.",
            Grade.WRONG,
        ),
        (("it was shown in June 2014",), "June 2014", "It was shown in June of the year 2014.", Grade.RIGHT),
        (("it was shown in June 2014",), None, "It was shown in June of the year 2014.", Grade.RIGHT),
        (("it was shown in June 2014",), None, "It was shown in June of the year 2015.", Grade.WRONG),
    ],
)
def test_a_short_answer_is_judged_before_the_text_around_it(expected, short, text, found):
    gold = Gold(expected)
    given = answer(text, short=short)
    assert outcome(gold, given, answer_scores(gold, given)) is found


def test_a_guess_that_shares_half_of_its_words_is_not_right():
    gold = Gold(("June 2014",))
    guess = ShortAnswer("November 2014", replace(citation(), score=0.4))
    given = replace(answer("It was shown in November 2014."), short=guess)
    assert answer_scores(gold, given)["token_f1"] == 0.5
    assert outcome(gold, given, answer_scores(gold, given)) is Grade.WRONG


@pytest.mark.parametrize(
    ("found", "scores", "expected"),
    [
        (Grade.WRONG, {"page_mrr": 0.0, "mrr": 1.0}, Cause.MISSED),
        (Grade.WRONG, {"page_mrr": None, "mrr": 0.5}, Cause.ANSWER),
        (Grade.WRONGLY_SILENT, {"mrr": 0.0}, Cause.MISSED),
        (Grade.WRONG, {}, None),
        (Grade.RIGHT, {"mrr": 0.0}, None),
        (Grade.WRONGLY_ANSWERED, {"mrr": 0.0}, None),
    ],
)
def test_cause(found, scores, expected):
    assert cause(found, scores) is expected
