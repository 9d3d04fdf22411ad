"""A ledger of any size, with facts drawn by chance, to measure questions on.

    generate_ledger.py LEDGER ARTICLES [--seed N] [--minutes N] [--ask]

Each article has some ten actors out of 5,000, three statements, four events and three positions, one of them with a
condition. A call goes on where the last one stopped. `--ask` then times every question, each on a warm file, in
processor time, and prints the medians.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.ledger import Ledger
from dragoman.offsets import content_id
from dragoman.readers.plain import plain_article
from dragoman.records import (
    Actor,
    Article,
    Condition,
    Event,
    EventType,
    Mention,
    Position,
    PositionAct,
    Reality,
    Record,
    Span,
    Statement,
    values_of,
)

SYLLABLES = "ba ce do fu ga hi jo ka le mi na or pe qu ra so ta ul va xi yo ze".split()
ISSUES = "the arms embargo|a ceasefire|the elections|recognition|the talks|the sanctions|the withdrawal|the oil".split(
    "|"
)
DEEDS = "approved|lifted|signed|left|released|stopped|published|recognised".split("|")
OUTLETS = [f"Outlet {number}" for number in range(60)]
FIRST_DAY, DAYS = date(2005, 1, 1), 20 * 365


def name_of(chance: random.Random) -> str:
    """A name of two words that nobody bears."""
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize() for _ in range(2))


def records(first: int, count: int, seed: int) -> Iterator[Record]:
    """The records from one number up to another, each the same for the same seed."""
    chance = random.Random(seed)
    people = list(dict.fromkeys(name_of(chance) for _ in range(5000)))
    weights = [1 / (rank + 3) for rank in range(len(people))]
    for number in range(first, count):
        chance = random.Random(f"{seed} {number}")
        yield _record(chance, number, list(dict.fromkeys(chance.choices(people, weights, k=12)))[:10])


def _record(chance: random.Random, number: int, names: list[str]) -> Record:
    lines: list[str] = []
    parts: list[tuple[str, dict[str, str]]] = []
    for turn in range(10):
        one, other, third = chance.sample(names, 3)
        issue, deed = chance.choice(ISSUES), chance.choice(DEEDS)
        words = {
            "one": one,
            "other": other,
            "third": third,
            "issue": issue,
            "condition": f"until {third} {deed} {issue}",
            "deed": deed,
        }
        line = f"{one} said of {other} that {issue} would wait {words['condition']}, report {number}."
        if 3 <= turn < 7:
            line = f"{one} {deed} {issue} of {other}, whom {third} had met, report {number}."
        parts.append((line, words | {"turn": str(turn)}))
        lines.append(line)
    article = plain_article(
        "\n".join(lines), published=FIRST_DAY + timedelta(chance.randrange(DAYS)), title=f"Report {number}"
    )
    article = _with_outlet(article, chance.choice(OUTLETS))
    ids = {name: content_id("ac", article.id, name) for name in names}
    spans = iter(article.paragraphs)
    facts: dict[str, list[Any]] = {"statements": [], "events": [], "positions": []}
    mentions = []
    for (line, words), (start, _) in zip(parts, spans, strict=True):
        _add_fact(chance, facts, article, ids, line, words, start)
        mentions += [_mention(ids, line, name, start) for name in (words["one"], words["other"])]
        place = line.index(words["third"]) + start
        mentions.append(
            Mention(
                actor=ids[words["third"]],
                start=place,
                end=place + len(words["third"]),
                text=words["third"],
                kind="name",
            )
        )
    actors = tuple(Actor(id=ids[name], name=name, kind="person", names=(name,)) for name in names)
    return Record(
        article=article, actors=actors, mentions=tuple(mentions), statements=tuple(facts["statements"]),
        events=tuple(facts["events"]), positions=tuple(facts["positions"]),
    )  # fmt: skip


def _with_outlet(article: Article, outlet: str) -> Article:
    fields = {field: getattr(article, field) for field in article.__struct_fields__}
    return Article(**fields | {"publisher": outlet})


def _mention(ids: dict[str, str], line: str, name: str, start: int) -> Mention:
    place = line.index(name) + start
    return Mention(actor=ids[name], start=place, end=place + len(name), text=name, kind="name")


def _add_fact(
    chance: random.Random, facts: dict[str, list[Any]], article: Article, ids: dict[str, str], line: str,
    words: dict[str, str], start: int,
) -> None:  # fmt: skip
    def span(text: str) -> Span:
        place = start + line.index(text)
        return place, place + len(text)

    one, other, third = ids[words["one"]], ids[words["other"]], ids[words["third"]]
    turn = int(words["turn"])
    own = content_id("x", article.id, turn)
    if turn < 3:
        facts["statements"].append(
            Statement(
                id=f"st-{own}", source=one, source_span=None, authority=chance.choice(["named", "unnamed"]), act="say",
                form="indirect", cue=None, content=(span(words["issue"]),), rule="drawn",
            )
        )  # fmt: skip
    elif turn < 7:
        facts["events"].append(
            Event(
                id=f"ev-{own}", type=_drawn(chance, EventType), actors=(one,), recipients=(other,),
                reality=_drawn(chance, Reality), trigger=span(words["deed"]),
                evidence=(start, start + len(line)), rule="drawn",
            )
        )  # fmt: skip
    else:
        condition = Condition(kind="until", span=span(words["condition"]), who=(third,))
        facts["positions"].append(
            Position(
                id=f"po-{own}", holder=one, act=_drawn(chance, PositionAct), issue=span(words["issue"]),
                issue_text=words["issue"], toward=(other,), conditions=(condition,) if turn == 7 else (),
                evidence=span(words["issue"]), rule="drawn",
            )
        )  # fmt: skip


def _drawn(chance: random.Random, alias: object) -> Any:
    return chance.choice(values_of(alias))


QUESTIONS: dict[str, Callable[[Ledger, str], object]] = {
    "who": lambda ledger, name: ledger.who(name),
    "positions": lambda ledger, name: ledger.positions(holder=name, limit=100),
    "positions toward": lambda ledger, name: ledger.positions(toward=name, issue="arms", limit=100),
    "positions on": lambda ledger, _: ledger.positions(issue="elections", limit=100),
    "history": lambda ledger, name: ledger.history(holder=name, limit=100),
    "shifts": lambda ledger, name: ledger.shifts(holder=name, limit=100),
    "shifts of all": lambda ledger, _: ledger.shifts(limit=1000),
    "contradictions": lambda ledger, name: ledger.contradictions(actor=name, limit=100),
    "conditions on": lambda ledger, name: ledger.conditions(on=name, status="open", limit=100),
    "conditions met": lambda ledger, _: ledger.conditions(status="met", limit=100),
    "timeline": lambda ledger, name: ledger.events(party=name, limit=100),
    "happenings": lambda ledger, name: ledger.happenings(party=name, limit=100),
    "statements by": lambda ledger, name: ledger.statements(by=name, limit=100),
    "statements about": lambda ledger, name: ledger.statements(about=name, limit=100),
    "unnamed": lambda ledger, _: ledger.statements(authority="unnamed", limit=100),
    "events": lambda ledger, name: ledger.events(actor=name, reality="happened", limit=100),
    "sources": lambda ledger, _: ledger.sources(),
    "one unnamed source": lambda ledger, _: ledger.on_one_unnamed(limit=100),
    "coverage": lambda ledger, _: ledger.coverage(),
    "changes": lambda ledger, _: ledger.changes(),
    "search": lambda ledger, _: ledger.search('"arms embargo" approved'),
}
"""Every question, asked of a ledger about an actor."""
RANKS = (0, 5, 50, 200, 399)
"""The actors that are asked about: the most frequent one, and rarer ones."""


def ask(path: Path) -> None:
    """Time every question on the most frequent actors and on rarer ones."""
    with Ledger(path) as ledger:
        known = [f"#{actor.number}" for actor in ledger.frequent(limit=400)]
        chosen = [known[min(rank, len(known) - 1)] for rank in RANKS]
        for title, question in QUESTIONS.items():
            times = [_milliseconds(question, ledger, name) for name in chosen for _ in range(2)]
            print(f"{title:<20}{statistics.median(times):>8.0f} ms median {max(times):>8.0f} ms at most", flush=True)


def _milliseconds(question: Callable[[Ledger, str], object], ledger: Ledger, name: str) -> float:
    started = time.process_time()
    question(ledger, name)
    return 1000 * (time.process_time() - started)


def fill(path: Path, articles: int, seed: int, minutes: float) -> None:
    """Add what the ledger lacks of so many articles, for so many minutes."""
    ends = time.monotonic() + 60 * minutes
    with Ledger(path, create=True) as ledger:
        there = ledger.coverage().articles
        started, added = time.process_time(), 0
        for record in records(there, articles, seed):
            ledger.add(record)
            added += 1
            if time.monotonic() > ends:
                break
        each = 1000 * (time.process_time() - started) / max(added, 1)
        size = path.stat().st_size / 2**20
        print(f"{there + added:,} articles, {each:.1f} ms of processor time each, {size:,.0f} MiB", flush=True)


def main() -> int:
    """Make the ledger, and ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--ask", action="store_true")
    options = parser.parse_args()
    fill(options.ledger, options.articles, options.seed, options.minutes)
    if options.ask:
        ask(options.ledger)
    return 0


if __name__ == "__main__":
    sys.exit(main())
