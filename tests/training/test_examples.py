import random

from training.examples import Example, held_out, varied


def example(number: int, group: str, answerable: bool = True, gold=(1, 0, 3)) -> Example:
    return Example(
        id=str(number),
        question="Who?",
        sentences=("One.", "Ada did.", "Three."),
        gold=gold if answerable else None,
        answers=("Ada",),
        answerable=answerable,
        group=group,
        distractor="From elsewhere.",
    )


def test_prompt_and_target():
    assert example(1, "a").prompt() == "Question: Who?\n[1] One.\n[2] Ada did.\n[3] Three.\nQuestion: Who?\nAnswer:"
    assert example(1, "a").target() == " [2] Ada"
    assert example(1, "a", answerable=False).target() == " none"


def test_shuffling_keeps_the_answer_where_it_is():
    for seed in range(30):
        new = varied(example(1, "a"), 0.5, random.Random(seed))
        assert new.gold is not None and new.sentences[new.gold[0]] == "Ada did."


def test_the_distractor_never_replaces_the_answer():
    seen = {varied(example(1, "a"), 1.0, random.Random(seed)).sentences for seed in range(30)}
    assert all("Ada did." in sentences and "From elsewhere." in sentences for sentences in seen)


def test_no_article_is_both_trained_on_and_measured():
    examples = [example(i, f"article {i % 8}", answerable=i % 2 == 0) for i in range(80)]
    kept = held_out(examples, answerable=12, most=30)
    taught = {e.group for e in examples if e.group not in kept}
    measured = {e.group for e in examples if e.group in kept}
    assert kept and not taught & measured
    # the same groups whatever the order of the questions
    assert held_out(reversed(examples), answerable=12, most=30) == kept
