"""What the rules of a page enclose: tables with lines between their cells, and frames around text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.words import Area

_NEAR = 3.0  # points: rules that meet
_SAME = 1.6  # points: rules at one height
_LONG = 8.0  # points: what is shorter is part of a sign
_MOST = 600  # rules that are looked at, the longest


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line at the height `at` (of the page, or from the left where it is upright)."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class CellGrid:
    """Rules that hang together: those across and those that stand upright, by height."""

    across: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def place(self) -> Area:
        lefts = [rule.start for rule in self.across] + [rule.at for rule in self.upright]
        rights = [rule.end for rule in self.across] + [rule.at for rule in self.upright]
        tops = [rule.at for rule in self.across] + [rule.start for rule in self.upright]
        feet = [rule.at for rule in self.across] + [rule.end for rule in self.upright]
        return Area(min(lefts), min(tops), max(rights), max(feet))

    @property
    def xs(self) -> list[float]:
        return _edges(rule.at for rule in self.upright)

    @property
    def ys(self) -> list[float]:
        return _edges(rule.at for rule in self.across)

    @property
    def is_frame(self) -> bool:
        """Whether they enclose one thing only."""
        return len(self.xs) == 2 and len(self.ys) == 2


def straight(rules: Sequence[Area]) -> tuple[list[Rule], list[Rule]]:
    """The rules across and upright, pieces of one line put together."""
    long = sorted(rules, key=lambda rule: rule.left - rule.right + rule.top - rule.bottom)[:_MOST]
    across, upright = [], []
    for rule in long:
        width, height = rule.right - rule.left, rule.bottom - rule.top
        if width >= height and width >= _LONG:
            across.append(Rule((rule.top + rule.bottom) / 2, rule.left, rule.right))
        elif height > width and height >= _LONG:
            upright.append(Rule((rule.left + rule.right) / 2, rule.top, rule.bottom))
    return _joined(across), _joined(upright)


def grids(across: Sequence[Rule], upright: Sequence[Rule]) -> list[CellGrid]:
    """The rules that meet, group by group; those that meet none are left out."""
    group = list(range(len(across) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, flat in enumerate(across):
        for j, tall in enumerate(upright):
            meets = flat.start - _NEAR <= tall.at <= flat.end + _NEAR
            if meets and tall.start - _NEAR <= flat.at <= tall.end + _NEAR:
                group[root(i)] = root(len(across) + j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(group)):
        sides = found.setdefault(root(index), ([], []))
        if index < len(across):
            sides[0].append(across[index])
        else:
            sides[1].append(upright[index - len(across)])
    return [CellGrid(tuple(flat), tuple(tall)) for flat, tall in found.values() if flat and tall]


def stacks(across: Sequence[Rule]) -> list[list[Rule]]:
    """Rules across that are equally wide and stand above each other, top to bottom."""
    found: list[list[Rule]] = []
    for rule in sorted(across, key=lambda rule: rule.at):
        for stack in found:
            if abs(stack[0].start - rule.start) < 2 * _NEAR and abs(stack[0].end - rule.end) < 2 * _NEAR:
                stack.append(rule)
                break
        else:
            found.append([rule])
    return [stack for stack in found if len(stack) > 1]


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules at one height that touch or overlap made one."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if levels and rule.at - levels[-1][0].at <= _SAME:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    done: list[Rule] = []
    for level in levels:
        level.sort(key=lambda rule: rule.start)
        open_ = level[0]
        for rule in level[1:]:
            if rule.start <= open_.end + _NEAR:
                open_ = Rule(open_.at, open_.start, max(open_.end, rule.end))
            else:
                done.append(open_)
                open_ = rule
        done.append(open_)
    return done


def _edges(places: object) -> list[float]:
    edges: list[float] = []
    for at in sorted(places):  # type: ignore[call-overload]
        if not edges or at - edges[-1] > _NEAR:
            edges.append(at)
    return edges


def covered(rules: Sequence[Rule], at: float, place: float) -> bool:
    """Whether a rule at the height `at` goes through `place`."""
    return any(abs(rule.at - at) <= _NEAR and rule.start <= place <= rule.end for rule in rules)


def bands(ys: Sequence[float]) -> list[tuple[float, float]]:
    return list(pairwise(ys))
