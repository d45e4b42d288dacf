"""An answer as parts of text with the numbers of its sources, as it is shown."""

from rag.values import Answer, Citation, Verdict
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowRow, FlowSentence
from ui.chat.flow.layout import laid_out
from ui.chat.sources import NumberedSource, sources
from ui.export.paper import PaperPart, TextRun, TextStyle

_CHECKED = {
    Verdict.SUPPORTED: "checked",
    Verdict.PARTLY: "only partly in the material",
    Verdict.UNSUPPORTED: "not in the material",
}
_STYLES = {BlockLook.SHORT: TextStyle.SHORT, BlockLook.ITEM: TextStyle.ITEM}
_BETWEEN = "·"  # the cells of a row


def parts_of(answer: Answer, checked: bool = True) -> list[PaperPart]:
    """What an answer says, numbered like `cited_by`. With `checked` each sentence of the model says what the check
    found; what is quoted needs no check. A row of a table is a line."""
    if not answer.claims:
        return [
            PaperPart.of(TextStyle.TEXT, line.strip()) for line in answer.text.splitlines() if line.strip()
        ]
    blocks = laid_out(answer, sources(answer))
    return [part for block in blocks for part in _parts(block, checked)]


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


def _parts(block: FlowBlock, checked: bool) -> list[PaperPart]:
    lead = (TextRun(block.lead),) if block.lead else ()
    if block.look is BlockLook.TABLE:
        rows = [
            PaperPart(TextStyle.ITEM, _cells(row)) for row in block.rows if any(cell.text for cell in row)
        ]
        return [*([PaperPart(TextStyle.TEXT, lead)] if lead else []), *rows]
    runs = tuple(_run(sentence, checked) for sentence in block.sentences)
    style = TextStyle.TEXT if block.lead else _STYLES.get(block.look, TextStyle.TEXT)  # its lead is its mark
    return [PaperPart(style, (*lead, *runs))]


def _cells(row: FlowRow) -> tuple[TextRun, ...]:
    runs: list[TextRun] = []
    for cell in row:
        before = f"{_BETWEEN} " if runs else ""
        runs.append(TextRun(before + cell.text, cell.numbers))
    return tuple(runs)


def _run(sentence: FlowSentence, checked: bool) -> TextRun:
    said = f" ({_CHECKED[sentence.verdict]})" if checked and sentence.verdict is not None else ""
    return TextRun(sentence.text + said, sentence.numbers)
