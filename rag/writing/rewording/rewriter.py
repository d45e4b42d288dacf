"""The rewriter: a model says a unit in fewer words that stand alone; what the unit does not carry is not taken."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from rag.checking.checker import Checker
from rag.common.interruption import check
from rag.language.layout import plain_line
from rag.language.sentences import spans
from rag.models.generation import prompts
from rag.models.generation.limits import limited
from rag.values import Claim, Evidence, Kind, Source, Verdict

_WORDS = 12  # of a unit at least: a shorter one is short enough
_KINDS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.NOTE, Kind.CAPTION})
_LONGEST = 80  # tokens of a reply
_SHORTER = 0.92  # of the words of the unit at most
_LEAST = 4  # words of a sentence that says something


@runtime_checkable
class SideBySide(Protocol):
    """A chat model that writes several replies at once."""

    def replies(
        self, fixed: Sequence[BaseMessage], asked: Sequence[BaseMessage], max_tokens: int
    ) -> list[str]:
        """What it says to each of `asked` after the messages `fixed`."""
        ...


class Rewriter:
    """Words units anew with any LangChain chat model."""

    def __init__(self, model: BaseChatModel, checker: Checker) -> None:
        self._model = model
        self._checker = checker

    def reworded(self, units: Sequence[Evidence], at_once: int = 4) -> Iterator[tuple[Evidence, Claim]]:
        """Of `units` in their order those that could be said in fewer words, each with its checked claim; as soon as
        they are written, `at_once` at a time. Raises Interrupted."""
        worth = [unit for unit in units if unit.kind in _KINDS and len(unit.read.split()) >= _WORDS]
        for start in range(0, len(worth), at_once):
            check()
            group = worth[start : start + at_once]
            for unit, said in zip(group, self._said(group), strict=True):
                claim = self._claim(unit, said)
                if claim is not None:
                    yield unit, claim

    def _said(self, units: Sequence[Evidence]) -> list[str]:
        template = prompts.load("reword", frozenset({"heading", "text"}))
        asked = [
            template.format_messages(heading=heading_of(unit), text=read_with_lead(unit)) for unit in units
        ]
        fixed = asked[0][:-1]
        if isinstance(self._model, SideBySide):
            return self._model.replies(fixed, [messages[-1] for messages in asked], _LONGEST)
        model = limited(self._model, _LONGEST)
        said: list[str] = []
        for messages in asked:
            check()
            said.append(str(model.invoke(messages).text))
        return said

    def _claim(self, unit: Evidence, said: str) -> Claim | None:
        """What was said as a claim about the unit; None where it is not carried, not shorter, or no sentence."""
        text = plain_line(said).strip().strip('"“”')
        words = text.split()
        read = unit.read.split()
        if not _LEAST <= len(words) <= len(read) * _SHORTER or len(spans(text)) != 1 or words == read:
            return None
        if text[-1:] not in ".!?。！？":
            return None
        lead = unit.leans_on
        evidence = [unit.read] if lead is None else [unit.read, lead.quote]
        finding = self._checker.assess(text, evidence, [unit.document])
        if finding.verdict is not Verdict.SUPPORTED:
            return None
        led = lead is not None and any(index == 1 for index, _ in finding.rests_on)
        cited = (*unit.citations(), lead) if led and lead is not None else unit.citations()
        return Claim(text, Verdict.SUPPORTED, Source.MODEL, cited)


def heading_of(unit: Evidence) -> str:
    """What the unit stands under, nearest last; its document's name where it stands under nothing."""
    return plain_line(" › ".join(unit.context[-2:])) or unit.document


def read_with_lead(unit: Evidence) -> str:
    """The unit on one line, after the sentence that it leans on."""
    lead = f"{plain_line(unit.leans_on.quote)} " if unit.leans_on is not None else ""
    return lead + plain_line(unit.read)
