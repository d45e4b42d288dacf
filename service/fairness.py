"""Whose question comes next: everybody has a turn before anybody has a second one."""

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple


class Waiting(NamedTuple):
    """A question that waits: its key, the `person` who asked it, and the moment `since` when it came.

    Moments are numbers that grow with every question that comes or has had its turn.
    """

    key: int
    person: Hashable
    since: int


def in_turn(waiting: Sequence[Waiting], served: Mapping[Any, int]) -> list[int]:
    """The keys in the order in which they are answered. `served` is when each person's last turn ended.

    A person's questions keep their order. Next is the one whose person has waited longest: since the question came, or
    since that person's last turn, if that was later. So ten questions of one hold up another's by one at most.
    """
    lines: dict[Hashable, deque[Waiting]] = {}
    for one in sorted(waiting, key=lambda one: one.since):
        lines.setdefault(one.person, deque()).append(one)
    now = max((*served.values(), *(one.since for one in waiting)), default=0)
    # Of each line since when its person waits, since when its first question does, which settles ties, and the line.
    rows = list(lines.values())
    heads = [(max(row[0].since, served.get(row[0].person, 0)), row[0].since, n) for n, row in enumerate(rows)]
    heapify(heads)
    order: list[int] = []
    while heads:
        _, _, number = heappop(heads)
        row = rows[number]
        order.append(row.popleft().key)
        now += 1
        if row:
            heappush(heads, (now, row[0].since, number))
    return order
