"""A question in another language than the material, put in that of the material by a model that writes."""

import re
from collections.abc import Iterable
from dataclasses import replace

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from rag.common.interruption import check
from rag.language.identify import language
from rag.language.languages import LANGUAGES
from rag.language.numbers import plain_digits
from rag.models.generation import prompts
from rag.models.generation.limits import limited
from rag.question.question import Question
from rag.question.understanding import understand

_LONGEST = 60  # tokens of a question
# A question in Chinese has a third of the letters of the same one in English; a model that runs on has more.
_LONGER = 6.0
_NUMBERS = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z][\w-]+")


def request(question: str, wanted: str) -> list[BaseMessage]:
    """The messages of `prompts/translate.txt`; `wanted` is the English name of the language."""
    template = prompts.load("translate", frozenset({"language", "question"}))
    return template.format_messages(language=wanted, question=prompts.readable(" ".join(question.split())))


class Translator:
    """Puts questions with any LangChain chat model."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model

    def put(self, question: Question, wanted: str) -> Question | None:
        """The question in the language of the code `wanted`; None where it is in that one, or what the model says is no
        such question: in another language, without its numbers or the names that it has in Latin letters."""
        spoken = question.search.language
        if spoken == wanted or wanted not in LANGUAGES:
            return None
        check()
        model = limited(self._model, _LONGEST)
        lines = str(model.invoke(request(question.search.text, LANGUAGES[wanted].name)).text).splitlines()
        said = lines[0].strip().strip('"“”') if lines else ""
        if not _is_put(said, question.search.text, wanted):
            return None
        return replace(understand(said, (), question.scope), text=question.text)


def language_of_most(texts: Iterable[str]) -> str:
    """The code of the language that most of the texts are in; "" where there is none."""
    found = [language(text) for text in texts]
    return max(sorted(set(found)), key=found.count) if found else ""


def _is_put(said: str, asked: str, wanted: str) -> bool:
    """Whether `said` may be the question `asked`: it names the same numbers, and what stands in Latin letters among
    others."""
    if not said or len(said) > _LONGER * len(asked) or language(said, wanted) != wanted:
        return False
    digits, read = plain_digits(asked), plain_digits(said)
    if set(_NUMBERS.findall(digits)) - set(_NUMBERS.findall(read)):
        return False
    kept = _LATIN.findall(asked) if _is_other_script(asked) else []
    return all(name.casefold() in said.casefold() for name in kept)


def _is_other_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character.isascii() for character in letters) < len(letters) / 2
