"""How a delimited text is written: what parts its fields, how they are quoted."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.readers.sheets.around import COMMENTS

_DELIMITERS = "\t;|,"
_SAMPLE = 200  # records that tell the delimiter
_SAMPLED = 200_000  # characters of them
_PARTED = 0.55  # of the records have more than one field, for a delimiter
_CLOSE = 0.05  # between the best delimiter and one that is less often something else
_STATED = re.compile(r"sep=(.)\n", re.IGNORECASE)
_LINES = 300  # of one field, from which on a quotation mark was never closed
_LONGEST = 1_000_000  # characters of a field


@dataclass(frozen=True, slots=True)
class Dialect:
    """`delimiter` is "" where there is one field a line. `quoted`: fields may be in quotation marks; `escaped`: a mark
    in them has a backslash before it, rather than another mark. `start`: where the records begin."""

    delimiter: str
    quoted: bool = True
    escaped: bool = False
    start: int = 0

    def records(self, text: str) -> Iterator[list[str]]:
        """The records of the text, a list of fields each; [] for an empty line."""
        lines = (line + "\n" for line in text[self.start :].split("\n"))
        if not self.delimiter and '"' not in text:
            return ([line.strip()] if line.strip() else [] for line in lines)
        csv.field_size_limit(_LONGEST)
        return csv.reader(
            lines,
            delimiter=self.delimiter or "\x1f",
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            doublequote=not self.escaped,
            escapechar="\\" if self.escaped else None,
            skipinitialspace=f'{self.delimiter} "' in text,
        )


def dialect(text: str, usual: str = "") -> Dialect:
    """The dialect of a text by its beginning; `usual` is the delimiter that its name speaks for, "" for none."""
    stated = _STATED.match(text)
    start = stated.end() if stated else 0
    sample = text[start : start + _SAMPLED]
    escaped = sample.count('\\"') > sample.count('""')
    quoted = _closes(text, Dialect(",", escaped=escaped, start=start))
    if stated:
        return Dialect(stated[1], quoted, escaped, start)
    scores = {mark: _score(sample, Dialect(mark, quoted, escaped)) for mark in _DELIMITERS}
    best = max(scores.values())
    if not best:
        return Dialect("", quoted, escaped, start)
    if usual and scores.get(usual):
        return Dialect(usual, quoted, escaped, start)
    chosen = next(mark for mark in _DELIMITERS if scores[mark] >= best - _CLOSE)
    return Dialect(chosen, quoted, escaped, start)


def is_comment(fields: list[str]) -> bool:
    """Whether a record is a comment."""
    return bool(fields) and fields[0].startswith(COMMENTS)


def _score(sample: str, tried: Dialect) -> float:
    """How well a delimiter parts the records of the sample into as many fields each, 0 where it does not."""
    try:
        records = [
            found for found in islice(tried.records(sample), _SAMPLE) if found and not is_comment(found)
        ]
    except csv.Error:
        return 0.0
    counts = Counter(map(len, records))
    parted = sum(count for fields, count in counts.items() if fields > 1)
    if not records or parted < _PARTED * len(records):
        return 0.0
    usual = max((count for fields, count in counts.items() if fields > 1), default=0)
    return parted / len(records) * (0.5 + 0.5 * usual / len(records))


def _closes(text: str, tried: Dialect) -> bool:
    """Whether quotation marks are closed: no field has hundreds of lines."""
    if '"' not in text:
        return True
    try:
        return all(
            field.count("\n") < _LINES
            for fields in tried.records(text)
            for field in fields
            if len(field) > _LINES
        )
    except csv.Error:
        return False
