"""An answer as parts of text with the numbers of its sources, as it is shown."""

from collections.abc import Iterable, Sequence

from rag.values import Answer, Citation, Claim, Source, Task, Verdict
from ui.chat.sentences import around, distinct, paragraphs, readable
from ui.chat.sources import NumberedSource, headline, numbers, sources
from ui.export.paper import PaperPart, TextRun, TextStyle

_CHECKED = {
    Verdict.SUPPORTED: "checked",
    Verdict.PARTLY: "only partly in the material",
    Verdict.UNSUPPORTED: "not in the material",
}


def parts_of(answer: Answer, checked: bool = True) -> list[PaperPart]:
    """What an answer says, numbered like `cited_by`. With `checked` each sentence of the model says what the check
    found; what is quoted needs no check."""
    known = sources(answer)
    before, after = around(answer)
    parts = _lines(before)
    short = headline(answer)
    if short is not None:
        run = TextRun(short.text, tuple(numbers([short.citation], known)))
        parts.append(PaperPart(TextStyle.SHORT, (run,)))
    claims = distinct(answer.claims)
    if not claims:
        return parts + _lines(answer.text.splitlines())
    alone = answer.task in (Task.ABOUT, Task.LIST) or bool(before)
    style = TextStyle.ITEM if alone else TextStyle.TEXT
    for together in [[claim] for claim in claims] if alone else paragraphs(claims):
        parts.append(PaperPart(style, tuple(_run(claim, known, checked) for claim in together)))
    return parts + _lines(after)


def cited_by(answer: Answer) -> list[Citation]:
    """The sources of an answer by their numbers, from 1, which are those on the screen."""
    return [citation_of(source) for source in sources(answer)]


def citation_of(source: NumberedSource) -> Citation:
    """The place of a source."""
    return Citation(
        source.document_id,
        source.document,
        source.page,
        source.start,
        source.end,
        source.quote,
        source.score,
        source.label,
        source.method,
        source.at,
    )


def _run(claim: Claim, known: Sequence[NumberedSource], checked: bool) -> TextRun:
    said = f" ({_CHECKED[claim.verdict]})" if checked and claim.source is Source.MODEL else ""
    return TextRun(readable(claim.text) + said, tuple(numbers(claim.citations, known)))


def _lines(lines: Iterable[str]) -> list[PaperPart]:
    return [PaperPart.of(TextStyle.TEXT, line.strip()) for line in lines if line.strip()]
