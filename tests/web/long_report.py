"""A report of any length, made from a sample: its text again and again, with its facts."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.records import Record

OFFSETS = {"start", "end"}
SPANS = {"source_span", "cue", "content", "trigger", "evidence", "retold", "issue", "span", "paragraphs"}
IDS = {"id", "statement", "inside", "time"}


def long_report(record: Record, words: int) -> Record:
    """The record of the sample's text repeated until there are so many words; actors stay the same."""
    body = record.article.body
    times = -(-words // len(body.split()))
    plain = msgspec.to_builtins(record)
    pieces = [_moved(plain, place * (len(body) + 2), place) for place in range(times)]
    for kind in ("mentions", "times", "statements", "events", "positions"):
        plain[kind] = [one for piece in pieces for one in piece[kind]]
    plain["article"]["body"] = "\n\n".join([body] * times)
    plain["article"]["paragraphs"] = [span for piece in pieces for span in piece["article"]["paragraphs"]]
    plain["article"]["id"] = f"{record.article.id}{times}"
    return msgspec.convert(plain, Record)


def _moved(value: Any, by: int, turn: int, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _moved(inner, by, turn, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_moved(inner, by, turn, name) for inner in value]
    if isinstance(value, int) and name in OFFSETS | SPANS:
        return value + by
    if isinstance(value, str) and name in IDS:
        return f"{value}-{turn}"
    return value
