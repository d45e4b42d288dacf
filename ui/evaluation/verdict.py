"""What was given, for who measures it: what the check found about each claim, and the guess at a short answer.

A chat shows no guess, for it would be believed, and many are wrong: 15 of 40 at course questions (of 26 sure answers
one).
"""

from collections.abc import Sequence
from typing import NamedTuple

from rag.values import Answer, Claim, ShortAnswer, Source, Verdict
from ui.markdown import Markdown, escape

IN_BOLD = "in bold, perhaps the answer"
"""What is said below a sentence that holds a guess."""


class _Look(NamedTuple):
    """How a verdict is shown: a mark, and words that say the same."""

    mark: str
    words: str


_VERDICTS = {
    Verdict.SUPPORTED: _Look(":green[:material/check_circle:]", "Supported"),
    Verdict.PARTLY: _Look(":orange[:material/contrast:]", "Partly supported"),
    Verdict.UNSUPPORTED: _Look(":gray[:material/do_not_disturb_on:]", "Not supported"),
}
_WRITERS = {
    Source.EVIDENCE: "word for word",
    Source.MODEL: "in the model's words, checked",
}


def verdict(claim: Claim, guess: Sequence[tuple[int, int]] = ()) -> Markdown:
    """What the check found about a claim, who wrote it, and that it holds a guess, if it does."""
    look = _VERDICTS[claim.verdict]
    reasons = "".join(f" · {escape(reason)}" for reason in claim.reasons)
    bold = f" · {IN_BOLD}" if guess else ""
    return f"{look.mark} {look.words} · {_WRITERS[claim.source]}{reasons}{bold}"


def headline(answer: Answer) -> ShortAnswer | None:
    """The short answer that is shown above the claims: one that is sure, or a guess that no claim quotes."""
    if answer.short is None or any(guessed(claim, answer) for claim in answer.claims):
        return None
    return answer.short


def guessed(claim: Claim, answer: Answer) -> tuple[tuple[int, int], ...]:
    """The span of the claim's text that is a guess at the short answer; () where it quotes none."""
    short = answer.short
    if short is None or short.sure or claim.source is not Source.EVIDENCE:
        return ()
    found = short.citation
    return tuple(
        (found.start - quoted.start, found.end - quoted.start)
        for quoted in claim.citations
        if quoted.holds(found)
    )
