"""The two runs that make a judge: questions are asked about documents, then sentences are judged by them."""

import argparse
import json
import logging
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from evaluation.dataset import Dataset, Text, load
from rag.errors import InvalidTestSet
from rag.models.adapter import merge
from rag.models.embedder import load_embedder
from rag.models.packaged import GENERATOR, packaged_path
from rag.models.weights import converted
from rag.settings import Settings
from rag.store.library import Library
from training.asking import STYLES, USUAL, Asked, Asking, ask, askable, asked
from training.curves import draw
from training.documents import REPORT, Split, group_of, splits
from training.hard_negatives import judgements_of
from training.judgements import Judgement, Sentence, judgements, read, write
from training.judging import Judging
from training.loop import ADAPTER_FILE, History, train
from training.recipe import Recipe

log = logging.getLogger(__name__)

ASKED = "asked.jsonl"
_BATCH = 32
_ASKING = replace(Recipe(), batch=16)
_JUDGING = replace(Recipe(), near_misses=0.2, casual=0.25, look_steps=100)


def ask_about(options: argparse.Namespace) -> dict[str, Any]:
    """Teach the asker, let it ask about the sentences of documents, and keep what can be learned from that."""
    recipe = replace(_ASKING, epochs=options.epochs or _ASKING.epochs)
    datasets = [load(folder) for folder in options.datasets]
    parts = splits([dataset.questions for dataset in datasets])
    taught, unseen = (
        [
            example
            for dataset, part in zip(datasets, parts, strict=True)
            for example in _asked(dataset, getattr(part, name))
        ]
        for name in ("taught", "watched")
    )
    model, tokenizer = _model()
    task = Asking(tokenizer, taught[: options.limit], unseen[: options.limit], recipe)
    history = train(model, task, recipe, options.out)
    model, tokenizer = _model(options.out / ADAPTER_FILE)
    sources = [*_sources(datasets, parts), *_of_library(options.library)]
    if not sources:
        raise InvalidTestSet(
            f"{', '.join(map(str, options.datasets))} and {options.library} hold no sentence of words to ask about "
            "beside the documents kept for measuring. Give --library a library with course material."
        )
    sources = random.Random(recipe.seed).sample(sources, min(options.sentences, len(sources)))
    made = list(_made(model, tokenizer, sources, recipe.seed))
    found = list(
        judgements_of(
            [one for _, one in made],
            [group for group, _ in made],
            list(dict.fromkeys(sentence for _, sentence in sources)),
            load_embedder(Settings().models),
        )
    )
    write(options.out / ASKED, found)
    return _told(
        options,
        recipe,
        parts,
        history,
        about=sorted({group for group, _ in made}),
        asked=len(made),
        kept=len(found),
    )


def judge(options: argparse.Namespace) -> dict[str, Any]:
    """Teach the judge by the questions of question sets and those that the asker asked."""
    recipe = replace(_JUDGING, epochs=options.epochs or 1.0, learning_rate=options.rate)
    datasets, embedder = [load(folder) for folder in options.datasets], load_embedder(Settings().models)
    parts = splits([dataset.questions for dataset in datasets])

    def made(name: str) -> Iterator[Judgement]:
        for dataset, part in zip(datasets, parts, strict=True):
            questions = [q for q in dataset.questions if group_of(q) in getattr(part, name)]
            yield from judgements(dataset, questions[: options.limit], embedder)

    taught, unseen = (
        _kept(options.out / f"{name}.jsonl", partial(made, name)) for name in ("taught", "watched")
    )
    extra = read(options.asked) if options.asked else []
    taught += random.Random(recipe.seed).sample(extra, min(options.asked_limit, len(extra)))
    model, tokenizer = _model()
    task = Judging(tokenizer, taught[: options.limit], unseen[: options.limit], recipe)
    history = train(model, task, recipe, options.out, options.start)
    return _told(
        options,
        recipe,
        parts,
        history,
        examples=len(taught),
        asked=str(options.asked),
        start=str(options.start),
    )


def _model(adapter: Path | None = None) -> tuple[Any, Any]:
    place = converted(packaged_path(*GENERATOR))
    model: Any = AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32)
    if adapter is not None:
        merge(model, adapter)
        model.eval().to(torch.bfloat16)
    return model, AutoTokenizer.from_pretrained(place)


def _asked(dataset: Dataset, groups: frozenset[str]) -> Iterable[Asked]:
    return asked(dataset, [question for question in dataset.questions if group_of(question) in groups])


def _sources(datasets: Sequence[Dataset], parts: Sequence[Split]) -> Iterator[tuple[str, Sentence]]:
    """The sentences of all documents that are neither watched nor kept for measuring."""
    kept = frozenset().union(*(part.watched | part.held_out for part in parts))
    for dataset in datasets:
        gold = {d for q in dataset.questions if group_of(q) in kept for d in (q.context, *q.gold.documents)}
        for text in dataset.texts:
            group = text.name.split("#")[0]
            if group not in kept and text.name not in gold:
                yield from ((group, sentence) for sentence in askable(text))


def _of_library(folder: Path | None) -> Iterator[tuple[str, Sentence]]:
    if folder is None:
        return
    library = Library.open(folder)
    for document in library.documents():
        text = Text(document.name, document.name, tuple(library.pages(document.id)))
        yield from ((document.name, sentence) for sentence in askable(text))
    library.close()


def _made(
    model: Any, tokenizer: Any, sources: Sequence[tuple[str, Sentence]], seed: int
) -> Iterator[tuple[str, Asked]]:
    """Two questions a sentence, in two styles."""
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
                yield group, Asked(sentence, style, question)
        log.info("asked about %d of %d sentences", min(first + _BATCH, len(sources)), len(sources))


def _kept(path: Path, make: Callable[[], Iterable[Judgement]]) -> list[Judgement]:
    """Made once: a resumed run must see the very same."""
    if not path.exists():
        write(path, make())
    return read(path)


def _told(
    options: argparse.Namespace, recipe: Recipe, parts: Sequence[Split], history: History, **more: Any
) -> dict[str, Any]:
    found = {
        "datasets": [folder.name for folder in options.datasets],
        "recipe": asdict(recipe),
        **{
            name: sorted(group for part in parts for group in getattr(part, name))
            for name in ("taught", "watched", "held_out")
        },
        **more,
        "kept_after_steps": history.unseen[history.best()][0],
        "losses": [round(loss, 4) for loss in history.losses],
        "unseen": [[step, round(loss, 4)] for step, loss in history.unseen],
    }
    (options.out / REPORT).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    draw(history, options.out / "curves.png")
    return found
