import json
from dataclasses import replace

from rag.store.conversations import Conversation, Feedback, Message, State
from rag.values import Claim, ShortAnswer, Source, Verdict
from tests.ui.fakes import TEXT, answer
from ui.chat.export import to_json, to_markdown

TALK = Conversation(1, "Course", "Who found *Zanthor*?", "", 0.0, 0.0, 4)
MESSAGES = [
    Message(1, 1, "user", "Who found Zanthor?", State.DONE, 0.0),
    Message(2, 1, "assistant", "Mirela found it.", State.DONE, 0.0, answer(7), Feedback(True)),
    Message(3, 1, "user", "And why?", State.DONE, 0.0),
    Message(4, 1, "assistant", "No model.", State.FAILED, 0.0),
]


def test_citations_become_footnotes() -> None:
    assert to_markdown(TALK, MESSAGES).splitlines() == [
        r"# Who found \*Zanthor\*?",
        "",
        "## Who found Zanthor?",
        "",
        "**Mirela**[^2-1]",
        "",
        r"Mirela found it\.[^2-1] (supported)",
        "",
        r"It may be old\. (partly)",
        "",
        "## And why?",
        "",
        r"No model\.",
        "",
        r"[^2-1]: zanthor\.txt, page 1: “It was found by Mirela in 1987\.”",
    ]


def test_a_guess_stands_nowhere_and_a_quotation_needs_no_verdict() -> None:
    whole = answer(7)
    assert whole.short is not None
    guess = ShortAnswer("Mirela", replace(whole.short.citation, score=0.4))
    text = f"- {TEXT[46:77]}"
    quote = Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, (whole.evidence[0].citation(),))
    given = replace(MESSAGES[1], answer=replace(whole, short=guess, claims=(quote, quote)))
    assert to_markdown(TALK, [given]).splitlines()[2:4] == [
        r"It was found by Mirela in 1987\.[^2-1]",
        "",
    ]
    assert to_markdown(TALK, [given]).count("1987") == 2  # said once, and quoted in its note


def test_json_keeps_everything() -> None:
    body = json.loads(to_json(TALK, MESSAGES))
    assert body["messages"][1]["answer"]["claims"][0]["citations"][0]["page"] == 1
    assert body["messages"][1]["feedback"] == {"positive": True, "note": ""}
    assert body["messages"][0]["time"] == "1970-01-01T00:00:00+00:00"
