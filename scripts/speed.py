"""Words a second of the whole path, each stage's share of it, and its ratio to spaCy alone: one process.

    speed.py [--articles N] [--profile FILE] [--json]

The texts are the same for both: releases of the State Department and PolNeAR's news, half and half. Small batches of
them are read by turns, so that whatever else the machine does weighs on both alike, and processor time is counted,
that of all threads.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

import spacy
from spacy.language import Language

from dragoman import pipeline as stages
from dragoman.parse.parser import WHEEL
from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article
from dragoman.records import Article

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[2] / "shared"))
STAGES = ("find_times", "find_actors", "find_statements", "resolve_speakers", "find_events", "find_positions")
AT_ONCE = 16


def releases() -> Iterator[Article]:
    """Articles of the State Department's sample, in order."""
    with gzip.open(SHARED / "data" / "state_department" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield plain_article(row["text"], published=date.fromisoformat(row["date"]), title=row["title"])


def news() -> Iterator[Article]:
    """Articles of PolNeAR's development set, in order."""
    for file in sorted((SHARED / "data" / "polnear" / "dev" / "text").glob("*.txt")):
        yield plain_article(file.read_text("utf-8"))


def sample(size: int) -> list[Article]:
    """Every tenth release and every second report of the news, by turns, so that a small sample is mixed too."""
    pairs = zip(list(releases())[::10], list(news())[::2], strict=False)
    return [article for pair in pairs for article in pair][:size]


def bare_spacy() -> Language:
    """The pipeline as spaCy's manual has it loaded: a second one, since dragoman's has a faster matrix product."""
    spec = find_spec(WHEEL)
    assert spec is not None
    assert spec.origin is not None
    return spacy.load(Path(spec.origin).parent / "_model")


class Clock:
    """Processor time spent in named functions."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    def timed[**Given, Result](self, name: str, function: Callable[Given, Result]) -> Callable[Given, Result]:
        """The function, its time counted under the name."""

        def run(*args: Given.args, **more: Given.kwargs) -> Result:
            start = process_time()
            try:
                return function(*args, **more)
            finally:
                self.spent[name] += process_time() - start

        return run


def measure(articles: list[Article], profile: cProfile.Profile | None = None) -> dict[str, Any]:
    """Words, words a second of both, their ratio, and each stage's seconds for a thousand words."""
    clock = Clock()
    for name in STAGES:
        setattr(stages, name, clock.timed(name, getattr(stages, name)))
    path = Pipeline()
    nlp = bare_spacy()
    for article in articles[:2]:
        list(nlp.pipe([article.body]))
        path.read(article)
    clock.spent.clear()
    bare = clock.timed("spacy", lambda batch: list(nlp.pipe(article.body for article in batch)))
    whole = clock.timed("whole", lambda batch: list(path.read_many(batch)))
    for start in range(0, len(articles), AT_ONCE):
        batch = articles[start : start + AT_ONCE]
        turns = (bare, whole) if start // AT_ONCE % 2 else (whole, bare)  # who comes second finds the words known
        for read in turns:
            if profile and read is whole:
                profile.enable()
            read(batch)
            if profile:
                profile.disable()
    spent = clock.spent
    spent["parse"] = spent["whole"] - sum(spent[name] for name in STAGES)
    words = sum(len(article.body.split()) for article in articles)
    return {
        "articles": len(articles),
        "words": words,
        "spacy": words / spent["spacy"],
        "whole": words / spent["whole"],
        "ratio": spent["spacy"] / spent["whole"],
        "stages": {name: 1000 * spent[name] / words for name in ("parse", *STAGES)},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=128)
    parser.add_argument("--profile", type=Path, help="write cProfile's statistics of the whole path there")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    profile = cProfile.Profile() if options.profile else None
    found = measure(sample(options.articles), profile)
    if profile:
        profile.dump_stats(options.profile)
    if options.json:
        print(json.dumps(found))
        return
    print(f"{found['articles']} articles, {found['words']:,} words")
    print(f"{'spaCy alone':<18}{found['spacy']:>8,.0f} words/s")
    print(f"{'whole path':<18}{found['whole']:>8,.0f} words/s   {found['ratio']:.2f} of spaCy alone")
    total = sum(found["stages"].values())
    for name, seconds in found["stages"].items():
        print(f"  {name:<16}{1000 * seconds:>8.1f} ms/1,000 words   {seconds / total:>4.0%}")


if __name__ == "__main__":
    main()
