"""Records as pandas or polars frames, in the same tables as `dragoman code` writes."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.corpus.tables import Tables, tables_of
from dragoman.errors import UsageError
from dragoman.records import Record, Skipped

if TYPE_CHECKING:
    import pandas
    import polars


def arrow_tables(records: Iterable[Record | Skipped]) -> Tables:
    """One Arrow table for each kind of thing in the records: ``articles``, ``actors``, ``events`` and so on.

    The column ``number`` counts the records from 0; ``source`` is the article's address, where it is known.
    """
    return tables_of(
        (number, record.source if isinstance(record, Skipped) else record.article.url, record)
        for number, record in enumerate(records)
    )


def pandas_frames(records: Iterable[Record | Skipped]) -> dict[str, pandas.DataFrame]:
    """The same as pandas frames, by name.

    Raises:
        UsageError: pandas isn't installed.
    """
    _need("pandas")
    return {name: table.to_pandas() for name, table in arrow_tables(records).items()}


def polars_frames(records: Iterable[Record | Skipped]) -> dict[str, polars.DataFrame]:
    """The same as polars frames, by name.

    Raises:
        UsageError: polars isn't installed.
    """
    _need("polars")
    import polars

    frames: dict[str, polars.DataFrame] = {}
    for name, table in arrow_tables(records).items():
        frame = polars.from_arrow(table)
        assert isinstance(frame, polars.DataFrame)
        frames[name] = frame
    return frames


def _need(library: str) -> None:
    try:
        import_module(library)
    except ImportError as error:
        raise UsageError(f"{library} isn't installed; install it with: pip install 'dragoman[{library}]'") from error
