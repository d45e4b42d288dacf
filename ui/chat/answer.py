"""An answer: what it says, how far it can be trusted, and where each sentence is from."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import streamlit as st

from rag.store.conversations import Message
from rag.values import Answer, Claim, Evidence, ShortAnswer, Source, Verdict
from ui.chat.feedback import feedback
from ui.chat.guess import IN_BOLD, guessed, headline
from ui.chat.keep import keep_button
from ui.chat.sources import NumberedSource, numbers, sources
from ui.markdown import Markdown, bracketed, escape, marked
from ui.session import current

EVIDENCE_SHOWN = 3


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


def show_answer(message: Message, answer: Answer, latest: bool) -> None:
    """A finished answer. Of earlier ones the evidence is folded."""
    known = sources(answer)
    if answer.abstained:
        _show_abstention(message, answer, known)
    else:
        _show_claims(message, answer, known)
        _show_more_evidence(message, answer, known, latest)
    _show_foot(message, answer)


def show_evidence(
    place: str,
    evidence: Sequence[Evidence],
    known: Sequence[NumberedSource],
    message_id: int,
    whole: bool = True,
) -> None:
    """The best sentences, their best words in bold, each with the page it is on.

    Sources can be opened once the answer is `whole`: what it cites may number them anew.
    """
    for sentence in evidence[:EVIDENCE_SHOWN]:
        with st.container(gap="xxsmall"):
            _show_sentence(place, sentence, known, message_id, whole)


def _show_sentence(
    place: str, sentence: Evidence, known: Sequence[NumberedSource], message_id: int, whole: bool
) -> None:
    st.markdown(marked(sentence.text, sentence.marks))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        cited = numbers([sentence.citation()], known)
        _show_citations(f"{place}-{sentence.rank}", cited, known, message_id, whole)
        st.caption(escape(sentence.document))


def show_short(
    message_id: int, short: ShortAnswer, known: Sequence[NumberedSource], whole: bool = True
) -> None:
    """The short answer, at once readable; a guess is called one. `whole` as in `show_evidence`."""
    text = escape(short.text)
    st.markdown(f"### {text}" if short.sure else f"Perhaps **{text}**", anchors=False)
    with st.container(horizontal=True, gap="small"):
        cited = numbers([short.citation], known)
        _show_citations(f"{message_id}-short", cited, known, message_id, whole)


def _show_claims(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    short = headline(answer)
    if short is not None:
        show_short(message.id, short, known)
    for index, claim in enumerate(answer.claims):
        with st.container(gap="xxsmall"):
            _show_claim(f"{message.id}-{index}", message.id, claim, guessed(claim, answer), known)
    if answer.notice:
        st.caption(f":material/info: {escape(answer.notice)}")
    if answer.stopped:
        st.caption(":material/stop_circle: You stopped this answer; what was there is kept.")


def _show_claim(
    place: str,
    message_id: int,
    claim: Claim,
    guess: Sequence[tuple[int, int]],
    known: Sequence[NumberedSource],
) -> None:
    st.markdown(marked(claim.text, guess))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _show_citations(place, numbers(claim.citations, known), known, message_id)
        st.caption(verdict(claim, guess))


def _show_abstention(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    with st.container(border=True, key=f"abstained-{message.id}"):
        st.markdown(f":material/travel_explore: **{escape(answer.text)}**")
        if answer.evidence:
            st.caption("These are the nearest places. They may be of use, but they are no answer.")
            show_evidence(f"{message.id}-near", answer.evidence, known, message.id)


def _show_more_evidence(
    message: Message, answer: Answer, known: Sequence[NumberedSource], latest: bool
) -> None:
    """Evidence that no claim quotes already, for readers who want to judge by themselves."""
    said = {" ".join(claim.text.split()) for claim in answer.claims}
    rest = [found for found in answer.evidence if " ".join(found.text.split()) not in said]
    if not rest:
        return
    fold = st.expander("More from the material", key=f"more-{message.id}", expanded=latest, on_change="rerun")
    if fold.open:
        with fold:
            show_evidence(f"{message.id}-more", rest, known, message.id)


def _show_foot(message: Message, answer: Answer) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        feedback(message, answer)
        keep_button(message, answer)
        if answer.search_query and answer.search_query.casefold() != answer.question.strip().casefold():
            st.caption(f":material/search: Searched for: {escape(answer.search_query)}")
        if answer.seconds.total is not None:
            st.caption(f"{answer.seconds.total:.1f} s")


def _show_citations(
    place: str, cited: Iterable[int], known: Sequence[NumberedSource], message_id: int, whole: bool = True
) -> None:
    for number in cited:
        source = known[number - 1]
        st.button(
            f"{bracketed(number)} p. {source.page:d}",
            key=f"cite-{place}-{number}",
            help=f"Open {escape(source.document)}, page {source.page:d}" if whole else None,
            disabled=not whole,
            on_click=current().open,
            args=(message_id, number),
        )


def verdict(claim: Claim, guess: Sequence[tuple[int, int]] = ()) -> Markdown:
    """What the check found about a claim, who wrote it, and that it holds a guess, if it does."""
    look = _VERDICTS[claim.verdict]
    reasons = "".join(f" · {escape(reason)}" for reason in claim.reasons)
    bold = f" · {IN_BOLD}" if guess else ""
    return f"{look.mark} {look.words} · {_WRITERS[claim.source]}{reasons}{bold}"
