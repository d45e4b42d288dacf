"""What a short form stands for: "isopentyl acetate (IPA)", "IPA (isopentyl acetate)".

The words are found as by Schwartz and Hearst (2003): each letter of the short form, from its end, in the words before
it.
"""

import re
from collections.abc import Sequence

from rag.evidence.fields import naming_terms
from rag.evidence.tables.grid import terms_of
from rag.question.question import Question
from rag.values import Evidence

_SHORT_FORM = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Z0-9][\w.&/-]{0,8}\w\b")
_WORDS = 5  # more than the letters of a short form that its long form has at most, and never more than twice as many


def spelled_out(question: Question, evidence: Sequence[Evidence]) -> tuple[Evidence, int, int] | None:
    """The first unit of `evidence` that spells out the one short form that the question is about, and (start, end) of
    the words that it stands for in `whole`; None where the question asks for something else, or none does."""
    asked = _SHORT_FORM.findall(question.search.text)
    naming = naming_terms()
    asks = question.form.definition or bool(naming & {word.term for word in question.search.words})
    if not asks or len(asked) != 1 or not question.terms - naming <= terms_of(asked[0]):
        return None
    for found in evidence:
        span = long_form(found.whole, asked[0])
        if span is not None:
            return found, *span
    return None


def long_form(text: str, short: str) -> tuple[int, int] | None:
    """(start, end) of the words in `text` that `short` stands for, beside it or in brackets after it; None for none."""
    written = re.escape(short)
    for match in re.finditer(rf"\(\s*{written}\s*[),;]|\b{written}\s*\((?P<inside>[^()]+)\)", text):
        inside = match["inside"]
        if inside is not None:
            start = _begin(inside, short)
            if start is not None and not inside[:start].strip():
                return match.start("inside"), match.end("inside")
            continue
        before = text[: match.start()].rstrip()
        first = _first_word(before, min(len(short) + _WORDS, 2 * len(short)))
        start = _begin(before[first:], short)
        if start is not None:
            return first + start, len(before)
    return None


def _first_word(text: str, most: int) -> int:
    """Where the last `most` words of `text` begin."""
    places = [match.start() for match in re.finditer(r"\S+", text)]
    return places[-most] if len(places) > most else 0


def _begin(long: str, short: str) -> int | None:
    """Where in `long` the words begin that end with it and have the letters of `short` in their order, the first one at
    the start of a word; None where there are none."""
    at = len(long)
    for index, letter in reversed([pair for pair in enumerate(short.casefold()) if pair[1].isalnum()]):
        at -= 1
        while at >= 0 and (
            long[at].casefold() != letter or (index == 0 and at > 0 and long[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    return at
