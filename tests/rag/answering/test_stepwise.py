"""Whether it is said that the material has no list."""

from dataclasses import replace

from rag.answering.stepwise import _has_items
from rag.values import Answer, Claim, Kind, Outcome, Source, Verdict
from tests.rag.examples import sentence


def test_an_explanation_with_an_item_is_not_said_to_be_no_list() -> None:
    item, prose = replace(sentence("Rinse it.", start=50), kind=Kind.ITEM), sentence("It is rinsed.")
    said = Answer("How?", "How?", Outcome.ANSWERED, "", evidence=(prose, item))
    claims = {
        kind: Claim(found.text, Verdict.SUPPORTED, Source.EVIDENCE, found.citations())
        for kind, found in ((Kind.ITEM, item), (Kind.PARAGRAPH, prose))
    }
    assert _has_items(replace(said, claims=(claims[Kind.PARAGRAPH], claims[Kind.ITEM])))
    assert not _has_items(replace(said, claims=(claims[Kind.PARAGRAPH],)))
