"""The engine as a whole, with a quick pipeline in place of the real one."""

import hashlib
import multiprocessing
import random
import time
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pyarrow.parquet as pq
import pytest
from tests.corpus.fakes import load_fake

from dragoman.corpus.code import CodeOptions, Progress, code_corpus
from dragoman.corpus.folder import CorpusError
from dragoman.corpus.tables import SCHEMAS
from dragoman.corpus.workers import Limits
from dragoman.errors import UsageError

POISONS = {
    "POISON-SLOW": "took longer than the limit of 0.5 seconds",
    "POISON-CRASH": "the worker process ended with exit code 3",
    "POISON-BIG": "took more memory than the limit of ",
    "POISON-ERROR": "the reading failed: ValueError: no such word (tests.corpus.fakes:",
}


@pytest.fixture(autouse=True)
def made_from(monkeypatch):
    """What the records depend on, held still."""
    made_from = {"dragoman": "0.0", "codebooks": {"speech": "1"}}
    monkeypatch.setattr("dragoman.corpus.code.provenance", lambda pipeline: made_from)
    return made_from


@pytest.fixture
def reports(tmp_path):
    """A folder of 60 short reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(60):
        write_report(folder, number)
    return folder


def write_report(folder: Path, number: int, words: str = "") -> None:
    text = f"Envoy {number} said on Monday that the talks in the capital would go on for another week. {words}"
    (folder / f"report-{number:03}.txt").write_text(text, "utf-8")


def code(reports: Path, out: Path, **options: Any) -> dict[str, Any]:
    options = {"part_size": 20, "workers": 2, **options}
    return code_corpus([reports], out, CodeOptions(**options), load=load_fake)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / table).sort_by("number").to_pylist()
    return found


def files(out: Path) -> dict[str, str]:
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("*/*.parquet")
    }


def test_each_article_has_its_rows_in_the_order_of_the_input(reports, tmp_path):
    manifest = code(reports, tmp_path / "out")
    assert [row["number"] for row in rows(tmp_path / "out", "articles")] == list(range(60))
    assert rows(tmp_path / "out", "articles")[7]["source"].endswith("report-007.txt")
    for table in SCHEMAS.keys() - {"places", "times", "skipped"}:
        assert len(rows(tmp_path / "out", table)) == 60, table
    assert manifest["totals"]["articles"] == 60
    assert manifest["totals"]["rows"]["events"] == 60
    assert manifest["finished"]


def test_the_tables_are_the_same_whatever_the_number_of_workers(reports, tmp_path):
    for workers in (1, 2, 3):
        code(reports, tmp_path / f"out{workers}", workers=workers)
    assert files(tmp_path / "out1") == files(tmp_path / "out2") == files(tmp_path / "out3")
    assert len(files(tmp_path / "out1")) == 4 * len(SCHEMAS)


def test_the_first_articles_are_a_part_of_their_own_that_isnt_waited_for(reports, tmp_path):
    seen = []

    def stop_at_once(progress):
        seen.append(progress.articles)
        if progress.articles >= 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        code_corpus([reports], tmp_path / "out", CodeOptions(workers=1), load=load_fake, on_progress=stop_at_once)
    assert seen[:5] == [0, 1, 2, 3, 4]
    assert [row["number"] for row in rows(tmp_path / "out", "articles")] == [0, 1, 2, 3]


@pytest.mark.parametrize(("poison", "reason"), POISONS.items())
def test_a_poisonous_article_is_skipped_with_its_reason_and_the_corpus_goes_on(reports, tmp_path, poison, reason):
    for number in (3, 13):
        write_report(reports, number, f"The word that opened the gate was {poison}.")
    resident = psutil.Process().memory_info().rss / 2**30  # a forked worker counts what it shares with us
    limits = Limits(seconds=0.5 if poison == "POISON-SLOW" else 60, gibibytes=resident + 0.25)
    code(reports, tmp_path / "out", limits=limits)
    skipped = rows(tmp_path / "out", "skipped")
    assert [row["number"] for row in skipped] == [3, 13]
    for row in skipped:
        assert row["reason"].startswith(reason)
        assert row["source"].endswith(f"report-{row['number']:03}.txt")
    assert len(rows(tmp_path / "out", "articles")) == 58


def test_a_finished_corpus_isnt_done_again(reports, tmp_path):
    first = code(reports, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.name != ".lock"}
    assert code(reports, tmp_path / "out") == first
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.name != ".lock"}


def test_a_run_killed_at_twenty_random_moments_is_resumed_to_the_same_tables(reports, tmp_path):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    started = time.monotonic()
    code(reports, whole, part_size=4)
    took = time.monotonic() - started
    moments = random.Random(4)
    kills = 0
    for _ in range(20):
        process = multiprocessing.get_context("fork").Process(
            target=code, args=(reports, killed), kwargs={"part_size": 4}
        )
        process.start()
        process.join(timeout=moments.uniform(0, took / 3))
        kills += process.is_alive()
        process.kill()
        process.join()
        for file in killed.glob("*/*.parquet"):
            pq.read_metadata(file)  # no file with a part's name is ever half written
    code(reports, killed, part_size=4)
    assert kills >= 5
    assert files(killed) == files(whole)
    assert [row["number"] for row in rows(killed, "articles")] == list(range(60))


def test_a_half_written_journal_line_is_done_again(reports, tmp_path):
    code(reports, tmp_path / "out")
    expected = files(tmp_path / "out")
    journal = tmp_path / "out" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-30])
    code(reports, tmp_path / "out")
    assert files(tmp_path / "out") == expected
    assert sorted(msgspec.json.decode(line)["part"] for line in journal.read_bytes().splitlines()) == [0, 1, 2, 3]


def test_a_damaged_journal_is_an_error(reports, tmp_path):
    code(reports, tmp_path / "out")
    journal = tmp_path / "out" / "journal.jsonl"
    journal.write_bytes(b"part three\n" + journal.read_bytes())
    with pytest.raises(CorpusError, match=r"journal\.jsonl: damaged: .*; remove the folder and begin anew"):
        code(reports, tmp_path / "out")


def test_a_folder_made_from_something_else_is_not_continued(reports, tmp_path, made_from):
    out = tmp_path / "out"
    code(reports, out)
    with pytest.raises(UsageError) as error:
        code(reports, out, part_size=10)
    assert str(error.value) == (
        f"{out}: was begun with other options.part_size; give what it was begun with (see manifest.json), "
        "or another folder with --out"
    )
    write_report(reports, 60)
    with pytest.raises(UsageError, match="was begun with other files;"):
        code(reports, out)
    made_from["codebooks"] = {"speech": "2"}
    with pytest.raises(UsageError, match=r"was begun with other codebooks\.speech, files;"):
        code(reports, out)


def test_a_folder_with_other_files_is_left_alone(reports, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(UsageError, match=r"out: holds other files and no manifest\.json; give a new or empty folder"):
        code(reports, out)


def test_a_folder_inside_the_input_is_refused(reports):
    with pytest.raises(UsageError, match=r"out: lies in .*reports, which is read"):
        code(reports, reports / "out")


def test_two_runs_on_one_folder_are_refused(reports, tmp_path):
    from filelock import FileLock

    code(reports, tmp_path / "out")
    with (
        FileLock(tmp_path / "out" / ".lock"),
        pytest.raises(CorpusError, match="another dragoman process is writing it"),
    ):
        code(reports, tmp_path / "out")


def test_an_input_that_isnt_there_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="nowhere: no such file or folder; give files, folders, or globs"):
        code(tmp_path / "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_progress_counts_what_earlier_runs_did(reports, tmp_path):
    seen = []

    def stop_early(progress):
        seen.append((progress.articles, progress.size))
        if progress.articles >= 40:
            raise KeyboardInterrupt

    options = CodeOptions(part_size=10, workers=1)
    with pytest.raises(KeyboardInterrupt):
        code_corpus([reports], tmp_path / "out", options, load=load_fake, on_progress=stop_early)
    last: list[Progress] = []
    code_corpus([reports], tmp_path / "out", options, load=load_fake, on_progress=last.append)
    progress = last[-1]
    assert progress.resumed >= 30
    assert progress.resumed + progress.articles == 60
    assert progress.size == progress.total == sum(path.stat().st_size for path in reports.iterdir())
