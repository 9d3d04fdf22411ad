"""Rows as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec


def csv_of(rows: Sequence[msgspec.Struct]) -> str:
    """One line per row; inner fields are named ``passage.text``, and parts of a list are joined by ``; ``."""
    flat = [dict(_flat(msgspec.to_builtins(row))) for row in rows]
    columns = list(dict.fromkeys(column for row in flat for column in row))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="")
    writer.writeheader()
    writer.writerows({column: harmless(value) for column, value in row.items()} for row in flat)
    return stream.getvalue()


def _flat(value: dict[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{prefix}{name}.")
        elif isinstance(inner, list | tuple):
            parts = [part if isinstance(part, str | int) else msgspec.json.encode(part).decode() for part in inner]
            yield f"{prefix}{name}", "; ".join(map(str, parts))
        else:
            yield f"{prefix}{name}", inner


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula. Source: OWASP, CSV injection."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
