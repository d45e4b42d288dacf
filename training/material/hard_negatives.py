"""Sentences that come near to a question and are not the one that it was asked about."""

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from rag.models.embedding.encoder import Encoder
from training.material.asking import AskedQuestion
from training.material.judgements import Judgement, Sentence

# A question whose own sentence is not among so many nearest, or is less alike, was asked badly.
_NEAR, _ALIKE = 10, 0.35
_WORDS = 0.4  # what shared words count beside meaning
_SAME = 0.93  # cosine from which two sentences say the same
_KEPT, _SEEN = 12, 24
_BATCH = 256


def judgements_of(
    questions: Sequence[AskedQuestion], groups: Sequence[str], pool: Sequence[Sentence], encoder: Encoder
) -> Iterator[Judgement]:
    """Of the questions that find their own sentence again in `pool`, the judgement between it and those nearest.

    `groups` names each question's document. The questions' sentences are in the pool.
    """
    texts = [sentence.text for sentence in pool]
    place = {sentence: index for index, sentence in enumerate(pool)}
    vectors = encoder.encode(texts)
    asked = np.stack([encoder.encode_query(question.question) for question in questions])
    counts = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    rows = counts.fit_transform(texts)
    for first in range(0, len(questions), _BATCH):
        part = questions[first : first + _BATCH]
        cosines = asked[first : first + _BATCH] @ vectors.T
        shared = counts.transform([question.question for question in part]) @ rows.T
        nearness = cosines + _WORDS * shared.toarray()
        for index, question in enumerate(part):
            own, near = place[question.sentence], nearness[index]
            if (near > near[own]).sum() >= _NEAR or cosines[index, own] < _ALIKE:
                continue
            nearest = np.argsort(-near)[:_SEEN]
            others = [int(i) for i in nearest if i != own and vectors[i] @ vectors[own] < _SAME]
            wrong = tuple(pool[i] for i in others[:_KEPT])
            if wrong:
                yield Judgement(question.question, groups[first + index], (question.sentence,), wrong)
