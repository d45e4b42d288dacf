"""The answer that is shown: the model's checked sentences, or the evidence in its own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.checking.checker import Checker
from rag.language.layout import is_prose, plain_line
from rag.language.sentences import spans
from rag.values import Claim, Evidence, Kind, ShortAnswer, Source, Verdict

REPLACED = "The model's wording was not fully carried by the material, so the material's own words are shown."
_ENDINGS = ".!?。！？؟”\"')"
# Where nothing short answers for sure, what is asked for is often spread over sentences or in the second best one: up
# to three hold the right words more often than the guess's sentence. What is much less likely than the best one, the
# more so where it stands elsewhere, is beside the point: of 28 such answers about a course 26 have the right words with
# 1.5 sentences on average, as with 2.2 where a fiftieth of the best one's score is enough; with the best alone 23.
_MORE_HERE, _MORE, _MOST = 0.1, 0.2, 3


@dataclass(frozen=True, slots=True)
class Composed:
    """The claims in the order in which they are read, their text as one, and a notice ("" for none)."""

    text: str
    claims: tuple[Claim, ...]
    notice: str


def compose(
    draft: str,
    evidence: Sequence[Evidence],
    short: ShortAnswer | None,
    checker: Checker,
    defined: Sequence[Evidence] = (),
) -> Composed:
    """The draft where every sentence of it is supported and it says what the evidence says; else quotes. `defined` is
    a definition with what goes on after it."""
    sure = short if short is not None and short.sure else None
    written = [checker.check(sentence, evidence, Source.MODEL) for sentence in _whole_sentences(draft)]
    if written and _helps(written, sure):
        return _composed([*written, *_second_opinion(evidence, sure)], "", evidence)
    return _composed(quotes(evidence, short, defined), REPLACED if written else "", evidence)


def quotes(
    evidence: Sequence[Evidence], short: ShortAnswer | None, defined: Sequence[Evidence] = ()
) -> list[Claim]:
    """The evidence as claims, word for word: what is `defined`, a sure answer's sentence, or a guess's and the few best
    in order."""
    sure = short if short is not None and short.sure else None
    if sure is None and evidence[0].kind is Kind.HEADING:
        return _led(_under_heading(evidence, short))
    if defined and (sure is None or any(one.holds(sure.citation) for one in defined)):
        return _led(defined)
    read = [sentence for sentence in evidence if short is not None and sentence.holds(short.citation)][:1]
    if sure is not None:
        return [*_led(read), *_second_opinion(evidence, short)]
    more = [s for s in evidence[1:] if _is_nearly_as_likely(s, evidence[0]) and is_prose(s.text)]
    best = [sentence for sentence in [evidence[0], *more[: _MOST - 1]] if sentence not in read]
    chosen = [*read, *best][:_MOST]
    # A guess's sentence comes first, then the best one's passage, the sentences of each in the order of its text.
    first = {s.passage_rank: s.rank for s in sorted(chosen, key=lambda s: -s.rank)}
    return _led(sorted(chosen, key=lambda s: (s not in read, first[s.passage_rank], s.start)))


def _under_heading(evidence: Sequence[Evidence], short: ShortAnswer | None) -> list[Evidence]:
    """The heading that is likest to the question with what comes next after it, then the guess's sentence."""
    head, *others = evidence
    read = [one for one in others if short is not None and one.holds(short.citation)][:1]
    after = [
        one
        for one in others
        if one.document_id == head.document_id
        and (one.page, one.start) > (head.page, head.start)
        and _is_nearly_as_likely(one, head)
    ]
    said = sorted([head, *after[: _MOST - 1]], key=lambda one: (one.page, one.start))
    return [*said, *(one for one in read if one not in said)]


def _is_nearly_as_likely(found: Evidence, best: Evidence) -> bool:
    here = (found.document_id, found.passage_rank) == (best.document_id, best.passage_rank)
    return found.score >= best.score * (_MORE_HERE if here else _MORE)


def led(chosen: Sequence[Evidence]) -> list[list[Claim]]:
    """Each of the sentences as a claim; before one that leans on another one comes that one, unless it is there."""
    said = [found.citation() for found in chosen]
    groups: list[list[Claim]] = []
    for found in chosen:
        lead = found.leans_on
        before = []
        if lead is not None and not any(citation.holds(lead) for citation in said):
            said.append(lead)
            before = [Claim(lead.quote, Verdict.SUPPORTED, Source.EVIDENCE, (lead,))]
        groups.append([*before, quoted(found)])
    return groups


def _led(chosen: Sequence[Evidence]) -> list[Claim]:
    return [claim for group in led(chosen) for claim in group]


def _second_opinion(evidence: Sequence[Evidence], short: ShortAnswer | None) -> list[Claim]:
    """The best sentence, where a sure answer is read from another one: the reader may be wrong. Not where it says the
    same, as a copy of a document does, nor a heading."""
    if short is None or evidence[0].holds(short.citation) or evidence[0].kind is Kind.HEADING:
        return []
    is_read = any(one.holds(short.citation) for one in evidence)
    agrees = is_read and short.text.casefold() in evidence[0].whole.casefold()
    return [] if agrees else [quoted(evidence[0])]


def quoted(sentence: Evidence) -> Claim:
    """A unit of the evidence as a claim, word for word; a row with its column heads."""
    words = sentence.read if sentence.cells else sentence.whole
    return Claim(words, Verdict.SUPPORTED, Source.EVIDENCE, sentence.citations())


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


def _composed(claims: Sequence[Claim], notice: str, evidence: Sequence[Evidence]) -> Composed:
    """Prose on one line; code keeps its line ends."""
    code = {found.citations() for found in evidence if found.kind is Kind.CODE}
    text = ""
    for claim in claims:
        as_it_stands = claim.citations in code
        said = claim.text if as_it_stands else plain_line(claim.text)
        text += ("\n" if as_it_stands else " ") * bool(text) + said
    return Composed(text, tuple(claims), notice)
