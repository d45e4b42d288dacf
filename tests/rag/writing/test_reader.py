from rag.models.span.span_model import ScoredSpan
from rag.question.question import Question
from rag.writing.reader import Reader
from tests.rag.examples import sentence


class FakeSpanModel:
    """Answers with the first place of `words` in the sentences as it is shown them."""

    def __init__(self, words):
        self.words, self.prompts = words, []

    def best_span(self, prompt, sentences, priors):
        self.prompts.append(prompt)
        index = next(i for i, text in enumerate(sentences) if self.words in text)
        start = sentences[index].index(self.words)
        return ScoredSpan(index, start, start + len(self.words), 0.5)


EVIDENCE = [sentence("The GAN has two networks."), sentence("It came from Ian\n  Goodfellow (Montreal).", 2)]


def test_the_span_points_at_the_words_as_they_stand_on_the_page():
    reading = Reader(FakeSpanModel("Ian Goodfellow")).read(Question.of("Who?"), EVIDENCE)
    assert reading.sentence == 1 and reading.text == "Ian\n  Goodfellow"
    assert EVIDENCE[1].text[reading.start : reading.end] == reading.text
    assert reading.p_answer == 0.5


def test_punctuation_at_the_edges_is_left_out():
    assert (
        Reader(FakeSpanModel("two networks.")).read(Question.of("How many?"), EVIDENCE).text == "two networks"
    )
    assert (
        Reader(FakeSpanModel("Goodfellow (Montreal).")).read(Question.of("Who?"), EVIDENCE).text
        == "Goodfellow (Montreal)"
    )


def test_a_span_of_nothing_but_punctuation_is_no_answer():
    assert Reader(FakeSpanModel(".")).read(Question.of("Who?"), EVIDENCE).text == ""


def test_the_prompt_numbers_the_best_sentences():
    model = FakeSpanModel("two")
    Reader(model, sentences=1).read(Question.of("How  many?"), EVIDENCE)
    assert model.prompts == [
        "Question: How many?\n[1] The GAN has two networks.\nQuestion: How many?\nAnswer:"
    ]


class NarrowSpanModel(FakeSpanModel):
    """Takes the whole sentence beside others, and the words alone, of which it is surer."""

    def best_span(self, prompt, sentences, priors):
        span = super().best_span(prompt, sentences, priors)
        if len(sentences) == 1:
            return ScoredSpan(0, span.start, span.end, 0.9)
        return ScoredSpan(span.sentence, 0, len(sentences[span.sentence]), 0.5)


def test_the_words_come_from_the_chosen_sentence_alone_and_their_odds_from_all():
    reading = Reader(NarrowSpanModel("Ian Goodfellow")).read(Question.of("Who?"), EVIDENCE)
    assert (reading.sentence, reading.text) == (1, "Ian\n  Goodfellow")
    assert EVIDENCE[1].text[reading.start : reading.end] == reading.text
    assert reading.p_answer == 0.5
