"""Questions that a name or a number does not answer: why something is, what it is, whether it is so."""

import re
from dataclasses import dataclass

from rag.language.tables import joined
from rag.question.answer_type import AnswerType

_SUBJECT = 4  # words of what is to be defined
_WHAT_IS = re.compile(
    rf"^\s*(?:{joined('question_forms', 'what_is')})\s*(?:(?:{joined('question_forms', 'articles')})\s)?"
    r"(?P<subject>.*?)[\s?？]*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^\s*[\w-]+(?:\s+[\w-]+){0,2}[\s?？]*$")  # "GAN", "mode collapse"
_WHY = re.compile(joined("question_forms", "why"), re.IGNORECASE)
_YES_OR_NO = re.compile(
    rf"(?:^|(?:[:;,.–—]|--)\s*)(?:{joined('question_forms', 'verbs')})\s|{joined('question_forms', 'yes_or_no')}",
    re.IGNORECASE,
)
_ASKING = f"(?:{joined('question_forms', 'asking')})"
_CHOICE = re.compile(rf"\b(?:{_ASKING}|{joined('question_forms', 'choice')})\b", re.IGNORECASE)
_TWO_THINGS = re.compile(
    rf"\b{_ASKING}\b.*\b(?:{joined('question_forms', 'and')})\s+"
    rf"(?:(?:{joined('question_forms', 'prepositions')}) )?{_ASKING}\b",
    re.IGNORECASE,
)
_THE = re.compile(rf"^(?:{joined('question_forms', 'the')})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """What a question's form says that it wants.

    `why`: a reason. `yes_or_no`: yes or no would do ("Is a GAN a network?", "GANs: are they stable?"), with no choice
    offered. `two_things`: it is two questions in one ("Who proposed it and when?"). `what_is`: it opens with "what is"
    or is a bare term. `definition`: a thing is to be defined ("What is a GAN?", "GAN"), not a part of it named ("What
    is the top score?").
    """

    why: bool
    yes_or_no: bool
    two_things: bool
    what_is: bool
    definition: bool

    @classmethod
    def of(cls, question: str, kind: AnswerType) -> "Form":
        """The form of a question that asks for something of this kind."""
        bare = bool(_BARE.match(question)) and kind is AnswerType.OTHER
        found = _WHAT_IS.match(question)
        subject = found["subject"] if found else ""
        return cls(
            why=bool(_WHY.search(question)),
            yes_or_no=bool(_YES_OR_NO.search(question)) and not _CHOICE.search(question),
            two_things=bool(_TWO_THINGS.search(question)),
            what_is=bare or bool(found),
            definition=bare
            or (bool(subject) and not _THE.match(subject) and len(subject.split()) <= _SUBJECT),
        )
