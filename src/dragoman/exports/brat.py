"""BRAT standoff: mentions, statements, events and positions on their words. Source: manual of brat 1.3.

Statements and positions are brat's events too: their trigger is the cue (the content where there is none) or the issue,
their arguments are mentions and passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from dragoman.records import (
    ActorKind,
    Authority,
    ConditionKind,
    EventType,
    PositionAct,
    Reality,
    Record,
    Span,
    StatementAct,
    Strength,
    values_of,
)

CONFIG = "annotation.conf"


def write_standoff(records: Iterable[Record], out: Path) -> None:
    """Write each article's text and annotations, and the configuration by which brat shows them."""
    (out / CONFIG).write_text(configuration(), "utf-8", newline="\n")
    for record in records:
        (out / f"{record.article.id}.txt").write_text(record.article.body, "utf-8", newline="")
        (out / f"{record.article.id}.ann").write_text(standoff_of(record), "utf-8", newline="")


def configuration() -> str:
    """What brat has to know of the annotations: their types, arguments and attributes."""
    passages = ["Passage", "Condition"]
    events = [f"{kind}\tActor*:<ENTITY>, Recipient*:<ENTITY>" for kind in values_of(EventType)]
    attributes = {
        "Reality": Reality, "Act": StatementAct, "Authority": Authority, "Stand": PositionAct, "Strength": Strength,
        "Kind": ConditionKind,
    }  # fmt: skip
    sections = {
        "entities": [*map(_type, values_of(ActorKind)), *passages],
        "relations": [],
        "events": [
            *events,
            "Statement\tSource?:<ENTITY>, Content*:Passage",
            "Position\tHolder:<ENTITY>, Toward*:<ENTITY>, Terms*:Condition",
        ],
        "attributes": [
            f"{name}\tArg:<{'ENTITY' if name == 'Kind' else 'EVENT'}>, Value:{'|'.join(values_of(values))}"
            for name, values in attributes.items()
        ],
    }
    return "\n\n".join(f"[{name}]\n" + "\n".join(lines) for name, lines in sections.items()) + "\n"


def standoff_of(record: Record) -> str:
    """The ``.ann`` file for the article's body, which is the ``.txt`` file."""
    return "".join(f"{line}\n" for line in _Standoff(record).lines())


def _type(kind: str) -> str:
    return kind.capitalize()


type _Arguments = Sequence[tuple[str, Sequence[str]]]
"""Names of arguments, and the annotations that fill each."""


class _Standoff:
    """Numbers the annotations of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._bound = self._events = self._attributes = 0
        self._mentions: dict[str, str] = {}
        """The first mention of each actor."""

    def lines(self) -> Iterator[str]:
        kinds = {actor.id: actor.kind for actor in self._record.actors}
        for mention in self._record.mentions:
            yield self._text(_type(kinds[mention.actor]), (mention.start, mention.end))
            self._mentions.setdefault(mention.actor, self._last)
        yield from self._statements()
        for event in self._record.events:
            parties = [("Actor", self._of(event.actors)), ("Recipient", self._of(event.recipients))]
            yield from self._event(event.type, event.trigger, parties, {"Reality": event.reality})
        yield from self._positions()

    def _statements(self) -> Iterator[str]:
        for statement in self._record.statements:
            content = []
            for span in statement.content:
                yield self._text("Passage", span)
                content.append(self._last)
            filled = [("Source", self._of([statement.source] if statement.source else [])), ("Content", content)]
            notes = {"Act": statement.act, "Authority": statement.authority}
            yield from self._event("Statement", statement.cue or statement.content[0], filled, notes)

    def _positions(self) -> Iterator[str]:
        for position in self._record.positions:
            terms = []
            for condition in position.conditions:
                yield self._text("Condition", condition.span)
                terms.append(self._last)
                yield self._attribute("Kind", self._last, condition.kind)
            filled = [
                ("Holder", self._of([position.holder])), ("Toward", self._of(position.toward)), ("Terms", terms),
            ]  # fmt: skip
            notes = {"Stand": position.act, "Strength": position.strength}
            yield from self._event("Position", position.issue, filled, notes)

    @property
    def _last(self) -> str:
        """The text-bound annotation that was made last."""
        return f"T{self._bound}"

    def _of(self, actors: Iterable[str]) -> list[str]:
        return [self._mentions[actor] for actor in actors if actor in self._mentions]

    def _event(self, kind: str, trigger: Span, filled: _Arguments, notes: Mapping[str, str]) -> Iterator[str]:
        yield self._text(kind, trigger)
        self._events += 1
        arguments = [
            f" {name}{'' if place == 1 else place}:{annotation}"
            for name, annotations in filled
            for place, annotation in enumerate(annotations, 1)
        ]
        yield f"E{self._events}\t{kind}:{self._last}{''.join(arguments)}"
        for name, value in notes.items():
            yield self._attribute(name, f"E{self._events}", value)

    def _attribute(self, name: str, annotation: str, value: str) -> str:
        self._attributes += 1
        return f"A{self._attributes}\t{name} {annotation} {value}"

    def _text(self, kind: str, span: Span) -> str:
        """A text-bound annotation; a span over a paragraph's end is given in pieces, as the format wants it."""
        self._bound += 1
        body = self._record.article.body
        start, end = span
        pieces = []
        for piece in body[start:end].split("\n"):
            if piece:
                pieces.append((start, start + len(piece)))
            start += len(piece) + 1
        places = ";".join(f"{first} {last}" for first, last in pieces)
        return f"T{self._bound}\t{kind} {places}\t{' '.join(body[first:last] for first, last in pieces)}"
