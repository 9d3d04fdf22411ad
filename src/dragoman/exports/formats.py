"""The formats by name, and the function that writes a file or folder in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import UsageError
from dragoman.exports.annotations import write_annotations
from dragoman.exports.brat import write_standoff
from dragoman.exports.cameo import write_cameo
from dragoman.exports.dot import write_dot
from dragoman.exports.ftm import entities_of
from dragoman.exports.graphml import write_graphml
from dragoman.exports.plover import events_of
from dragoman.exports.polecat import write_polecat
from dragoman.exports.tables import write_csv, write_parquet
from dragoman.exports.whole import whole_file, whole_folder
from dragoman.records import Record


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write records."""

    description: str
    write: Callable[[Iterable[Record], Path], None]
    """Writes all records to a file, or into a folder that is there and empty."""
    is_folder: bool = False


def _lines(rows_of: Callable[[Record], Iterator[Any]]) -> Callable[[Iterable[Record], Path], None]:
    """Writes JSON Lines: what ``rows_of`` gives of each record."""

    def write(records: Iterable[Record], out: Path) -> None:
        encoder = msgspec.json.Encoder()
        with out.open("wb") as stream:
            for record in records:
                stream.write(b"".join(encoder.encode(row) + b"\n" for row in rows_of(record)))

    return write


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("records as JSON Lines", _lines(lambda record: iter([record]))),
    "csv": Format("tables", write_csv, is_folder=True),
    "parquet": Format("tables", write_parquet, is_folder=True),
    "plover": Format("events as JSON Lines", _lines(events_of)),
    "polecat": Format("events, 40 columns, tab-separated", write_polecat),
    "cameo": Format("events with CAMEO code, Goldstein value, quad class, tab-separated", write_cameo),
    "ftm": Format("FollowTheMoney entities as JSON Lines", _lines(entities_of)),
    "annotations": Format("W3C Web Annotation, JSON-LD", write_annotations),
    "brat": Format("standoff", write_standoff, is_folder=True),
    "graphml": Format("network of actors", write_graphml),
    "dot": Format("network of actors, for Graphviz", write_dot),
}
"""The formats, by the name that the command line knows."""


def write_export(name: str, records: Iterable[Record], out: Path | str) -> None:
    """Write records in a format; after an error nothing half-written is there, and an older file is as it was.

    Args:
        name: One of `FORMATS`.
        records: The records, taken one by one.
        out: The file, which is replaced, or the folder, which must be new or empty.

    Raises:
        UsageError: There is no such format.
        ExportError: It can't be written.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; use one of: {', '.join(FORMATS)}")
    form, path = FORMATS[name], Path(out)
    with (whole_folder if form.is_folder else whole_file)(path) as beside:
        form.write(records, beside)
