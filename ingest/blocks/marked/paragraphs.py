"""What a paragraph of Markdown is: a heading in bold, fields, definitions, a question with its answer, or prose."""

import re
from collections.abc import Sequence

from ingest.blocks import margins
from ingest.blocks.lines import asks_or_answers, caption_label, definition_of, field_of
from ingest.blocks.marked.inline import Words
from ingest.blocks.pairs import explains, is_glossary
from ingest.blocks.writer import PageWriter
from ingest.readers.formulas.tex import linear
from rag.language.tables import listed
from rag.values.pages import Kind

_ASKING = ("?", "？", "؟")
_LONGEST = 90  # characters of a heading in bold
_AFTER_TERM = re.compile(r"\s?(?:[:：]|\s[-–—=])\s")
_FORMULA = re.compile(r"\$[^$]+\$|\$\$[^$]+\$\$|\\\(.{1,500}\\\)")  # of web pages
_CONTENTS = re.compile(r"\[{1,2}_?toc_?\]{1,2}", re.IGNORECASE)
_ASIDES = frozenset(listed("marks", "asides"))


def write(lines: Sequence[Words], writer: PageWriter) -> None:
    """Write a paragraph as the blocks that it is."""
    if not lines:
        return
    first, rest = lines[0], lines[1:]
    if all(line.picture for line in lines) or caption_label(first.text):
        writer.add(Kind.CAPTION, joined(lines))
    elif is_question(first) and rest:
        writer.add(Kind.DEFINITION, f"{first.text}\n{joined(rest)}")
    elif is_heading(first) and not any(is_heading(line) for line in rest):
        writer.heading(first.text)
        write(rest, writer)
    elif asks_or_answers(first.text) == "asked":
        _pairs(lines, writer)
    elif len(lines) == 1 and (first.formula or _FORMULA.fullmatch(first.text)):
        writer.add(Kind.FORMULA, first.text)
    elif margins.is_note(first.text):
        _starting(lines, [margins.is_note(line.text) for line in lines], Kind.NOTE, writer)
    elif rest and any(line.text.startswith(": ") for line in rest):
        _listed(lines, writer)
    elif _CONTENTS.fullmatch(first.text[:20]) and not rest:
        writer.add(Kind.FURNITURE, first.text)
    elif first.text.startswith("\\begin{") and lines[-1].text.endswith("}"):
        writer.add(Kind.FORMULA, linear("\n".join(line.text for line in lines)))
    elif _speaks(first, writer):
        _turns(lines, writer)
    else:
        _lines(lines, writer)


def joined(lines: Sequence[Words]) -> str:
    """The lines as they read: on one line but where they were broken on purpose."""
    parts = [line.text + ("\n" if line.hard else " ") for line in lines]
    return "".join(parts).strip()


def is_question(line: Words) -> bool:
    """Whether the line is a question in bold, and nothing else."""
    return line.bold == len(line.text) and line.text.endswith(_ASKING)


def is_heading(line: Words) -> bool:
    """Whether the line is a few words in bold, and nothing else; those with a colon introduce something."""
    bold = line.bold == len(line.text) and len(line.text) <= _LONGEST
    return bold and not line.text.endswith((".", ":", ",", ";", "：", "。", *_ASKING))


def kind_of(line: Words, under: str = "") -> Kind | None:
    """Whether a line is a field or a definition: by what is bold in it, or by what it stands under; else None."""
    term = line.text[: line.bold].rstrip()
    after = line.text[line.bold :]
    if line.bold and (term.endswith((":", "：")) or _AFTER_TERM.match(after)) and len(term.split()) <= 8:
        name = term.rstrip(":： ").casefold()
        if name in _ASIDES or len(after.strip(" :：–—-=")) < 1:
            return None
        is_field = field_of(line.text) is not None and not explains(line.text)
        return Kind.FIELD if is_field else Kind.DEFINITION
    if is_glossary(under) and definition_of(line.text):
        return Kind.DEFINITION
    return None


def _speaks(line: Words, writer: PageWriter) -> bool:
    return re.split(r"\s?[:：(\[]", line.text[:80])[0] in writer.speakers


def _turns(lines: Sequence[Words], writer: PageWriter) -> None:
    """What each speaker says, as a paragraph."""
    starts = [index for index, line in enumerate(lines) if _speaks(line, writer)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        writer.add(Kind.PARAGRAPH, joined(lines[start:end]))


def _lines(lines: Sequence[Words], writer: PageWriter) -> None:
    """Lines that are fields or definitions as such, each with those that it is wrapped to; others as a paragraph."""
    under = writer.outline.path[-1] if writer.outline.path else ""
    kinds = [kind_of(line, under) for line in lines]
    fields = [field_of(line.text) is not None for line in lines]
    if not any(kinds) and len(lines) > 1 and all(fields):
        kinds = [Kind.DEFINITION if explains(line.text) else Kind.FIELD for line in lines]
    if kinds[0] is None:
        begun = next((index for index, kind in enumerate(kinds) if kind), len(lines))
        writer.add(Kind.PARAGRAPH, joined(lines[:begun]))
        lines, kinds = lines[begun:], kinds[begun:]
    starts = [index for index, kind in enumerate(kinds) if kind]
    if not starts:
        return
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        writer.add(kinds[start] or Kind.FIELD, joined(lines[start:end]), group="fields")


def _starting(lines: Sequence[Words], begins: Sequence[bool], kind: Kind, writer: PageWriter) -> None:
    starts = [index for index, is_first in enumerate(begins) if is_first]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        writer.add(kind, joined(lines[start:end]), group=kind.value)


def _pairs(lines: Sequence[Words], writer: PageWriter) -> None:
    """Questions that say that they are some, each with the lines of its answer on lines of their own."""
    starts = [index for index, line in enumerate(lines) if asks_or_answers(line.text) == "asked"]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        cut = next((i for i in range(start, end) if asks_or_answers(lines[i].text) == "answered"), end)
        writer.add(Kind.DEFINITION, f"{joined(lines[start:cut])}\n{joined(lines[cut:end])}")


def _listed(lines: Sequence[Words], writer: PageWriter) -> None:
    """Terms, each with its meanings on lines that begin with a colon under it."""
    term, meanings = "", list[str]()
    for index, line in enumerate(lines):
        if line.text.startswith(": "):
            meanings.append(line.text[2:].strip())
        elif meanings and not any(after.text.startswith(": ") for after in lines[index + 1 : index + 2]):
            meanings[-1] += f" {line.text}"
        elif meanings:
            writer.add(Kind.DEFINITION, f"{term}: " + "\n".join(meanings), group="terms")
            term, meanings = line.text, []
        else:
            term = f"{term} {line.text}".strip()
    writer.add(Kind.DEFINITION, f"{term}: " + "\n".join(meanings) if meanings else term, group="terms")
