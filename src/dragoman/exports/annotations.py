"""W3C Web Annotation: each fact an annotation on its passage. Source: w3.org/TR/annotation-model, 2017."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from dragoman.records import Event, Position, Record, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and after a passage that let it be found again where offsets have moved."""
COLLECTION = "urn:dragoman:annotations"
IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
"""What stands in an address as it is; everything else is percent-encoded."""


def write_annotations(records: Iterable[Record], out: Path) -> None:
    """Write one JSON-LD document: a collection with one page that holds all annotations."""
    encoder = msgspec.json.Encoder()
    head = {"@context": CONTEXT, "id": COLLECTION, "type": "AnnotationCollection"}
    page = {"id": f"{COLLECTION}:page-1", "type": "AnnotationPage", "partOf": COLLECTION, "startIndex": 0}
    total = 0
    with out.open("wb") as stream:
        stream.write(encoder.encode(head)[:-1] + b',"first":' + encoder.encode(page)[:-1] + b',"items":[')
        for record in records:
            for annotation in annotations_of(record):
                stream.write((b",\n" if total else b"\n") + encoder.encode(annotation))
                total += 1
        stream.write(b'\n]},"total":' + str(total).encode() + b"}\n")


def annotations_of(record: Record) -> Iterator[dict[str, Any]]:
    """One annotation for each statement, event and position, in text order within each kind."""
    names = {actor.id: actor.name for actor in record.actors}
    for statement in record.statements:
        yield _annotation(record, statement.id, statement.content, _said(statement, names))
    for event in record.events:
        yield _annotation(record, event.id, [event.evidence], _done(event, names))
    for position in record.positions:
        spans = [position.evidence, *(condition.span for condition in position.conditions)]
        yield _annotation(record, position.id, spans, _held(position, names))


def _said(statement: Statement, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "statement", "act": statement.act, "source": names.get(statement.source or ""),
        "authority": statement.authority, "form": statement.form,
    }  # fmt: skip


def _done(event: Event, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "event", "type": event.type, "mode": event.mode, "reality": event.reality,
        "actors": [names[actor] for actor in event.actors], "recipients": [names[actor] for actor in event.recipients],
    }  # fmt: skip


def _held(position: Position, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "position", "act": position.act, "holder": names[position.holder], "issue": position.issue_text,
        "toward": [names[actor] for actor in position.toward],
        "conditions": [condition.kind for condition in position.conditions],
    }  # fmt: skip


def _annotation(record: Record, fact: str, spans: Sequence[Span], value: dict[str, Any]) -> dict[str, Any]:
    article = record.article
    return {
        "id": f"urn:dragoman:{quote(article.id)}:{quote(fact)}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": f"dragoman {record.dragoman}"},
        "body": {"type": "TextualBody", "format": "application/json", "value": msgspec.json.encode(value).decode()},
        "target": [{"source": _address(record), "selector": _selector(article.body, *span)} for span in spans],
    }


def _address(record: Record) -> str:
    """The page's address, as the standard wants it written; a name of our own where it has none."""
    article = record.article
    return quote(article.url, safe=IN_ADDRESSES) if article.url else f"urn:dragoman:{quote(article.id)}"


def _selector(body: str, start: int, end: int) -> list[dict[str, Any]]:
    passage = {"type": "TextQuoteSelector", "exact": body[start:end]}
    passage |= {"prefix": body[max(0, start - AROUND) : start], "suffix": body[end : end + AROUND]}
    return [{"type": "TextPositionSelector", "start": start, "end": end}, passage]
