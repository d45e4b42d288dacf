"""The things that a comparison means without naming them: "What is the difference?", "How do they differ?"."""

import re
from collections.abc import Sequence

from rag.language.tables import joined, listed
from rag.language.text import Text
from rag.question.conversation.resolution import topic_of
from rag.question.wanted.sides import sides_of

_BOTH = re.compile(rf"\b(?:{joined('anaphora', 'both')})\b", re.IGNORECASE)


def pair_of(asked: Sequence[Text]) -> tuple[str, ...]:
    """The two things that were asked about last, the earlier one first: what a question compared, which may be more of
    them, or one of each of two questions. `asked` stand alone, the oldest first. () where there are no two."""
    latest = ""
    for question in reversed(asked):
        sides = sides_of(question.text, question.language)
        if sides is not None and not latest:
            return sides.names
        topic = topic_of(question)
        if topic and latest and topic.casefold() != latest.casefold():
            return topic, latest
        latest = latest or topic
    return ()


def about_both(asked: Text, pair: Sequence[str], bare: bool) -> str:
    """The question `asked` about the two or more; "" where it does not point at them. One that is `bare` says nothing
    of its own ("What is the difference?"). What is named before the pointer may be what it points at."""
    found = _BOTH.search(asked.text)
    if found is not None and all(name.start > found.start() for name in asked.names):
        return f"{asked.text[: found.start()]}{_together(pair)}{asked.text[found.end() :]}"
    return f"{asked.text.strip()} ({', '.join(pair)})" if bare else ""


def besides(names: Sequence[str], pair: Sequence[str]) -> list[str]:
    """What is compared with the two, of the `names` of all sides: "transformers" of "How do they differ from
    transformers?". The two may be one side there."""
    known = {name.casefold() for name in (*pair, _together(pair))}
    return [name for name in names if name.casefold() not in known]


def _together(pair: Sequence[str]) -> str:
    return listed("anaphora", "pair")[0].format(", ".join(pair[:-1]), pair[-1]) if len(pair) > 1 else pair[0]
