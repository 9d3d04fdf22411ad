"""Three sample reports as they are printed: whoever changes a stage reads the difference.

``DRAGOMAN_UPDATE_GOLDEN=1 pytest tests/golden`` writes the files anew; read the diff before it is committed.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

import dragoman
from dragoman.cli.report import print_record
from dragoman.pipeline import Pipeline
from dragoman.readers import read_path
from dragoman.records import Article, record_from_json, record_to_json

HERE = Path(__file__).parent
SAMPLES = Path(dragoman.__file__).parent / "samples"
GOLDEN = {
    "2016-12-03-moscow-and-haftar": ".html",
    "2020-01-20-berlin": ".txt",
    "2021-02-17-serraj-and-handover": ".txt",
}


@pytest.mark.parametrize("name", GOLDEN)
def test_record_is_as_it_was_reviewed(name):
    (article,) = read_path(SAMPLES / f"{name}{GOLDEN[name]}")
    assert isinstance(article, Article)
    pipeline = Pipeline()
    record = pipeline.read(article)
    assert record_from_json(record_to_json(record)) == record
    assert pipeline.read(article) == record
    stream = io.StringIO()
    print_record(Console(file=stream, width=100, highlight=False, emoji=False, markup=False), record)
    expected = HERE / f"{name}.txt"
    if os.environ.get("DRAGOMAN_UPDATE_GOLDEN"):
        expected.write_text(stream.getvalue(), "utf-8")
    assert stream.getvalue() == expected.read_text("utf-8")
