"""Learns how much each sign counts that a day is the day of publication, and says how good that is on unseen sites.

    python scripts/train_days.py DATA [--folds 5] [--out src/dragoman/readers/weights/days.json]

DATA holds ``page_dates``. One set of weights for text dumps, one for HTML. The chance of a day is a softmax over all
the places where a day stands, and over there being none; the weights make the true day likely. No random numbers.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import numpy as np

from dragoman.readers.dumps import laid_out
from dragoman.readers.html import days_of_html
from dragoman.readers.lines import Floats
from dragoman.readers.published import NAMES, DayWeights, Written, candidates, chances_of, features_of
from train_lines import dated_dumps, fold_of, saved_pages, site_of

DECAY = 0.05
"""Pull of all weights towards zero."""
STEPS, RATE = 400, 0.05


@dataclass(frozen=True, slots=True)
class Case:
    """A page: the days in it, what is known of each, and which are the true one."""

    site: str
    written: list[Written]
    features: Floats
    true_day: date


def dump_cases(data: Path) -> Iterator[Case]:
    """The pages as text dumps."""
    for row in dated_dumps(data):
        page = laid_out(row["dump"], row["url"])
        if page is not None:
            texts = page.lines.texts
            if written := candidates(page.written, texts, page.layout):
                features = features_of(written, texts, page.layout)
                yield Case(site_of(row["url"]), written, features, date.fromisoformat(row["date"]))


def html_cases(data: Path) -> Iterator[Case]:
    """The pages as HTML."""
    for row, html in saved_pages(data / "page_dates"):
        found, texts, layout = days_of_html(html, row["url"])
        if written := candidates(found, texts, layout):
            features = features_of(written, texts, layout)
            yield Case(site_of(row["url"]), written, features, date.fromisoformat(row["date"]))


def learn(cases: Sequence[Case]) -> DayWeights:
    """Weights by Adam on all cases at once."""
    weights = np.zeros(len(NAMES) + 1)  # the last one is the score of there being none
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    sizes = [len(case.written) + 1 for case in cases]
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    rows = np.zeros((sum(sizes), len(weights)))
    true = np.zeros(len(rows), dtype=bool)
    for start, case in zip(starts, cases, strict=True):
        end = start + len(case.written)
        rows[start:end, :-1] = case.features
        rows[end, -1] = 1
        true[start:end] = [item.day == case.true_day for item in case.written]
        true[end] = not true[start:end].any()
    page = np.repeat(np.arange(len(cases)), sizes)
    for step in range(1, STEPS + 1):
        scores = rows @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[page])
        of_all = raised / np.add.reduceat(raised, starts)[page]
        of_true = raised * true / np.add.reduceat(raised * true, starts)[page]
        gradient = rows.T @ (of_all - of_true) / len(cases) + DECAY / 10 * weights * (
            np.arange(len(weights)) < len(NAMES)
        )
        first += 0.1 * (gradient - first)
        second += 0.001 * (gradient**2 - second)
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return DayWeights(NAMES, tuple(round(float(weight), 4) for weight in weights[:-1]), round(float(weights[-1]), 4))


def cross_validate(cases: Sequence[Case], folds: int, pages: int) -> None:
    """Prints accuracy and precision of weights that never saw the site, by the certainty asked for."""
    answers: list[tuple[float, bool]] = []
    for fold in range(folds):
        held = [fold_of(case.site, folds) == fold for case in cases]
        learned = learn([case for case, out in zip(cases, held, strict=True) if not out])
        for case, out in zip(cases, held, strict=True):
            if out:
                chances = chances_of(case.features @ np.array(learned.weights), learned.none, case.written)
                best = max(chances, key=lambda day: chances[day])
                answers.append((chances[best], best == case.true_day))
    for sure in (0.0, 0.3, 0.35, 0.4, 0.5, 0.6):
        given = [right for chance, right in answers if chance >= sure]
        print(f"  sure {sure:.2f}: right {sum(given) / pages:.3f}, precision {sum(given) / len(given):.3f}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/readers/weights/days.json"))
    args = parser.parse_args()
    pages = len(json.loads((args.data / "page_dates" / "dev.json").read_text("utf-8")))
    kinds: dict[str, Callable[[Path], Iterator[Case]]] = {"dump": dump_cases, "html": html_cases}
    learned = {}
    for kind, cases_of in kinds.items():
        cases = list(cases_of(args.data))
        print(f"{kind}: {len(cases)} of {pages} pages with a day")
        cross_validate(cases, args.folds, pages)
        learned[kind] = learn(cases)
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(learned), indent=1) + b"\n")


if __name__ == "__main__":
    main()
