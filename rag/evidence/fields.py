"""A key and its value, a term and its meaning, a name in a program and what it is set to: the unit that is asked for by
its key, or by its value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.evidence.candidates import UnitSource
from rag.evidence.instructions import is_order
from rag.evidence.tables.grid import terms_of
from rag.language.layout import item_count
from rag.language.tables import listed
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Passage, Span

_PASSAGES = 6  # in which a field is looked for
_KEY = 60  # characters of a key or a term at most
_KINDS = frozenset({Kind.FIELD, Kind.DEFINITION, Kind.ITEM})
# Up to the first colon, spaced dash or equals sign; a term in its own line before its meaning.
_PARTED = re.compile(
    rf"[-*•\s]*(?P<key>[^\n:：=–—]{{1,{_KEY}}}?)(?:\s*[:：]\s*|\s+[–—=-]\s+|\n\s*)(?P<value>\S.*)", re.DOTALL
)


# "size=64", "LIMIT: int = 40", "mode := 'fast'"; not what is compared or computed.
_SET = re.compile(
    r"(?<![\w.\"'])(?P<key>[A-Za-z_]\w*)(?:\s*:\s*\w+)?\s*:?=\s*"
    r"(?P<value>-?\d[\d_.]*|\"[^\"\n]*\"|'[^'\n]*'|True|False|None|true|false|null)(?=\s*(?:[,;)\]}#]|//|$))",
    re.MULTILINE,
)
_NAMED = re.compile(r"\b(?:class|def|function|func|fn|struct|interface)\s+(\w+)")
_SEAM = re.compile(r"_+|(?<=[a-z0-9])(?=[A-Z])")
_OTHERS = 3  # times the words that are asked for, in a value that they describe
_REMARK = re.compile(r"\s\([^()]*\)")


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """The unit that answers, of `passage`, and the part of its text that does."""

    passage: Passage
    stored: StoredUnit
    answering: Span


def field_answer(question: Question, passages: Sequence[Passage], units: UnitSource) -> FieldAnswer | None:
    """The field, definition or item whose key the question names, or whose value it describes; None where there is
    none, or more than one.

    Each word of the question must be in the key (or in the value), over the unit, or in the name of its document; of a
    key also in that of a field beside it. (By a value it would be another field that is asked for: "the assistant's
    phone number".)
    """
    if question.form.why or question.form.two_things or not question.terms:
        return None
    best, said = passages[:_PASSAGES], {word.term for word in question.search.words}
    by_key: list[tuple[frozenset[str], FieldAnswer]] = []
    by_value: list[FieldAnswer] = []
    seen: set[tuple[int, int, int]] = set()
    for passage, found in zip(best, units.of(best), strict=True):
        for stored in found:
            place = stored.document_id, stored.unit.page, stored.unit.start
            if place in seen or is_order(question, stored.text):
                continue
            seen.add(place)
            is_code = stored.unit.kind is Kind.CODE
            for parted in _all_parted(stored):
                known = _known(question, passage, stored)
                key, value = _of_key(parted["key"]), terms_of(parted["value"])
                if (
                    key & question.terms
                    and key <= said
                    and question.terms - key <= known | _beside(stored, found)
                ):
                    by_key.append((key, FieldAnswer(passage, stored, parted.span("value"))))
                elif not is_code and _describes(question.terms - known, value):
                    by_value.append(FieldAnswer(passage, stored, parted.span("key")))
    return _only(_named_last(question, by_key)) or _only(by_value)


def _describes(asked: frozenset[str], value: frozenset[str]) -> bool:
    """Whether a value is described by the words that are asked for: they are in it, and it has not many others. (A long
    one, "Note: when a charge moves, ... called the Lorentz force", is not what "Note" is the word for.)"""
    return bool(asked) and asked <= value and len(value) <= _OTHERS * len(asked) + 1


def _named_last(question: Question, found: Sequence[tuple[frozenset[str], FieldAnswer]]) -> list[FieldAnswer]:
    """Those whose key stands last in the question: "the lecturer's e-mail" is an e-mail."""
    places = {word.term: index for index, word in enumerate(question.search.words)}
    last = [max(places.get(term, -1) for term in key) for key, _ in found]
    return [one for (_, one), place in zip(found, last, strict=True) if place == max(last)]


def _all_parted(stored: StoredUnit) -> list[re.Match[str]]:
    """A unit as its key and its value; of a program each name with what it is set to."""
    if stored.unit.kind is Kind.CODE:
        return list(_SET.finditer(stored.text))
    parted = _parted(stored) if stored.unit.kind in _KINDS else None
    return [] if parted is None else [parted]


def _parted(stored: StoredUnit) -> re.Match[str] | None:
    """A unit as its key and its value; None for the numbered line of an algorithm ("3: return x")."""
    text = stored.text.rstrip()
    listed = stored.unit.kind is Kind.ITEM and item_count(text).endswith(":")
    return None if listed else _PARTED.fullmatch(text)


def _of_key(key: str) -> frozenset[str]:
    """The terms of a key, without those of its unit or remark: "Weight (kg)"; of a name in a program its words."""
    return frozenset(terms_of(_SEAM.sub(" ", _REMARK.sub("", key))) or terms_of(key))


def _beside(stored: StoredUnit, near: Sequence[StoredUnit]) -> frozenset[str]:
    """The terms of the keys of the other fields under the same heading, as in "the lecturer's e-mail"."""
    if stored.unit.kind is not Kind.FIELD:
        return frozenset()
    others = [other for other in near if other is not stored and other.unit.kind is Kind.FIELD]
    keys = [_parted(other) for other in others if other.unit.under == stored.unit.under]
    return frozenset().union(*(terms_of(key["key"]) for key in keys if key is not None))


def _only(found: Sequence[FieldAnswer]) -> FieldAnswer | None:
    """The one that was found; of several that say the same the first."""
    said = {
        (" ".join(one.stored.text.split()).casefold(), one.stored.text[slice(*one.answering)])
        for one in found
    }
    return found[0] if len(said) == 1 else None


def _known(question: Question, passage: Passage, stored: StoredUnit) -> frozenset[str]:
    """The terms of the question that are answered for by what stands over a unit, or only ask what something stands
    for; a name or a number never is the latter. In a program by what it names, too."""
    over = [*stored.unit.context, passage.header, passage.document.rpartition(".")[0]]
    asking = naming_terms() | _words_of("whole")
    if stored.unit.kind is Kind.CODE:
        over += [_SEAM.sub(" ", name) for name in _NAMED.findall(stored.text)]
        asking |= _words_of("program")
    return frozenset().union(*map(terms_of, over)) | (asking - question.names)


def naming_terms() -> frozenset[str]:
    """The terms of words that only ask what something stands for or is called."""
    return _words_of("naming")


@cache
def _words_of(key: str) -> frozenset[str]:
    return frozenset(term for word in listed("fields", key) for term in terms_of(word))
