from __future__ import annotations

import csv
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.exports.reports import reports

from dragoman.corpus.tables import SCHEMAS
from dragoman.exports import write_export
from dragoman.records import record_from_json

TABLES = SCHEMAS.keys() - {"skipped"}


@pytest.fixture
def parquet(tmp_path):
    write_export("parquet", reports(), tmp_path / "parquet")
    return {name: pq.read_table(tmp_path / "parquet" / f"{name}.parquet").to_pylist() for name in TABLES}


@pytest.fixture
def comma_separated(tmp_path) -> dict[str, list[dict[str, str]]]:
    write_export("csv", reports(), tmp_path / "csv")
    found = {}
    for name in TABLES:
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            found[name] = list(csv.DictReader(stream))
    return found


def test_lines_read_back_to_the_same_records(tmp_path):
    write_export("jsonl", reports(), tmp_path / "records.jsonl")
    assert [record_from_json(line) for line in (tmp_path / "records.jsonl").read_bytes().splitlines()] == reports()


def test_parquet_holds_each_fact_with_names_beside_ids(parquet):
    assert [row["number"] for row in parquet["articles"]] == [0, 1]
    assert [row["id"] for row in parquet["actors"]] == [actor.id for record in reports() for actor in record.actors]
    (aid, *_) = parquet["events"]
    assert aid["recipients"] == ["council", "turkiye"]
    assert aid["recipients_names"] == ['"Army\\Council"', "Türkiye"]
    assert (parquet["positions"][0]["holder"], parquet["positions"][0]["holder_name"]) == ("egypt", "Egypt")
    assert [row["actor_name"] for row in parquet["mentions"] if row["number"] == 1][:2] == ["Smith", "Libya"]


def test_csv_reads_back_to_the_same_cells_as_parquet(comma_separated, parquet):
    for name in TABLES:
        assert [list(map(without_apostrophe, row.items())) for row in comma_separated[name]] == [
            [(column, as_text(value)) for column, value in row.items()] for row in parquet[name]
        ], name


def test_no_cell_of_csv_is_taken_for_a_formula(comma_separated):
    (first, _) = comma_separated["articles"]
    assert first["body"].startswith("'=Egypt")


def as_text(value: Any) -> str:
    if isinstance(value, bool | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return "" if value is None else str(value)


def without_apostrophe(cell: tuple[str, str]) -> tuple[str, str]:
    return cell[0], cell[1][1:] if cell[1].startswith("'=") else cell[1]
