import hashlib
import json

import pytest

from rag.errors import InvalidTestSet
from training.material.claims import claims
from training.material.rewordings import DocumentUse, by_line, plain, rewordings, use_of

INVENTED = {
    "heading": "Ice",
    "before": "",
    "text": "Ice, as you know, melts.",
    "question": "Why?",
    "say": "Ice melts.",
}
TEXT = "- **Ice** is cold. It melts in spring."


def write(folder, name, *rows):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def own_set(tmp_path):
    """A set with one text, and what is said of its second sentence."""
    write(tmp_path / "frost", "corpus.jsonl", {"doc_id": "a", "title": "A", "text": TEXT})
    asked = {
        "id": "1",
        "question": "?",
        "answers": [],
        "relevant": [],
        "answerable": False,
        "context_doc": "a",
    }
    write(tmp_path / "frost", "questions.jsonl", asked)
    said = {"set": "frost", "doc": "a", "spans": [[19, 38]], "before_span": [0, 18], "heading": "A › B"}
    said |= {"sha256": hashlib.sha256(b"It melts in spring.").hexdigest()[:12]}
    return said | {"question": "When?", "say": "Ice melts in spring.", "simpler": "Ice goes away in spring."}


def test_what_was_invented_has_its_text_with_it(tmp_path):
    write(tmp_path / "said", "1.jsonl", INVENTED)
    (one,) = rewordings(tmp_path, tmp_path / "said")
    assert (one.text, one.said, one.simpler, one.group) == (
        INVENTED["text"],
        "Ice melts.",
        False,
        "invented/Ice",
    )


def test_what_is_said_of_a_set_is_read_there(tmp_path, own_set):
    write(tmp_path / "said", "1.jsonl", own_set)
    short, simple = rewordings(tmp_path, tmp_path / "said")
    assert (short.text, short.before) == ("It melts in spring.", "Ice is cold.")
    assert (short.said, simple.said) == ("Ice melts in spring.", "Ice goes away in spring.")
    assert [short.simpler, simple.simpler] == [False, True] and short.group == "frost/a"


@pytest.mark.parametrize("change", [{"sha256": "0" * 12}, {"doc": "b"}, {"spans": 3}])
def test_another_text_than_the_one_that_was_said_is_refused(tmp_path, own_set, change):
    write(tmp_path / "said", "1.jsonl", INVENTED, own_set | change)
    with pytest.raises(InvalidTestSet):
        by_line(tmp_path / "said" / "1.jsonl", tmp_path)


def test_claims_are_those_of_a_file_and_the_rewordings_of_their_units(tmp_path):
    nothing = INVENTED | {"heading": "Fire", "say": "-"}
    write(tmp_path / "said", "1.jsonl", INVENTED, nothing)
    write(
        tmp_path / "claims",
        "1.jsonl",
        {"unit": 1, "wrong": "Ice burns.", "kind": "opposite", "free": "It turns to water."},
    )
    found = claims(tmp_path, tmp_path / "claims", tmp_path / "said")
    told = [(one.text, one.carried, one.kind) for one in found]
    assert told == [
        ("Ice melts.", True, "say"),
        ("It turns to water.", True, "free"),
        ("Ice burns.", False, "opposite"),
    ]
    assert found[0].unit == "Ice: Ice, as you know, melts." and found[2].group == "invented/Fire"


def test_a_claim_about_no_unit_is_refused(tmp_path):
    write(tmp_path / "said", "1.jsonl", INVENTED)
    write(tmp_path / "claims", "1.jsonl", {"unit": 7, "wrong": "Ice burns.", "kind": "opposite"})
    with pytest.raises(InvalidTestSet, match=r"1\.jsonl, line 1"):
        claims(tmp_path, tmp_path / "claims", tmp_path / "said")


def test_a_document_is_for_one_thing_whatever_else_there_is():
    uses = [use_of(f"document {number}") for number in range(2000)]
    shares = {use: uses.count(use) / len(uses) for use in DocumentUse}
    assert shares[DocumentUse.TAUGHT] == pytest.approx(0.85, abs=0.03)
    assert shares[DocumentUse.HELD_OUT] == pytest.approx(0.10, abs=0.03)
    assert uses == [use_of(f"document {number}") for number in range(2000)]


def test_marks_of_markdown_are_no_part_of_what_is_said():
    assert plain("- **Ice** is\n  `cold` || * and _wet_") == "Ice is cold || and wet"
