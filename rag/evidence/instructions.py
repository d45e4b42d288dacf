"""Orders to a model that stand in a document ("Ignore all previous instructions"): they answer no question.

They are never obeyed, because the model rewords single sentences and is checked. They must not be quoted as an
answer to something else either. A question about such orders may find them.
"""

import re
from functools import cache

from rag.language.tables import joined, listed
from rag.question.question import Question


def is_order(question: Question, text: str) -> bool:
    """Whether `text` orders a model about, and the question is not about such orders."""
    if _orders().search(text) is None:
        return False
    asked = {word.text.casefold() for word in question.search.words}
    return asked.isdisjoint(listed("instructions", "about"))


@cache
def _orders() -> re.Pattern[str]:
    return re.compile(joined("instructions", "orders"), re.IGNORECASE)
