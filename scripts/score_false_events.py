"""How many sentences without any political interaction are coded: false events on news that is about politics.

    python scripts/score_false_events.py POLNEAR_TRAIN_FOLDER [--list tests/quality/no_events.jsonl] [--show] [--json]

The list names 200 sentences of PolNeAR train by text and offsets. They were drawn by chance and chosen by reading,
before the coder had been run on any of them: in none does one actor do, say or promise something to another. Each is
read alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article

LIST = Path(__file__).parents[1] / "tests" / "quality" / "no_events.jsonl"


def sentences(folder: Path, listed: Path) -> Iterator[str]:
    """The sentences of the list."""
    for line in listed.read_text("utf-8").splitlines():
        row = json.loads(line)
        with (folder / "text" / f"{row['text']}.txt").open(encoding="utf-8", newline="") as stream:
            yield " ".join(stream.read()[row["start"] : row["end"]].split())


def main() -> None:
    """Prints how many of the sentences are coded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", type=Path, default=LIST)
    parser.add_argument("--show", action="store_true", help="print what was coded")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options = parser.parse_args()
    articles = [plain_article(text) for text in sentences(options.folder, options.list)]
    coded = 0
    for record in Pipeline().read_many(articles):
        coded += bool(record.events)
        for event in record.events if options.show else ():
            print(f"{event.rule} {record.article.body[slice(*event.trigger)]!r}: {record.article.body[:200]}")
    figures = {"sentences": len(articles), "coded": coded, "not_coded": 1 - coded / len(articles)}
    print(json.dumps(figures) if options.json else f"{coded} of {len(articles)} sentences are coded")


if __name__ == "__main__":
    main()
