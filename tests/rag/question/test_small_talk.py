"""What is said to Lectern is told apart from what is asked of the material."""

import pytest

from rag.question.small_talk import SmallTalk, small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", SmallTalk.GREETING),
        ("Hello there :)", SmallTalk.GREETING),
        ("Good morning!", SmallTalk.REMARK),
        ("ok", SmallTalk.REMARK),
        ("thanks!", SmallTalk.THANKS),
        ("thanks, that helps", SmallTalk.THANKS),
        ("ok thank you", SmallTalk.THANKS),
        ("Thank you so much for the explanation, it makes sense now", SmallTalk.THANKS),
        ("I understand the chapter now, thanks", SmallTalk.THANKS),
        ("Danke, sehr gut", SmallTalk.THANKS),
        ("bye", SmallTalk.GOODBYE),
        ("how are you?", SmallTalk.WELLBEING),
        ("Who are you and what can you do?", SmallTalk.IDENTITY),
        ("Hi, who are you?", SmallTalk.IDENTITY),
        ("Are you ChatGPT?", SmallTalk.IDENTITY),
        ("What can you do?", SmallTalk.ABILITIES),
        ("help", SmallTalk.ABILITIES),
        ("How do I add a file?", SmallTalk.ADDING),
        ("Where do I upload PDFs?", SmallTalk.ADDING),
        ("Wer bist du?", SmallTalk.IDENTITY),
    ],
)
def test_a_remark(text: str, kind: SmallTalk) -> None:
    assert small_talk(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "thanks, what is LoRA?",
        "hi what is a GAN",
        "thank you, and what about QLoRA?",
        "LoRA thanks",
        "I need the definition of LoRA, thanks",
        "Help me understand GANs",
        "help me with question 3",
        "How does it work?",
        "Nice! How does it work?",
        "what was the Hi-Fi system?",
        "hello world program",
        "Who thanks whom in the preface?",
        "Is it good?",
        "How do I add two vectors?",
        "What can enzymes do?",
        "who are the Normans",
        "",
        "?!",
    ],
)
def test_a_question(text: str) -> None:
    assert small_talk(text) is None
