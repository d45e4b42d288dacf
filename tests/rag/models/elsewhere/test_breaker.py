from rag.models.elsewhere.breaker import CircuitBreaker


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def opened(clock: Clock) -> CircuitBreaker:
    """One that opened at 100 s, for 30."""
    breaker = CircuitBreaker(2, 30.0, clock)
    for _ in range(2):
        assert breaker.enter()
        breaker.failed("it was down")
    return breaker


def test_it_opens_after_failures_in_a_row():
    breaker = CircuitBreaker(2, 30.0, Clock())
    breaker.failed("down")
    breaker.succeeded()
    breaker.failed("down")
    assert breaker.enter()
    breaker.failed("down again")
    assert not breaker.enter()
    assert (breaker.reason, breaker.seconds_left) == ("down again", 30.0)


def test_after_its_rest_one_call_alone_may_try():
    clock = Clock()
    breaker = opened(clock)
    clock.now = 129.9
    assert not breaker.enter()
    clock.now = 130.0
    assert breaker.enter() and not breaker.enter()


def test_a_try_that_fails_opens_it_anew_and_one_that_succeeds_closes_it():
    clock = Clock()
    breaker = opened(clock)
    clock.now = 130.0
    assert breaker.enter()
    breaker.failed("still down")
    assert not breaker.enter() and breaker.seconds_left == 30.0
    clock.now = 160.0
    assert breaker.enter()
    breaker.succeeded()
    assert breaker.enter() and breaker.enter() and breaker.seconds_left == 0.0


def test_a_try_that_says_nothing_of_the_server_leaves_the_next_one_to_try():
    clock = Clock()
    breaker = opened(clock)
    clock.now = 130.0
    assert breaker.enter()
    breaker.spared()
    assert breaker.enter() and not breaker.enter()
