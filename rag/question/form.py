"""Questions that a name or a number does not answer: why something is, what it is, whether it is so."""

import re
from dataclasses import dataclass

from rag.question.answer_type import AnswerType

_SUBJECT = 4  # words of what is to be defined
_WHAT_IS = re.compile(
    r"^\s*(?:(?:what(?:'s|’s| is| are)|define|was (?:ist|sind))\b|什么是)\s*(?:an?\s)?(?P<subject>.*?)[\s?？]*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^\s*[\w-]+(?:\s+[\w-]+){0,2}[\s?？]*$")  # "GAN", "mode collapse"
_WHY = re.compile(r"\bwhy\b|\bwarum\b|\bwieso\b|\bweshalb\b|为什么|لماذا", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"(?:^|(?:[:;,.–—]|--)\s*)(?:(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|might|must)(?:n[’']t)?"
    r"|ist|sind|war|waren|hat|haben|kann|können|wird|werden|soll|sollte|darf|muss|gibt es)\s|吗[?？]?\s*$|^\s*هل\s"
    r"|(?:[:,–—]|--)\s*(?:really |still )?an?\s[^:]*\?\s*$",
    re.IGNORECASE,
)
_ASKING = r"(?:what|which|who|whom|when|where|how|why|wer|wen|wem|wann|wo|wie|warum|welche[mnrs]?)"
_CHOICE = re.compile(rf"\b(?:{_ASKING}|whose|was für|or|oder)\b", re.IGNORECASE)
_TWO_THINGS = re.compile(
    rf"\b{_ASKING}\b.*\b(?:and|und)\s+(?:(?:in|by|for|from|at|to|with) )?{_ASKING}\b", re.IGNORECASE
)
_THE = re.compile(r"^(?:the|its|his|her|their|der|die|das)\b", re.IGNORECASE)


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
