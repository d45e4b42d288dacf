"""How an example might also have come: so that what is learned is to read, not to remember."""

import random
from collections.abc import Sequence
from dataclasses import replace

from training.material.alterations import names_in
from training.material.examples import Place, TrainingExample
from training.material.near_misses import near_miss
from training.teaching.recipe import Recipe

# Of the sentences that stand alone, the share of those that answer where one answers.
_ANSWERING = 0.75


def varied(example: TrainingExample, recipe: Recipe, generator: random.Random) -> TrainingExample:
    """The example as it might also have come: something else asked, or in a hurry, of other sentences."""
    missed = _missed(example, recipe, generator)
    question = example.question if missed is None else missed
    texts, gold = list(example.sentences), None
    if missed is None:
        texts, gold = _from_elsewhere(example, recipe, generator)
    if _happens(recipe.alone, generator):
        share = 1.0 if recipe.answered else _ANSWERING
        texts, gold = _alone(texts, gold, example.answers, generator, share)
    order = generator.sample(range(len(texts)), len(texts))
    hurried = generator.random() < recipe.casual
    gold = gold and (order.index(gold[0]), *gold[1:])
    return replace(
        _of(example, [texts[index] for index in order], gold),
        question=question.rstrip("?؟？ ").lower() if hurried else question,
    )


def watched(examples: Sequence[TrainingExample], recipe: Recipe) -> list[TrainingExample]:
    """Examples to look at as they are; of single sentences, where only those are taught, the same ones each time."""
    if recipe.alone < 1:
        return list(examples)
    generator = random.Random(recipe.seed)
    return [
        _of(example, *_alone(example.sentences, example.gold, example.answers, generator))
        for example in examples
    ]


def _of(example: TrainingExample, texts: Sequence[str], gold: Place | None) -> TrainingExample:
    """The example of other sentences."""
    long = example.long and gold is not None
    return replace(example, sentences=tuple(texts), gold=gold, scores=(), long=long)


def _from_elsewhere(
    example: TrainingExample, recipe: Recipe, generator: random.Random
) -> tuple[list[str], Place | None]:
    """The sentences and the answer's place, once all, the answer's or another one came from elsewhere."""
    texts, gold = list(example.sentences), example.gold
    chance = generator.random()
    if not example.distractors:
        return texts, gold
    if chance < recipe.absent and len(example.distractors) == len(texts):
        return list(example.distractors), None
    chance -= recipe.absent
    if 0 <= chance < recipe.removed and gold is not None:
        texts[gold[0]] = example.distractors[0]
        left = any(answer in text for answer in example.answers for text in texts)
        return (list(example.sentences), gold) if left else (texts, None)
    if 0 <= chance - recipe.removed < recipe.distractors:
        spare = [index for index in range(len(texts)) if gold is None or index != gold[0]]
        if spare:
            texts[generator.choice(spare)] = example.distractors[0]
    return texts, gold


def _happens(chance: float, generator: random.Random) -> bool:
    """Never draws where it cannot happen: the runs of before there was such a chance stay the same."""
    return chance > 0 and generator.random() < chance


def _missed(example: TrainingExample, recipe: Recipe, generator: random.Random) -> str | None:
    """Now and then the question with a word changed, so that the sentences no longer answer it."""
    if example.gold is None or not _happens(recipe.near_misses, generator):
        return None
    others = names_in(example.distractors)
    return near_miss(example.question, example.sentences, others, generator)


def _alone(
    texts: Sequence[str],
    gold: Place | None,
    answers: Sequence[str],
    generator: random.Random,
    answering: float = _ANSWERING,
) -> tuple[list[str], Place | None]:
    """One sentence: in the share `answering` the one that answers, else one that does not."""
    if gold is not None and generator.random() < answering:
        return [texts[gold[0]]], (0, *gold[1:])
    spare = [text for text in texts if gold is None or not any(answer in text for answer in answers)]
    if spare:
        return [generator.choice(spare)], None
    return list(texts), gold
