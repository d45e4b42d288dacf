"""The rewriter: a model says a unit in fewer words that stand alone; what the unit does not carry is not taken."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from rag.checking.checker import Checker
from rag.common.interruption import check
from rag.language.layout import plain_line
from rag.language.sentences import spans
from rag.language.words import words
from rag.models.generation import prompts
from rag.models.generation.limits import limited
from rag.models.pairs.pair import PairJudge, pair
from rag.values import Claim, Evidence, Kind, Source, Verdict
from rag.writing.rewording.asking import NOTHING, request

_WORDS = 12  # of a unit at least: a shorter one is short enough
_KINDS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.NOTE, Kind.CAPTION})
_LONGEST = 80  # tokens of a reply
_SHORTER, _NO_LONGER = 0.92, 1.1  # of the words of the unit at most; in simpler words
_LEAST = 4  # words of a sentence that says something
_ENDS = (".", "!", "?", "。", "！", "？")
_IN_ORDER, _OWN = 0.95, 0.7  # of the words of what is said: with the lead, and of the unit alone
# How probable it must be to the model that reads pairs that the unit carries what was said: where the rules find
# nothing against it, and where they doubt.
_SURE, _SURER = 0.5, 0.9


@runtime_checkable
class SideBySide(Protocol):
    """A chat model that writes several replies at once; `taught` says that it was taught what `asking` asks."""

    taught: bool

    def replies(
        self, fixed: Sequence[BaseMessage], asked: Sequence[BaseMessage], max_tokens: int
    ) -> list[str]:
        """What it says to each of `asked` after the messages `fixed`."""
        ...


class Rewriter:
    """Words units anew with any LangChain chat model."""

    def __init__(self, model: BaseChatModel, checker: Checker, pairs: PairJudge | None = None) -> None:
        """What is said is checked by the rules of `checker` and, where there is one, by a model that reads pairs."""
        self._model = model
        self._checker = checker
        self._pairs = pairs

    @property
    def taught(self) -> bool:
        """Whether the model was taught to say units in fewer words for a question; others see two examples."""
        return isinstance(self._model, SideBySide) and self._model.taught

    def reworded(
        self, question: str, units: Sequence[Evidence], simpler: bool = False, at_once: int = 8
    ) -> Iterator[tuple[Evidence, Claim | None]]:
        """Of `units` in their order those that could be said in fewer words for the question, or in `simpler` ones,
        each with its checked claim, or None where a taught model finds that it says nothing; as soon as they are
        written, `at_once` at a time. Raises Interrupted."""
        worth = [unit for unit in units if unit.kind in _KINDS and len(unit.read.split()) >= _WORDS]
        for start in range(0, len(worth), at_once):
            check()
            group = worth[start : start + at_once]
            for unit, (said, claim) in zip(group, self.tried(question, group, simpler), strict=True):
                if claim is not None or (self.taught and said.strip() == NOTHING):
                    yield unit, claim

    def tried(
        self, question: str, units: Sequence[Evidence], simpler: bool = False
    ) -> list[tuple[str, Claim | None]]:
        """What the model says of each unit, all at once, and the claim that it becomes, None where it is not taken."""
        most = _NO_LONGER if simpler else _SHORTER
        written = self._said(question, units, simpler)
        texts = [plain_line(said).strip().strip('"“”') for said in written]
        likely = self._likely(units, texts)
        return [
            (said, self._claim(unit, text, odds) if _is_fit(text, unit, most) else None)
            for unit, said, text, odds in zip(units, written, texts, likely, strict=True)
        ]

    def _likely(self, units: Sequence[Evidence], texts: Sequence[str]) -> Sequence[float | None]:
        """How probable it is, in [0, 1], that each unit carries its text; None where no model reads pairs."""
        if self._pairs is None:
            return [None] * len(units)
        return self._pairs.p_carried(
            [
                pair(heading_of(unit), lead_of(unit), plain_line(unit.read), text)
                for unit, text in zip(units, texts, strict=True)
            ]
        )

    def _said(self, question: str, units: Sequence[Evidence], simpler: bool) -> list[str]:
        asked = [self._asked(question, unit, simpler) for unit in units]
        if isinstance(self._model, SideBySide):
            return self._model.replies(asked[0][:-1], [messages[-1] for messages in asked], _LONGEST)
        model = limited(self._model, _LONGEST)
        said: list[str] = []
        for messages in asked:
            check()
            said.append(str(model.invoke(messages).text))
        return said

    def _asked(self, question: str, unit: Evidence, simpler: bool) -> list[BaseMessage]:
        if self.taught:
            return request(question, heading_of(unit), lead_of(unit), [plain_line(unit.read)], simpler)
        template = prompts.load("reword", frozenset({"heading", "text"}))
        return template.format_messages(heading=heading_of(unit), text=read_with_lead(unit))

    def _claim(self, unit: Evidence, text: str, likely: float | None) -> Claim | None:
        """What was said as a claim about the unit; None where it is not carried."""
        lead = unit.leans_on
        evidence = [unit.read] if lead is None else [unit.read, lead.quote]
        finding = self._checker.assess(text, evidence, [unit.document])
        if not _is_carried(finding.verdict, likely) or not any(index == 0 for index, _ in finding.rests_on):
            return None
        if likely is None and not is_in_order(text, unit.read, lead.quote if lead is not None else ""):
            return None
        led = any(index == 1 for index, _ in finding.rests_on)
        cited = (*unit.citations(), lead) if led and lead is not None else unit.citations()
        return Claim(text, Verdict.SUPPORTED, Source.MODEL, cited)


def is_in_order(text: str, read: str, lead: str = "") -> bool:
    """Whether the words of `text` stand in the order of the unit, but for few, and but for a beginning from its `lead`.

    Of 104 sentences of the taught 0.5B that the other rules let through, read one by one, 23 were wrong or no good
    English; of the 69 that are in order 6.
    """
    said, there, before = ([word.term for word in words(part)] for part in (text, read, lead))
    if not said:
        return False
    whole, own = (common(said, order) / len(said) for order in ([*before, *there], there))
    return whole >= _IN_ORDER and own >= _OWN


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        last, row = row, [0]
        for place, there in enumerate(other):
            row.append(last[place] + 1 if word == there else max(last[place + 1], row[-1]))
    return row[-1]


def _is_fit(text: str, unit: Evidence, most: float) -> bool:
    """Whether it is one whole sentence, other than the unit and of no more than the share `most` of its words."""
    said, read = text.split(), unit.read.split()
    if not _LEAST <= len(said) <= len(read) * most or len(spans(text)) != 1 or said == read:
        return False
    return text[-1:] in _ENDS


def _is_carried(verdict: Verdict, likely: float | None) -> bool:
    """By the rules alone, or by both: what the rules doubt, the model that reads pairs must be surer of."""
    if likely is None or verdict is Verdict.UNSUPPORTED:
        return verdict is Verdict.SUPPORTED
    return likely >= (_SURE if verdict is Verdict.SUPPORTED else _SURER)


def heading_of(unit: Evidence) -> str:
    """What the unit stands under, nearest last; its document's name where it stands under nothing."""
    return plain_line(" › ".join(unit.context[-2:])) or unit.document


def read_with_lead(unit: Evidence) -> str:
    """The unit on one line, after the sentence that it leans on."""
    return f"{lead_of(unit)} {plain_line(unit.read)}".lstrip()


def lead_of(unit: Evidence) -> str:
    """The sentence that the unit leans on, on one line; "" where it leans on none."""
    return plain_line(unit.leans_on.quote) if unit.leans_on is not None else ""
