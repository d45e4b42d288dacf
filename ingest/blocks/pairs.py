"""What has two parts in a plain text: fields, terms with their meanings, questions with their answers."""

from collections.abc import Sequence
from functools import lru_cache

from ingest.blocks.drafts import BlockSource, Draft
from ingest.blocks.lines import asks_or_answers, definition_of, field_of
from ingest.blocks.textlines import is_full, stanza_end
from rag.language.tables import listed
from rag.values.pages import Kind

_GLOSSARY = frozenset(listed("marks", "glossary"))
_SHORT = 80  # characters of a field that stands alone
_ANSWER, _QUESTION = 800, 200  # characters
_ASKING = ("?", "？", "؟")


def fields(source: BlockSource, first: int, under: str) -> list[Draft]:
    """The fields or definitions from the line `first` on: two in a row or more, or one alone between blank lines."""
    runs = _run(source, first, under)
    glossary = is_glossary(under)
    if len(runs) == 1 and not glossary:
        line = source.lines[first]
        alone = source.parted(first) and source.parted(first + 1) and len(line.text) <= _SHORT
        if not alone or line.ends or field_of(line.text) is None:
            return []
    explained = sum(explains(source.lines[begin].text) for begin, _ in runs)
    kind = Kind.DEFINITION if glossary or 2 * explained > len(runs) else Kind.FIELD
    return [Draft(kind, begin, end) for begin, end in runs]


def begins_fields(source: BlockSource, index: int) -> bool:
    """Whether two fields in a row begin at the line `index`."""
    lines = source.lines
    if index + 1 >= len(lines) or lines[index + 1].parted or source.marks[index] is not None:
        return False
    return field_of(lines[index].text) is not None and field_of(lines[index + 1].text) is not None


@lru_cache(maxsize=1000)
def is_glossary(heading: str) -> bool:
    """Whether a heading says that terms are explained under it."""
    words = heading.casefold().split()
    return any(
        " ".join(words[:count]) in _GLOSSARY or " ".join(words[-count:]) in _GLOSSARY for count in (1, 2)
    )


def questions(source: BlockSource, first: int, drafts: Sequence[Draft]) -> list[Draft]:
    """A question with its answer as one definition: "Q: …" and "A: …", or a line that asks and what is right under it.

    Also a question alone, with a paragraph alone under it and another question or nothing behind it, or one before it.
    """
    lines = source.lines
    if asks_or_answers(lines[first].text) == "asked":
        return _labelled(source, first)
    if not _asks(source, first) or not source.parted(first):
        return []
    end = stanza_end(lines, first)
    if end > first + 1:
        last = next((i for i in range(first + 1, end) if _asks(source, i)), end)
        apart = not is_full(lines[first], lines[first + 1], source.width) and not lines[first + 1].goes_on
        return (
            [Draft(Kind.DEFINITION, first, last)]
            if apart and last > first + 1 and _fits(source, first, last)
            else []
        )
    if end >= len(lines) or source.marks[end] is not None or end in source.tables:
        return []
    last = stanza_end(lines, end)
    before = drafts[-1] if drafts else None
    more = before is not None and before.kind is Kind.DEFINITION and _asks(source, before.first)
    again = last >= len(lines) or _asks(source, last) or more
    answered = not any(_asks(source, index) for index in range(end, last)) and _fits(source, first, last)
    return [Draft(Kind.DEFINITION, first, last)] if again and answered else []


def _labelled(source: BlockSource, first: int) -> list[Draft]:
    """From a question that says that it is one to the end of its answer, that of the question where none follows."""
    lines = source.lines
    last, answered = first + 1, False
    while last < len(lines):
        said = asks_or_answers(lines[last].text)
        if said == "asked" or (lines[last].parted and (answered or said is None)) or (said and answered):
            break
        answered = answered or said == "answered"
        last += 1
    return [Draft(Kind.DEFINITION, first, last)]


def _asks(source: BlockSource, index: int) -> bool:
    text = source.lines[index].text
    return text.endswith(_ASKING) and len(text) <= _QUESTION and not text[0].islower()


def _fits(source: BlockSource, first: int, last: int) -> bool:
    return source.lines[last - 1].end - source.lines[first].start <= _QUESTION + _ANSWER


def _run(source: BlockSource, first: int, under: str) -> list[tuple[int, int]]:
    """The (first, last) lines of the pairs in a row from `first` on, each with the lines that it is wrapped to."""
    lines, runs, index = source.lines, list[tuple[int, int]](), first
    of = field_of if field_of(lines[first].text) else definition_of
    if is_glossary(under):
        of = definition_of
    while index < len(lines) and source.marks[index] is None and of(lines[index].text):
        if index > first and lines[index].parted and not is_glossary(under):
            break
        last = index + 1
        while (
            last < len(lines)
            and not lines[last].parted
            and source.marks[last] is None
            and not of(lines[last].text)
        ):
            inside = lines[last].indent > lines[index].indent
            if not (inside or lines[last].goes_on or is_full(lines[last - 1], lines[last], source.width)):
                break
            last += 1
        runs.append((index, last))
        index = last
    return runs


def explains(text: str) -> bool:
    """Whether the second part is words that go on, as a meaning does, and no entry of a form."""
    found = definition_of(text)
    return (
        found is not None
        and len(found[1].split()) > 1
        and found[1][0].islower()
        and not any(map(str.isdigit, found[1]))
    )
