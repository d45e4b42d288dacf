"""Whose question comes next, worked out by hand."""

from service.fairness import Waiting, in_turn


def test_questions_of_different_people_come_in_their_order() -> None:
    assert in_turn([Waiting(1, 7, 1), Waiting(2, 8, 2), Waiting(3, 9, 3)], {}) == [1, 2, 3]


def test_everybody_has_a_turn_before_anybody_has_a_second() -> None:
    # Person 7 put three at 1, 2, 3, and person 8 two at 4, 5. The first turn is taken at 6, by 7 (1 < 4); then 8 has
    # waited since 4 and 7 since 6; then 7 since 6 and 8 since 7, and so on.
    waiting = [Waiting(1, 7, 1), Waiting(2, 7, 2), Waiting(3, 7, 3), Waiting(4, 8, 4), Waiting(5, 8, 5)]
    assert in_turn(waiting, {}) == [1, 4, 2, 5, 3]


def test_who_had_a_turn_waits_since_then() -> None:
    # 7 was served at 6; 8 came at 4, 9 at 8.
    waiting = [Waiting(2, 7, 2), Waiting(4, 8, 4), Waiting(8, 9, 8)]
    assert in_turn(waiting, {7: 6}) == [4, 2, 8]
    assert in_turn([], {7: 6}) == []
