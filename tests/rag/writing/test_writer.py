import threading

import pytest
from langchain_core.messages import HumanMessage

from rag.common.interruption import Interrupted, Watch
from rag.question.question import Question
from rag.settings import Settings
from rag.values import Citation, ShortAnswer
from rag.writing.writer import Writer
from tests.fakes import FakeChatModel
from tests.rag.examples import sentence

WHEN = Question.of("When?")
EVIDENCE = [sentence("It came in 2014.", start=50), sentence("The GAN\nhas two networks.", 2, start=0)]


def writer(reply: str = "One sentence. Two sentences. Three.", **settings) -> Writer:
    values = Settings()
    for name, value in settings.items():
        values = values.changed(f"answering.{name}", value)
    return Writer(FakeChatModel(reply=reply, prompts=[]), values.answering)


def test_the_prompt_holds_the_evidence_in_the_order_of_the_page_and_nothing_else():
    text = str(writer().messages(WHEN, EVIDENCE)[-1].content)
    assert text == "Text: The GAN has two networks.\nIt came in 2014.\n\nQuestion: When?"


def test_only_as_many_sentences_as_are_set():
    assert "networks" not in str(writer(prompt_sentences=1).messages(WHEN, EVIDENCE)[-1].content)


def test_a_short_answer_is_worded_from_its_own_sentence():
    short = ShortAnswer("2014", Citation(1, "a.pdf", 1, 61, 65, "2014", 0.9))
    text = str(writer().messages(WHEN, EVIDENCE, short)[-1].content)
    assert "Short answer: 2014" in text and "networks" not in text


def test_writing_ends_after_the_first_sentence():
    assert "".join(writer().write(WHEN, EVIDENCE)) == "One sentence. Two"


def test_the_length_is_limited_and_nothing_but_what_every_model_takes_is_passed():
    class Strict(FakeChatModel):
        max_tokens: int | None = None

        def _stream(self, messages, stop=None, run_manager=None):
            assert stop is None
            yield from super()._stream([HumanMessage(f"{self.max_tokens} tokens")])

    model = Strict(prompts=[])
    draft = Writer(model, Settings().changed("answering.max_new_tokens", 31).answering).write(WHEN, EVIDENCE)
    assert "".join(draft) == "A fake reply."
    assert [prompt[0].content for prompt in model.prompts] == ["31 tokens"] and model.max_tokens is None


def test_a_stop_is_heard():
    stop = threading.Event()
    watch = Watch(stop, 60)
    pieces = writer().write(WHEN, EVIDENCE)
    first = watch.during(lambda: next(pieces))
    stop.set()
    with pytest.raises(Interrupted):
        watch.during(lambda: next(pieces))
    assert first == "One"
