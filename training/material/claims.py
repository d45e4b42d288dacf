"""Claims about units, written by hand: which the unit carries and which it does not."""

import json
from dataclasses import dataclass
from pathlib import Path

from rag.errors import InvalidTestSet
from rag.models.pairs.pair import Pair, pair
from training.material.rewordings import FOLDER as REWORDINGS
from training.material.rewordings import Part, Rewording, by_line, part_of

FOLDER = Path(__file__).parents[1] / "claims"
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class WrittenClaim:
    """A pair of a unit and a claim. `kind` says what is wrong with one that is not `carried`, and how one that is was
    made: "say", "simpler" or "free"."""

    pair: Pair
    carried: bool
    kind: str
    group: str

    @property
    def part(self) -> Part:
        """That of the unit's document."""
        return part_of(self.group)


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
    return [claim for claim in found if claim.pair.claim != _NOTHING]


def _claim(unit: Rewording, text: str, carried: bool, kind: str) -> WrittenClaim:
    about = pair(unit.heading, unit.before, unit.text.replace(" || ", " "), text)
    return WrittenClaim(about, carried, kind, unit.group)
