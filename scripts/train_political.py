"""Train `dragoman.corpus.political`: which articles are about politics, told from words alone.

    train_political.py --shared FOLDER [--texts N] [--cache FILE]

What is learned is what dragoman itself finds: an article is political if reading it gives an event or a position of a
political actor. The texts: news pages and other pages of two collections of web pages, PolNeAR's news and releases of
the State Department. Scores are of cross-validation; the threshold lets `RECALL` of the political articles pass.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.corpus.political import WEIGHTS, PoliticalModel, is_political_actor, signs_of
from dragoman.pipeline import Pipeline
from dragoman.readers import read_path
from dragoman.readers.plain import plain_article
from dragoman.records import Article, Record

RECALL = 0.985
LONGEST = 40_000
"""Code points; a longer page is a list."""
FOLDS = 5
STRENGTH = 1e-3
"""Of the penalty on weights."""
STEPS = 3000

type Labelled = tuple[str, dict[str, float], bool]
"""The collection, the signs, and whether dragoman found politics."""


def texts(shared: Path, most: int) -> Iterator[tuple[str, Article]]:
    """The articles of each collection, evenly picked, with its name."""
    data = shared / "data"
    for file in sorted([*data.glob("page_html/dev/*.gz"), *data.glob("page_dates/dev/*.gz")]):
        yield from (("pages", found) for found in read_path(file) if isinstance(found, Article))
    news = sorted((data / "polnear" / "train" / "text").glob("*.txt"))
    for file in news[:: max(1, len(news) // most)]:
        yield "polnear", plain_article(file.read_text("utf-8"))
    with gzip.open(data / "state_department" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows[:: max(1, len(rows) // most)]:
        yield "state department", plain_article(row["text"], title=row["title"])


def is_political_record(record: Record) -> bool:
    """True where a political actor does something, or stands somewhere."""
    political = {actor.id for actor in record.actors if is_political_actor(actor)}
    done = {actor for event in record.events for actor in (*event.actors, *event.recipients)}
    held = {actor for position in record.positions for actor in (position.holder, *position.toward)}
    return bool(political & (done | held))


def labelled(shared: Path, most: int) -> Iterator[Labelled]:
    """Each article's signs, and what dragoman found in it."""
    pipeline = Pipeline()
    for name, article in texts(shared, most):
        if len(article.body) <= LONGEST:
            yield name, signs_of(article), is_political_record(pipeline.read(article))


def fit(signs: NDArray[np.float64], political: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of a logistic regression in which both classes weigh the same."""
    weight = np.where(political, 0.5 / political.sum(), 0.5 / (~political).sum())
    weights, bias, rate = np.zeros(signs.shape[1]), 0.0, 0.5
    for _ in range(STEPS):
        error = weight * (1 / (1 + np.exp(-(signs @ weights + bias))) - political)
        weights -= rate * (signs.T @ error + STRENGTH * weights)
        bias -= rate * float(error.sum())
    return weights, bias


def cross_validated(signs: NDArray[np.float64], political: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The score of each article by a model that hasn't seen it."""
    scores = np.zeros(len(signs))
    for fold in range(FOLDS):
        held_out = np.arange(len(signs)) % FOLDS == fold
        weights, bias = fit(signs[~held_out], political[~held_out])
        scores[held_out] = signs[held_out] @ weights + bias
    return scores


def main() -> None:
    """Train, print the figures, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=280, help="of PolNeAR and of the State Department, each")
    parser.add_argument("--cache", type=Path, help="keep what the texts gave here, and take it from here")
    options = parser.parse_args()
    if options.cache and options.cache.exists():
        rows: list[Labelled] = [tuple(row) for row in json.loads(options.cache.read_bytes())]
    else:
        rows = list(labelled(options.shared, options.texts))
        if options.cache:
            options.cache.write_text(json.dumps(rows))
    names = sorted({sign for _, found, _ in rows for sign in found})
    signs = np.array([[found.get(name, 0.0) for name in names] for _, found, _ in rows])
    political = np.array([label for *_, label in rows])
    scores = cross_validated(signs, political)
    threshold = float(np.quantile(scores[political], 1 - RECALL))
    figures = []
    for collection in dict.fromkeys(name for name, *_ in rows):
        here = np.array([name == collection for name, *_ in rows])
        kept, yes = scores[here] >= threshold, political[here]
        left = f"{(~kept)[~yes].sum()} of {(~yes).sum()} others left out"
        figures.append(f"{collection}: {kept[yes].sum()} of {yes.sum()} political kept, {left}")
    weights, bias = fit(signs, political)
    for name, weight in sorted(zip(names, weights, strict=True), key=lambda pair: -abs(pair[1])):
        print(f"{weight:8.2f} {name}")
    print("\n".join(figures))
    model = PoliticalModel(
        bias=round(bias, 4),
        weights={name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        threshold=round(threshold, 4),
        trained=f"{datetime.now(UTC):%Y-%m-%d}, {FOLDS}-fold cross-validation; " + "; ".join(figures),
    )
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")


if __name__ == "__main__":
    main()
