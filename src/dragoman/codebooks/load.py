"""Codebook entries as typed structs, checked when they are loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from dragoman.errors import CodebookError

FOLDER = Path(__file__).parent

Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_codebook[Entry: msgspec.Struct](name: str, entry_type: type[Entry]) -> tuple[Entry, ...]:
    """The entries of ``codebooks/NAME.yaml``, in order.

    Raises:
        CodebookError: As `read_codebook`.
    """
    return read_codebook(FOLDER / f"{name}.yaml", entry_type)


def read_codebook[Entry: msgspec.Struct](path: Path, entry_type: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a codebook file, in order.

    Args:
        path: A YAML file that holds a list of mappings, each with a unique ``id``.
        entry_type: A frozen `msgspec.Struct` that forbids unknown fields.

    Raises:
        CodebookError: The file isn't such a list, an entry doesn't fit ``entry_type``, or an id occurs twice.
            The message names file, line, entry and field.
    """
    text = path.read_text("utf-8")
    try:
        data = yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    if not isinstance(data, list):
        raise CodebookError(f"{path}:1: a codebook is a list of entries, found {type(data).__name__}")
    seen: dict[object, int] = {}
    entries: list[Entry] = []
    for number, item in enumerate(data):
        try:
            entries.append(msgspec.convert(item, entry_type))
        except msgspec.ValidationError as error:
            name = item.get("id") if isinstance(item, dict) else item
            raise CodebookError(f"{path}:{_line(text, number)}: entry {name!r}: {error}") from error
        if item["id"] in seen:
            first = _line(text, seen[item["id"]])
            raise CodebookError(f"{path}:{_line(text, number)}: entry {item['id']!r} stands already in line {first}")
        seen[item["id"]] = number
    return tuple(entries)


def _line(text: str, number: int) -> int:
    """The line, counted from 1, on which the entry with that number begins."""
    node = yaml.compose(text, Loader)
    assert isinstance(node, yaml.SequenceNode)
    return int(node.value[number].start_mark.line) + 1
