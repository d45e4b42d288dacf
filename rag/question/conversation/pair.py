"""The two things that a comparison means without naming them: "What is the difference?", "How do they differ?"."""

import re
from collections.abc import Sequence

from rag.language.tables import joined, listed
from rag.language.text import Text
from rag.question.conversation.resolution import topic_of
from rag.question.wanted.sides import sides_of

_BOTH = re.compile(rf"\b(?:{joined('anaphora', 'both')})\b", re.IGNORECASE)


def pair_of(asked: Sequence[Text]) -> tuple[str, str] | None:
    """The two things that were asked about last, the earlier one first: what a question compared, or one of each of two
    questions. `asked` stand alone, the oldest first. None where there are no two."""
    latest = ""
    for question in reversed(asked):
        sides = sides_of(question.text, question.language)
        if sides is not None and not latest:
            return (sides.names[0], sides.names[1])
        topic = topic_of(question)
        if topic and latest and topic.casefold() != latest.casefold():
            return topic, latest
        latest = latest or topic
    return None


def about_both(asked: Text, pair: tuple[str, str], bare: bool) -> str:
    """The question `asked` about the two; "" where it does not point at two. One that is `bare` says nothing of its own
    ("What is the difference?")."""
    found = _BOTH.search(asked.text)
    if found is not None and not asked.names:
        both = listed("anaphora", "pair")[0].format(*pair)
        return f"{asked.text[: found.start()]}{both}{asked.text[found.end() :]}"
    return f"{asked.text.strip()} ({', '.join(pair)})" if bare else ""
