"""Questions that a name or a number does not answer: why something is, what it is, whether it is so."""

import re
from dataclasses import dataclass
from functools import cache

from rag.language.identify import CJK
from rag.language.languages import COMMON
from rag.language.tables import joined
from rag.question.answer_type import FACTS, AnswerType, answer_type

_SUBJECT = 4  # words of what is to be defined
_BARE = re.compile(r"^\s*[\w-]+(?:\s+[\w-]+){0,2}[\s?？]*$")  # "GAN", "mode collapse"
# Chinese and Japanese have no spaces: what holds a word that asks, a particle, hiragana or many characters is no term.
_CJK_SENTENCE = re.compile(rf"[\u3041-\u309f]|[{CJK}]{{9,}}|{joined('question_forms', 'no_terms')}")


@dataclass(frozen=True, slots=True)
class Form:
    """What a question's form says that it wants.

    `why`: a reason. `yes_or_no`: yes or no would do ("Is a GAN a network?", "GANs: are they stable?"), with no choice
    offered. `two_things`: it is two questions in one ("Who proposed it and when?"); `two_facts`: both ask for a date, a
    number, a person, a place or a name. `what_is`: it opens with "what is" or is a bare term. `definition`: a thing is
    to be defined ("What is a GAN?", "GAN"), not a part of it named ("What is the top score?").
    """

    why: bool
    yes_or_no: bool
    two_things: bool
    two_facts: bool
    what_is: bool
    definition: bool

    @classmethod
    def of(cls, question: str, kind: AnswerType, spoken: str) -> "Form":
        """The form of a question in the language `spoken` that asks for something of this kind."""
        known = _patterns(spoken)
        bare = kind is AnswerType.OTHER and bool(_BARE.match(question)) and not _CJK_SENTENCE.search(question)
        found = known.what_is.match(question)
        subject = found["subject"] if found else ""
        two = known.two_things.search(question)
        both = [question[: two.start("second")], two["second"]] if two is not None else []
        facts = bool(both) and {answer_type(one, spoken) for one in both} <= FACTS
        return cls(
            why=bool(known.why.search(question)),
            yes_or_no=bool(known.yes_or_no.search(question)) and not known.choice.search(question),
            two_things=two is not None,
            two_facts=facts,
            what_is=bare or bool(found),
            definition=bare
            or (bool(subject) and not known.the.match(subject) and len(subject.split()) <= _SUBJECT),
        )


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What the forms of questions are told by, in one language and the common ones."""

    what_is: re.Pattern[str]
    why: re.Pattern[str]
    yes_or_no: re.Pattern[str]
    choice: re.Pattern[str]
    two_things: re.Pattern[str]
    the: re.Pattern[str]


@cache
def _patterns(spoken: str) -> _Patterns:
    def any_of(key: str) -> str:
        return f"(?:{joined('question_forms', key, *COMMON, spoken)})"

    asking = any_of("asking")
    patterns = (
        rf"^\s*{any_of('what_is')}\s*{any_of('articles')}?(?P<subject>.*?)[\s?？]*$",
        any_of("why"),
        rf"(?:^|(?:[:;,.–—]|--)\s*){any_of('verbs')}\s|{any_of('yes_or_no')}",
        rf"\b(?:{asking}|{any_of('choice')})\b",
        rf"\b{asking}\b.*\b{any_of('and')}\s+(?:{any_of('prepositions')} )?(?P<second>{asking}\b.*)",
        rf"^{any_of('the')}\b",
    )
    return _Patterns(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
