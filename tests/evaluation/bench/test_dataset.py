import json

import pytest

from evaluation.bench.dataset import load, sample
from evaluation.metrics.citations import PageSpan
from rag.errors import InvalidTestSet
from rag.values import Turn


def write(folder, corpus, questions):
    for name, lines in (("corpus.jsonl", corpus), ("questions.jsonl", questions)):
        text = "".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


CORPUS = [
    {"doc_id": "a", "title": "A", "text": "One. Two."},
    {"doc_id": "b", "text": "First page.", "page": 4},
    {"doc_id": "b", "text": "Second page.", "page": 5},
]


def test_everything_that_is_known_is_read(tmp_path):
    question = {
        "id": "q",
        "question": "Two?",
        "answers": ["Two"],
        "relevant": [{"doc_id": "a", "start": 5, "end": 8, "text": "Two"}, "b"],
        "answerable": True,
        "context_doc": "a",
        "history": [{"role": "user", "text": "One?"}, {"role": "agent", "text": "Yes."}],
    }
    found = load(write(tmp_path, CORPUS, [question]))
    assert [(text.name, text.title, [page.number for page in text.pages]) for text in found.texts] == [
        ("a", "A", [1]),
        ("b", "", [4, 5]),
    ]
    (asked,) = found.questions
    assert asked.gold.documents == {"a", "b"} and asked.gold.answers == ("Two",)
    assert asked.gold.spans == (PageSpan("a", 1, 5, 8),)
    assert asked.context == "a"
    assert asked.history == (Turn("user", "One?"), Turn("assistant", "Yes."))


def test_other_questions_for_the_same_corpus(tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text('{"question": "Three?"}\n')
    found = load(write(tmp_path, CORPUS, [{"question": "Two?"}]), other)
    assert [question.text for question in found.questions] == ["Three?"]


@pytest.mark.parametrize(
    ("corpus", "questions", "message"),
    [
        ([], [{"question": "A?"}], "holds no documents"),
        (CORPUS, [], "holds no questions"),
        (CORPUS, ["{broken\n"], "questions.jsonl, line 1 is not JSON"),
        (CORPUS, ["[1]\n"], "line 1 is not a JSON object"),
        (CORPUS, [{"question": " "}], 'line 1: "question" is'),
        (
            CORPUS,
            [{"question": "A?"}, {"question": "B?", "relevant": ["c"]}],
            'line 2: "c" is not in the corpus',
        ),
        (CORPUS, [{"question": "A?", "context_doc": "c"}], '"c" is not in the corpus'),
        ([{"title": "A", "text": "x"}], [{"question": "A?"}], 'corpus.jsonl, line 1: "doc_id" is None'),
        ([{"doc_id": "a", "text": "x", "page": "one"}], [{"question": "A?"}], "page is 'one'"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, corpus, questions, message):
    with pytest.raises(InvalidTestSet, match=message):
        load(write(tmp_path, corpus, questions))


def test_no_files(tmp_path):
    with pytest.raises(InvalidTestSet, match="cannot be read"):
        load(tmp_path)


def test_sample_is_spread_and_the_same_for_the_same_seed(tmp_path):
    corpus = [{"doc_id": str(number), "text": "x"} for number in range(10)]
    questions = [
        {"question": f"{number}?", "context_doc": str(number % 10), "answerable": number < 60}
        for number in range(100)
    ]
    found = load(write(tmp_path, corpus, questions)).questions
    chosen = sample(found, 20, seed=1)
    assert chosen == sample(found, 20, seed=1) != sample(found, 20, seed=2)
    # 60% answerable: 12 of 20; ten documents: each has one or two of the 12, one or none of the other 8
    assert sum(question.gold.answerable for question in chosen) == 12
    assert {question.context for question in chosen} == {str(number) for number in range(10)}
    assert sample(found, None, 0) == sample(found, 100, 0) == found
