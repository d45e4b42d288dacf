import pytest

from rag.models.catalogue.recommending import recommended
from tests.rag.models.catalogue.conftest import forget

GB = 10**9


@pytest.mark.parametrize(
    ("memory", "prepared", "name"),
    [
        (4 * GB, {"embedded"}, "none"),
        (6 * GB - 1, {"embedded"}, "none"),
        (6 * GB, {"embedded"}, "qwen-0.5b"),
        (16 * GB, {"embedded"}, "qwen-0.5b"),  # that the 1.5B is worth the wait was not found yet
        (16 * GB, {"embedded", "qwen-0.5b"}, "qwen-0.5b"),
        (None, {"embedded"}, "none"),
    ],
)
def test_the_model_that_fits_the_memory(memory, prepared, name):
    assert recommended(memory, prepared).name == name


def test_why_is_said_with_figures():
    assert recommended(4 * GB, ()).why == (
        "This computer has 4.0 GB of memory, and 6.0 GB or more are wanted for a model that writes: answers are "
        "quotations."
    )
    assert recommended(8 * GB, ()).why == (
        "This computer has 8.0 GB of memory, and Qwen2.5-Coder-0.5B-Instruct wants 6.0 GB: it is not fetched yet."
    )
    assert recommended(8 * GB, {"qwen-0.5b"}).why.endswith("wants 6.0 GB: it is ready here.")


def test_the_largest_that_is_worth_the_wait_but_one_that_is_ready_before_it(tiny, table):
    larger = table.read_text(encoding="utf-8").split("[[model]]")[-1].replace('"tiny"', '"large"')
    table.write_text(table.read_text(encoding="utf-8") + f"[[model]]{larger}", encoding="utf-8")
    forget()
    assert recommended(5 * GB, {"embedded"}).name == "large"
    assert recommended(5 * GB, {"embedded", "tiny"}).name == "tiny"
