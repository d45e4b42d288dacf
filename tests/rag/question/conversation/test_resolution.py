"""A follow-up becomes a question of its own where the question before it says how."""

import pytest

from rag.language.text import Text
from rag.question.conversation.resolution import resolved


@pytest.mark.parametrize(
    ("before", "asked", "expected"),
    [
        ("What is LoRA?", "And QLoRA?", "What is QLoRA?"),
        ("What is LoRA?", "what about full fine-tuning?", "What is full fine-tuning?"),
        ("When was the GAN introduced?", "and the VAE?", "When was the VAE introduced?"),
        ("How many layers does BERT-large have?", "And GPT-2?", "How many layers does GPT-2 have?"),
        ("What is LoRA?", "Who proposed it?", "Who proposed LoRA?"),
        ("When was the VAE introduced?", "What does it optimise?", "What does the VAE optimise?"),
        ("Explain photosynthesis", "What are its products?", "What are photosynthesis’s products?"),
        ("What are transposons?", "Who discovered them?", "Who discovered transposons?"),
        ("What does the judge do?", "and what about the jury?", "What does the jury do?"),
        ("and what about the jury?", "How large is it?", "How large is the jury?"),
    ],
)
def test_where_one_thing_was_asked_about(before: str, asked: str, expected: str) -> None:
    assert resolved(Text.of(asked), Text.of(before)) == expected


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("Who introduced the transformer?", "When was that?"),  # that somebody did it
        ("What is BLEU?", "Which of them is better?"),  # of which two?
        ("What is the transformer?", "Why did they scale the dot products?"),  # people that were not named
        ("What are the advantages of networks over rules?", "And the disadvantages?"),
        ("What is LoRA?", "And why?"),
        ("What is LoRA?", "And what is it good for, and who made it?"),
        ("How many parts has the GAN model?", "what about the training data?"),  # no name in a name's place
        ("what about the jury?", "and the judge?"),  # of which nothing is known that was asked
        ("How does Paris differ from London?", "How old is it?"),  # which of the two
    ],
)
def test_where_it_is_not_plain(before: str, asked: str) -> None:
    assert resolved(Text.of(asked), Text.of(before)) == ""
