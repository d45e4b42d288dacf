from dataclasses import replace

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from rag.checking.checker import Checker
from rag.models.embedding.embedder import Embedder
from rag.values import Citation, Kind, Source, Verdict
from rag.writing.rewording.rewriter import Rewriter
from tests.fakes import FakeEmbeddings
from tests.rag.examples import sentence

LONG = (
    "It is worth noting that the GAN was proposed by Ian Goodfellow and by several of his colleagues in 2014."
)
SHORT = "The GAN was proposed by Ian Goodfellow and colleagues in 2014."
CHECKER = Checker(Embedder(FakeEmbeddings()))


def reworded(units, replies):
    return list(Rewriter(FakeListChatModel(responses=replies), CHECKER).reworded("What is it?", units))


def test_a_shorter_sentence_that_the_unit_carries_is_the_models_own_and_cites_the_unit():
    unit = sentence(LONG, start=10)
    ((of, claim),) = reworded([unit], [SHORT])
    assert of is unit
    assert (claim.text, claim.source, claim.verdict) == (SHORT, Source.MODEL, Verdict.SUPPORTED)
    assert claim.citations == unit.citations()


@pytest.mark.parametrize(
    "said",
    [
        "The GAN was proposed by Ian Goodfellow and colleagues in 2016.",  # another number
        LONG,  # nothing gained
        "The GAN was proposed by Ian Goodfellow",  # cut off
        "The GAN was proposed by Ian Goodfellow in 2014. It has colleagues.",  # two sentences
        "In 2014.",
        "",
    ],
)
def test_what_is_not_carried_not_shorter_or_no_sentence_is_not_taken(said):
    assert reworded([sentence(LONG)], [said]) == []


def test_short_units_and_rows_are_left_as_they_are():
    row = replace(sentence(LONG), kind=Kind.ROW)
    assert reworded([sentence("The GAN is from 2014."), row], ["never asked"]) == []


def test_a_unit_that_leans_is_read_and_checked_with_its_lead_and_cites_both():
    lead = Citation(1, "a.pdf", 1, 0, 31, "Diffusion models learn to denoise.", 1.0)
    unit = replace(
        sentence(
            "They are, as the next lectures will show in more detail, trained on noisy pictures.", start=40
        ),
        leans_on=lead,
    )
    ((_, claim),) = reworded([unit], ["Diffusion models are trained on noisy pictures."])
    assert claim.citations == (*unit.citations(), lead)


def test_a_model_that_writes_side_by_side_is_asked_for_a_group_at_once():
    class Both(FakeListChatModel):
        taught: bool = False

        def replies(self, fixed, asked, max_tokens):
            calls.append((fixed, asked, max_tokens))
            return [SHORT] * len(asked)

    calls = []
    units = [sentence(LONG, start=start) for start in (0, 200, 400)]
    found = list(Rewriter(Both(responses=["x"]), CHECKER).reworded("What is it?", units, at_once=2))
    assert [unit.start for unit, _ in found] == [0, 200, 400]
    assert [len(asked) for _, asked, _ in calls] == [2, 1]
    assert isinstance(calls[0][0][0], SystemMessage) and isinstance(calls[0][0][-1], AIMessage)
    assert all(isinstance(message, HumanMessage) and LONG in message.text for message in calls[0][1])


def test_a_taught_model_is_asked_for_the_question_and_may_say_that_a_unit_says_nothing():
    class Taught(FakeListChatModel):
        taught: bool = True

        def replies(self, fixed, asked, max_tokens):
            calls.append((fixed, asked))
            return [SHORT, "-"]

    calls = []
    units = [sentence(LONG), sentence(LONG, start=200)]
    first, second = Rewriter(Taught(responses=["x"]), CHECKER).reworded("Who made it?", units)
    assert first[1].text == SHORT and second == (units[1], None)
    ((fixed, asked),) = calls
    assert [message.type for message in fixed] == ["system"]
    assert all("Question: Who made it?" in message.text and LONG in message.text for message in asked)


class Sceptic(FakeListChatModel):
    """Writes what it is given, and doubts every claim that has one of the words `doubts`."""

    taught: bool = True
    carried: float = 0.5
    doubts: str = ""

    def replies(self, fixed, asked, max_tokens):
        return [self.responses[index % len(self.responses)] for index in range(len(asked))]

    def odds(self, fixed, asked, yes, no):
        assert (yes, no) == ("yes", "no") and "Text: a.pdf: " in asked[0].text
        return [-1.0 if self.doubts in message.text.split("Claim: ")[1] else 1.0 for message in asked]


def test_what_a_model_that_was_taught_to_check_does_not_find_in_the_unit_is_not_taken():
    units = [sentence(LONG, start=start) for start in (0, 200)]
    other = "The GAN was proposed by Ian Goodfellow and several colleagues."
    model = Sceptic(responses=[SHORT, other], doubts="2014")
    assert [claim.text for _, claim in Rewriter(model, CHECKER).reworded("What is it?", units)] == [other]
    believes = Sceptic(responses=[SHORT, other], doubts="2016")
    assert len(list(Rewriter(believes, CHECKER).reworded("What is it?", units))) == 2
    untaught = Sceptic(responses=[SHORT], doubts="2014", taught=False)
    assert len(list(Rewriter(untaught, CHECKER).reworded("What is it?", units))) == 2


def test_nothing_is_checked_where_nothing_was_written():
    model = Sceptic(responses=["-"], doubts="")
    assert [claim for _, claim in Rewriter(model, CHECKER).reworded("What?", [sentence(LONG)])] == [None]
