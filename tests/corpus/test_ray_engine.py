"""The Ray engine against the local one, on a Ray with two workers that the test starts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.corpus.fakes import load_fake
from tests.corpus.test_code import files, rows, write_report

from dragoman.corpus.code import CodeOptions, code_corpus
from dragoman.corpus.workers import Limits
from dragoman.errors import UsageError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cluster(monkeypatch):
    ray = pytest.importorskip("ray", reason="Ray isn't installed: 240 MB, so neither the lock file nor CI has it")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield ray
    ray.shutdown()


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(60):
        write_report(folder, number, {7: "POISON-ERROR", 23: "POISON-CRASH"}.get(number, ""))
    lines = [f'{{"text": "Delegate {n} said on Friday that the talks had gone well for all."}}\n' for n in range(20)]
    (folder / "rows.jsonl").write_text("".join(lines), "utf-8")
    return folder


@pytest.mark.filterwarnings("ignore")  # Ray leaves sockets and files to the end of the process
def test_tables_are_those_of_the_local_engine(reports, tmp_path, cluster, monkeypatch):
    monkeypatch.setattr("dragoman.corpus.code.provenance", lambda pipeline: {"dragoman": "0.0"})
    for engine in ("local", "ray"):
        options = CodeOptions(part_size=20, workers=2, engine=engine, limits=Limits(60, 4))
        code_corpus([reports], tmp_path / engine, options, load=load_fake)
    assert files(tmp_path / "ray") == files(tmp_path / "local")
    assert len(rows(tmp_path / "ray", "articles")) == 78
    assert [row["number"] for row in rows(tmp_path / "ray", "skipped")] == [7, 23]


def test_without_ray_it_is_said_how_to_install_it(reports, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setattr("dragoman.corpus.code.provenance", lambda pipeline: {"dragoman": "0.0"})
    with pytest.raises(UsageError, match=r"Ray isn't installed; install it with: pip install 'dragoman\[ray\]'"):
        code_corpus([reports], tmp_path / "out", CodeOptions(engine="ray"), load=load_fake)
