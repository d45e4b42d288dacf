from rag.evidence.judge import Judge
from rag.question.question import Question
from tests.rag.examples import sentence

EVIDENCE = [sentence("The GAN has two networks."), sentence("It came from Ian\n  Goodfellow (Montreal).", 2)]


class FakeModel:
    """Believes the sentence about Goodfellow, as long as it is read by itself."""

    def p_none(self, prompts):
        return tuple(0.1 if "\n[1] It came from Ian Goodfellow" in prompt else 0.6 for prompt in prompts)


def test_each_sentence_is_judged_alone():
    assert Judge(FakeModel()).doubts(Question.of("Who?"), EVIDENCE, ()) == (0.6, 0.1)


def test_the_judge_is_told_what_a_sentence_goes_on_from():
    assert (
        Judge.prompt("Who  made it?", "It came\nfrom Ian.", "The GAN has two networks.")
        == "Question: Who made it?\n(The GAN has two networks.)\n[1] It came from Ian.\nQuestion: Who made it?\nAnswer:"
    )
    # 120 characters of it at most, in whole words: the last 24 of "four "
    assert f"({'four ' * 24}end)" not in Judge.prompt("Who?", "Ian.", "four " * 40 + "end")
    assert f"\n({'four ' * 23}end)\n" in Judge.prompt("Who?", "Ian.", "four " * 40 + "end")
    assert Judge.prompt("Who?", "Ian.", "") == "Question: Who?\n[1] Ian.\nQuestion: Who?\nAnswer:"
