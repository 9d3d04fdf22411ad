"""How a corpus scales: a second worker's gain, memory and cost from a hundred articles to 20,000, the first record.

    scale.py [--articles N] [--words N] [--pair N] [--json]

Clock and processor time of `dragoman code`, on a machine that does nothing else. The texts are releases of the State
Department and PolNeAR's news by turns, the first paragraphs of each, again and again. One table is printed:

- **two workers**: articles a second of two workers and of one, after the models are loaded;
- **first record**: from the command to the first finished part of `dragoman code` and the first line of
  `dragoman read`, the slower of three runs;
- **growth**: at 100, 200, 500 … articles, the worker's processor time for a thousand words since the line before, and
  the memory of worker and parent; then the slope: by how much the cost changes from the first thousand articles to the
  last, along the straight line that fits best.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count, cycle, islice, pairwise
from pathlib import Path

import numpy as np
import psutil

from dragoman.corpus.code import CodeOptions, Progress, code_corpus
from dragoman.records import Article
from speed import news, releases

LINES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
WARM = 0.1
"""The share of a run that is left out of its rate: the first batches find everything cold."""
RUNS = 3
STEPS = 40
"""Stretches of a run whose cost is compared."""
MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Point:
    """Where a run was at some moment."""

    articles: int
    words: int
    clock: float
    spent: float
    """Processor time of the workers."""
    worker: float
    """Resident memory of the largest worker, MiB; with what it shares with the parent."""
    parent: float


def shortened(article: Article, words: int) -> str:
    """The first paragraphs of an article, up to so many words, one at least."""
    taken: list[str] = []
    for start, end in article.paragraphs:
        if taken and sum(len(text.split()) for text in taken) >= words:
            break
        taken.append(article.body[start:end])
    return "\n\n".join(taken)


def write_corpus(path: Path, articles: int, words: int) -> None:
    """A corpus of so many articles as JSON Lines; those that come again differ in a line, so that none is a copy."""
    texts = [shortened(article, words) for pair in zip(releases(), news(), strict=False) for article in pair]
    with path.open("w", encoding="utf-8") as stream:
        for number, text in islice(zip(count(), cycle(texts)), articles):
            stream.write(json.dumps({"text": f"{text}\n\nThis is copy {number} of the report."}) + "\n")


def run(corpus: Path, out: Path, workers: int) -> list[Point]:
    """Where the run was after each batch."""
    points: list[Point] = []
    me = psutil.Process()
    started = time.monotonic()
    gone: dict[int, float] = {}

    def note(progress: Progress) -> None:
        resident = [0.0]
        for worker in me.children():
            try:
                times = worker.cpu_times()
                gone[worker.pid] = times.user + times.system
                resident.append(worker.memory_info().rss / MEBIBYTE)
            except psutil.Error:  # replaced by another one
                continue
        points.append(
            Point(
                progress.articles, progress.words, time.monotonic() - started, sum(gone.values()), max(resident),
                me.memory_info().rss / MEBIBYTE,
            )
        )  # fmt: skip

    code_corpus([corpus], out, CodeOptions(workers=workers), on_progress=note)
    return points


def rate(points: list[Point]) -> float:
    """Articles a second on the clock, without the first share of the run."""
    first = next(point for point in points if point.articles >= WARM * points[-1].articles)
    return (points[-1].articles - first.articles) / (points[-1].clock - first.clock)


def first_record(command: list[str], made: Path | None) -> float:
    """Seconds from a command to its first line, or to the first bytes of a file that it makes; then it is ended."""
    started = time.monotonic()
    with subprocess.Popen([sys.executable, "-m", "dragoman", *command], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        if made is None:
            process.stdout.readline()
        while made is not None and not (made.exists() and made.stat().st_size):
            time.sleep(0.01)
            if process.poll() is not None:
                raise SystemExit(f"dragoman {command[0]} ended before it made {made}")
        seconds = time.monotonic() - started
        process.kill()
    return seconds


def growth(points: list[Point]) -> Iterator[tuple[int, float, float, float]]:
    """Articles, milliseconds for a thousand words since the line before, memory of worker and parent."""
    before = next(point for point in points if point.articles > 0)
    for line in LINES:
        here = next((point for point in points if point.articles >= line), None)
        if here is None or here.words == before.words:
            return
        cost = 1e6 * (here.spent - before.spent) / (here.words - before.words)
        yield here.articles, cost, here.worker, here.parent
        before = here


def slope(points: list[Point]) -> float | None:
    """The change of cost over the run as a share of its mean, along the best line; ``None`` for a short run."""
    known = [point for point in points if point.articles >= LINES[0]]
    if len(known) <= STEPS:
        return None
    steps = [known[place] for place in np.linspace(0, len(known) - 1, STEPS + 1).astype(int)]
    costs = np.array([(b.spent - a.spent) / max(b.words - a.words, 1) for a, b in pairwise(steps)])
    at = np.linspace(-0.5, 0.5, len(costs))
    return float(np.polyfit(at, costs, 1)[0] / costs.mean())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000, help="of the run that shows growth; by two workers")
    parser.add_argument("--words", type=int, default=150, help="of an article, about")
    parser.add_argument("--pair", type=int, default=1_000, help="articles of the runs by one worker and by two")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder / "pair.jsonl", options.pair, options.words)
        write_corpus(folder / "long.jsonl", options.articles, options.words)
        report = folder / "report.txt"
        report.write_text(json.loads((folder / "pair.jsonl").read_text("utf-8").split("\n")[0])["text"], "utf-8")
        firsts = {
            "code": max(
                first_record(
                    ["code", str(folder / "pair.jsonl"), "--out", str(folder / f"first{n}")],
                    folder / f"first{n}" / "journal.jsonl",
                )
                for n in range(RUNS)
            ),
            "read": max(first_record(["read", str(report)], None) for _ in range(RUNS)),
        }
        one = rate(run(folder / "pair.jsonl", folder / "one", 1))
        two = rate(run(folder / "pair.jsonl", folder / "two", 2))
        points = run(folder / "long.jsonl", folder / "long", 2)
    rows = list(growth(points))
    if options.json:
        found = {"first": firsts, "one": one, "two": two, "growth": rows, "slope": slope(points)}
        print(json.dumps(found | {"last": asdict(points[-1])}))
        return
    print(
        f"first record     {firsts['code']:6.1f} s dragoman code   {firsts['read']:6.1f} s dragoman read   (at most 5)"
    )
    print(f"one worker       {one:6.1f} articles/s")
    print(f"two workers      {two:6.1f} articles/s   {two / one:.2f} times one   (at least 1.85)")
    print(f"{'articles':>12}{'ms/1,000 words':>16}{'worker MiB':>12}{'parent MiB':>12}   (a worker under 1,229)")
    for articles, cost, worker, parent in rows:
        print(f"{articles:>12,}{cost:>16.0f}{worker:>12.0f}{parent:>12.0f}")
    change = slope(points)
    shown = "a longer run is needed" if change is None else f"{change:+.1%}"
    print(f"slope of cost    {shown} from {LINES[0]} to {points[-1].articles:,} articles   (within 5 %)")


if __name__ == "__main__":
    main()
