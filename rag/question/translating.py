"""What a taught model is asked, in training and in use: a question in another language."""

from langchain_core.messages import BaseMessage

from rag.models.generation import prompts


def request(question: str, language: str) -> list[BaseMessage]:
    """The messages of `prompts/translate.txt`; `language` is the English name of the language that is wanted."""
    template = prompts.load("translate", frozenset({"language", "question"}))
    return template.format_messages(language=language, question=prompts.readable(" ".join(question.split())))
