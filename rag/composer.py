"""The answer that is shown: the model's checked sentences, or the evidence in its own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.checker import Checker
from rag.sentences import spans
from rag.values import Claim, Evidence, ShortAnswer, Source, Verdict

REPLACED = "The model's wording was not fully carried by the material, so the material's own words are shown."
_ENDINGS = ".!?。！？؟”\"')"
# A further sentence is quoted where it is nearly as probable an answer as the best one.
_MORE, _MOST = 0.6, 3


@dataclass(frozen=True, slots=True)
class Composed:
    """The claims in the order in which they are read, their text as one, and a notice ("" for none)."""

    text: str
    claims: tuple[Claim, ...]
    notice: str


def compose(
    draft: str, evidence: Sequence[Evidence], short: ShortAnswer | None, checker: Checker
) -> Composed:
    """The draft where every sentence of it is supported and it says what the evidence says; else quotes."""
    written = [checker.check(sentence, evidence, Source.MODEL) for sentence in _whole_sentences(draft)]
    if written and _helps(written, short):
        return _composed(written, "")
    return _composed(quotes(evidence, short), REPLACED if written else "")


def quotes(evidence: Sequence[Evidence], short: ShortAnswer | None) -> list[Claim]:
    """The evidence as claims, word for word: the short answer's sentence, or the few best ones."""
    chosen = [sentence for sentence in evidence if short and sentence.holds(short.citation)][:1]
    if not chosen:
        least = evidence[0].score * _MORE
        chosen = [sentence for sentence in evidence[:_MOST] if sentence.score >= least]
        chosen.sort(key=lambda sentence: (sentence.passage_rank, sentence.start))
    return [
        Claim(sentence.text, Verdict.SUPPORTED, Source.EVIDENCE, (sentence.citation(),))
        for sentence in chosen
    ]


def _whole_sentences(draft: str) -> list[str]:
    """The draft's sentences; one that was cut short says something else than it was going to."""
    found = [draft[start:end] for start, end in spans(draft)]
    if found and not found[-1].endswith(tuple(_ENDINGS)):
        found.pop()
    return found


def _helps(written: Sequence[Claim], short: ShortAnswer | None) -> bool:
    if any(claim.verdict is not Verdict.SUPPORTED for claim in written):
        return False
    text = " ".join(claim.text for claim in written)
    return short is None or short.text.casefold() in text.casefold()


def _composed(claims: Sequence[Claim], notice: str) -> Composed:
    return Composed(" ".join(" ".join(claim.text.split()) for claim in claims), tuple(claims), notice)
