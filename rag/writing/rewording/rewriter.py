"""The rewriter: a model says a unit in fewer words that stand alone; what the unit does not carry is not taken."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from rag.checking import asking
from rag.checking.checker import Checker
from rag.common.interruption import check
from rag.language.layout import plain_line
from rag.language.sentences import spans
from rag.models.generation import prompts
from rag.models.generation.limits import limited
from rag.values import Claim, Evidence, Kind, Source, Verdict
from rag.writing.rewording.asking import NOTHING, request
from rag.writing.rewording.order import is_in_order

_WORDS = 12  # of a unit at least: a shorter one is short enough
_KINDS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.NOTE, Kind.CAPTION})
_LONGEST = 80  # tokens of a reply
_SHORTER, _NO_LONGER = 0.92, 1.1  # of the words of the unit at most; in simpler words
_LEAST = 4  # words of a sentence that says something
_ENDS = (".", "!", "?", "。", "！", "？")


@runtime_checkable
class SideBySide(Protocol):
    """A chat model that writes several replies at once; `taught` says that it was taught what `asking` asks."""

    taught: bool

    def replies(
        self, fixed: Sequence[BaseMessage], asked: Sequence[BaseMessage], max_tokens: int
    ) -> list[str]:
        """What it says to each of `asked` after the messages `fixed`."""
        ...


@runtime_checkable
class Decisive(Protocol):
    """A chat model that was taught to tell whether a text carries a claim, `carried` from so many log-odds."""

    taught: bool
    carried: float

    def odds(
        self, fixed: Sequence[BaseMessage], asked: Sequence[BaseMessage], yes: str, no: str
    ) -> list[float]:
        """The log-odds of `yes` against `no` as its reply to each of `asked` after the messages `fixed`."""
        ...


class Rewriter:
    """Words units anew with any LangChain chat model."""

    def __init__(self, model: BaseChatModel, checker: Checker) -> None:
        self._model = model
        self._checker = checker

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
        said = self._said(question, units, simpler)
        claims = [self._claim(unit, text, most) for unit, text in zip(units, said, strict=True)]
        return list(zip(said, self._carried(units, claims), strict=True))

    def _carried(self, units: Sequence[Evidence], claims: Sequence[Claim | None]) -> list[Claim | None]:
        """The claims without those that a model which was taught to tell does not find in their units."""
        model = self._model
        if not (isinstance(model, Decisive) and model.taught):
            return list(claims)
        made = [index for index, claim in enumerate(claims) if claim is not None]
        asked = [
            asking.request(_read(units[index]), claim.text) for index in made if (claim := claims[index])
        ]
        if not asked:
            return list(claims)
        odds = model.odds(
            asked[0][:-1], [messages[-1] for messages in asked], asking.CARRIED, asking.NOT_CARRIED
        )
        kept = {index for index, told in zip(made, odds, strict=True) if told >= model.carried}
        return [claim if index in kept else None for index, claim in enumerate(claims)]

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

    def _claim(self, unit: Evidence, said: str, most: float) -> Claim | None:
        """What was said as a claim about the unit; None where it is not carried, longer than `most` of its words, or no
        sentence."""
        text = plain_line(said).strip().strip('"“”')
        lead = unit.leans_on
        if not _is_fit(text, unit, most) or not is_in_order(text, unit.read, lead_of(unit)):
            return None
        evidence = [unit.read] if lead is None else [unit.read, lead.quote]
        finding = self._checker.assess(text, evidence, [unit.document])
        rests_on = {index for index, _ in finding.rests_on}
        if finding.verdict is not Verdict.SUPPORTED or 0 not in rests_on:
            return None
        cited = unit.citations() if lead is None or 1 not in rests_on else (*unit.citations(), lead)
        return Claim(text, Verdict.SUPPORTED, Source.MODEL, cited)


def _is_fit(text: str, unit: Evidence, most: float) -> bool:
    """Whether it is one whole sentence, other than the unit and of no more than the share `most` of its words."""
    said, read = text.split(), unit.read.split()
    if not _LEAST <= len(said) <= len(read) * most or len(spans(text)) != 1 or said == read:
        return False
    return text[-1:] in _ENDS


def heading_of(unit: Evidence) -> str:
    """What the unit stands under, nearest last; its document's name where it stands under nothing."""
    return plain_line(" › ".join(unit.context[-2:])) or unit.document


def _read(unit: Evidence) -> str:
    """The unit as the taught check reads it."""
    return asking.read_text(heading_of(unit), lead_of(unit), plain_line(unit.read))


def read_with_lead(unit: Evidence) -> str:
    """The unit on one line, after the sentence that it leans on."""
    return f"{lead_of(unit)} {plain_line(unit.read)}".lstrip()


def lead_of(unit: Evidence) -> str:
    """The sentence that the unit leans on, on one line; "" where it leans on none."""
    return plain_line(unit.leans_on.quote) if unit.leans_on is not None else ""
