"""A record on the terminal: each fact beside the passage that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from dragoman.cli.screen import beside, heading, printable
from dragoman.records import Actor, Article, Event, Position, Record, Span, Statement

REALITY_STYLES = {
    "happened": "green", "ongoing": "green", "planned": "blue", "possible": "blue", "conditional": "magenta",
    "denied": "red", "alleged": "yellow", "not_done": "red",
}  # fmt: skip

SAYS = {
    "say": "says", "deny": "denies", "demand": "demands", "promise": "promises", "threaten": "threatens",
    "warn": "warns", "accuse": "accuses", "praise": "praises", "criticise": "criticises", "ask": "asks",
    "propose": "proposes", "deny_knowledge": "denies knowledge of", "agree": "agrees", "refuse": "refuses",
    "announce": "announces", "explain": "explains", "believe": "believes",
}  # fmt: skip

LONGEST_GAP = 240
"""Code points between two parts of a statement that are still printed as one passage."""
LONGEST_REMOVED = 60
OPENING, CLOSING = "“‘\"'([", "”’\"')].!?"


def print_record(console: Console, record: Record) -> None:
    """Print the head of the report, then who is who, who said what, what happened and who stands where."""
    print_head(console, record.article)
    names = {actor.id: actor.name for actor in record.actors}
    times = {time.id: time for time in record.times}
    print_actors(console, record.actors)
    body = record.article.body
    if record.statements:
        heading(console, "Who said what")
        for statement in record.statements:
            beside(console, statement_fact(statement, names), statement_passage(record.article, statement))
    if record.events:
        heading(console, "What happened, and what did not")
        for event in record.events:
            time = times.get(event.time or "")
            fact = event_fact(event, names, _days(time.first, time.last) if time else None)
            beside(console, fact, passage(body, [event.evidence], [event.trigger]))
    if record.positions:
        heading(console, "Who stands where")
        for position in record.positions:
            marked = [condition.span for condition in position.conditions]
            beside(console, position_fact(position, names, body), passage(body, [position.evidence, *marked], marked))


def print_head(console: Console, article: Article) -> None:
    """Print what the page is, which dates it isn't from, and what was taken off it."""
    console.print(Text(printable(article.title or "(no title)"), style="bold"))
    published = article.published
    day = f"{written(published.date)} (from {published.source})" if published else "day of publication not known"
    words, count = len(article.body.split()), len(article.paragraphs)
    parts = [
        article.publisher,
        article.author,
        day,
        f"{count} paragraph{'s' if count != 1 else ''}, {words} words",
        article.url,
    ]
    console.print(Text(printable(" · ".join(part for part in parts if part))))
    for other in article.not_published:
        console.print(Text(printable(f"not its day: {written(other.date)}: {other.why}"), style="dim"))
    for why in dict.fromkeys(removed.why for removed in article.removed):
        texts = [_shortened(removed.text) for removed in article.removed if removed.why == why]
        console.print(Text(printable(f"removed, {why}: {' | '.join(texts)}"), style="dim"))
    for note in article.notes:
        console.print(Text(printable(f"note: {note}"), style="dim"))


def written(day: date) -> str:
    """The day as in running text: ``3 December 2016``."""
    return f"{day.day} {day:%B %Y}"


def print_actors(console: Console, actors: Sequence[Actor]) -> None:
    """Print every actor with kind, country, roles and name forms."""
    if not actors:
        return
    heading(console, "Who is who")
    names = {actor.id: actor.name for actor in actors}
    for actor in actors:
        what = [actor.kind.replace("_", " "), *([actor.country] if actor.country else []), *actor.codes]
        line = Text(", ".join(what) + ("; not named" if actor.unnamed else ""))
        roles = dict.fromkeys(role_text(role.title, role.when, names.get(role.org or "")) for role in actor.roles)
        for role in roles:
            line.append(f"; {printable(role)}")
        others = [name for name in actor.names if name != actor.name]
        if others:
            line.append(f"\nalso {printable(', '.join(others))}", style="dim")
        beside(console, [Text(printable(actor.name), style="bold")], line)


def role_text(title: str, when: str | None, org: str | None) -> str:
    """``former prime minister (Libya)``; the organisation only where the title doesn't name it."""
    text = title if not when or when in title.casefold() else f"{when} {title}"
    return f"{text} ({org})" if org and org.casefold() not in text.casefold() else text


def statement_fact(statement: Statement, names: dict[str, str]) -> list[Text]:
    """Who vouches for the words, by which act, and how much that weighs."""
    source = names.get(statement.source or "")
    first = _first_line(source or "nobody named", f" {SAYS[statement.act]}", "bold" if source else "bold yellow")
    detail: list[str] = [statement.authority, statement.form]
    if statement.speaks_for in names and statement.speaks_for != statement.source:
        detail.append(f"for {names[statement.speaks_for]}")
    if told := _listed(statement.told, names):
        detail.append(f"to {told}")
    if statement.inside:
        detail.append("within another's words")
    return [first, Text(printable(", ".join(detail)), style="dim")]


def statement_passage(article: Article, statement: Statement) -> Text:
    """The words of the statement with the words that attribute them."""
    around = [span for span in (statement.source_span, statement.cue) if span]
    return passage(article.body, [*statement.content, *around], [statement.cue] if statement.cue else [])


def event_fact(event: Event, names: dict[str, str], days: str | None) -> list[Text]:
    """Who did what to whom, and whether it happened."""
    deed = " ".join([event.type, *([event.mode] if event.mode else [])])
    first = _first_line(_listed(event.actors, names) or "somebody", f" {deed} {_listed(event.recipients, names)}")
    second = Text(event.reality.replace("_", " "), style=REALITY_STYLES[event.reality])
    detail = [*event.context, f"in {event.place}" if event.place else "", days or ""]
    detail.append("on somebody's word" if event.statement else "")
    second.append(printable("".join(f", {part}" for part in detail if part)), style="dim")
    return [first, second]


def position_fact(position: Position, names: dict[str, str], body: str) -> list[Text]:
    """Whose stand on what, towards whom, under which conditions, and who can meet them."""
    act = position.act.replace("_", " ")
    lines = [_first_line(names.get(position.holder, position.holder), f" {act}")]
    if position.toward:
        lines.append(Text(f"toward {_listed(position.toward, names)}"))
    if position.issue_text != body[slice(*position.issue)]:
        lines.append(Text(printable(f"on: {position.issue_text}")))
    if position.strength != "firm":
        lines.append(Text(position.strength, style="dim"))
    for condition in position.conditions:
        who = _listed(condition.who, names)
        text = f"{condition.kind.replace('_', ' ')}: {'up to ' + who if who else 'not said who can meet it'}"
        lines.append(Text(text, style="magenta"))
    return lines


def _first_line(actor: str, rest: str, style: str = "bold") -> Text:
    return Text.assemble((printable(actor), style), printable(rest.rstrip()))


def passage(body: str, spans: Iterable[Span], marked: Iterable[Span]) -> Text:
    """The text of some spans, what lies between near ones included, with some parts of it marked."""
    pieces = [_with_quotes(body, start, end) for start, end in _joined(sorted(spans))]
    text = Text()
    for number, (start, end) in enumerate(pieces):
        piece = Text(printable(body[start:end]))
        for first, last in marked:
            if first < end and last > start:
                piece.stylize("bold yellow", max(0, first - start), last - start)
        text.append(" … " if number else "")
        text.append_text(piece)
    return text


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= LONGEST_GAP:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _with_quotes(body: str, start: int, end: int) -> Span:
    while start and body[start - 1] in OPENING:
        start -= 1
    while end < len(body) and body[end] in CLOSING:
        end += 1
    return start, end


def _listed(actors: Iterable[str], names: dict[str, str]) -> str:
    return printable(", ".join(names.get(actor, actor) for actor in actors))


def _days(first: object, last: object) -> str | None:
    if first is None and last is None:
        return None
    return str(first) if first == last else f"{first or '…'} to {last or '…'}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_REMOVED else f"{text[: LONGEST_REMOVED - 1]}…"
