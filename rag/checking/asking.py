"""What a taught model is asked, in training and in use: does a text carry a claim?"""

from langchain_core.messages import BaseMessage

from rag.models.generation import prompts

CARRIED, NOT_CARRIED = "yes", "no"
"""What it says, one token each."""


def request(text: str, claim: str) -> list[BaseMessage]:
    """The messages of `prompts/check.txt`: the claim comes last, so that several of one text begin alike."""
    template = prompts.load("check", frozenset({"text", "claim"}))
    return template.format_messages(text=" ".join(text.split()), claim=" ".join(claim.split()))


def read_text(heading: str, before: str, text: str) -> str:
    """A unit as the check reads it: what it stands under, the sentence that it leans on, its words."""
    return " ".join(f"{heading}: {before} {text}".split())
