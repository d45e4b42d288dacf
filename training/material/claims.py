"""Claims about units, written by hand: which the unit carries and which it does not."""

import json
from dataclasses import dataclass
from pathlib import Path

from rag.checking.asking import read_text
from rag.errors import InvalidTestSet
from rag.writing.rewording.asking import NOTHING
from training.material.rewordings import FOLDER as REWORDINGS
from training.material.rewordings import DocumentUse, Rewording, by_line, use_of

FOLDER = Path(__file__).parents[1] / "claims"


@dataclass(frozen=True, slots=True)
class WrittenClaim:
    """A claim about a `unit`, which has its heading and what it leans on before it. `kind` says what is wrong with one
    that is not `carried`, and how one that is was made: "say", "simpler" or "free"."""

    unit: str
    text: str
    carried: bool
    kind: str
    group: str

    @property
    def use(self) -> DocumentUse:
        """That of the unit's document."""
        return use_of(self.group)


def claims(data: Path, folder: Path = FOLDER, units: Path = REWORDINGS) -> list[WrittenClaim]:
    """All claims, with those that the rewordings are. Raises InvalidTestSet where a line does not fit its unit."""
    found: list[WrittenClaim] = []
    for path in sorted(folder.glob("*.jsonl")):
        said = by_line(units / path.name, data)
        for made in said.values():
            found += [_claim(one, one.said, True, "simpler" if one.simpler else "say") for one in made]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                unit = said[row["unit"]][0]
                found += [_claim(unit, row["free"], True, "free")] if "free" in row else []
                found += [_claim(unit, row["wrong"], False, row["kind"])] if "wrong" in row else []
            except (KeyError, ValueError, TypeError) as error:
                raise InvalidTestSet(f"{path}, line {number}: {error!r}") from error
    return [claim for claim in found if claim.text != NOTHING]


def _claim(unit: Rewording, text: str, carried: bool, kind: str) -> WrittenClaim:
    about = read_text(unit.heading, unit.before, unit.text.replace(" || ", " "))
    return WrittenClaim(about, text, carried, kind, unit.group)
