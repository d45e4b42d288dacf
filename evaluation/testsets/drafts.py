"""Questions made of one sentence by rule: who and when of a dated sentence, what of a definition.

The words stay as they stand, so that the answer is a part of the sentence. A rule that is not sure leaves
the sentence alone: a poor draft costs a person more time than a missing one.
"""

import re
from collections.abc import Callable, Iterator

from rag.language.words import is_function_word
from rag.question.suggestions import is_topic

Draft = tuple[str, str]
"""A question and its answer."""
_Make = Callable[[re.Match[str], str], Iterator[Draft]]

_LENGTH = (20, 300)
_LONGEST = 160  # characters of an answer or an event
_YEAR = r"\b(?:1[1-9]|20)\d\d\b"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = rf"(?i:in|on) (?P<when>(?:\d{{1,2}} )?(?:(?:{_MONTH}) )?{_YEAR})"
_DONE = (
    r"(?P<done>proposed|published|presented|introduced|invented|described|developed|announced|released|founded|"
    r"coined|suggested|designed|discovered|planted|created|launched|enacted|amended|formulated|established|built)"
)
_WORD = r"[^\W_](?:[\w/’'.-]*\w)?"
_SHORT = (
    r"(?:,? \([^)]+\)|, (?:or|also called) [^,]+,)?"  # ", or GAN,": the short name that follows a long one
)
_NAME = rf"(?P<name>{_WORD}(?: (?!(?:was|were|is|are) ){_WORD}){{0,6}}?){_SHORT}"
_WHO = r"(?P<who>[^;:()]+?)"
_ARTICLES = ("The", "A", "An", "Der", "Die", "Das", "Ein", "Eine", "the", "a", "an")
_PLACE = re.compile(r" (?:at|of|from|for|in|to|on|under|as|with)\b.*|, (?:who|which|and)\b.*")
_VAGUE = re.compile(
    r"\b(?:this|these|those|such|here|above|below|former|latter|the two)\b|\bLecture \d|\bthe (?:first|second)$",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|them|his|her|its|their|both)\b", re.I)
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        """act approach architecture book company firm group law library model network paper standard study system
        team technique term""",
    )
)
_ASIDE = re.compile(r"[:;]|, (?:explained|described|see) ")
_SAYS_NOTHING = re.compile(
    r"(?:an?|the) (?:\w+ )?(?:example|compromise|choice|matter|case|reason|problem|exception|way|idea|same|other"
    r"|more|only|first|last|most|best|usual|standard|different|further|few)\b"
)


def draft(sentence: str, text: str = "") -> list[Draft]:
    """Questions that a sentence answers, the surest first; none where no rule is sure.

    `text` is what the sentence stands in: it shows whether a capital belongs to a name.
    """
    sentence = " ".join(sentence.split())
    if not _LENGTH[0] <= len(sentence) <= _LENGTH[1]:
        return []
    for pattern, make in _RULES:
        match = pattern.fullmatch(sentence)
        made = list(make(match, text)) if match else []
        if made:
            return made
    return []


def _dated(match: re.Match[str], text: str) -> Iterator[Draft]:
    """Who did it, and when; a sentence need not say both."""
    found = match.groupdict()
    name, who, done = _name(match["name"], text), _agent(found.get("who") or ""), found.get("done")
    if name is None:
        return
    if who:
        yield f"Who {done} {name}?" if done else f"Who is behind {name}?", who
    if match["when"] and (who or found.get("be")):
        be = found.get("be") or ("were" if _is_plural(name) else "was")
        yield f"When {be} {name} {done}?" if done else f"When did {name} appear?", match["when"]


def _event(match: re.Match[str], _: str) -> Iterator[Draft]:
    """What happened then, where it says by itself who did it."""
    event = match["event"].rstrip(". ")
    first = event.split()[0]
    sure = (
        first[0].isupper()
        and is_topic([first.lower()])
        and not (_VAGUE.search(event) or _PRONOUN.search(event))
    )
    if sure and not re.search(_YEAR, event) and len(event) <= _LONGEST:
        yield f"When did this happen: {event}?", match["when"]


def _defined(question: str) -> _Make:
    def make(match: re.Match[str], text: str) -> Iterator[Draft]:
        name, answer = _name(match["name"], text), _definition(match["answer"])
        if name and answer:
            yield question.format(name), answer

    return make


def _called(match: re.Match[str], _: str) -> Iterator[Draft]:
    what = match["what"][0].lower() + match["what"][1:]
    if not _VAGUE.search(what):
        yield f"What is {what} called?", match["answer"]


def _german_date(match: re.Match[str], text: str) -> Iterator[Draft]:
    name = _name(match["name"], text)
    if name:
        yield f"Wann wurde {name} {match['done']}?", match["when"]


def _name(name: str, text: str) -> str | None:
    """What the question is about, as it stands within a sentence; None where it does not say what it is."""
    words = name.split()
    article = words.pop(0).lower() if words[0] in _ARTICLES and len(words) > 1 else ""
    plain = [word.lower() for word in words]
    last = plain.index("of") + 1 if "of" in plain else 0
    grammar = any(is_function_word(word) for word in plain[: max(0, last - 1)])
    if grammar or not is_topic(plain[last:]) or _VAGUE.search(name) or not words[0][0].isalpha():
        return None
    name = f"{article} {' '.join(words) if article else _inside(words, text)}".strip()
    return None if article == "the" and words[0] in _NO_NAME and len(words) == 1 else name


def _inside(words: list[str], text: str) -> str:
    """A name as it stands within a sentence: small, where the text writes it so elsewhere, or where small words
    follow a word that the text has with a capital at the beginning of sentences only."""
    name, first = " ".join(words), words[0]
    small = name[0].lower() + name[1:]
    if re.search(rf"[a-z,] {re.escape(small)}\b", text):
        return small
    common = text and len(words) > 1 and name[1:].islower() and not first.endswith(("'s", "’s"))
    return small if common and not re.search(rf"[a-z,] {re.escape(first)}\b", text) else name


def _agent(who: str) -> str:
    """The people or the house, without where they work; "" where that is not clear."""
    who = _PLACE.sub("", who).strip(" ,.")
    first = who.partition(" ")[0]
    return who if first[:1].isupper() and is_topic([first.lower()]) else ""


def _definition(answer: str) -> str:
    """The part of a definition that defines; "" where it says nothing by itself."""
    answer = _ASIDE.split(answer)[0].strip(" .,")
    short = len([word for word in answer.split() if word not in _ARTICLES]) < 2
    numbers = len(re.findall(r"\d+(?:\.\d+)?", answer)) > 1
    poor = short or numbers or _VAGUE.search(answer) or _SAYS_NOTHING.match(answer)
    return "" if poor or len(answer) > _LONGEST else answer


def _is_plural(name: str) -> bool:
    head = re.split(r" (?:of|for|in) ", name)[0]
    return head.islower() and head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _rule(pattern: str, make: _Make) -> tuple[re.Pattern[str], _Make]:
    return re.compile(pattern), make


_RULES = (
    _rule(rf"{_NAME},? (?P<be>was|were) {_DONE} {_WHEN}(?: by (?P<who>.+)|\b.*)\.", _dated),
    _rule(rf"{_NAME},? (?P<be>was|were) {_DONE} by {_WHO},? {_WHEN}\b.*\.", _dated),
    _rule(rf"{_NAME}, (?:also |first )?{_DONE} {_WHEN} by {_WHO}, [a-z].*\.", _dated),
    _rule(rf"{_NAME}, (?:also |first )?(?:{_DONE} )?(?:by|from) {_WHO} {_WHEN}, .*\.", _dated),
    _rule(rf"{_WHO} {_DONE} {_NAME},? {_WHEN}\b.*\.", _dated),
    _rule(rf"{_WHEN},? (?P<event>.+)\.", _event),
    _rule(rf"{_NAME} (?:is|are) defined as (?P<answer>.+)", _defined("How is {0} defined?")),
    _rule(rf"{_NAME} (?:refers to|denotes) (?P<answer>.+)", _defined("What does {0} refer to?")),
    _rule(rf"{_NAME} means (?:that )?(?P<answer>.+)", _defined("What does {0} mean?")),
    _rule(rf"{_NAME} consists of (?P<answer>.+)", _defined("What does {0} consist of?")),
    _rule(rf"{_NAME} is (?P<answer>(?:an?|the) .+)", _defined("What is {0}?")),
    _rule(r"(?P<what>(?:An?|\w+ing) [^,;:]+) is called (?P<answer>[^,;:]+)\.", _called),
    _rule(rf"{_NAME} wurden? (?:im Jahre? )?(?P<when>{_YEAR}) .*?(?P<done>\w+(?:t|en))\.", _german_date),
    _rule(rf"{_NAME} bezeichnet (?P<answer>.+)", _defined("Was bezeichnet {0}?")),
    _rule(rf"{_NAME} ist (?P<answer>eine? .+)", _defined("Was ist {0}?")),
)
