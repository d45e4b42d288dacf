import json

from rag.values import Answer, Claim, Seconds, ShortAnswer, Source, Verdict
from rag.values_json import answer_from_json, answer_to_json
from tests.rag.examples import passage, sentence


def answer() -> Answer:
    evidence = sentence("The GAN was proposed in 2014.")
    cited = evidence.citation()
    return Answer(
        question="When?",
        search_query="When GAN?",
        abstained=False,
        text=evidence.text,
        claims=(Claim(evidence.text, Verdict.PARTLY, Source.EVIDENCE, (cited,), ("because",)),),
        short=ShortAnswer("2014", cited),
        evidence=(evidence,),
        passages=(passage(evidence.text),),
        confidence=0.75,
        notice="A notice.",
        seconds=Seconds(0.1, 0.2, None, 0.5),
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
