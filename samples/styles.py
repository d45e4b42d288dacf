"""How a handout looks: page, colours and paragraph styles. Only the standard PDF fonts are used."""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

WIDTH, HEIGHT = A4
MARGIN, TOP, BOTTOM = 29 * mm, 25 * mm, 27 * mm
GUTTER = 8 * mm
MEASURE = WIDTH - 2 * MARGIN

INK = HexColor("#1f2430")
ACCENT = HexColor("#1f4e79")
QUIET = HexColor("#6b7280")
TINT = HexColor("#eef3f8")
PAPER = HexColor("#f6f6f4")
WARM = HexColor("#c8553d")
RULE = HexColor("#c9cfd8")

_BODY = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=11.5, leading=16.4, textColor=INK, spaceAfter=7.5,
    alignment=TA_JUSTIFY, allowWidows=0, allowOrphans=0,
)  # fmt: skip


def _style(name: str, parent: ParagraphStyle = _BODY, **changes: float | int | str | Color) -> ParagraphStyle:
    return ParagraphStyle(name, parent=parent, **changes)


_HEAD = _style("head", fontName="Helvetica-Bold", textColor=ACCENT, alignment=0, keepWithNext=1)

STYLES = {
    "paragraph": _BODY,
    "narrow": _style("narrow", fontSize=11, leading=15.2, alignment=0, spaceAfter=6),
    "course": _style("course", fontName="Helvetica", fontSize=9.5, leading=12, textColor=QUIET, alignment=0),
    "title": _style("title", _HEAD, fontSize=23, leading=28, spaceBefore=3, spaceAfter=7),
    "summary": _style("summary", fontName="Times-Italic", fontSize=12, leading=16.5, alignment=0),
    "section": _style("section", _HEAD, fontSize=14.5, leading=18, spaceBefore=13, spaceAfter=5),
    "subsection": _style("subsection", _HEAD, fontSize=11.5, leading=15, spaceBefore=7, spaceAfter=3),
    "list": _style("list", spaceAfter=3.5, alignment=0),
    "formula": _style("formula", fontSize=12, leading=17, alignment=TA_CENTER, spaceBefore=2, spaceAfter=9),
    "box": _style("box", fontSize=11, leading=15.2, spaceAfter=0, alignment=0),
    "cell": _style("cell", fontSize=10, leading=12.8, spaceAfter=0, alignment=0),
    "caption": _style("caption", fontSize=9.5, leading=12.5, textColor=QUIET, alignment=0, spaceAfter=10),
    "code": _style("code", fontName="Courier", fontSize=8.8, leading=11.9, alignment=0, spaceAfter=0),
}
STYLES["head cell"] = _style(
    "head cell", STYLES["cell"], fontName="Helvetica-Bold", fontSize=9.2, textColor=ACCENT
)
