"""Records as Arrow tables: one row for each article, actor, statement, event … and its text beside its offsets.

The columns follow `dragoman.records`, field for field, so a field added there is a column here:

- a value keeps its JSON name; a `Span` ``cue`` becomes ``cue_start``, ``cue_end`` and ``cue_text``, the words;
- a record inside a record (``published``) becomes columns ``published_date`` …; a list of them a list of structs;
- ``number`` is the article's place in the corpus and ``article`` its id; together they are the key to join by, since a
  report that stands twice in a corpus has one id and two numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import inspect

from dragoman.records import (
    Actor,
    Article,
    Condition,
    Event,
    Mention,
    Place,
    Position,
    Record,
    Skipped,
    Statement,
    Time,
)

type Row = dict[str, Any]
type Tables = dict[str, pa.Table]
type Entry = tuple[int, str | None, Record | Skipped]
"""An article's place in the corpus, the name of its source, and what became of it."""

_KEY = [pa.field("number", pa.int64(), nullable=False), pa.field("article", pa.string(), nullable=False)]
_PASSAGE = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that one field of a record becomes, and how they are filled from its value and the body."""

    fields: list[pa.Field]
    fill: Callable[[Row, Any, str], None]


class _Layout:
    """The columns of one kind of record."""

    def __init__(self, struct: type[msgspec.Struct], *, without: Sequence[str] = (), words: bool = True) -> None:
        """Work out the columns.

        Args:
            struct: The kind of record.
            without: Fields that another table holds.
            words: Whether the words of a span stand beside its offsets.
        """
        about = inspect.type_info(struct)
        assert isinstance(about, inspect.StructType)
        taken = {field.encode_name for field in about.fields}
        self._parts = [
            (field.name, _columns(field.encode_name, field.type, words and f"{field.encode_name}_text" not in taken))
            for field in about.fields
            if field.name not in without
        ]

    @property
    def fields(self) -> list[pa.Field]:
        return [field for _, columns in self._parts for field in columns.fields]

    def row(self, record: msgspec.Struct, body: str) -> Row:
        row: Row = {}
        for name, columns in self._parts:
            columns.fill(row, getattr(record, name), body)
        return row


def _columns(name: str, kind: inspect.Type, words: bool) -> _Columns:
    kind = _known(kind)
    if _is_span(kind):
        return _span_columns(name, words)
    if isinstance(kind, inspect.StructType):
        return _struct_columns(name, _Layout(kind.cls, words=words))
    if isinstance(kind, inspect.VarTupleType):
        return _list_column(name, _known(kind.item_type), words)

    def fill(row: Row, value: Any, body: str) -> None:
        row[name] = value

    return _Columns([pa.field(name, _arrow_type(kind))], fill)


def _span_columns(name: str, words: bool) -> _Columns:
    fields = [pa.field(f"{name}_start", pa.int32()), pa.field(f"{name}_end", pa.int32())]
    if words:
        fields.append(pa.field(f"{name}_text", pa.string()))

    def fill(row: Row, value: tuple[int, int] | None, body: str) -> None:
        start, end = value or (None, None)
        row[f"{name}_start"], row[f"{name}_end"] = start, end
        if words:
            row[f"{name}_text"] = body[start:end] if value else None

    return _Columns(fields, fill)


def _struct_columns(name: str, layout: _Layout) -> _Columns:
    fields = [pa.field(f"{name}_{field.name}", field.type) for field in layout.fields]

    def fill(row: Row, value: msgspec.Struct | None, body: str) -> None:
        if value is None:
            row.update((field.name, None) for field in fields)
        else:
            row.update((f"{name}_{key}", cell) for key, cell in layout.row(value, body).items())

    return _Columns(fields, fill)


def _list_column(name: str, item: inspect.Type, words: bool) -> _Columns:
    make: Callable[[Any, str], Any]
    if _is_span(item):
        inner, make = (_PASSAGE, _passage) if words else (_SPAN, _bare_span)
    elif isinstance(item, inspect.StructType):
        layout = _Layout(item.cls, words=words)
        inner, make = pa.struct(layout.fields), layout.row
    else:
        inner, make = _arrow_type(item), _itself

    def fill(row: Row, value: Sequence[Any], body: str) -> None:
        row[name] = [make(part, body) for part in value]

    return _Columns([pa.field(name, pa.list_(inner))], fill)


def _passage(span: tuple[int, int], body: str) -> Row:
    return {"start": span[0], "end": span[1], "text": body[span[0] : span[1]]}


def _bare_span(span: tuple[int, int], body: str) -> Row:
    return {"start": span[0], "end": span[1]}


def _itself(value: Any, body: str) -> Any:
    return value


def _known(kind: inspect.Type) -> inspect.Type:
    """The type of a value that is known: ``X`` of ``X | None``."""
    if isinstance(kind, inspect.UnionType):
        (kind,) = (part for part in kind.types if not isinstance(part, inspect.NoneType))
    return kind


def _is_span(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.TupleType) and all(isinstance(part, inspect.IntType) for part in kind.item_types)


_ARROW: dict[type[inspect.Type], pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.LiteralType: pa.string(),
    inspect.IntType: pa.int32(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
    inspect.DateType: pa.date32(),
}


def _arrow_type(kind: inspect.Type) -> pa.DataType:
    return _ARROW[type(kind)]


_ARTICLE = _Layout(Article, without=["id"], words=False)
_POSITION = _Layout(Position, without=["conditions"])
_CONDITION = _Layout(Condition)
_PARTS = {
    "actors": _Layout(Actor),
    "mentions": _Layout(Mention),
    "times": _Layout(Time),
    "places": _Layout(Place),
    "statements": _Layout(Statement),
    "events": _Layout(Event),
    "positions": _POSITION,
}
"""The tables whose rows are a record's own lists, under the same names."""

SCHEMAS: dict[str, pa.Schema] = {
    "articles": pa.schema([*_KEY, pa.field("source", pa.string()), *_ARTICLE.fields]),
    **{name: pa.schema([*_KEY, *layout.fields]) for name, layout in _PARTS.items()},
    "conditions": pa.schema([*_KEY, pa.field("position", pa.string()), *_CONDITION.fields]),
    "skipped": pa.schema([_KEY[0], pa.field("source", pa.string()), pa.field("reason", pa.string())]),
}
"""The tables and their columns."""


def tables_of(entries: Iterable[Entry]) -> Tables:
    """The tables that hold some articles' records, rows in the order of the articles; every table, even if empty."""
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for number, source, result in entries:
        if isinstance(result, Skipped):
            rows["skipped"].append({"number": number, "source": result.source, "reason": result.reason})
            continue
        for table, row in _rows_of(result, source):
            rows[table].append({"number": number, "article": result.article.id, **row})
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in SCHEMAS.items()}


def _rows_of(record: Record, source: str | None) -> Iterator[tuple[str, Row]]:
    body = record.article.body
    yield "articles", {"source": source, **_ARTICLE.row(record.article, body)}
    for table, layout in _PARTS.items():
        for part in getattr(record, table):
            yield table, layout.row(part, body)
    for position in record.positions:
        for condition in position.conditions:
            yield "conditions", {"position": position.id, **_CONDITION.row(condition, body)}


def joined(parts: Iterable[Tables]) -> Tables:
    """Several tables' rows, one after the other."""
    all_parts = list(parts)
    return {name: pa.concat_tables([part[name] for part in all_parts]) for name in SCHEMAS}
