"""Questions made of units of a document, each with the unit that should answer it. None is tried yet."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from evaluation.testsets.drafts import draft
from rag.language.identify import language
from rag.language.tables import table
from rag.language.words import is_function_word
from rag.question.suggestions import inside, is_topic
from rag.store.documents.units import StoredUnit
from rag.values import Document, Evidence, Kind, Unit

_NUMBER = re.compile(r"^(?:[\d.]+|[A-Z]\.|[ivx]+\.)\s+")
_TOPIC_WORDS = 5
_CELL = 40  # characters at most of a cell that a question names or asks for
_LONGEST = 90  # characters of a question
_SHORT = 3  # words at most of the head of a column that a question names
_FEW = 2  # units under a heading, from which on there is something to explain
_ITEMS = 3  # right under a heading, from which on it is that of a list
_TOLD = 3  # times that a text speaks of a thing that is worth a question
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


class Sort(StrEnum):
    """What a suggested question asks for."""

    FACT = "fact"
    CELL = "cell"
    LIST = "list"
    EXPLAIN = "explain"
    COMPARE = "compare"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class SuggestedQuestion:
    """`text` asks for what stands in the unit that begins at `start` of the 1-based `page`, or, where `section` is
    true, under the heading there. `topics` are the words that it is about."""

    text: str
    sort: Sort
    document_id: int
    page: int
    start: int
    section: bool = False
    topics: tuple[str, ...] = ()

    def is_in(self, found: Evidence) -> bool:
        """Whether a unit that was found is the one that should answer."""
        return (found.document_id, found.page, found.start) == (self.document_id, self.page, self.start)


def made_of(units: Sequence[StoredUnit], text: str) -> Iterator[SuggestedQuestion]:
    """The questions of `units`, in their order. `text` is what they stand in: it shows how names are written."""
    spoken = language(text)
    sections = [found.unit.under for found in units]
    for index, found in enumerate(units):
        unit = found.unit
        if unit.kind is Kind.HEADING:
            below = [
                one for one, under in zip(units, sections, strict=True) if under == (unit.page, unit.start)
            ]
            yield from _of_heading(found, below, text, spoken)
        elif unit.kind is Kind.ROW:
            yield from _of_row(found, text, spoken)
        elif unit.kind is Kind.PARAGRAPH and _opens_list(units, index):
            yield from _of_opener(found, spoken)
        elif unit.kind is Kind.PARAGRAPH:
            yield from _of_sentence(found, text)


def comparisons(units: Sequence[StoredUnit], text: str) -> Iterator[SuggestedQuestion]:
    """Of two things that follow each other in a table and that the text speaks of, that they be compared."""
    form = _form("compare", language(text))
    rows = [found for found in units if found.unit.kind is Kind.ROW and form]
    for first, second in pairwise(rows):
        one, other = _first_cell(first), _first_cell(second)
        known = all(_is_name(name) and _often(name, text, _TOLD) for name in (one, other))
        if first.unit.table == second.unit.table and known and one != other:
            one, other = inside(one, text), inside(other, text)
            words = form.format(one=one, other=other)
            yield _of(first.document_id, first.unit, words, Sort.COMPARE, False, (one, other))


def summary_of(document: Document, spoken: str) -> str:
    """That a document be summed up; "" where there is no form for it in its language."""
    form = _form("summary", spoken)
    return form.format(title=document.title or document.name) if form else ""


def _of_heading(
    found: StoredUnit, below: Sequence[StoredUnit], text: str, spoken: str
) -> Iterator[SuggestedQuestion]:
    topic = _NUMBER.sub("", " ".join(found.text.split())).strip(" .:")
    explain, items = _form("explain", spoken), _form("items", spoken)
    words = topic.lower().split()
    if not (words and len(words) <= _TOPIC_WORDS and _is_words(topic) and is_topic(words)):
        return
    article = _ARTICLE.match(topic)
    bare = _as_written(_ARTICLE.sub("", topic), text)
    named = f"{article[0].lower()}{bare}" if article else bare
    listed = [unit for unit in below[:_ITEMS] if unit.unit.kind is Kind.ITEM]
    if items and len(listed) == _ITEMS and bare.endswith("s"):
        yield _of(found.document_id, found.unit, items.format(items=bare), Sort.LIST, True, (bare,))
    elif explain and len(words) > 1 and len(below) >= _FEW and _often(bare, text, _TOLD):
        yield _of(found.document_id, found.unit, explain.format(topic=named), Sort.EXPLAIN, True, (bare,))


def _as_written(name: str, text: str) -> str:
    """A name as the text writes it most often within its sentences, not as a heading does."""
    found = re.findall(rf"(?<=[\w,] ){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    forms = Counter(
        form for form in found if not form.isupper() or name != name.upper() or len(name.split()) == 1
    )
    return forms.most_common(1)[0][0] if forms else inside(name, text)


def _of_row(found: StoredUnit, text: str, spoken: str) -> Iterator[SuggestedQuestion]:
    """What a row says under a head, where its first cell names what the text speaks of, and the head is a noun."""
    form, unit, name = _form("cell", spoken), found.unit, _first_cell(found)
    plural = name.endswith("s") and not name.endswith("ss")
    if not form or len(unit.cells) < 2 or plural or not _is_name(name) or not _often(name, text, 2):
        return
    for cell in unit.cells[1:]:
        said = " ".join(found.text[cell.start - unit.start : cell.end - unit.start].split())
        head = " ".join(cell.head.split())
        if (
            said
            and len(said) <= _CELL
            and _is_words(head)
            and len(head.split()) <= _SHORT
            and _is_singular(head, text)
        ):
            words = form.format(head=inside(head, text), row=inside(name, text))
            yield _of(found.document_id, unit, words, Sort.CELL, False, (name, head))
            return


def _first_cell(found: StoredUnit) -> str:
    if not found.unit.cells:
        return ""
    cell = found.unit.cells[0]
    return " ".join(found.text[cell.start - found.unit.start : cell.end - found.unit.start].split())


def _is_name(name: str) -> bool:
    return 1 < len(name) <= _CELL and name[0].isalpha()


def _is_words(text: str) -> bool:
    return text.replace(" ", "").replace("-", "").isalpha()


def _is_singular(head: str, text: str) -> bool:
    """Whether the text uses the head of a column as the name of one thing: "the likelihood"."""
    one = not head.endswith("s") or head.endswith("ss")
    return one and re.search(rf"\b(?:the|an?|its) {re.escape(head)}\b", text, re.IGNORECASE) is not None


def _often(name: str, text: str, least: int) -> bool:
    """Whether the text speaks of it, `least` times or more."""
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    return sum(1 for _ in found) >= least


def _of_opener(found: StoredUnit, spoken: str) -> Iterator[SuggestedQuestion]:
    form = _form("list", spoken)
    opens = re.fullmatch(
        rf"(?:{joined_openers(spoken)})\s*[:：]", " ".join(found.text.split()), re.IGNORECASE
    )
    items = next((held for held in opens.groups() if held), "") if opens and form else ""
    if items:
        items = items[0].lower() + items[1:]
        yield _of(found.document_id, found.unit, form.format(items=items), Sort.LIST, True, (items,))


def joined_openers(spoken: str) -> str:
    """The patterns of what opens a list, each with one group for what it lists."""
    patterns = table("suggested", spoken).get("openers", {}).get("lists", ())
    return "|".join(re.sub(r"\?P<\w+>", "", pattern) for pattern in patterns) or r"(?!)"


def _of_sentence(found: StoredUnit, text: str) -> Iterator[SuggestedQuestion]:
    drafted = [question for question, _ in draft(found.text, text)[:1]]
    for question in [
        question for question in drafted if len(question) <= _LONGEST and _names_a_thing(question)
    ]:
        yield _of(found.document_id, found.unit, question, Sort.FACT, False, ())


def _names_a_thing(question: str) -> bool:
    """Whether what it asks for begins with a name, and not, as "in the background", with a word of grammar."""
    asked = _ARTICLE.sub("", question.partition(" ")[2].partition(" ")[2])
    return bool(asked) and not is_function_word(asked.split()[0].lower())


def _opens_list(units: Sequence[StoredUnit], index: int) -> bool:
    opens = units[index].text.rstrip().endswith((":", "："))
    return opens and index + 1 < len(units) and units[index + 1].unit.kind is Kind.ITEM


def _form(name: str, spoken: str) -> str:
    return str(table("suggested", spoken).get("forms", {}).get(name, ""))


def _of(
    document_id: int, unit: Unit, text: str, sort: Sort, section: bool, topics: tuple[str, ...]
) -> SuggestedQuestion:
    return SuggestedQuestion(text, sort, document_id, unit.page, unit.start, section, topics)
