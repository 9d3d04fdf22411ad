"""The learned ranker: which of the 15 root types ties two given actors of a sentence.

A multinomial logistic regression over hashed names of features and word vectors, see `dragoman.events.features`. Its
weights are numbers only (an ``npz`` without pickle), trained by ``scripts/train_events.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from dragoman.errors import ModelError
from dragoman.events.features import PairFeatures, pair_features

ROOTS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
"""The root types of the PLV data: PLOVER's, with CONCEDE and RETREAT together as YIELD."""
BUCKETS = 1 << 15
WEIGHTS = "pairs.npz"


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the named features, of the vectors, and of the classes; columns in the order of `ROOTS`."""

    named: NDArray[np.float32]
    dense: NDArray[np.float32]

    def probabilities(self, features: PairFeatures) -> NDArray[np.float32]:
        """The probability of each root type."""
        scores = features.dense @ self.dense
        for name, value in features.named.items():
            scores = scores + np.float32(value) * self.named[bucket_of(name)]
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum(), dtype=np.float32)

    def rank(self, doc: Doc, source: Sequence[Token], target: Sequence[Token]) -> tuple[str, float]:
        """The likeliest root type of what the source does to the target, and its probability."""
        probabilities = self.probabilities(pair_features(doc, source, target))
        best = int(probabilities.argmax())
        return ROOTS[best], float(probabilities[best])


def bucket_of(name: str) -> int:
    """The row of a named feature: names are hashed, so that no word of the training sentences is stored."""
    return crc32(name.encode()) % BUCKETS


@cache
def load_ranker() -> Ranker:
    """The ranker that comes with dragoman.

    Raises:
        ModelError: The weights are missing, damaged, or made for another word-vector table.
    """
    source = files("dragoman.events") / WEIGHTS
    try:
        with as_file(source) as path, np.load(path, allow_pickle=False) as stored:
            ranker = Ranker(stored["named"].astype(np.float32), stored["dense"].astype(np.float32))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{source}: no weights of the pair ranker: {error}; run scripts/train_events.py") from error
    if ranker.named.shape != (BUCKETS, len(ROOTS)) or ranker.dense.shape[1] != len(ROOTS):
        raise ModelError(f"{source}: weights of the shape {ranker.named.shape}; run scripts/train_events.py")
    return ranker
