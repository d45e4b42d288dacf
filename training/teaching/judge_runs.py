"""The two runs that make a judge: questions are asked about documents, then sentences are judged by them."""

import argparse
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from evaluation.bench.dataset import Dataset, DatasetQuestion, DatasetText
from rag.errors import InvalidTestSet
from rag.models.embedding.embedder import Embedder, load_embedder
from rag.models.span.adapter import merge
from rag.settings import Settings
from rag.store.library import Library
from training.material import lines
from training.material.asking import STYLES, USUAL, AskedQuestion, Asking, ask, askable, asked
from training.material.documents import group_of, some
from training.material.hard_negatives import judgements_of
from training.material.judgements import Judgement, Sentence, from_json, judgements
from training.teaching.judging import Judging
from training.teaching.loop import ADAPTER_FILE, train
from training.teaching.recipe import Recipe
from training.teaching.runs import PARTS, account, base, kept_apart, must_fill_a_step, of_part, sets, tell

log = logging.getLogger(__name__)

ASKED = "asked.jsonl"
_BATCH = 32
_ASKING = replace(Recipe(), batch=16)
_JUDGING = replace(Recipe(), epochs=1.0, near_misses=0.2, casual=0.25, look_steps=100)


def ask_about(options: argparse.Namespace) -> dict[str, Any]:
    """Teach the asker, let it ask about the sentences of documents, and keep what can be learned from that."""
    recipe = replace(_ASKING, epochs=options.epochs or _ASKING.epochs)
    datasets, parts = sets(options.datasets)
    taught, unseen = (
        [one for dataset, questions in of_part(name, datasets, parts) for one in asked(dataset, questions)]
        for name in PARTS
    )
    sources = [*_sources(datasets, kept_apart(parts)), *_of_library(options.library)]
    if not sources:
        raise InvalidTestSet(
            f"{', '.join(map(str, options.datasets))} and {options.library} hold no sentence of words to ask about "
            "beside the documents kept for measuring. Give --library a library with course material."
        )
    sources = random.Random(recipe.seed).sample(sources, min(options.sentences, len(sources)))
    model, tokenizer = base()
    task = Asking(tokenizer, taught[: options.limit], unseen[: options.limit], recipe)
    history = train(model, task, recipe, options.out)
    made = list(_made(options.out / ADAPTER_FILE, sources, recipe.seed))
    found = list(
        judgements_of(
            [one for _, one in made],
            [group for group, _ in made],
            list(dict.fromkeys(sentence for _, sentence in sources)),
            load_embedder(Settings().models),
        )
    )
    lines.write(options.out / ASKED, found)
    about = sorted({group for group, _ in made})
    told = account(datasets, parts, recipe, history, about=about, asked=len(made), kept=len(found))
    tell(options.out, told, history)
    return told


def judge(options: argparse.Namespace) -> dict[str, Any]:
    """Teach the judge by the questions of question sets and those that the asker asked."""
    recipe = replace(_JUDGING, epochs=options.epochs or _JUDGING.epochs, learning_rate=options.rate)
    datasets, parts = sets(options.datasets, options.written, options.watched, options.start)
    embedder = load_embedder(Settings().models)
    taught, unseen = (
        _kept(options.out / f"{name}.jsonl", of_part(name, datasets, parts), options.limit, embedder)
        for name in PARTS
    )
    extra = [from_json(values) for values in lines.read(options.asked)] if options.asked else []
    extra = [judged for judged in extra if judged.group not in kept_apart(parts)]
    taught += random.Random(recipe.seed).sample(extra, min(options.asked_limit, len(extra)))
    must_fill_a_step(taught, recipe, options.datasets)
    model, tokenizer = base()
    task = Judging(tokenizer, taught, unseen, recipe)
    history = train(model, task, recipe, options.out, options.start)
    told = account(
        datasets,
        parts,
        recipe,
        history,
        start=str(options.start) if options.start else None,
        about=sorted({judged.group for judged in extra}),
        examples=len(taught),
        unseen_examples=len(unseen),
    )
    tell(options.out, told, history)
    return told


def _kept(
    path: Path, asked_of: Iterator[tuple[Dataset, list[DatasetQuestion]]], limit: int, embedder: Embedder
) -> list[Judgement]:
    def made() -> Iterator[Judgement]:
        for dataset, questions in asked_of:
            yield from judgements(dataset, some(questions, limit), embedder)

    return [from_json(values) for values in lines.made_once(path, made)]


def _sources(datasets: Sequence[Dataset], apart: frozenset[str]) -> Iterator[tuple[str, Sentence]]:
    """The sentences of all documents that are neither watched nor kept for measuring, with their articles."""
    for dataset in datasets:
        golds = {
            name
            for question in dataset.questions
            if group_of(question) in apart
            for name in (question.context, *question.gold.documents)
        }
        for text in dataset.texts:
            group = text.name.split("#")[0]
            if group not in apart and text.name not in golds:
                yield from ((group, sentence) for sentence in askable(text))


def _of_library(folder: Path | None) -> Iterator[tuple[str, Sentence]]:
    if folder is None:
        return
    library = Library.open(folder)
    for document in library.documents():
        text = DatasetText(document.name, document.name, tuple(library.pages(document.id)))
        yield from ((document.name, sentence) for sentence in askable(text))
    library.close()


def _made(
    adapter: Path, sources: Sequence[tuple[str, Sentence]], seed: int
) -> Iterator[tuple[str, AskedQuestion]]:
    """Two questions a sentence, in two styles, by the model that was taught to ask."""
    model, tokenizer = base()
    merge(model, adapter)
    model.eval().to(torch.bfloat16)
    torch.manual_seed(seed)
    generator = random.Random(seed)
    for first in range(0, len(sources), _BATCH):
        wanted = [
            (group, sentence, style)
            for group, sentence in sources[first : first + _BATCH]
            for style in (USUAL, generator.choice(sorted(STYLES.values())))
        ]
        said = ask(model, tokenizer, [(sentence, style) for _, sentence, style in wanted])
        for (group, sentence, style), question in zip(wanted, said, strict=True):
            if question:
                yield group, AskedQuestion(sentence, style, question)
        log.info("asked about %d of %d sentences", min(first + _BATCH, len(sources)), len(sources))
