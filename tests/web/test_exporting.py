"""The record saved from the page, in each format, all of it or only what was reviewed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Visitor

from dragoman.exports import FORMATS
from dragoman.ledger import Ledger


def saved(visitor: Visitor, name: str, which: str = "all") -> Any:
    answer = visitor.get(f"/export/{name}", params={"which": which})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    return answer


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_one_file(visitor: Visitor, name: str) -> None:
    answer = saved(visitor, name)
    assert answer.content
    if FORMATS[name].is_folder:
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_reviewed_only_holds_what_somebody_accepted(visitor: Visitor, ledger: Path) -> None:
    with Ledger(ledger) as book:
        stand = book.positions(holder="Russia", issue="arms")[0]
        book.review(stand.fact, "accept", author="me", reason="read")
    records = [json.loads(line) for line in saved(visitor, "jsonl", "reviewed").text.splitlines()]
    assert [one["id"] for record in records for one in record["positions"]] == [stand.fact]
    assert len(saved(visitor, "jsonl").text.splitlines()) == 18


def test_no_file_stays_behind(visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    saved(visitor, "csv")
    assert set(tmp_path.iterdir()) == before


def test_what_cant_be_exported_is_said(visitor: Visitor) -> None:
    assert visitor.get("/export/xlsx").status_code == 404
    assert visitor.get("/export/csv?which=some").status_code == 400
    page = visitor.get("/export").text
    assert all(f"/export/{name}" in page for name in FORMATS)
