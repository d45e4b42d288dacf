"""A paper as Markdown: whatever a document or model says stays text."""

from rag.values import Citation
from rag.values.places import said
from ui.export.paper import Paper, PaperPart, TextRun, TextStyle
from ui.markdown import Markdown, bracketed, escape, escape_lines


def to_markdown(paper: Paper) -> Markdown:
    """The numbers stand in the text, their sources with the quoted words at its end."""
    blocks = [f"# {escape(paper.title)}", escape(paper.about), *map(_part, paper.parts)]
    if paper.sources:
        blocks += ["## Sources", *(_source(number, cited) for number, cited in enumerate(paper.sources, 1))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _part(part: PaperPart) -> Markdown:
    match part.style:
        case TextStyle.HEADING:
            return f"## {_line(part)}"
        case TextStyle.SHORT:
            return f"**{_line(part)}**"
        case TextStyle.ITEM:
            return f"- {_line(part)}"
        case TextStyle.ASIDE:
            return f"> {_lines(part)}".replace("\n", "\n> ")
    return _lines(part)


def _lines(part: PaperPart) -> Markdown:
    """A part with its line ends, where no numbers stand among them."""
    plain = not any(run.numbers for run in part.runs)
    return escape_lines("".join(run.text for run in part.runs)) if plain else _line(part)


def _line(part: PaperPart) -> Markdown:
    return " ".join(_run(run) for run in part.runs)


def _run(run: TextRun) -> Markdown:
    return " ".join([escape(run.text), *(bracketed(number) for number in run.numbers)])


def _source(number: int, cited: Citation) -> Markdown:
    return f"{bracketed(number)} {escape(cited.document)}, {escape(said(cited))}: “{escape(cited.quote)}”"
