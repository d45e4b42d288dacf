"""What a question means that leans on the conversation: what is searched for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.text import Text
from rag.question.conversation.dependence import dependence
from rag.question.conversation.pair import about_both, pair_of
from rag.question.conversation.resolution import asks, other_thing, resolved
from rag.question.conversation.topic import Said, salient, telling_terms
from rag.question.conversation.utterance import Utterance
from rag.question.wanted.sides import sides_of

_WORDS_ADDED = 5
_ANSWER_CHARACTERS = 500
_CHAIN = 6  # questions that may lean on one another


@dataclass(frozen=True, slots=True)
class Leaning:
    """`search` is what is searched for, `context` the exchange that it leans on, None where it leans on nothing any
    more. `alone` says that it was put as a question of its own, `other` that all that it says is what is asked of now.
    """

    search: Text
    context: Text | None = None
    alone: bool = False
    other: bool = False


def leaning(asked: Text, told: Sequence[Said], spoken: str) -> Leaning:
    """What `asked` means after what was `told`.

    It is put as a question of its own where that is plain; then it leans on nothing any more, and a wrong turn cannot
    lead it astray. What it calls by a name, or names as another one of what was spoken of ("and the lower lock?" of
    locks), is searched for alone. Else words of the questions before it are added, none of what was answered, which
    may be wrong.
    """
    questions = [said for said in told if said.turn.role == "user"]
    whole = _on_its_own(asked, alone(told, spoken))
    if whole:
        return Leaning(Text.of(whole, spoken), alone=True)
    exchange = Text.of(_last_exchange(told), spoken)
    context = exchange if exchange.text else None
    other = other_thing(asked)
    if other is not None and _is_another(other, questions):
        return Leaning(other, context, other=True)
    added = salient(questions, _WORDS_ADDED, asked.terms)
    search = Text.of(f"{asked.text.strip()} ({added})", spoken) if added else asked
    return Leaning(search, context, other=other is not None)


def alone(told: Sequence[Said], spoken: str) -> list[Text]:
    """The last questions, oldest first, each put as one that stands alone where that is plain; without those that lean
    on another and say nothing of their own."""
    found: list[Text] = []
    for said in [said for said in told if said.turn.role == "user"][-_CHAIN:]:
        leans = found and dependence(Utterance.of(said.text, telling_terms(found[-1])))
        whole = (_on_its_own(said.text, found) or _compared(said.text, found)) if leans else ""
        if whole:
            found.append(Text.of(whole, spoken))
        elif not leans or telling_terms(said.text):
            found.append(said.text)
    return found


def _on_its_own(asked: Text, before: Sequence[Text]) -> str:
    """`asked` as a question of its own after those `before`, oldest first; "" where it is not plain. What names another
    thing is asked as the last of them was that asked."""
    if other_thing(asked) is not None:
        before = [question for question in before if asks(question)]
    return resolved(asked, before[-1]) if before else ""


def _compared(asked: Text, before: Sequence[Text]) -> str:
    """`asked` as a comparison that names what it means by "they", each a side; "" where it is none."""
    pair = pair_of(before)
    whole = about_both(asked, (", ".join(pair),), False) if pair else ""
    return whole if whole and sides_of(whole, asked.language) is not None else ""


def _is_another(other: Text, questions: Sequence[Said]) -> bool:
    """Whether a thing is known without what was asked before: by a name, or as another one of what was spoken of."""
    if any(word.text[:1].isupper() for word in other.words):
        return True
    known = telling_terms(other)
    said = {term for question in questions for term in telling_terms(question.text)}
    return bool(known & said) and bool(known - said)


def _last_exchange(told: Sequence[Said]) -> str:
    """The user's last question and what was answered to it."""
    start = max((i for i, said in enumerate(told) if said.turn.role == "user"), default=0)
    return " ".join(said.turn.text[:_ANSWER_CHARACTERS] for said in told[start:])
