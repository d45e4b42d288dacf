"""A wish about the answer before, as the question that it is: the same one with another plan, or one of its items."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.language.numbers import numerals
from rag.language.tables import joined
from rag.language.text import Text
from rag.language.words import is_function_word, terms
from rag.question.closed_classes import closed_classes
from rag.question.conversation.topic import Said, salient
from rag.question.question import Question
from rag.question.wanted.extent import LONG, SHORT, Extent, extent_of
from rag.question.wanted.wish import Wish, WishKind, wish_of
from rag.values import Task, Turn

_NUMBERED = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
_LEAD = re.compile(r"^(?:[-*•]\s+)?(?:(?:the|an?)\s+)?", re.IGNORECASE)  # before what a sentence opens with
_OPENING = 5  # words that it opens with
_ITEM = re.compile(r"^\s*(?:\d+[.)]|[-*•])\s+(\S.*)$", re.MULTILINE)
_CITED = re.compile(r"\s*\[\d+\]")
_CONJUNCTION = joined("question_forms", "and")
_AND = re.compile(rf"^\s*(?:{_CONJUNCTION})\s+", re.IGNORECASE)
# "(1) a peel, and (2) a scraper", "(a peel, a scraper and a bowl)", "these tools: a peel, a scraper, a bowl."
_COUNTED = re.compile(
    rf"\((\d{{1,2}})\)\s*(\S.*?)(?=[,;]?\s*(?:(?:{_CONJUNCTION})\s+)?\(\d|[.;]|$)", re.IGNORECASE
)
_ENUMERATED = re.compile(r"(?:\(|:\s)([^():.\d\n]+,[^():.\d\n]+)[).]")
_FEW = 3  # items of a list in a sentence at least
_NAME = 8  # words of what an item is called at most
_TOPIC = 4  # words of the question before that say what the item is of
_SHARES = {WishKind.SHORTER: SHORT, WishKind.SIMPLER: SHORT, WishKind.LONGER: LONG}
_EXPLAINED = frozenset({WishKind.LONGER, WishKind.EXAMPLE, WishKind.AGAIN})


def wished(before: Question, wish: Wish, text: str, history: Sequence[Turn]) -> Question | None:
    """The question `before` as it is meant by the `wish` that is said as `text`; None where the answer before, the last
    of `history`, has no such item."""
    if wish.kind is WishKind.NTH:
        return _of_item(before, wish, text, history)
    if wish.kind is WishKind.WHERE:
        return replace(before, text=text, places=True)
    said = extent_of(text, before.search.language)
    extent = said if said.sentences else _extent(before, wish, _answer_before(history))
    explained = wish.kind in _EXPLAINED and before.task in (Task.FACT, Task.LIST)
    return replace(
        before,
        text=text,
        task=Task.EXPLAIN if explained or wish.kind is WishKind.EXAMPLE else before.task,
        extent=extent,
        example=before.example or wish.kind is WishKind.EXAMPLE,
        wish=wish,
        sides=None if wish.kind is WishKind.EXAMPLE else before.sides,
        places=False,
        undone=None,
    )


def without_wishes(history: Sequence[Turn]) -> list[Turn]:
    """The conversation without what was wished of an answer: that says nothing of what is talked about. An item that
    was asked for ("the second one") is asked for by its name."""
    told: list[Turn] = []
    for turn in history:
        wish = wish_of(turn.text) if turn.role == "user" and told else None
        if wish is None:
            told.append(turn)
        elif wish.kind is WishKind.NTH and 0 < len(_item(wish, told).split()) <= _NAME:
            told.append(Turn("user", _item(wish, told)))
    return told


def word_count(answer: str) -> int:
    """The words of the text of an answer, without the numbers of its sources."""
    return len(_CITED.sub("", answer).split())


def _extent(before: Question, wish: Wish, said: str) -> Extent:
    """A share of what is usual; what is to be shorter is measured by what was `said`."""
    if wish.kind in (WishKind.SHORTER, WishKind.SIMPLER) and said:
        return Extent(SHORT, before.extent.sentences, word_count(said))
    return before.extent.times(_SHARES.get(wish.kind, 1.0))


def _answer_before(history: Sequence[Turn]) -> str:
    return next((turn.text for turn in reversed(history) if turn.role != "user"), "")


def _of_item(before: Question, wish: Wish, text: str, history: Sequence[Turn]) -> Question | None:
    called = _item(wish, history)
    if not called:
        return None
    spoken = before.search.language
    item = Text.of(called, spoken)
    topic = salient([Said(Turn("user", before.search.text), before.search)], _TOPIC, item.terms)
    search = Text.of(f"{item.text} ({topic})" if topic else item.text, spoken)
    made = Question.made(text, item, search, before.scope)
    return replace(made, task=Task.EXPLAIN, wish=wish, parts=(), sides=None)


def _item(wish: Wish, history: Sequence[Turn]) -> str:
    """What the item is called that is wished for, of the answer before, or of that before others of its items; "" where
    it has none, or where something else was asked for than such items."""
    for index in range(len(history) - 1, 0, -1):
        said, asked = history[index], history[index - 1]
        if said.role == "user" or asked.role != "user":
            continue
        if wish.noun and (
            frozenset(terms(wish.noun)).isdisjoint(terms(asked.text)) or _has_place(asked.text)
        ):
            return ""
        items = _named(said.text, asked.text) or _items(said.text)
        place = wish.nth - 1 if wish.nth > 0 else wish.nth
        if -len(items) <= place < len(items):
            return _called(_CITED.sub("", items[place]).strip())
        last = wish_of(asked.text)
        if last is None or last.kind is not WishKind.NTH:
            return ""  # "the third one" after "the second one" is of the answer before both
    return ""


def _named(said: str, asked: str) -> list[str]:
    """What the sentences of an answer open with where they tell of one each of what was `asked` for: "Graph databases"
    and "Key-value databases" after a question for databases. [] where there are not two, or they have numbers."""
    question = Text.of(asked)
    if _NUMBERED.search(said):
        return []
    light = closed_classes(question.language)
    empty = light.relational | light.more | light.asking
    found: dict[str, str] = {}
    for part in _CITED.split(said):
        opening = Text.of(_LEAD.sub("", part.strip()), question.language).words[:_OPENING]
        place = next((i for i, word in enumerate(opening) if word.term in question.terms), 0)
        own = [word for word in opening[:place] if word.text.casefold() not in empty]
        if own and not is_function_word(opening[0].text, question.language):
            name = _LEAD.sub("", part.strip())[opening[0].start : opening[place].end]
            found.setdefault(name.casefold(), name)
    return list(found.values()) if len(found) > 1 else []


def _has_place(asked: str) -> bool:
    """Whether a question is itself about one of several ("the first law"): "the second law" is another thing then, and
    none that its answer lists."""
    return any(number.kind == "ordinal" for number in numerals(asked))


def _items(said: str) -> list[str]:
    """What an answer lists: its items; else what one sentence counts or lists."""
    listed = _ITEM.findall(said)
    if listed and len(listed) + 1 >= len(said.strip().splitlines()):  # else some lines of prose are items
        return listed
    plain = _CITED.sub("", said)
    counted = [(int(number), item) for number, item in _COUNTED.findall(plain)]
    if len(counted) > 1 and [number for number, _ in counted] == list(range(1, len(counted) + 1)):
        return [item for _, item in counted]
    for found in _ENUMERATED.finditer(plain):
        items = [_AND.sub("", item).strip() for item in found[1].split(",")]
        if len(items) >= _FEW and all(0 < len(item.split()) <= _NAME for item in items):
            return items
    return []


def _called(item: str) -> str:
    """What an item is called: what stands before its colon or dash, where that is short; else its first words."""
    name = re.split(r":\s|\s[–—-]\s", item, maxsplit=1)[0]
    return " ".join((name if len(name.split()) <= _NAME else item).split()[: 2 * _NAME])
