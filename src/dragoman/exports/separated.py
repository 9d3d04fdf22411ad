"""Tab-separated values with a header: one line a row, whatever the cells hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def write_separated(out: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows; white space inside a cell becomes one blank, since readers of such files know no quoting."""
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("\t".join(columns) + "\n")
        for row in rows:
            stream.write("\t".join(" ".join(row[column].split()) for column in columns) + "\n")
