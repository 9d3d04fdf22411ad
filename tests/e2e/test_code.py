"""`dragoman code` as a user runs it: a small corpus of several kinds of files."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

REPORT = (
    "The foreign minister of Egypt condemned Turkey on Monday. He said that Cairo would not recognise the council "
    "until the army had left the capital."
)
RECIPE = (
    "Peel the carrots and cut them into thin slices. Melt the butter in a large pan, add the slices and stir until "
    "they are soft. Season with salt, pepper and a little sugar, and serve them hot with fresh bread and parsley."
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "a.txt").write_text(REPORT, "utf-8")
    with gzip.open(folder / "b.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"text": RECIPE}) + "\n" + json.dumps({"text": f"{REPORT} It was raining."}) + "\n")
    pq.write_table(pa.table({"text": [f"{REPORT} Nobody was hurt."]}), folder / "c.parquet")
    (folder / "d.csv").write_text(f'text\n"{REPORT} The talks go on."\n', "utf-8")
    return folder


@pytest.fixture(scope="module")
def done(run, corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("coded") / "out"
    finished = run("code", corpus / "*", "--out", out, "--workers", "1", "--only", "political")
    return finished, out


def test_tables_hold_what_is_political_and_say_what_was_left_out(done):
    finished, out = done
    assert finished.returncode == 0, finished.stderr
    assert "4 articles, 0 skipped, 1 left out, " in finished.stdout
    articles = pq.read_table(out / "articles").to_pylist()
    assert [row["source"].rpartition("/")[2] for row in articles] == ["a.txt", "b.jsonl.gz#2", "c.parquet#1", "d.csv#2"]
    (skipped,) = pq.read_table(out / "skipped").to_pylist()
    assert skipped["source"].endswith("b.jsonl.gz#1")
    assert skipped["reason"] == "isn't about politics (--only political)"
    events = pq.read_table(out / "events").to_pylist()
    assert {row["number"] for row in events if row["type"] == "ACCUSE"} == {0, 2, 3, 4}


def test_manifest_says_what_made_the_tables(done):
    _, out = done
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["made_from"]["options"]["only"] == "political"
    assert "corpus/weights/political.json" in manifest["made_from"]["weights"]
    assert manifest["totals"]["left_out"] == 1
    assert manifest["started"] <= manifest["finished"]


def test_the_same_command_again_does_nothing(run, corpus, done):
    _, out = done
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    again = run("code", corpus / "*", "--out", out, "--workers", "1", "--only", "political")
    assert (again.returncode, again.stdout) == (0, done[0].stdout)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == before
    other = run("code", corpus / "*", "--out", out, "--workers", "1")
    assert other.returncode == 2
    assert "was begun with other options.only; give what it was begun with" in other.stderr


def test_a_glob_that_names_nothing_is_wrong_usage(run, corpus, tmp_path):
    done = run("code", corpus / "*.warc", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "no such file or folder; give files, folders, or globs in quotation marks" in done.stderr
    assert not (tmp_path / "out").exists()
