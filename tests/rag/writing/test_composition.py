from dataclasses import replace

from rag.checking.checker import Checker
from rag.models.embedding.embedder import Embedder
from rag.values import Citation, Kind, ShortAnswer, Source, Verdict
from rag.writing.composition import REPLACED, compose
from tests.fakes import FakeEmbeddings
from tests.rag.examples import sentence

FACT = "The GAN was proposed by Ian Goodfellow in 2014."
EVIDENCE = [sentence(FACT, start=10), sentence("It has two networks.", 2, 0.001, 80)]
NEAR = [EVIDENCE[0], sentence("It has two networks.", 2, 0.5, 80)]


def composed(draft: str, short: ShortAnswer | None = None, evidence=EVIDENCE):
    return compose(draft, evidence, short, Checker(Embedder(FakeEmbeddings())))


def test_a_supported_draft_is_the_answer():
    found = composed("The GAN was proposed by Ian Goodfellow in 2014.")
    assert [(c.source, c.verdict) for c in found.claims] == [(Source.MODEL, Verdict.SUPPORTED)]
    assert found.claims[0].citations and found.notice == ""


def test_an_invented_number_is_replaced_by_the_evidence_and_said_so():
    found = composed("The GAN was proposed by Ian Goodfellow in 2016.")
    assert [(c.source, c.text) for c in found.claims] == [(Source.EVIDENCE, FACT)]
    assert found.notice == REPLACED


def test_a_draft_without_the_short_answer_says_less_than_the_evidence():
    start = 10 + FACT.index("2014")
    short = ShortAnswer("2014", Citation(1, "a.pdf", 1, start, start + 4, "2014", 0.9))
    found = composed("The GAN was proposed by Ian Goodfellow.", short)
    assert found.claims[0].source is Source.EVIDENCE


def test_an_unfinished_sentence_is_dropped():
    found = composed("The GAN was proposed by Ian Goodfellow in 2014. It has also")
    assert found.text == FACT


def test_no_draft_no_notice():
    found = composed("")
    assert found.text == FACT and found.notice == ""
    assert found.claims[0].citations[0].quote == FACT


def test_what_is_nearly_as_probable_is_quoted_too():
    found = composed("", evidence=NEAR)
    assert [claim.text for claim in found.claims] == [FACT, "It has two networks."]


def test_what_stands_elsewhere_must_be_more_likely_than_what_stands_beside_the_best():
    # The sentences of the examples are of passage 1 unless said otherwise.
    for score, beside, elsewhere in ((0.05, 1, 1), (0.15, 2, 1), (0.5, 2, 2)):
        other = sentence("It has two networks.", 2, score, 80)
        assert len(composed("", evidence=[EVIDENCE[0], other]).claims) == beside
        other = replace(other, passage_rank=7)
        assert len(composed("", evidence=[EVIDENCE[0], other]).claims) == elsewhere


def test_a_definition_is_shown_with_what_goes_on_after_it():
    start = 10 + FACT.index("2014")
    short = ShortAnswer("2014", Citation(1, "a.pdf", 1, start, start + 4, "2014", 0.9))
    after = sentence("It makes pictures.", 1, 0.2, 200)
    defined = [EVIDENCE[0], after]
    found = compose("", [*EVIDENCE, after], short, Checker(Embedder(FakeEmbeddings())), defined)
    assert [claim.text for claim in found.claims] == [FACT, "It makes pictures."]


def test_a_sure_short_answer_that_no_definition_has_is_shown():
    start = 10 + FACT.index("2014")
    short = ShortAnswer("2014", Citation(1, "a.pdf", 1, start, start + 4, "2014", 0.9))
    beside = [sentence("A GAN is a pair.", 1, 0.5, 300), sentence("It makes pictures.", 1, 0.5, 320)]
    found = compose("", [*EVIDENCE, *beside], short, Checker(Embedder(FakeEmbeddings())), beside)
    assert FACT in [claim.text for claim in found.claims]


def test_where_reader_and_evidence_disagree_both_are_shown():
    start = 80 + len("It has ")
    short = ShortAnswer("two", Citation(1, "a.pdf", 1, start, start + 3, "two", 0.9))
    assert [claim.text for claim in composed("", short, NEAR).claims] == ["It has two networks.", FACT]
    written = composed("It has two networks.", short, NEAR)
    assert [claim.source for claim in written.claims] == [Source.MODEL, Source.EVIDENCE]


def test_the_sentence_of_a_guess_comes_before_the_best_ones():
    start = 80 + len("It has ")
    guess = ShortAnswer("two", Citation(1, "a.pdf", 1, start, start + 3, "two", 0.4))
    assert [claim.text for claim in composed("", guess, EVIDENCE).claims] == ["It has two networks.", FACT]
    assert composed(FACT, guess, EVIDENCE).claims[0].source is Source.MODEL  # need not hold the guess


def test_a_short_answer_outside_the_evidence_leaves_the_best_sentence_not_nothing():
    short = ShortAnswer("2014", Citation(1, "a.pdf", 9, 0, 4, "2014", 0.9))
    assert [claim.text for claim in composed("", short).claims] == [FACT]


def test_a_best_sentence_that_says_the_same_is_not_said_beside_it():
    copy = sentence("The GAN was proposed by Goodfellow, in 2014.", 1, 0.9, 300)
    start = 10 + FACT.index("2014")
    short = ShortAnswer("2014", Citation(1, "a.pdf", 1, start, start + 4, "2014", 0.9))
    assert [claim.text for claim in composed("", short, [copy, EVIDENCE[0]]).claims] == [FACT]


def test_a_heading_is_quoted_with_what_comes_next_in_the_order_of_the_page():
    head = replace(sentence("2 Networks", 1, 0.9, 70), kind=Kind.HEADING)
    after = replace(NEAR[1], score=0.9)
    before = EVIDENCE[0]
    found = composed("", evidence=[head, after, before])
    assert [claim.text for claim in found.claims] == ["2 Networks", "It has two networks."]
    start = 10 + FACT.index("2014")
    guess = ShortAnswer("2014", Citation(1, "a.pdf", 1, start, start + 4, "2014", 0.2))
    found = composed("", guess, evidence=[head, after, before])
    assert [claim.text for claim in found.claims] == ["2 Networks", "It has two networks.", FACT]


def test_a_draft_with_one_sentence_that_is_not_supported_is_not_shown_at_all():
    found = composed(FACT + " It may have two networks. The networks have 7 layers.")
    assert {claim.source for claim in found.claims} == {Source.EVIDENCE}
    assert {claim.verdict for claim in found.claims} == {Verdict.SUPPORTED}
    assert "7 layers" not in found.text
