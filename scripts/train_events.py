"""Trains the ranker of the events stage on PLV, and prints its scores.

    python scripts/train_events.py PLV_TRAIN.jsonl [--test PLOVER_GSR.jsonl] [--out src/dragoman/events/pairs.npz]

Sentences that nearly repeat one of the test file are left out. What is stored is hashed: no word of a training sentence
can be read back.
"""

# mypy: disable-error-code="import-untyped"
# scipy has no stubs.

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from dragoman.events.features import PairFeatures, pair_features
from dragoman.events.locate import locate
from dragoman.events.ranker import BUCKETS, ROOTS, bucket_of
from dragoman.parse.parser import load_parser

SEED = 13
FOLDS = 5
STRENGTH = 3.0
"""Inverse of the L2 penalty; 0.3, 1, 3 and 6 were tried by cross-validation on PLV train (2026-11-24)."""
NEAR = 0.6
"""Share of common word trigrams from which two sentences count as the same."""
OLD_NAMES = {
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "CONCEDE": "YIELD", "RETREAT": "YIELD",
    "FIGHT": "ASSAULT",
}  # fmt: skip
QUAD = dict(zip(ROOTS, (3, 1, 2, 4, 4, 1, 2, 4, 4, 3, 3, 4, 1, 3, 2), strict=True))

type Matrix = Any


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows with sentence, source, target and root, from PLV's or the PLOVER gold standard's layout."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "sources" in row:
            sources, targets = ([actor["text"] for actor in row[key]] for key in ("sources", "targets"))
            row = {"sentence": row["text"], "root": OLD_NAMES.get(row["event"], row["event"]),
                   "source": sources[0] if sources else "", "target": (targets or sources[1:] or [""])[0]}  # fmt: skip
        rows.append(row)
    return rows


def features_of(rows: Sequence[dict[str, str]]) -> list[PairFeatures]:
    """The features of each row."""
    docs = load_parser().nlp.pipe([row["sentence"] for row in rows], batch_size=64)
    return [
        pair_features(doc, locate(doc, row["source"]), locate(doc, row["target"]))
        for doc, row in zip(docs, rows, strict=True)
    ]


def matrix_of(features: Sequence[PairFeatures]) -> Matrix:
    """One row for each pair: hashed names, then vectors."""
    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for pair in features:
        counts: Counter[int] = Counter()
        for name, value in pair.named.items():
            counts[bucket_of(name)] += value  # type: ignore[assignment]  # Counter adds floats as well
        columns += counts
        data += counts.values()
        starts.append(len(columns))
    named = csr_matrix((data, columns, starts), shape=(len(features), BUCKETS), dtype=np.float64)
    return hstack([named, csr_matrix(np.array([pair.dense for pair in features], dtype=np.float64))]).tocsr()


def fit(rows: Matrix, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """The weights of a multinomial logistic regression with an L2 penalty."""
    count, width, classes = len(labels), rows.shape[1], len(ROOTS)
    wanted = np.eye(classes)[labels]
    columns = rows.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        current = flat.reshape(width, classes)
        scores = rows @ current
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        right = np.log(shares[np.arange(count), labels] + 1e-12)
        return float(-STRENGTH * right.sum() + 0.5 * flat @ flat), (
            columns @ (STRENGTH * (shares - wanted)) + current
        ).ravel()

    found = minimize(loss, np.zeros(width * classes), jac=True, method="L-BFGS-B", options={"maxiter": 100})
    return np.asarray(found.x.reshape(width, classes))


def macro_f1(gold: Sequence[Any], guessed: Sequence[Any]) -> float:
    """Mean F1 over the classes of the gold labels."""
    scores = []
    for label in sorted(set(gold)):
        hits = sum(g == p == label for g, p in zip(gold, guessed, strict=True))
        scores.append(2 * hits / (list(gold).count(label) + list(guessed).count(label)))
    return float(np.mean(scores))


def report(name: str, gold: Sequence[str], guessed: Sequence[str]) -> None:
    """Prints macro-F1 over roots and over quad classes."""
    quads = ([QUAD[root] for root in roots] for roots in (gold, guessed))
    print(f"{name}: macro-F1 {macro_f1(gold, guessed):.3f}, quad {macro_f1(*quads):.3f}, n {len(gold)}", flush=True)


def folds_of(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Stratified folds."""
    random = np.random.default_rng(SEED)
    folds = np.zeros(len(labels), dtype=np.int64)
    for label in range(len(ROOTS)):
        places = np.flatnonzero(labels == label)
        random.shuffle(places)
        folds[places] = np.arange(len(places)) % FOLDS
    return folds


def trigrams(text: str) -> set[tuple[str, ...]]:
    """Three words in a row, each such."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def repeats(sentence: str, others: Sequence[set[tuple[str, ...]]]) -> bool:
    """True where a sentence nearly repeats one of the others."""
    own = trigrams(sentence)
    return any(len(own & other) >= NEAR * min(len(own), len(other)) for other in others if own and other)


def main() -> None:
    """Cross-validates, tests, trains on all rows, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/events/pairs.npz"))
    options = parser.parse_args()

    rows = read_rows(options.train)
    features = matrix_of(features_of(rows))
    labels = np.array([ROOTS.index(row["root"]) for row in rows])
    folds, guessed = folds_of(labels), np.zeros(len(labels), dtype=np.int64)
    for fold in range(FOLDS):
        guessed[folds == fold] = (features[folds == fold] @ fit(features[folds != fold], labels[folds != fold])).argmax(
            axis=1
        )
    report(f"{FOLDS}-fold cross-validation", [ROOTS[i] for i in labels], [ROOTS[i] for i in guessed])

    keep = np.ones(len(rows), dtype=np.bool_)
    if options.test:
        tests = read_rows(options.test)
        seen = [trigrams(row["sentence"]) for row in tests]
        keep = np.array([not repeats(row["sentence"], seen) for row in rows])
        print(f"{len(rows) - int(keep.sum())} training sentences nearly repeat a test sentence and are left out")
    weights = fit(features[keep], labels[keep])
    if options.test:
        found = (matrix_of(features_of(tests)) @ weights).argmax(axis=1)
        report(options.test.stem, [row["root"] for row in tests], [ROOTS[i] for i in found])
    small = weights.astype(np.float16)
    np.savez_compressed(options.out, named=small[:BUCKETS], dense=small[BUCKETS:])
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
