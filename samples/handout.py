"""One lecture as a PDF: page templates, running foot, outline and metadata."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from samples.layout import COURSE, Heading, flow
from samples.markup import Lecture
from samples.styles import BOTTOM, GUTTER, HEIGHT, MARGIN, MEASURE, QUIET, RULE, TOP, WIDTH

AUTHOR = "The Lectern project"


class Handout(BaseDocTemplate):  # type: ignore[misc]
    """A document with a one-column and a two-column page; the same input gives the same bytes."""

    def __init__(self, path: Path, lecture: Lecture) -> None:
        super().__init__(
            str(path),
            pagesize=(WIDTH, HEIGHT),
            title=lecture.title,
            author=AUTHOR,
            subject=f"{COURSE}, lecture {lecture.number}",
            keywords=lecture.keywords,
            creator="samples/build.py",
            lang="en-GB",
            invariant=1,
        )
        self.lecture = lecture
        column = (MEASURE - GUTTER) / 2
        one = [_frame(MARGIN, MEASURE)]
        two = [_frame(MARGIN, column), _frame(MARGIN + column + GUTTER, column)]
        self.addPageTemplates(
            [PageTemplate("one", one, onPageEnd=self.foot), PageTemplate("two", two, onPageEnd=self.foot)]
        )

    def foot(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        """Rule, title and 1-based page number at the bottom of each page."""
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, BOTTOM - 14, WIDTH - MARGIN, BOTTOM - 14)
        canvas.setFont("Helvetica", 8.5)
        canvas.setFillColor(QUIET)
        canvas.drawString(MARGIN, BOTTOM - 27, f"Lecture {self.lecture.number}: {self.lecture.title}")
        canvas.drawRightString(WIDTH - MARGIN, BOTTOM - 27, str(canvas.getPageNumber()))
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:
        """Put each heading into the outline, pointing at its own place on the page."""
        if isinstance(flowable, Heading):
            key = f"heading-{self.page}-{round(self.frame._y)}-{round(self.frame._x1)}"
            top = self.frame._y + flowable.height + flowable.style.spaceBefore
            self.canv.bookmarkHorizontal(key, 0, top)
            self.canv.addOutlineEntry(flowable.label, key, flowable.level)


def _frame(left: float, width: float) -> Frame:
    height = HEIGHT - TOP - BOTTOM
    return Frame(left, BOTTOM, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def typeset(lecture: Lecture, path: Path) -> None:
    """Write `lecture` to `path` as a PDF."""
    Handout(path, lecture).build(flow(lecture))
