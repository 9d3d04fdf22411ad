"""Fixtures: records made by hand, and a ledger in a temporary folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger import Ledger
from dragoman.offsets import content_id
from dragoman.readers.plain import plain_article
from dragoman.records import Actor, Condition, Event, Mention, Position, Record, Role, Span, Statement

KINDS = {
    "Russia": ("state", "RUS"), "Egypt": ("state", "EGY"), "Turkey": ("state", "TUR"),
    "House of Representatives": ("government_body", "LBY"), "Government of National Accord": ("government_body", "LBY"),
    "Government of National Unity": ("government_body", "LBY"), "Security Council": ("igo", None),
    "Libyan National Army": ("armed_group", "LBY"),
}  # fmt: skip


def make_report(
    body: str,
    day: str | None = None,
    *,
    positions: list[dict[str, Any]] | None = None,
    events: list[dict[str, Any]] | None = None,
    statements: list[dict[str, Any]] | None = None,
    people: dict[str, dict[str, Any]] | None = None,
    version: str | None = None,
    publisher: str | None = "The Sample Courier",
) -> Record:
    """A record whose facts name actors and passages by their words; an actor that isn't in `KINDS` is a person."""
    article = plain_article(body, published=date.fromisoformat(day) if day else None)
    article = type(article)(**{f: getattr(article, f) for f in article.__struct_fields__} | {"publisher": publisher})

    def span(words: str) -> Span:
        start = article.body.index(words)
        return start, start + len(words)

    people = people or {}
    facts = [*(positions or []), *(events or []), *(statements or [])]
    named = [*people]
    for fact in facts:
        for field in ("holder", "source", "speaks_for"):
            named += [fact[field]] if fact.get(field) else []
        for field in ("toward", "actors", "recipients", "about"):
            named += fact.get(field, [])
        for condition in fact.get("conditions", []):
            named += condition[2]
    named += [name for name in KINDS if name in article.body]
    ids = {name: content_id("ac", article.id, name) for name in dict.fromkeys(named)}
    actors = []
    for name, own in ids.items():
        kind, country = KINDS.get(name, ("person", None))
        extra = dict(people.get(name, {}))
        roles = tuple(
            Role(title=title, org=ids.get(org), start=span(title)[0], end=span(title)[1])
            for title, org in extra.pop("roles", [])
        )
        names = extra.pop("names", (name,))
        given = {"kind": kind, "country": country} | extra
        actors.append(Actor(id=own, name=name, names=tuple(names), roles=roles, **given))
    mentions = [
        Mention(actor=ids[name], start=match.start(), end=match.end(), text=name, kind="name")
        for name in ids
        for match in re.finditer(re.escape(name), article.body)
    ]
    return Record(
        dragoman=version or Record.__struct_defaults__[0],
        article=article,
        actors=tuple(actors),
        mentions=tuple(mentions),
        statements=tuple(
            Statement(
                id=content_id("st", article.id, fact["words"]), source=ids.get(fact.get("source", "")),
                source_span=None, speaks_for=ids.get(fact.get("speaks_for", "")),
                authority=fact.get("authority", "named"),
                act=fact.get("act", "say"), form="indirect", cue=None, content=(span(fact["words"]),), rule="hand",
            )
            for fact in statements or []
        ),
        events=tuple(
            Event(
                id=content_id("ev", article.id, fact["words"], fact["type"]), type=fact["type"],
                actors=tuple(ids[a] for a in fact.get("actors", [])),
                recipients=tuple(ids[a] for a in fact.get("recipients", [])),
                reality=fact.get("reality", "happened"), trigger=span(fact["words"]), evidence=span(fact["words"]),
                statement=content_id("st", article.id, fact["said"]) if "said" in fact else None, rule="hand",
            )
            for fact in events or []
        ),
        positions=tuple(
            Position(
                id=content_id("po", article.id, fact["words"], fact["act"]), act=fact["act"],
                holder=ids[fact["holder"]],
                issue=span(fact["words"]), issue_text=fact.get("issue", fact["words"]),
                toward=tuple(ids[a] for a in fact.get("toward", [])),
                conditions=tuple(
                    Condition(kind=kind, span=span(words), who=tuple(ids[a] for a in who))
                    for kind, words, who in fact.get("conditions", [])
                ),
                statement=content_id("st", article.id, fact["said"]) if "said" in fact else None,
                evidence=span(fact["words"]), rule="hand",
            )
            for fact in positions or []
        ),
    )  # fmt: skip


@pytest.fixture
def report() -> Callable[..., Record]:
    """``report(body, day, positions=[…], events=[…], statements=[…])``, see `make_report`."""
    return make_report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger of `ledger` is."""
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger(path, create=True) as opened:
        yield opened
