"""Turn the blocks of a lecture into what reportlab flows onto pages."""

from collections.abc import Callable

from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Preformatted,
    Spacer,
    Table,
)

from samples.figures import draw
from samples.markup import Lecture, TextBlock, cells, inline, math
from samples.styles import ACCENT, MEASURE, PAPER, QUIET, RULE, STYLES, TINT

COURSE = "Generative AI: a short course"


class Heading(Paragraph):  # type: ignore[misc]
    """A heading that the handout also lists in the PDF outline, at the 0-based `level`."""

    def __init__(self, text: str, kind: str, level: int) -> None:
        super().__init__(inline(text), STYLES[kind])
        self.label, self.level = text, level


def flow(lecture: Lecture) -> list[Flowable]:
    """The whole lecture, in reading order, title block first."""
    flowables = _title(lecture)
    body = "paragraph"
    for block in lecture.blocks:
        if block.kind == "directive":
            flowables += _directive(block.text)
            body = {"columns two": "narrow", "columns one": "paragraph"}.get(block.text, body)
        elif block.kind == "paragraph":
            flowables.append(Paragraph(inline(block.text), STYLES[body]))
        else:
            flowables += SETTERS[block.kind](block)
    return flowables


def _title(lecture: Lecture) -> list[Flowable]:
    return [
        Paragraph(f"{COURSE} &nbsp;|&nbsp; Lecture {lecture.number}", STYLES["course"]),
        Paragraph(inline(lecture.title), STYLES["title"]),
        HRFlowable(width="100%", thickness=1.2, color=ACCENT, spaceBefore=0, spaceAfter=7),
        Paragraph(inline(lecture.summary), STYLES["summary"]),
    ]


def _directive(text: str) -> list[Flowable]:
    """`!page`, `!columns one|two`, `!caption text` or `!figure name | caption`."""
    name, _, rest = text.partition(" ")
    if name == "page":
        return [PageBreak()]
    if name == "columns":
        return [NextPageTemplate(rest), PageBreak()]
    if name == "caption":
        return [Paragraph(inline(rest), STYLES["caption"])]
    figure, _, caption = rest.partition(" | ")
    return [
        KeepTogether(
            [Spacer(1, 4), draw(figure), Spacer(1, 5), Paragraph(inline(caption), STYLES["caption"])]
        )
    ]


def _section(block: TextBlock) -> list[Flowable]:
    return [Heading(block.text, "section", 0)]


def _subsection(block: TextBlock) -> list[Flowable]:
    return [Heading(block.text, "subsection", 1)]


def _formula(block: TextBlock) -> list[Flowable]:
    return [Paragraph(math(block.text), STYLES["formula"])]


def _list(block: TextBlock) -> list[Flowable]:
    items = [ListItem(Paragraph(inline(line), STYLES["list"])) for line in block.lines]
    marks = {"bulletType": "bullet", "start": "•", "bulletFontSize": 11, "bulletColor": ACCENT}
    return [KeepTogether([ListFlowable(items, leftIndent=14, **marks), Spacer(1, 4)])]


def _table(block: TextBlock) -> list[Flowable]:
    """A table that stays with its caption; widths follow the longest cell of each column."""
    rows = [cells(line) for line in block.lines]
    longest = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    weights = [max(9.0, min(length, 70) ** 0.8) for length in longest]
    styles = [STYLES["head cell"], *[STYLES["cell"]] * (len(rows) - 1)]
    table = Table(
        spaceBefore=3,
        spaceAfter=5,
        data=[
            [Paragraph(inline(cell), style) for cell in row] for row, style in zip(rows, styles, strict=True)
        ],
        colWidths=[MEASURE * weight / sum(weights) for weight in weights],
        style=[
            ("LINEABOVE", (0, 0), (-1, 0), 1, ACCENT),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, ACCENT),
            ("LINEBELOW", (0, 1), (-1, -2), 0.3, RULE),
            ("LINEBELOW", (0, -1), (-1, -1), 1, ACCENT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.6),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ],
    )
    table.keepWithNext = 1
    return [table]


def _box(block: TextBlock) -> list[Flowable]:
    return [Spacer(1, 3), _panel(Paragraph(inline(block.text), STYLES["box"]), TINT, 3), Spacer(1, 10)]


def _code(block: TextBlock) -> list[Flowable]:
    return [
        Spacer(1, 2),
        _panel(Preformatted("\n".join(block.lines), STYLES["code"]), PAPER, 0.8),
        Spacer(1, 9),
    ]


def _panel(inside: Flowable, colour: object, bar: float) -> Table:
    return Table(
        [[inside]],
        colWidths=["100%"],
        style=[
            ("BACKGROUND", (0, 0), (-1, -1), colour),
            ("LINEBEFORE", (0, 0), (0, -1), bar, ACCENT if bar > 1 else QUIET),
            ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ],
    )


SETTERS: dict[str, Callable[[TextBlock], list[Flowable]]] = {
    "section": _section,
    "subsection": _subsection,
    "formula": _formula,
    "list": _list,
    "table": _table,
    "box": _box,
    "code": _code,
}
