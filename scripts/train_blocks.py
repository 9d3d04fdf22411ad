"""Learns how far trafilatura, the line model and the markup are to be trusted about a block of an HTML page.

    python scripts/train_blocks.py DATA FOLD_MODELS [--out src/dragoman/readers/weights/blocks.json]

DATA holds ``page_html``; FOLD_MODELS holds the line models that ``train_lines.py --fold-models`` writes, so that each
page is judged by a line model that hasn't seen its site. Logistic regression; no random numbers.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from dragoman.readers import block_model
from dragoman.readers.block_model import NAMES, BlockWeights, features_of
from dragoman.readers.body import without_inserts
from dragoman.readers.html import judged, parsed
from dragoman.readers.line_model import LineModel, load_line_model
from dragoman.readers.lines import Flags, Floats
from train_lines import WORD, body_lines, fold_of, precision_recall, saved_pages, site_of

DECAY = 0.01
"""Pull of all weights towards zero. Tuned by cross-validation."""
STEPS, RATE = 1000, 0.05


@dataclass(frozen=True, slots=True)
class Case:
    """A page: its blocks, what is known of each, and which are body."""

    fold: int
    texts: list[str]
    body: str
    features: Floats
    is_body: Flags
    weight: Floats
    running: Flags


def cases(data: Path, models: Sequence[LineModel]) -> list[Case]:
    """The pages with a true body."""
    found = []
    for row, html in saved_pages(data / "page_html"):
        tree, _ = parsed(html)
        fold = fold_of(site_of(row["url"]), len(models))
        read = judged(tree, row["url"], models[fold])
        if read is not None:
            texts = [block.text for block in read.blocks]
            weight = np.sqrt([len(WORD.findall(text)) + 1 for text in texts])
            is_body = np.array(body_lines(texts, row["body"]))
            found.append(
                Case(fold, texts, row["body"], features_of(read), is_body, weight / weight.sum(), read.running)
            )
    return found


def learn(examples: Sequence[Case]) -> BlockWeights:
    """Weights by Adam on all blocks at once."""
    rows = np.concatenate([case.features for case in examples])
    mean, deviation = rows.mean(0), rows.std(0) + 0.01
    rows = np.concatenate([(rows - mean) / deviation, np.ones((len(rows), 1))], axis=1)
    true = np.concatenate([case.is_body for case in examples])
    share = np.concatenate([case.weight for case in examples]) / len(examples)
    weights = np.zeros(rows.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        error = (1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30))) - true) * share
        gradient = rows.T @ error + DECAY * weights * (np.arange(len(weights)) < len(NAMES))
        first += 0.1 * (gradient - first)
        second += 0.001 * (gradient**2 - second)
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    mean, deviation, weights = (np.round(values, 4) for values in (mean, deviation, weights))
    return BlockWeights(
        NAMES, tuple(mean.tolist()), tuple(deviation.tolist()), tuple(weights[:-1].tolist()), float(weights[-1])
    )


def cross_validate(examples: Sequence[Case], folds: int) -> None:
    """Prints the body score of weights that never saw a page of the same site."""
    pairs = []
    for fold in range(folds):
        learned = learn([case for case in examples if case.fold != fold])
        for case in examples:
            if case.fold == fold:
                keep = block_model.kept_blocks(case.features, learned)
                keep = without_inserts(case.texts, block_model.choice_of(keep), case.running).keep
                text = "\n".join(text for text, kept in zip(case.texts, keep, strict=True) if kept)
                pairs.append(precision_recall(case.body, text))
    precision, recall = (sum(values) / len(values) for values in zip(*pairs, strict=True))
    print(f"html: F1 {2 * precision * recall / (precision + recall):.4f} (P {precision:.4f}, R {recall:.4f})")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("fold_models", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/readers/weights/blocks.json"))
    args = parser.parse_args()
    models = [load_line_model(path) for path in sorted(args.fold_models.glob("fold*.npz"))]
    examples = cases(args.data, models)
    cross_validate(examples, len(models))
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(learn(examples)), indent=1) + b"\n")


if __name__ == "__main__":
    main()
