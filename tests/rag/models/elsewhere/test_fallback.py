import pytest

from rag.errors import ModelUnavailable
from rag.evidence.judge import Judge
from rag.models.elsewhere.fallback import ServedFirst
from rag.models.span.form import ScoredSpan
from rag.question.question import Question
from tests.rag.examples import sentence


class Model:
    def __init__(self, doubt, works=True):
        self.doubt, self.works = doubt, works

    def p_none(self, prompts):
        if not self.works:
            raise ModelUnavailable("The server is down.")
        return (self.doubt,) * len(prompts)

    def best_span(self, prompt, sentences, priors):
        (doubt,) = self.p_none([prompt])
        return ScoredSpan(0, 0, 1, 1 - doubt)


def local(loads: list[int]) -> Model:
    loads.append(1)
    return Model(0.25)


def test_the_served_model_is_asked_and_the_local_one_not_even_loaded():
    loads: list[int] = []
    both = ServedFirst(Model(0.75), "judge on gpu", lambda: local(loads))
    assert both.p_none_told(["a", "b"]) == ("judge on gpu", (0.75, 0.75))
    assert both.best_span("a", ["b"], [1.0]).probability == 0.25
    assert loads == []


def test_the_local_one_stands_in_and_is_loaded_once():
    loads: list[int] = []
    both = ServedFirst(Model(0.75, works=False), "judge on gpu", lambda: local(loads))
    for _ in range(2):
        assert both.p_none_told(["a"]) == ("this computer, instead of judge on gpu", (0.25,))
    assert both.best_span("a", ["b"], [1.0]).probability == 0.75
    assert loads == [1]


def test_without_one_the_error_goes_on():
    both = ServedFirst(Model(0.75, works=False), "judge on gpu")
    with pytest.raises(ModelUnavailable, match="The server is down"):
        both.p_none(["a"])


def test_the_judge_says_who_judged():
    found, question = [sentence("It was proposed in 2014.")], Question.of("When?")
    told = Judge(ServedFirst(Model(0.75), "judge on gpu")).judged(question, found, ())
    assert (told.by, told.each) == ("judge on gpu", (0.75,))
    assert Judge(Model(0.75)).judged(question, found, ()).by == ""
