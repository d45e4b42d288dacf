"""People before runs."""

import threading
import time

import pytest

from service.turns import Left, TooManyWaiting, Turns, Wait


def test_a_person_who_waits_goes_before_the_next_case() -> None:
    turns, order = Turns(), []
    inside, go_on, waiting = threading.Event(), threading.Event(), threading.Event()

    def run() -> None:
        for number in (1, 2):
            with turns.case():
                inside.set()
                assert go_on.wait(10)
                order.append(f"case {number}")

    def person() -> None:
        waiting.set()
        with turns.person():
            order.append("person")

    threads = [threading.Thread(target=run)]
    threads[0].start()
    assert inside.wait(10)
    threads.append(threading.Thread(target=person))
    threads[1].start()
    assert waiting.wait(10)
    while not turns.waiting:  # it stands in the queue
        pass
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert order == ["case 1", "person", "case 2"]


def test_who_leaves_lets_the_others_go_on():
    turns, left = Turns(), threading.Event()
    left.set()
    with turns.case(), pytest.raises(Left), turns.person(left.is_set):
        raise AssertionError("it was not their turn")
    with turns.case():  # no person is waited for any more
        pass
    with pytest.raises(Left), turns.person(left.is_set):  # nor is it their turn when it comes
        raise AssertionError("they had left")
    with turns.person():
        pass


def test_who_asks_much_holds_up_another_by_one_question_at_most() -> None:
    turns, order = Turns(), []

    def asks(who: str) -> threading.Thread:
        def ask() -> None:
            with turns.person(who=who):
                order.append(who)

        thread, before = threading.Thread(target=ask), turns.waiting
        thread.start()
        while turns.waiting == before:
            pass
        return thread

    with turns.person(who="another"):
        threads = [asks(who) for who in ("much", "much", "much", "little")]
    for thread in threads:
        thread.join(10)
    assert order == ["much", "little", "much", "much"]
    assert turns.waiting == 0 and turns._served == {}


def test_the_wait_is_what_the_last_turns_took() -> None:
    now = [0.0]
    turns = Turns(lambda: now[0])
    for took in (2.0, 6.0):
        with turns.person():
            now[0] += took
    with turns.person(who="first"):
        second, third = turns.come("second", "desk"), turns.come("third", "desk")
        now[0] += 1.0
        # Four seconds each; the one at work has three left.
        assert turns.wait_of(second) == Wait(1, 3.0)
        assert turns.wait_of(third) == Wait(2, 7.0)
    turns.leave(second)
    assert turns.wait_of(third) == Wait(0, 0.0)
    with turns.turn("desk") as ticket:
        assert ticket == third
    assert turns.waiting == 0 and turns._desks == {}


def test_what_passes_between_two_turns_is_part_of_the_wait() -> None:
    now = [0.0]
    turns = Turns(lambda: now[0])
    with turns.person():
        turns.come("second", "desk")
        now[0] += 2.0
    now[0] += 1.0  # before the desk has taken the next
    with turns.turn("desk"):
        now[0] += 3.0
    now[0] += 50.0  # nobody waits
    with turns.person():
        now[0] += 2.0
    assert turns.pace == (2.0 + 4.0 + 2.0) / 3


def test_no_more_than_so_many_are_taken() -> None:
    turns = Turns()
    turns.come("one", "desk")
    turns.check_room(2)
    turns.come("another", "desk")
    with pytest.raises(TooManyWaiting, match="in about 10 seconds"):
        turns.check_room(2)


def test_when_to_ask_again_is_said_in_whole_seconds_and_never_too_early() -> None:
    assert [TooManyWaiting(seconds).seconds for seconds in (0.0, 0.4, 1.0, 2.1)] == [1, 1, 1, 3]
    assert "in about 3 seconds" in str(TooManyWaiting(2.1))


def test_who_gives_way_goes_on_after_a_while_all_the_same() -> None:
    turns = Turns()
    turns.give_way(60)  # nobody is there
    ticket = turns.come("one", "desk")
    began = time.monotonic()
    turns.give_way(0.05)
    assert time.monotonic() - began >= 0.05
    turns.leave(ticket)
    turns.give_way(60)
