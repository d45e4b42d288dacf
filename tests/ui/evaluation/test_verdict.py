from dataclasses import replace

from rag.values import Answer, Claim, ShortAnswer, Source, Verdict
from tests.ui.fakes import TEXT, answer
from ui.evaluation.verdict import guessed, headline

WHOLE = answer(7)
QUOTE = Claim(TEXT[46:77], Verdict.SUPPORTED, Source.EVIDENCE, (WHOLE.evidence[0].citation(),))


def _guess(*claims: Claim, score: float = 0.4) -> Answer:
    assert WHOLE.short is not None
    short = ShortAnswer("Mirela", replace(WHOLE.short.citation, score=score))
    return replace(WHOLE, claims=claims, short=short)


def test_a_guess_is_shown_in_the_sentence_that_is_quoted() -> None:
    answer = _guess(QUOTE)
    ((start, end),) = guessed(QUOTE, answer)
    assert QUOTE.text[start:end] == "Mirela"
    assert headline(answer) is None


def test_a_sure_answer_is_the_headline_and_not_marked_again() -> None:
    answer = _guess(QUOTE, score=0.5)
    assert guessed(QUOTE, answer) == ()
    assert headline(answer) == answer.short


def test_a_guess_that_no_claim_quotes_is_the_headline() -> None:
    assert WHOLE.short is not None
    written = replace(QUOTE, source=Source.MODEL)  # the model's words are not the page's
    citation = WHOLE.evidence[0].citation()
    elsewhere = replace(QUOTE, citations=(replace(citation, page=2), replace(citation, start=63)))
    answer = _guess(written, elsewhere)
    assert guessed(written, answer) == guessed(elsewhere, answer) == ()
    assert headline(answer) == answer.short
    assert headline(replace(answer, short=None)) is None
