import json

import pytest

from rag import values_json
from rag.errors import UnreadableAnswer
from rag.values import (
    Answer,
    AnswerCell,
    AnswerPart,
    Claim,
    Outcome,
    Seconds,
    Shape,
    ShortAnswer,
    Source,
    Verdict,
)
from rag.values_json import answer_from_json, answer_to_json, answer_to_store
from tests.rag.examples import passage, sentence


def answer() -> Answer:
    evidence = sentence("The GAN was proposed in 2014.")
    cited = evidence.citation()
    return Answer(
        question="When?",
        search_query="When GAN?",
        outcome=Outcome.ANSWERED,
        text=evidence.text,
        claims=(Claim(evidence.text, Verdict.PARTLY, Source.EVIDENCE, (cited,), ("because",)),),
        short=ShortAnswer("2014", cited),
        evidence=(evidence,),
        passages=(passage(evidence.text),),
        confidence=0.75,
        notice="A notice.",
        seconds=Seconds(0.1, 0.2, None, 0.5),
        judged_by="lectern-judge on gpu:8001",
        parts=(
            AnswerPart(Shape.PARAGRAPH, (0,), "GAN"),
            AnswerPart(Shape.TABLE, rows=((AnswerCell("Year"),), (AnswerCell("2014", (0,)),))),
        ),
    )


def test_an_answer_comes_back_from_its_json():
    assert answer_from_json(json.loads(json.dumps(answer_to_json(answer())))) == answer()


def test_the_keys_of_the_contract_are_there():
    body = answer_to_json(answer())
    assert {
        "question",
        "search_query",
        "abstained",
        "answer",
        "claims",
        "evidence",
        "passages",
        "seconds",
    } <= set(body)
    assert {"text", "verdict", "source", "citations"} <= set(body["claims"][0])
    assert {"document", "page", "start", "end", "quote", "score"} <= set(body["claims"][0]["citations"][0])
    assert {"document", "page", "text", "score", "dense", "lexical", "rank"} <= set(body["passages"][0])
    assert set(body["seconds"]) == {"retrieve", "evidence", "first_token", "total"}


def test_what_is_stored_has_a_version_and_what_is_printed_has_none():
    assert answer_to_store(answer()) == {"version": 7, **answer_to_json(answer())}
    assert "version" not in answer_to_json(answer())
    assert answer_from_json(json.loads(json.dumps(answer_to_store(answer())))) == answer()


def test_an_earlier_version_is_upgraded_step_by_step(monkeypatch):
    """Version 2 calls `answer` "reply"; version 3 undoes it, and takes every answer for an abstention."""

    def to_2(body):
        return {"reply": body["answer"], **{key: value for key, value in body.items() if key != "answer"}}

    def to_3(body):
        return {**body, "answer": f"{body['reply']} (twice upgraded)", "outcome": "silent"}

    first = json.loads(json.dumps(answer_to_json(answer())))
    second = {"version": 2, **to_2({**first, "outcome": "to be replaced"})}
    monkeypatch.setattr(values_json, "UPGRADES", [to_2, to_3])
    for old in (first, second):
        read = answer_from_json(old)
        assert (read.text, read.abstained) == (f"{first['answer']} (twice upgraded)", True)
    assert answer_to_store(answer())["version"] == 3
    assert answer_from_json(answer_to_store(answer())) == answer()  # which is not upgraded again


def test_an_answer_of_the_first_version_was_for_a_fact():
    first = {key: value for key, value in answer_to_json(answer()).items() if key not in ("task", "outcome")}
    assert answer_from_json(first) == answer()


@pytest.mark.parametrize(("abstained", "outcome"), [(True, "silent"), (False, "answered")])
def test_an_answer_of_the_second_version_was_given_or_not(abstained, outcome):
    second = {**answer_to_json(answer()), "version": 2, "abstained": abstained, "outcome": "later"}
    assert answer_from_json(second).outcome == outcome


def test_an_answer_of_the_sixth_version_was_judged_where_it_was_asked():
    sixth = {name: value for name, value in answer_to_json(answer()).items() if name != "judged_by"}
    assert answer_from_json({**sixth, "version": 6}).judged_by == ""


def test_a_later_version_is_said_plainly():
    with pytest.raises(
        UnreadableAnswer, match=r"a newer Lectern \(version 8, this one knows 7\).*Update Lectern"
    ):
        answer_from_json({**answer_to_json(answer()), "version": 8})


@pytest.mark.parametrize(
    "damage", [{"version": "x"}, {"version": 0}, {"short": 3}, {"claims": [{}]}, {"passages": [{"a": 1}]}]
)
def test_a_damaged_one_is_said_plainly(damage):
    with pytest.raises(UnreadableAnswer, match=r"is damaged in the library .* Ask again"):
        answer_from_json({**answer_to_json(answer()), **damage})
