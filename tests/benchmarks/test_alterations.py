"""The altered claims: each kind changes one thing, and the same seed makes the same claims."""

import random

import pytest

from benchmarks.altered_claims import AlteredClaim, interval, suite
from training.material.alterations import ALTERATIONS, name_pool

TEXT = "In March 1815 the army of Napoleon marched 300 km before it met the troops of Wellington, and was not beaten."
OTHER = "The city of Vienna is older than the town of Berlin."


@pytest.mark.parametrize("kind", ALTERATIONS)
def test_each_kind_changes_the_claim_the_same_way_for_the_same_seed(kind: str) -> None:
    pool = name_pool([("war", TEXT), ("cities", OTHER)])["war"]
    made = {ALTERATIONS[kind](TEXT, random.Random(3), pool, (TEXT,)) for _ in range(2)}
    assert len(made) == 1
    assert made.pop() not in (None, TEXT)


def test_names_come_from_other_documents() -> None:
    pool = name_pool([("war", TEXT), ("cities", OTHER)])
    assert pool == {"war": ("Berlin", "Vienna"), "cities": ("Napoleon", "Wellington")}


def test_units_change_and_numbers_stay() -> None:
    assert ALTERATIONS["unit"]("It is 300 km long.", random.Random(0), (), ()) == "It is 300 miles long."


def test_roles_change_places() -> None:
    claim = ALTERATIONS["swapped roles"]("Then the Duke Wellington beat Napoleon.", random.Random(0), (), ())
    assert claim == "Then the Napoleon beat Duke Wellington."


def test_the_suite_holds_every_claim_unaltered_and_no_altered_one_twice() -> None:
    examples = [
        AlteredClaim(TEXT, (TEXT,), "war", "squad", "war"),
        AlteredClaim(OTHER, (OTHER,), "x", "squad", "x"),
    ]
    cases = suite(examples)
    assert [case.claim for case in cases if case.kind == "unaltered"] == [TEXT, OTHER]
    altered = [(case.kind, case.claim) for case in cases if case.kind != "unaltered"]
    assert len(altered) == len(set(altered)) >= len(ALTERATIONS)


def test_wilson_interval() -> None:
    # 10 of 10: centre (1 + 3.8416/20) / (1 + 3.8416/10) = 0.8612, half width 0.1388.
    assert interval(10, 10) == "1.000 [0.722, 1.000]"
