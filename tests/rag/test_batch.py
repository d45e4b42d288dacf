import json
from dataclasses import replace

import pytest

from rag.batch import answer_lines
from rag.errors import LecternError
from rag.values import Answer, Outcome, Turn


class FakeAssistant:
    """Answers with the question in capitals; fails where it says "fail" or "bug"."""

    def __init__(self) -> None:
        self.asked: list[tuple] = []

    def answer(self, question, collection=None, history=()):
        self.asked.append((question, collection, list(history)))
        if question == "fail":
            raise LecternError("Add material first.")
        if question == "bug":
            raise ZeroDivisionError
        return replace(Answer(question, question, outcome=Outcome.ANSWERED, text=question.upper()))


def test_a_line_for_each_question_and_the_others_go_on():
    assistant = FakeAssistant()
    lines = [
        json.dumps({"id": 1, "question": "one", "collection": "A"}),
        "",
        json.dumps({"id": "x", "question": "two", "history": [{"role": "user", "text": "zero"}]}),
        json.dumps({"id": 3, "question": "fail"}),
        json.dumps({"id": 4, "question": "bug"}),
        json.dumps({"id": 5, "question": "last"}),
    ]
    found = list(answer_lines(assistant, lines, "Usual"))
    assert [line["id"] for line in found] == [1, "x", 3, 4, 5]
    assert found[0]["answer"] == "ONE" and found[0]["outcome"] == "answered" and found[0]["task"] == "fact"
    assert found[2] == {"id": 3, "error": "Add material first."}
    assert "Lectern's fault" in found[3]["error"]
    assert found[4]["answer"] == "LAST"
    assert assistant.asked[:2] == [("one", "A", []), ("two", "Usual", [Turn("user", "zero")])]


@pytest.mark.parametrize(
    "line", ["no json", "[]", "5", '{"id": 7}', '{"id": 7, "question": " "}', '{"id": 7, "question": 7}']
)
def test_a_line_that_is_no_question_is_named(line):
    (found,) = answer_lines(FakeAssistant(), [line])
    assert "line 1" in found["error"]


def test_an_unknown_history_is_named():
    line = json.dumps({"id": 1, "question": "one", "history": ["who?"]})
    (found,) = answer_lines(FakeAssistant(), [line])
    assert found["id"] == 1 and "line 1" in found["error"]
