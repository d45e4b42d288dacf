"""People before runs."""

import threading

from service.turns import Turns


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
    while not turns._people:  # it stands in the queue
        pass
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert order == ["case 1", "person", "case 2"]
