"""Whose question comes next: everybody has a turn before anybody has a second one."""

from collections.abc import Hashable, Mapping, Sequence
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
    left, last, order = list(waiting), dict(served), []
    now = max((*last.values(), *(one.since for one in left)), default=0)
    while left:
        heads = {one.person: one for one in sorted(left, key=lambda one: -one.since)}
        taken = min(heads.values(), key=lambda one: (max(one.since, last.get(one.person, 0)), one.since))
        now += 1
        last[taken.person] = now
        left.remove(taken)
        order.append(taken.key)
    return order
