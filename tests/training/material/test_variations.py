import random
from dataclasses import replace

from tests.training.material.test_examples import example
from training.material.examples import TrainingExample
from training.material.variations import varied, watched
from training.teaching.recipe import Recipe


def variants(**shares: float) -> list[TrainingExample]:
    recipe = Recipe(
        **{
            "distractors": 0.0,
            "absent": 0.0,
            "removed": 0.0,
            "near_misses": 0.0,
            "alone": 0.0,
            "casual": 0.0,
            **shares,
        }
    )
    return [varied(example(1, "a"), recipe, random.Random(seed)) for seed in range(30)]


def test_shuffling_keeps_the_answer_where_it_is():
    found = variants(distractors=0.5)
    assert all(new.gold is not None and new.sentences[new.gold[0]] == "Ada did." for new in found)
    assert len({new.sentences for new in found}) > 3


def test_the_distractor_never_replaces_the_answer():
    found = variants(distractors=1.0)
    assert all("Ada did." in new.sentences and "From elsewhere." in new.sentences for new in found)


def test_sentences_from_elsewhere_do_not_answer():
    found = variants(absent=1.0)
    assert all(new.gold is None and new.target() == " none" for new in found)
    assert {frozenset(new.sentences) for new in found} == {frozenset(example(1, "a").distractors)}


def test_without_the_sentence_that_answers_there_is_no_answer():
    found = variants(removed=1.0)
    assert all(new.gold is None and new.target() == " none" for new in found)
    assert {frozenset(new.sentences) for new in found} == {frozenset(("One.", "From elsewhere.", "Three."))}


def test_an_answer_that_stands_in_two_sentences_is_not_removed():
    twice = replace(example(1, "a"), sentences=("Ada was here.", "Ada did.", "Three."))
    found = varied(twice, Recipe(absent=0.0, removed=1.0), random.Random(0))
    assert found.gold is not None and found.sentences[found.gold[0]] == "Ada did."


def test_a_question_with_a_word_changed_has_no_answer():
    asked = replace(example(1, "a"), question="Who wrote the first program before 1843?")
    found = [
        varied(asked, Recipe(near_misses=1.0, casual=0.0, alone=0.0), random.Random(n)) for n in range(20)
    ]
    assert all(new.gold is None and new.question != asked.question for new in found)
    assert all(set(new.sentences) == set(asked.sentences) for new in found)
    assert any("last program" in new.question for new in found)
    assert any("after 1843" in new.question for new in found)


def test_a_sentence_alone_answers_or_does_not():
    found = variants(alone=1.0)
    assert {(new.sentences, new.target()) for new in found} == {
        (("Ada did.",), " [1] Ada"),
        (("One.",), " none"),
        (("Three.",), " none"),
    }


def test_an_answer_is_kept_where_only_questions_with_one_are_taught():
    found = variants(alone=1.0, answered=True)
    assert {(new.sentences, new.target()) for new in found} == {(("Ada did.",), " [1] Ada")}


def test_some_questions_are_asked_in_a_hurry():
    assert {new.question for new in variants(casual=1.0)} == {"who"}
    assert {new.question for new in variants(casual=0.5)} == {"who", "Who?"}


def test_sentences_alone_are_watched_where_they_alone_are_taught_the_same_each_time():
    examples = [example(number, "a") for number in range(20)]
    assert watched(examples, Recipe(alone=0.5)) == examples
    single = watched(examples, Recipe(alone=1.0))
    assert all(len(new.sentences) == 1 for new in single)
    assert {new.target() for new in single} == {" [1] Ada", " none"}
    assert single == watched(examples, Recipe(alone=1.0))
