"""The check: what is flagged, why, and what is cited. `FakeEmbeddings` give a cosine of shared words."""

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.checking.checker import Checker
from rag.values import Evidence, Source, Verdict
from tests.fakes import FakeEmbeddings

HASTINGS = "In 1066, William of Normandy defeated Harold at the Battle of Hastings, 5 km from the coast."
LATIN = "They did not speak Latin before 1100."
CHASE = "The dog chased the cat from Paris to London."
GROWTH = "The price of wheat increased by 20 percent in March 1815."
EVIDENCE = (HASTINGS, LATIN, CHASE, GROWTH)


class _Encoder:
    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        return np.array(FakeEmbeddings().embed_documents(list(texts)), dtype=np.float32)


@pytest.fixture
def checker() -> Checker:
    return Checker(_Encoder())  # type: ignore[arg-type]


def _evidence(*sentences: str, document: str = "notes.pdf") -> list[Evidence]:
    """Sentences that follow each other on page 7, the first at offset 100."""
    found, start = [], 100
    for rank, text in enumerate(sentences, 1):
        found.append(Evidence(rank, 3, document, 7, start, start + len(text), text, 0.5, rank))
        start += len(text) + 1
    return found


@pytest.mark.parametrize("claim", EVIDENCE)
def test_a_copy_is_supported(checker: Checker, claim: str) -> None:
    finding = checker.assess(claim, EVIDENCE)
    assert (finding.verdict, finding.reasons) == (Verdict.SUPPORTED, ())


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("In 1067, William of Normandy defeated Harold at the Battle of Hastings.", "year 1067"),
        ("William of Normandy defeated Harold 6 km from the coast.", "number 6"),
        ("William of Normandy defeated Harold 5 miles from the coast.", "5 km"),
        ("William of Brittany defeated Harold at the Battle of Hastings.", "name Brittany"),
        ("William of Hastings defeated Harold in 1066.", "“Normandy”"),
        ("William of Normandy never defeated Harold.", "“never”"),
        ("William of Normandy did not defeat Harold.", "“not”"),
        ("They did speak Latin before 1100.", "“not”"),
        ("They did not speak Latin after 1100.", "“before”"),
        ("In 1066, Harold of Normandy defeated William at the Battle of Hastings.", "changed places"),
        ("The cat chased the dog.", "changed places"),
        ("The dog chased the cat from London to Paris.", "changed places"),
        ("The dog was chased by the cat.", "passive"),
        ("The price of wheat decreased by 20 percent in March 1815.", "“increased”"),
        ("The price of wheat increased by 20 percent in May 1815.", "date May 1815"),
        ("The price of wheat increased by 20 million in March 1815.", "20 million"),
        ("It is sunny today.", "too little"),
    ],
)
def test_a_claim_altered_in_one_point_is_unsupported(checker: Checker, claim: str, reason: str) -> None:
    finding = checker.assess(claim, EVIDENCE)
    assert finding.verdict is Verdict.UNSUPPORTED
    assert any(reason in said for said in finding.reasons), finding.reasons
    assert 0 <= finding.support < 0.5


@pytest.mark.parametrize(
    "claim",
    [
        "William of Normandy defeated Harold in 1066.",
        "Harold was defeated by William of Normandy.",
        "In March 1815, the price of wheat increased by twenty per cent.",
        "At the Battle of Hastings, William defeated Harold.",
    ],
)
def test_other_order_voice_or_writing_is_supported(checker: Checker, claim: str) -> None:
    finding = checker.assess(claim, EVIDENCE)
    assert finding.verdict is Verdict.SUPPORTED, finding.reasons


def test_not_only_may_be_left_out_but_not_the_not_alone(checker: Checker) -> None:
    evidence = ["The law bans not only imported spirits but also local ones."]
    assert checker.assess("The law bans imported spirits.", evidence).verdict is Verdict.SUPPORTED
    assert checker.assess("The law bans only imported spirits.", evidence).verdict is Verdict.UNSUPPORTED


def test_a_number_of_a_neighbouring_sentence_is_no_substitute(checker: Checker) -> None:
    evidence = ["In 2012 there were 487 million workers in India.", "China employed 27 million workers."]
    finding = checker.assess("In 2012 there were 27 million workers in India.", evidence)
    assert finding.reasons == ("the evidence has “487 million” where the claim has “27 million”",)


def test_new_words_make_it_partly_supported_and_are_named(checker: Checker) -> None:
    finding = checker.assess("They did not understand Latin before 1100.", EVIDENCE)
    assert finding.verdict is Verdict.PARTLY
    assert finding.reasons == ("not in the evidence in these words: understand",)


def test_a_word_inside_another_phrase_leaves_a_doubt(checker: Checker) -> None:
    finding = checker.assess(
        "The firm built the Company Charles City in 1897.",
        ["The firm built the Charles City Company in 1897."],
    )
    assert finding.verdict is Verdict.PARTLY
    assert "“Company” stands elsewhere in the evidence" in finding.reasons


def test_a_name_put_together_from_pieces_leaves_a_doubt(checker: Checker) -> None:
    evidence = ["Doctor Strange is aided by Wong.", "He becomes a practitioner of martial arts."]
    finding = checker.assess("Doctor Wong becomes a practitioner of martial arts.", evidence)
    assert finding.verdict is Verdict.PARTLY
    assert finding.reasons == ("the evidence does not have “Doctor Wong” together",)


def test_a_name_may_come_from_the_documents_title(checker: Checker) -> None:
    claim = "Pooh did not speak Latin before 1100."
    assert checker.assess(claim, [LATIN]).verdict is not Verdict.SUPPORTED
    assert checker.assess(claim, [LATIN], ["Winnie the Pooh"]).verdict is Verdict.SUPPORTED


def test_citations_are_exact_and_rest_on_the_sentences_used(checker: Checker) -> None:
    evidence = _evidence(*EVIDENCE)
    claim = checker.check("William defeated Harold, and the dog chased the cat.", evidence)
    assert claim.verdict is Verdict.SUPPORTED
    assert claim.source is Source.MODEL
    assert {citation.quote for citation in claim.citations} == {HASTINGS, CHASE}
    # William, defeated, Harold / dog, chased, cat: three of six words each.
    assert [citation.score for citation in claim.citations] == [0.5, 0.5]
    for citation in claim.citations:
        assert citation.end - citation.start == len(citation.quote)
        assert (citation.document, citation.page) == ("notes.pdf", 7)


def test_an_unsupported_claim_cites_nothing(checker: Checker) -> None:
    claim = checker.check("The cat chased the dog.", _evidence(*EVIDENCE))
    assert (claim.verdict, claim.citations) == (Verdict.UNSUPPORTED, ())


@pytest.mark.parametrize("claim", ["", "  ", "3.", "***"])
def test_nothing_is_unsupported(checker: Checker, claim: str) -> None:
    assert checker.assess(claim, EVIDENCE).reasons == ("there is nothing to compare",)
    assert checker.assess(HASTINGS, []).verdict is Verdict.UNSUPPORTED


def test_list_markers_and_emphasis_are_no_part_of_the_claim(checker: Checker) -> None:
    assert checker.assess("2. **The dog** chased the cat.", EVIDENCE).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("sentence", "altered"),
    [
        (
            "Die Schlacht bei Hastings fand am 14. Oktober 1066 statt.",
            "Die Schlacht bei Hastings fand am 15. Oktober 1066 statt.",
        ),
        ("Der Hund hat die Katze nicht gejagt.", "Der Hund hat die Katze gejagt."),
        ("黑斯廷斯战役发生在1066年。", "黑斯廷斯战役发生在1067年。"),
        ("وقعت معركة هاستينغز في عام ١٠٦٦.", "وقعت معركة هاستينغز في عام ١٠٦٧."),
    ],
)
def test_other_languages(checker: Checker, sentence: str, altered: str) -> None:
    assert checker.assess(sentence, [sentence]).verdict is Verdict.SUPPORTED
    assert checker.assess(altered, [sentence]).verdict is Verdict.UNSUPPORTED
