"""A short answer that is a guess: shown where it stands in the sentence that is quoted, beside what rivals it.

As a headline a guess would be believed, and many are wrong: 15 of 40 at course questions (of 26 sure answers one).
"""

from rag.values import Answer, Claim, ShortAnswer, Source

IN_BOLD = "in bold, perhaps the answer"
"""What is said below a sentence that holds a guess."""


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
