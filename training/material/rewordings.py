"""Units said in fewer words by hand, to teach the writer by: `training/rewordings/`."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.bench.dataset import load
from rag.errors import InvalidTestSet

FOLDER = Path(__file__).parents[1] / "rewordings"
_OWN = Path(__file__).parents[1]
_WATCHED, _HELD_OUT = 5, 10  # of a hundred documents
_MARKS = re.compile(r"\*\*|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_BULLET = re.compile(r"(^|\|\| )[-*•] ")
_JOINED = " || "


class DocumentUse(StrEnum):
    """What a document is for."""

    TAUGHT = "taught"
    WATCHED = "watched"
    HELD_OUT = "held_out"


@dataclass(frozen=True, slots=True)
class Rewording:
    """A unit and how it is said for a question. `said` is "-" where it says nothing for it; `group` is its document.

    `heading` is what it stands under and `before` the sentence that it leans on, or "".
    """

    question: str
    heading: str
    before: str
    text: str
    said: str
    simpler: bool
    group: str

    @property
    def use(self) -> DocumentUse:
        """That of its document."""
        return use_of(self.group)


def use_of(group: str) -> DocumentUse:
    """What a document is for, by a hash of its name."""
    share = int(hashlib.sha256(group.encode()).hexdigest(), 16) % 100
    if share < _HELD_OUT:
        return DocumentUse.HELD_OUT
    return DocumentUse.WATCHED if share < _HELD_OUT + _WATCHED else DocumentUse.TAUGHT


def rewordings(data: Path, folder: Path = FOLDER, files: Collection[str] = ()) -> list[Rewording]:
    """What was said by hand, all or in the `files` of these names. What is said of the sets in `data`
    refers to their texts, which are read there.

    Raises InvalidTestSet where a set is missing or is another than the one that was said.
    """
    paths = [path for path in sorted(folder.glob("*.jsonl")) if not files or path.stem in files]
    return [one for path in paths for made in by_line(path, data).values() for one in made]


def by_line(path: Path, data: Path) -> dict[int, list[Rewording]]:
    """What was said in one file, by the line from 0: in fewer words, and in simpler ones where that was done."""
    found: dict[int, list[Rewording]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        try:
            found[number] = list(_said(json.loads(line), data))
        except (KeyError, ValueError, TypeError) as error:
            raise InvalidTestSet(f"{path}, line {number + 1}: {error!r}") from error
    return found


def _said(row: dict[str, Any], data: Path) -> Iterator[Rewording]:
    text, before = row.get("text", ""), row.get("before", "")
    group = f"invented/{row['heading']}"
    if "set" in row:
        whole = _texts(row["set"], data)[row["doc"]]
        text = plain(_JOINED.join(whole[start:end] for start, end in row["spans"]))
        before = plain(whole[slice(*row["before_span"])]) if "before_span" in row else ""
        if hashlib.sha256(text.encode()).hexdigest()[:12] != row["sha256"]:
            raise InvalidTestSet(
                f"{row['set']}: {row['doc']} has another text than the one that was reworded."
            )
        group = f"{row['set']}/{row['doc'].split('#')[0] if row['set'] == 'squad2_half' else row['doc']}"
    for style, simpler in (("say", False), ("simpler", True)):
        if style in row:
            yield Rewording(row["question"], row["heading"], before, text, row[style], simpler, group)


def plain(text: str) -> str:
    """A piece of Markdown as a reader shows it: on one line, without marks of emphasis and of lists."""
    return _MARKS.sub("", _BULLET.sub(r"\1", " ".join(text.split())))


@cache
def _texts(name: str, data: Path) -> dict[str, str]:
    if name in ("courses", "facts"):
        folders = sorted(path.parent for path in (_OWN / name).glob("*/corpus.jsonl"))
        return {
            text.name: page.text for folder in folders for text in load(folder).texts for page in text.pages
        }
    return {text.name: text.pages[0].text for text in load(data / name).texts}
