"""An answer: what it says, and where each sentence is from."""

from collections.abc import Sequence

import streamlit as st

from rag.language.layout import plain_line
from rag.store.conversations import Message
from rag.values import Answer, Claim, Evidence, Kind, Outcome, ShortAnswer, Source, Task, Verdict
from service.first_shown import SHOWN
from ui import resources
from ui.chat.asking import again
from ui.chat.citations import show_citations
from ui.chat.foot import show_foot
from ui.chat.sentences import around, distinct, paragraphs, readable
from ui.chat.sources import NumberedSource, headline, numbers, sources
from ui.markdown import Markdown, escape, escape_lines
from ui.viewer.units import show_unit

_PLACES = 2  # that are shown where it is not sure that they answer

_CHECKED = {
    Verdict.SUPPORTED: ":small[:green[:material/check_circle: checked]]",
    Verdict.PARTLY: ":small[:orange[:material/contrast: only partly in the material]]",
    Verdict.UNSUPPORTED: ":small[:gray[:material/do_not_disturb_on: not in the material]]",
}
"""Behind a sentence in the model's own words; the material's words need no check."""


def show_answer(message: Message, asked: Message, answer: Answer) -> None:
    """A finished answer to what was `asked`, as its outcome is."""
    if answer.task is Task.TALK:
        _show_talk(message, answer)
        return
    known = sources(answer)
    if answer.outcome is Outcome.ANSWERED:
        _show_said(message, answer, known)
        _show_more(message, answer, known)
    elif answer.outcome is Outcome.UNSURE:
        _show_places(message, answer, known)
    else:
        _show_silence(message, answer, known)
    _show_notes(answer)
    show_foot(message, asked, answer)


def show_evidence(
    place: str,
    evidence: Sequence[Evidence],
    known: Sequence[NumberedSource],
    message_id: int,
    whole: bool = True,
) -> None:
    """The first sentences, each with the page it is on. `whole` as in `show_citations`."""
    for index, sentence in enumerate(evidence[:SHOWN]):
        cited = numbers([sentence.citation()], known)
        with st.container(key=f"quoted-{place}-{index}", gap=None):
            show_unit(sentence)
            show_citations(f"{place}-{index}", cited, known, message_id, whole)


def show_short(
    message_id: int, short: ShortAnswer, known: Sequence[NumberedSource], whole: bool = True
) -> None:
    """The short answer, at once readable; only a sure one may stand so large. `whole` as in `show_citations`."""
    with st.container(key=f"said-{message_id}-short", gap=None):
        st.markdown(f"### {escape(short.text)}", anchors=False)
        show_citations(f"{message_id}-short", numbers([short.citation], known), known, message_id, whole)


def _show_talk(message: Message, answer: Answer) -> None:
    """A friendly line, and what might be asked."""
    st.markdown(escape_lines(answer.text))
    for index, question in enumerate(answer.suggestions):
        st.button(
            escape(question),
            key=f"suggestion-{message.id}-{index}",
            icon=":material/arrow_forward:",
            on_click=again,
            args=(question,),
        )


def _show_said(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    short = headline(answer)
    if short is not None:
        show_short(message.id, short, known)
    claims = distinct(answer.claims)
    before, after = around(answer)
    _show_lines(before)
    # Places to go to, items of a list, or documents that disagree.
    alone = answer.task in (Task.ABOUT, Task.LIST) or bool(before)
    for paragraph in [[claim] for claim in claims] if alone else paragraphs(claims):
        first = claims.index(paragraph[0])
        with st.container(key=f"said-{message.id}-{first}", gap=None):
            for index, claim in enumerate(paragraph, start=first):
                _show_claim(claim, answer)
                show_citations(f"{message.id}-{index}", numbers(claim.citations, known), known, message.id)
    _show_lines(after)
    if not claims:
        show_evidence(f"{message.id}-found", answer.evidence, known, message.id)


def _show_claim(claim: Claim, answer: Answer) -> None:
    """A claim as its words look in the material, or as a sentence."""
    quoted = next((found for found in answer.evidence if _is_whole(found, claim)), None)
    line = next((line for line in _items(answer) if line.endswith(plain_line(claim.text))), None)
    if quoted is not None and (quoted.cells or quoted.kind is Kind.CODE):
        show_unit(quoted)
    elif line is not None:
        st.markdown(escape(line))
    else:
        st.markdown(_sentence(claim))


def _is_whole(found: Evidence, claim: Claim) -> bool:
    """Whether the claim quotes all of the evidence, and nothing else."""
    pairs = zip(found.citations(), claim.citations, strict=False)
    same = all(mine.holds(cited) and cited.holds(mine) for mine, cited in pairs)
    return same and len(claim.citations) == len(found.citations())


def _items(answer: Answer) -> list[str]:
    """The lines of a list, each with its number; none of another answer."""
    return answer.text.splitlines() if answer.task is Task.LIST else []


def _show_lines(lines: Sequence[str]) -> None:
    if lines:
        st.markdown(escape_lines("\n".join(lines)))


def _show_places(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    """What may answer, in the material's words."""
    _show_lines(around(answer)[0] or [answer.text])
    for index, claim in enumerate(distinct(answer.claims)[:_PLACES]):
        with st.container(key=f"quoted-{message.id}-{index}", gap=None):
            _show_claim(claim, answer)
            show_citations(f"{message.id}-{index}", numbers(claim.citations, known), known, message.id)


def _show_silence(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    """That there is no answer, and for who wants to look, what came near one."""
    if answer.stopped:  # it was not yet known that there is none
        show_evidence(f"{message.id}-near", answer.evidence, known, message.id)
        return
    st.markdown(escape_lines(answer.text))
    if not answer.evidence:
        return
    fold = st.expander("Nearest places", key=f"near-{message.id}", on_change="rerun")
    if fold.open:
        with fold:
            show_evidence(f"{message.id}-near", answer.evidence, known, message.id)


def _show_notes(answer: Answer) -> None:
    if answer.notice:
        st.caption(f":material/info: {escape(answer.notice)}")
    if answer.stopped:
        st.caption(":material/stop_circle: You stopped this answer; what was there is kept.")


def _sentence(claim: Claim) -> Markdown:
    """What a claim says, and what the check found if the model wrote it."""
    if claim.source is Source.EVIDENCE:
        return escape(readable(claim.text))
    reasons = "".join(f" :small[· {escape(reason)}]" for reason in claim.reasons)
    return f"{escape(claim.text)} {_CHECKED[claim.verdict]}{reasons}"


def _show_more(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    """Evidence that would have been an answer by itself, and that no claim quotes already; closed."""
    least = resources.engine().settings.answering.threshold
    said = {readable(claim.text) for claim in answer.claims}
    rest = [found for found in answer.evidence if found.score >= least and readable(found.text) not in said]
    if not rest or not answer.claims:
        return
    fold = st.expander("More from the material", key=f"more-{message.id}", on_change="rerun")
    if fold.open:
        with fold:
            show_evidence(f"{message.id}-more", rest, known, message.id)
