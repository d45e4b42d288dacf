"""What of an answer is judged. The examples are those that a walk through the app found to be counted as right."""

from dataclasses import replace

import pytest

from evaluation.runs.gold import Gold
from evaluation.runs.outcome import Grade, outcome
from evaluation.runs.rightness import as_expected, judged, short_text
from evaluation.runs.scoring import answer_scores
from rag.values import Answer, Claim, Outcome, ShortAnswer, Source, Task, Verdict
from tests.evaluation.examples import answer, citation, unsure


def said(*sentences: str, short: str = "", sure: bool = True, **changes: object) -> Answer:
    """An answer of these sentences, a claim each."""
    claims = tuple(Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, (citation(),)) for text in sentences)
    found = ShortAnswer(short, replace(citation(), score=0.9 if sure else 0.3)) if short else None
    return replace(answer(" ".join(sentences)), **{"claims": claims, "short": found, **changes})


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("3%", said("GPT-3 is a model of 2020.", "Its loss is 3.4.", short="3.4", sure=False)),
        ("3%", said("GPT-3 is a model of 2020.", "Wikipedia makes up 3 % of it.")),  # said too late
        ("eight", said("Its width is 512 in eight layers.", short="512", sure=False)),
        ("5 seconds", said("65 hours became 5 seconds.", short="65 hours", sure=False)),
        (
            "94 per cent",
            said("The best model had 58 per cent, humans 94 per cent.", short="58 per cent", sure=False),
        ),
        ("28 April 2023", said("In March 2023, then on 28 April 2023.", short="March 2023", sure=False)),
        ("June 2014", said("In November 2014.", "The first was shown in June 2014.", short="November 2014")),
    ],
)
def test_a_wrong_fact_is_not_right_because_the_passage_has_the_words(expected: str, given: Answer) -> None:
    gold = Gold((expected,))
    assert as_expected(given, (expected,)) == 0
    assert outcome(gold, given, answer_scores(gold, given)) is Grade.WRONG
    assert answer_scores(gold, given)["contains"] == 0


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("3%", said("Wikipedia makes up 3 per cent of it.", "GPT-3 is a model.")),
        ("3%", said("Wikipedia makes up 3 % of it.", short="3 %", sure=False)),
        ("about 3%", said("Wikipedia makes up 3 % of it.", short="3 %")),  # part of it
        ("5 seconds", said("65 hours became 5 seconds.")),
        ("28 April 2023", said("It was on 28 April 2023.", short="28 April 2023", sure=False)),
    ],
)
def test_a_fact_is_right_by_the_short_answer_or_else_by_the_first_sentence(
    expected: str, given: Answer
) -> None:
    assert as_expected(given, (expected,)) == 1


def test_part_of_an_answer_keeps_its_unit() -> None:
    assert as_expected(said("GPT-3 is a model.", short="3", sure=False), ("3%",)) == 0


def test_what_is_judged() -> None:
    sentences = ("It has two parts.", "One is the generator.")
    assert judged(said(*sentences)) == short_text(said(*sentences)) == sentences[0]
    assert short_text(said(*sentences, short="two")) == "two"
    assert judged(said(*sentences, claims=())) == sentences[0]  # an answer that was not cut into claims
    assert judged(said("", claims=())) == ""


class TestOtherThanAFact:
    """A question about a document stands for all other tasks."""

    WHOLE = said("It has two parts.", "One is the generator.", short="two", task=Task.ABOUT)

    def test_all_of_it_is_judged(self) -> None:
        assert judged(self.WHOLE) == short_text(self.WHOLE) == "It has two parts. One is the generator."
        assert as_expected(self.WHOLE, ("generator",)) == 1
        assert as_expected(replace(self.WHOLE, task=Task.FACT), ("generator",)) == 0

    def test_the_numbers_of_a_list_and_of_citations_are_no_answer(self) -> None:
        listed = replace(self.WHOLE, text="There are:\n1. whales.txt [1]\n2. trees.txt [3]", claims=())
        assert judged(listed) == "There are:\nwhales.txt \ntrees.txt "
        assert as_expected(listed, ("2",)) == as_expected(listed, ("3",)) == 0
        assert as_expected(listed, ("trees.txt",)) == 1


def test_several_expected_answers_are_alternatives() -> None:
    assert as_expected(said("It was in winter."), ("June 2014", "winter")) == 1
    assert as_expected(said("It was in winter."), ("", "...")) is None


def test_who_gave_no_answer_gave_not_the_right_one() -> None:
    assert as_expected(unsure(), ("Rollo",)) == 0
    assert as_expected(answer(outcome=Outcome.SILENT), ("Rollo",)) == 0
