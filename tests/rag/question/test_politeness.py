import pytest

from rag.language.identify import language
from rag.question import politeness


def plain(question: str) -> str:
    return politeness.plain(question, language(question)).text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hey can you please tell me who came up with GANs", "who came up with GANs"),
        ("whats mode collapse??", "what is mode collapse?"),
        ("the two parts of a GAN pls", "the two parts of a GAN"),
        ("can u explain attention to me like im five", "What is attention?"),
        ("Could you describe the architecture of StyleGAN?", "What is the architecture of StyleGAN?"),
        ("give me the two parts of a GAN", "What are the two parts of a GAN?"),
        ("Explain the difference between ROUGE and BLEU.", "What is the difference between ROUGE and BLEU?"),
        ("tell me about GANs", "What are GANs?"),
        ("what does RAG stand for", "What is RAG?"),
        ("list the failures of GAN training", "What are the failures of GAN training?"),
        ("what does a GAN mean?", "What is GAN?"),
        ("meaning of perplexity", "What is perplexity?"),
        ("What is meant by mode collapse?", "What is mode collapse?"),
        ("I want to know what a GAN is", "what a GAN is"),
        ("kannst du mir bitte erklären, was ein Autoencoder ist?", "was ein Autoencoder ist?"),
    ],
)
def test_the_question_in_what_is_said(question, expected):
    assert plain(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who proposed the GAN?",
        "Can you train a GAN on text?",  # asked of anybody
        "What do GANs make for me?",
        "Hi-C method",
        "list comprehension",
        "show me on a map where Ecuador is",
        "what is the meaning of the breaking of the glass at a wedding",
        "what does the song mean",
        "how to explain GANs",
        "tell me more",  # for follow-ups and vagueness to judge
        "explain that",
        "what does it mean?",
        "give me an example",
        "please",
        "thanks!",
        "什么是向量？",
        "",
    ],
)
def test_what_is_a_question_already_stays_as_it_is(question):
    assert plain(question) == question
