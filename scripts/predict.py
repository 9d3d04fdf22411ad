"""Predictions in the evaluators' formats, for any input laid out like the data they were made for.

    predict.py STAGE INPUT [INPUT …] OUT [--dictionaries DIR]

============= ===================================================== ========================================
stage         input                                                 OUT
============= ===================================================== ========================================
records       text files, or folders of .txt files                  a folder: one record JSON each, named as the text
dumps         JSON lines {id, url, dump}, plain or .gz              JSON lines {id, title, body, date}
html, dates   JSON list {id, url} beside a folder of the same name  JSON lines {id, title, body, date}
              with ID.html.gz; for dates also JSON lines as dumps
attribution   a folder with text/*.txt                              JSON lines {doc, attributions}
pairs         JSON lines {id, sentence, source, target}             JSON lines {id, root}
events        JSON lines {id, date, text}                           JSON lines {id, expected: [{source, target, code}]}
============= ===================================================== ========================================

Exits with 3 where a stage isn't there yet.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.readers import Page

type Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    """The objects of a JSON list or of JSON lines, plain or gzipped."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    if ".jsonl" in path.name:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    return list(json.loads(text))


def write_rows(rows: Iterable[Row], out: Path) -> None:
    """Write JSON lines; nothing half-written is left where making a row fails."""
    part = out.with_name(out.name + ".part")
    with part.open("w", encoding="utf-8") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    part.replace(out)


def predict_records(inputs: list[Path], out: Path, options: argparse.Namespace) -> None:
    """One record JSON for each text file."""
    from dragoman.pipeline import Pipeline
    from dragoman.readers import ReadOptions, read_path
    from dragoman.records import Article, record_to_json

    out.mkdir(parents=True, exist_ok=True)
    files = [file for path in inputs for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    pipeline = Pipeline()
    for file in files:
        for article in read_path(file, ReadOptions(published=options.date)):
            if isinstance(article, Article):
                (out / f"{file.stem}.json").write_bytes(record_to_json(pipeline.read(article)))
            else:
                print(f"{article.source}: {article.reason}", file=sys.stderr)


def page_row(row: Row, page: Page) -> Row:
    """A row of what a page says, in whatever language it is."""
    published = page.published
    day = published.date.isoformat() if published and published.precision == "day" else None
    return {"id": row["id"], "title": page.title, "body": page.body, "date": day}


def predict_dumps(inputs: list[Path], out: Path, options: argparse.Namespace) -> None:
    """Title, body and day of text dumps."""
    from dragoman.readers import read_dump

    rows = (row for path in inputs for row in rows_of(path))
    write_rows((page_row(row, read_dump(row["dump"], row.get("url"))) for row in rows), out)


def predict_html(inputs: list[Path], out: Path, options: argparse.Namespace) -> None:
    """Title, body and day of HTML pages."""
    from dragoman.readers import read_html

    def pages() -> Iterator[Row]:
        for path in inputs:
            for row in rows_of(path):
                data = gzip.decompress((path.with_suffix("") / f"{row['id']}.html.gz").read_bytes())
                yield page_row(row, read_html(data, row.get("url")))

    write_rows(pages(), out)


def predict_dates(inputs: list[Path], out: Path, options: argparse.Namespace) -> None:
    """Days of pages: dumps where the rows hold a dump, else HTML."""
    (predict_dumps if "dump" in rows_of(inputs[0])[0] else predict_html)(inputs, out, options)


def predict_attribution(inputs: list[Path], out: Path, options: argparse.Namespace) -> None:
    """Attributions with offsets into each file's own text."""
    from dragoman.statements import attributions_of_texts

    files = [file for path in inputs for file in sorted((path / "text").glob("*.txt"))]
    texts = (file.open(encoding="utf-8", newline="").read() for file in files)
    found = zip(files, attributions_of_texts(texts), strict=True)
    write_rows(({"doc": file.stem, "attributions": attributions} for file, attributions in found), out)


def predict_pairs(inputs: list[Path], out: Path, options: argparse.Namespace) -> None:
    """PLOVER root type of the relation between a marked source and target."""
    from dragoman.events import classify_pairs

    rows = [row for path in inputs for row in rows_of(path)]
    roots = classify_pairs([(row["sentence"], row["source"], row["target"]) for row in rows])
    write_rows(({"id": row["id"], "root": root} for row, root in zip(rows, roots, strict=True)), out)


def predict_events(inputs: list[Path], out: Path, options: argparse.Namespace) -> None:
    """CAMEO-coded events of short texts."""
    from dragoman.events import code_texts

    rows = [row for path in inputs for row in rows_of(path)]
    coded = code_texts(((row["text"], row.get("date")) for row in rows), dictionaries=options.dictionaries)
    write_rows(({"id": row["id"], "expected": codes} for row, codes in zip(rows, coded, strict=True)), out)


STAGES: dict[str, Callable[[list[Path], Path, argparse.Namespace], None]] = {
    "records": predict_records,
    "dumps": predict_dumps,
    "html": predict_html,
    "dates": predict_dates,
    "attribution": predict_attribution,
    "pairs": predict_pairs,
    "events": predict_events,
}


def main() -> int:
    """Run one stage; the process's exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--dictionaries", type=Path, help="folder of PETRARCH actor and agent dictionaries (events)")
    parser.add_argument("--date", type=date.fromisoformat, help="day of publication (records)")
    options = parser.parse_args()
    for path in options.inputs:
        if not path.exists():
            parser.error(f"{path} doesn't exist")
    try:
        STAGES[options.stage](options.inputs, options.out, options)
    except ImportError as error:
        if not (error.name or "").startswith("dragoman"):
            raise
        print(f"stage {options.stage!r} isn't there yet: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
