import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.corpus.inputs import articles_of, find_files, find_items, survey
from dragoman.readers import ReadOptions
from dragoman.records import Article, Skipped

TEXTS = [f"The envoy said on Monday that round {number} of the talks would begin in Ankara." for number in range(5)]
ROWS = [{"text": text, "date": "2021-03-0" + str(number + 1)} for number, text in enumerate(TEXTS)]
OPTIONS = ReadOptions()


def write_jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")


def write_jsonl_gz(path: Path) -> None:
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in ROWS).encode()))


def write_csv(path: Path, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["text", "date"], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(ROWS)


def write_parquet(path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(ROWS), path)


WRITERS: dict[str, Callable[[Path], None]] = {
    "a.jsonl": write_jsonl,
    "a.jsonl.gz": write_jsonl_gz,
    "a.json": write_jsonl,
    "a.csv": write_csv,
    "b.csv": lambda path: write_csv(path, ";"),
    "a.tsv": lambda path: write_csv(path, "\t"),
    "a.parquet": write_parquet,
}


@pytest.mark.parametrize("name", WRITERS)
def test_each_row_is_an_item_that_a_worker_can_read(tmp_path, name):
    path = tmp_path / name
    WRITERS[name](path)
    items = list(find_items([path], OPTIONS))
    assert [item.number for item in items] == [0, 1, 2, 3, 4]
    first = 2 if path.suffix in {".csv", ".tsv"} else 1  # a table's first row names its columns
    assert [item.source for item in items] == [f"{path}#{row}" for row in range(first, first + 5)]
    assert sum(item.size for item in items) == pytest.approx(path.stat().st_size, rel=0.6)
    results = [result for item in items for result in articles_of(item, OPTIONS)]
    assert [result.body for result in results if isinstance(result, Article)] == TEXTS
    assert [str(result.published.date) for result in results if isinstance(result, Article) and result.published] == [
        row["date"] for row in ROWS
    ]


def test_an_overlong_row_is_skipped_and_the_next_ones_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [ROWS[0], {"text": "word " * 1000}, ROWS[1]]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    items = list(find_items([path], ReadOptions(largest=1000)))
    assert [item.source[-2:] for item in items] == ["#1", "#2", "#3"]
    assert items[1].content == Skipped(source=f"{path}#2", reason="the row is longer than 1,000 bytes")


def test_a_damaged_archive_gives_what_could_be_read_and_says_where_it_ends(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    write_jsonl_gz(path)
    path.write_bytes(path.read_bytes()[:-20])
    items = list(find_items([path], OPTIONS))
    assert isinstance(items[-1].content, Skipped)
    assert items[-1].content.reason.startswith("cannot be read on from here: ")


def test_a_folders_files_come_by_name_and_hidden_ones_stay_out(tmp_path):
    for name in ["b/2.txt", "b/1.txt", "a.txt", ".git/config", "c/.DS_Store", "c/d/3.txt"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    names = [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])]
    assert names == ["a.txt", "b/1.txt", "b/2.txt", "c/d/3.txt"]
    assert list(find_files([str(tmp_path / "**" / "*.txt")])) == [tmp_path / name for name in names]


def test_the_fingerprint_of_files_changes_with_their_names_and_sizes(tmp_path):
    (tmp_path / "a.txt").write_text("one", "utf-8")
    size, first = survey([tmp_path])
    assert size == 3
    (tmp_path / "a.txt").write_text("three", "utf-8")
    assert survey([tmp_path])[1] != first


def test_an_article_that_stands_twice_in_one_item_is_kept_once(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[0], "utf-8")
    (item,) = find_items([path], OPTIONS)
    (article,) = articles_of(item, OPTIONS)
    assert isinstance(article, Article)
