"""Claims as small models invent them, and true ones in other words, against a few sentences each."""

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.checking.checker import Checker
from rag.values import Verdict
from tests.fakes import FakeEmbeddings

FOLDER = Path(__file__).parents[2] / "benchmarks"


class _Encoder:
    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        return np.array(FakeEmbeddings().embed_documents(list(texts)), dtype=np.float32)


def _verdicts(name: str, true: str) -> list[tuple[str, Verdict]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["true"] == true]
    checker = Checker(_Encoder())  # type: ignore[arg-type]
    return [
        (row["claim"], checker.assess(row["claim"], row["evidence"].split(" | ")).verdict) for row in rows
    ]


# As many as are known to fail, so that a change that loses one is seen.
@pytest.mark.parametrize(("name", "missed"), [("invented_develop.csv", 4), ("invented_check.csv", 3)])
def test_few_invented_claims_pass(name: str, missed: int) -> None:
    passed = [claim for claim, verdict in _verdicts(name, "no") if verdict is Verdict.SUPPORTED]
    assert len(passed) <= missed, passed


@pytest.mark.parametrize(("name", "lost"), [("invented_develop.csv", 3), ("invented_check.csv", 3)])
def test_few_true_claims_in_other_words_are_called_unsupported(name: str, lost: int) -> None:
    called = [claim for claim, verdict in _verdicts(name, "yes") if verdict is Verdict.UNSUPPORTED]
    assert len(called) <= lost, called


@pytest.mark.parametrize(
    ("evidence", "claim", "verdict"),
    [
        ("Some images show a mark.", "All images show a mark.", Verdict.UNSUPPORTED),
        ("Almost all of the images look like static.", "All of the images look like static.", Verdict.PARTLY),
        ("Practice may improve sleep.", "Practice improves sleep.", Verdict.PARTLY),
        ("Practice may improve sleep.", "Practice might improve sleep.", Verdict.SUPPORTED),
        ("The authors argue that the models hold copies.", "The models hold copies.", Verdict.PARTLY),
        ("The authors have shown that the models hold copies.", "The models hold copies.", Verdict.SUPPORTED),
        ("If the data are biased, the model errs.", "The model errs.", Verdict.PARTLY),
        ("It has fewer than 100 layers.", "It has 100 layers.", Verdict.PARTLY),
        ("It has about 100 layers.", "It has 100 layers.", Verdict.SUPPORTED),
        ("At most 5 per cent erred.", "At least 5 per cent erred.", Verdict.UNSUPPORTED),
        ("Blur spreads because noise grows.", "Noise grows because blur spreads.", Verdict.UNSUPPORTED),
        ("Because noise grows, blur spreads.", "Blur spreads because noise grows.", Verdict.SUPPORTED),
        ("Ada met Tom Beck, the mayor.", "Ada, the mayor, met Tom Beck.", Verdict.UNSUPPORTED),
        ("The Storm of the Century hit Oslo.", "The Century of the Storm hit Oslo.", Verdict.UNSUPPORTED),
        ("The lab opened in 1998 and moved in 2004.", "The lab opened in 2004.", Verdict.PARTLY),
        ("The lab opened in 1998 and moved in 2004.", "The lab moved in 2004.", Verdict.SUPPORTED),
        ("Ada earned 3 pounds and Grace earned 5 pounds.", "Ada earned 5 pounds.", Verdict.PARTLY),
        ("Ada earned 3 pounds and Grace earned 5 pounds.", "Grace earned 5 pounds.", Verdict.SUPPORTED),
        ("It rose by 9 percentage points.", "It rose by 9 percent.", Verdict.UNSUPPORTED),
        ("A generative adversarial network has two parts.", "A GAN has two parts.", Verdict.SUPPORTED),
        ("The law was made by the EU.", "The law was made by the European Union.", Verdict.PARTLY),
        ("GPT-3 has 175B parameters.", "GPT-3 has 175 billion parameters.", Verdict.SUPPORTED),
        ("It came out on 22 August 2022.", "It came out on 2022-08-22.", Verdict.SUPPORTED),
        ("It came out on 22 August 2022.", "It came out on 2022-09-22.", Verdict.UNSUPPORTED),
        ("It opened on 31 December 1999.", "It opened on 31.12.1999.", Verdict.SUPPORTED),
        ("It opened on 31 December 1999.", "It opened on 31.11.1999.", Verdict.UNSUPPORTED),
        ("It opened on 31.12.1999.", "It opened on 30.12.1999.", Verdict.UNSUPPORTED),
        ("It opened on 15 Sept. 1990.", "It opened on 15 September 1990.", Verdict.SUPPORTED),
        ("It opened on 15 Sept. 1990.", "It opened on 15 September 1991.", Verdict.UNSUPPORTED),
        ("It opened on 5 December 2020.", "It opened on 12/05/2020.", Verdict.SUPPORTED),
        ("It opened on 5 December 2020.", "It opened on 05/12/2020.", Verdict.SUPPORTED),
        ("It opened on 5 December 2020.", "It opened on 12/06/2020.", Verdict.UNSUPPORTED),
        ("The dish holds 10^6 cells.", "The dish holds one million cells.", Verdict.SUPPORTED),
        ("The dish holds 10^6 cells.", "The dish holds 10^7 cells.", Verdict.UNSUPPORTED),
        ("The rate is 1e-3.", "The rate is 0.001.", Verdict.SUPPORTED),
        ("The rate is 1e-3.", "The rate is 1e-4.", Verdict.UNSUPPORTED),
        ("It takes ½ of the time.", "It takes 1/2 of the time.", Verdict.SUPPORTED),
        ("Das Haus hat dreiundzwanzig Zimmer.", "Das Haus hat 23 Zimmer.", Verdict.SUPPORTED),
        ("Das Haus hat dreiundzwanzig Zimmer.", "Das Haus hat 32 Zimmer.", Verdict.UNSUPPORTED),
        ("La maison a vingt-trois lits.", "La maison a 23 lits.", Verdict.SUPPORTED),
        (
            "It is impossible to solve the integral.",
            "It is not possible to solve the integral.",
            Verdict.PARTLY,
        ),
        (
            "It is impossible to solve the integral.",
            "It is possible to solve the integral.",
            Verdict.UNSUPPORTED,
        ),
    ],
)
def test_one_point_decides(evidence: str, claim: str, verdict: Verdict) -> None:
    finding = Checker(_Encoder()).assess(claim, [evidence])  # type: ignore[arg-type]
    assert finding.verdict is verdict, finding.reasons
