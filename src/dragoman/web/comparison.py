"""What two reports tell alike, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from dragoman.ledger.reports import Opened
from dragoman.records import Article
from dragoman.web.facts import Fact, facts_of

NUMBER = re.compile(r"\d[\d,.]*\d|\d")


class Outline(Struct, frozen=True, kw_only=True):
    """Which report a side is."""

    article: str
    title: str | None
    publisher: str | None
    published: str | None


class Told(Struct, frozen=True, kw_only=True):
    """A fact of one report with its words."""

    fact: Fact
    text: str


class Both(Struct, frozen=True, kw_only=True):
    """A fact that both reports tell, in the words of each, and where the two differ."""

    one: Told
    other: Told
    differ: tuple[str, ...]


class Compared(Struct, frozen=True, kw_only=True):
    """Two reports beside each other."""

    one: Outline
    other: Outline
    both: list[Both]
    only_one: list[Told]
    only_other: list[Told]


def compared(one: Opened, other: Opened) -> Compared:
    """Two reports: facts of the same kind, act and parties are taken for the same fact."""
    first, second = _told(one), _told(other)
    both = []
    left = list(second)
    for told in first:
        twin = max(left, key=lambda candidate: _likeness(told.fact, candidate.fact), default=None)
        if twin is not None and _likeness(told.fact, twin.fact) > 0:
            left.remove(twin)
            both.append(Both(one=told, other=twin, differ=tuple(_differences(told, twin))))
    paired = {id(pair.one) for pair in both}
    return Compared(
        one=_outline(one.record.article), other=_outline(other.record.article), both=both,
        only_one=[told for told in first if id(told) not in paired], only_other=left,
    )  # fmt: skip


def _told(opened: Opened) -> list[Told]:
    body = opened.record.article.body
    shown = [fact for fact in facts_of(opened) if fact.verdict is None or fact.verdict.verdict != "reject"]
    return [Told(fact=fact, text=" … ".join(body[start:end] for start, end in fact.spans)) for fact in shown]


def _outline(article: Article) -> Outline:
    day = article.published.date.isoformat() if article.published else None
    return Outline(article=article.id, title=article.title, publisher=article.publisher, published=day)


def _parties(fact: Fact) -> tuple[frozenset[int | None], frozenset[int | None]]:
    return frozenset(party.number for party in fact.who), frozenset(party.number for party in fact.whom)


def _likeness(one: Fact, other: Fact) -> int:
    """How sure it is that two facts are one: nothing without the same kind, somebody in common, and the same matter."""
    if one.kind != other.kind or not one.who:
        return 0
    (who, whom), (who_too, whom_too) = _parties(one), _parties(other)
    if not who & who_too or (whom and whom_too and not whom & whom_too):
        return 0
    if one.kind == "event":
        return (1 + bool(whom & whom_too) + (one.mode == other.mode)) if one.act == other.act else 0
    if one.kind == "position":
        return (1 + (one.act == other.act)) if one.key is not None and one.key == other.key else 0
    same_day = one.first is not None and one.first == other.first
    return (1 + same_day) if one.act == other.act and (same_day or whom & whom_too) else 0


def _differences(one: Told, other: Told) -> Iterable[str]:
    pairs = (
        ("reality", one.fact.reality, other.fact.reality),
        ("act", one.fact.act, other.fact.act),
        ("kind of source", one.fact.authority or "the report itself", other.fact.authority or "the report itself"),
        ("strength", one.fact.strength, other.fact.strength),
        ("place", one.fact.place, other.fact.place),
    )
    for name, mine, theirs in pairs:
        if mine and theirs and mine != theirs:
            yield f"{name}: {mine} / {theirs}".replace("_", " ")
    if one.fact.first and other.fact.first and one.fact.first != other.fact.first:
        yield f"day: {one.fact.first} / {other.fact.first}"
    terms, terms_too = ({term.kind for term in told.fact.terms} for told in (one, other))
    if terms != terms_too:
        yield "condition: only one report names it" if not (terms and terms_too) else "condition: not the same"
    numbers, numbers_too = (sorted(set(NUMBER.findall(told.text))) for told in (one, other))
    if numbers and numbers_too and numbers != numbers_too:
        yield f"numbers: {', '.join(numbers)} / {', '.join(numbers_too)}"
