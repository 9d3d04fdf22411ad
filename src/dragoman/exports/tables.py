"""Tables: those of `dragoman code`, with the names of actors beside their ids, as CSV or Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import batched
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.corpus.tables import tables_of
from dragoman.exports.rows import harmless
from dragoman.records import Record

AT_ONCE = 256
"""Records whose rows are in memory together."""
NAMED = {
    "mentions": ("actor",), "statements": ("source", "speaks_for", "told"), "events": ("actors", "recipients"),
    "positions": ("holder", "toward"), "conditions": ("who",),
}  # fmt: skip
"""The columns of each table that hold ids of actors."""


def named_tables(records: Iterable[Record], start: int = 0) -> dict[str, pa.Table]:
    """The tables by name; ``number`` counts the records from ``start``."""
    given = list(records)
    entries = [(number, record.article.url, record) for number, record in enumerate(given, start)]
    names = {number: {actor.id: actor.name for actor in record.actors} for number, _, record in entries}
    tables = tables_of(entries)
    del tables["skipped"]
    return {name: _with_names(table, NAMED.get(name, ()), names) for name, table in tables.items()}


def write_csv(records: Iterable[Record], out: Path) -> None:
    """One file for each table; a list is JSON in its cell, and no cell is taken for a formula."""
    with ExitStack() as files:
        writers = {}
        for name, schema in _schemas().items():
            stream = files.enter_context((out / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(stream)
            writers[name].writerow(schema.names)
        for tables in _in_batches(records):
            for name, table in tables.items():
                writers[name].writerows(map(_cell, row.values()) for row in table.to_pylist())


def write_parquet(records: Iterable[Record], out: Path) -> None:
    """One file for each table."""
    with ExitStack() as files:
        writers = {
            name: files.enter_context(pq.ParquetWriter(out / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in _schemas().items()
        }
        for tables in _in_batches(records):
            for name, table in tables.items():
                writers[name].write_table(table)


def _in_batches(records: Iterable[Record]) -> Iterator[dict[str, pa.Table]]:
    for number, batch in enumerate(batched(records, AT_ONCE)):
        yield named_tables(batch, number * AT_ONCE)


def _schemas() -> dict[str, pa.Schema]:
    return {name: table.schema for name, table in named_tables(()).items()}


def _with_names(table: pa.Table, columns: Sequence[str], names: dict[int, dict[str, str]]) -> pa.Table:
    for column in columns:
        values = zip(table["number"].to_pylist(), table[column].to_pylist(), strict=True)
        is_list = pa.types.is_list(table.schema.field(column).type)
        fill: Callable[[dict[str, str], Any], Any] = _names if is_list else _name
        kind = pa.list_(pa.string()) if is_list else pa.string()
        filled = pa.array([fill(names[number], value) for number, value in values], kind)
        table = table.append_column(f"{column}_name{'s' * is_list}", filled)
    return table


def _name(names: dict[str, str], own: str | None) -> str | None:
    return names[own] if own else None


def _names(names: dict[str, str], own: Sequence[str]) -> list[str]:
    return [names[one] for one in own]


def _cell(value: Any) -> Any:
    if isinstance(value, bool | list | dict):
        return msgspec.json.encode(value).decode()
    return harmless(value)
