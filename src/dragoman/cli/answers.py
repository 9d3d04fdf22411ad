"""Answers of the ledger as tables beside passages, as JSON, or as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from dragoman.cli.ledgers import AnswerFormat
from dragoman.cli.report import REALITY_STYLES, SAYS, written
from dragoman.cli.screen import beside, heading, output, printable, write
from dragoman.exports.rows import csv_of
from dragoman.ledger.conditions import Deed, Waiting
from dragoman.ledger.contradictions import Contradiction
from dragoman.ledger.coverage import Coverage, Hanging, Outlet
from dragoman.ledger.happenings import Happening, Told
from dragoman.ledger.judgements import Judgement
from dragoman.ledger.lookup import AmbiguousNameError, UnknownNameError
from dragoman.ledger.passages import Passage
from dragoman.ledger.people import Profile
from dragoman.ledger.search import Hit
from dragoman.ledger.stands import Shift, Stand
from dragoman.ledger.words import Said

STATUS_STYLES = {"open": "yellow", "met": "green", "broken": "red", "overtaken": "magenta"}

NOTHING = "Nothing in the ledger. That says nothing about the world: `dragoman coverage` shows what the ledger has."


class History(msgspec.Struct, frozen=True):
    """The stands of one holder on one matter, as a row of a table."""

    stands: tuple[Stand, ...]


def answer(rows: Sequence[Any], form: AnswerFormat) -> None:
    """Print rows of one kind as a table, or as JSON or CSV."""
    if form is AnswerFormat.JSON:
        write(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
    elif form is AnswerFormat.CSV:
        write(csv_of(rows).encode())
    elif rows:
        SHOWN_BY[type(rows[0])](output(), rows)
    else:
        output().print(NOTHING)


def ask_back(error: AmbiguousNameError | UnknownNameError) -> None:
    """Print a name that can't be resolved as JSON, in the shape of the reading room's errors."""
    is_ambiguous = isinstance(error, AmbiguousNameError)
    body = {
        "kind": "ambiguous_name" if is_ambiguous else "unknown_name",
        "message": str(error),
        "choices": list(error.choices) if isinstance(error, AmbiguousNameError) else [],
    }
    write(msgspec.json.format(msgspec.json.encode({"error": body}), indent=2) + b"\n")


# --- one kind of row each ----------------------------------------------------------------------------------------


def words_of(passage: Passage) -> Text:
    """The passage, with outlet, day and the article's id below it."""
    day = written(passage.published) if passage.published else "no day"
    where = printable(f"{passage.publisher or 'no outlet'}, {day} · {passage.article}")
    return Text(printable(passage.text)).append("\n").append(where, style="dim")


def _day(value: Any) -> str:
    return str(value) if value else "no day"


def stand_fact(stand: Stand, *, with_day: bool = True) -> list[Text]:
    """A stand in a few lines: whose, what, towards whom, on what terms."""
    lines = [Text.assemble((printable(stand.holder), "bold"), f" {stand.act.replace('_', ' ')}")]
    if stand.toward:
        lines.append(Text(printable(f"toward {', '.join(stand.toward)}")))
    key = f"{stand.issue}{f' (by “{stand.issue_words}”)' if stand.issue_words else ''}: " if stand.issue else ""
    lines.append(Text(printable(f"on {key}{stand.issue_text}")))
    for condition in stand.conditions:
        who = ", ".join(condition.who)
        kind = condition.kind.replace("_", " ")
        lines.append(Text(printable(f"{kind}: {'up to ' + who if who else 'nobody named'}"), style="magenta"))
    word = f"on the word of {stand.source} ({stand.authority})" if stand.source else stand.authority or "own voice"
    parts = [_day(stand.day)] if with_day else []
    parts += [word, *([stand.strength] if stand.strength != "firm" else []), stand.fact]
    parts += [f"{stand.verdict}ed"] if stand.verdict else []
    lines.append(Text(printable(", ".join(parts)), style="dim"))
    return lines


def show_stands(console: Console, stands: Sequence[Stand]) -> None:
    """Print positions, each beside its passage."""
    for number, stand in enumerate(stands):
        if number:
            console.print()
        beside(console, stand_fact(stand), words_of(stand.passage))


def show_history(console: Console, histories: Sequence[History]) -> None:
    """Print histories, each under its holder, issue and the actor it is towards."""
    for history in histories:
        first = history.stands[0]
        toward = f", toward {', '.join(first.toward)}" if first.toward else ""
        heading(console, printable(f"{first.holder} on {first.issue or first.issue_text}{toward}"))
        for stand in history.stands:
            beside(
                console,
                [Text(_day(stand.day), style="bold"), *stand_fact(stand, with_day=False)],
                words_of(stand.passage),
            )


def show_shifts(console: Console, shifts: Sequence[Shift]) -> None:
    """Print changes, the passages of both sides one below the other."""
    for number, shift in enumerate(shifts):
        if number:
            console.print()
        toward = f" toward {', '.join(shift.toward)}" if shift.toward else ""
        title = Text(printable(f"{shift.holder} on {shift.issue}{toward}: "), style="bold")
        console.print(title.append(printable(shift.what), style="bold yellow"))
        for stand in (shift.before, shift.after):
            lines = [Text(printable(f"{_day(stand.day)} {stand.act.replace('_', ' ')}"))]
            lines += [Text(printable(condition.text), style="magenta") for condition in stand.conditions]
            source = (
                f"{stand.source} ({stand.authority})" if stand.source else stand.authority or "the report's own voice"
            )
            lines.append(Text(printable(source), style="dim"))
            beside(console, lines, words_of(stand.passage))


def show_conditions(console: Console, found: Sequence[Waiting]) -> None:
    """Print conditions with their status, what they hold up, and what met them."""
    for number, waiting in enumerate(found):
        if number:
            console.print()
        stand, condition = waiting.stand, waiting.condition
        status = waiting.status if waiting.score is None else f"{waiting.status} ({waiting.score:.0%} sure)"
        first = Text.assemble((status, f"bold {STATUS_STYLES[waiting.status]}"), printable(f": {condition.text}"))
        lines = [first, Text(printable(f"up to {', '.join(condition.who) or 'nobody named'}"))]
        act = stand.act.replace("_", " ")
        lines.append(Text(printable(f"{stand.holder} {act}: {stand.issue_text}")))
        lines.append(Text(printable(f"{_day(stand.day)}, {stand.authority or 'own voice'}, {stand.fact}"), style="dim"))
        beside(console, lines, words_of(stand.passage))
        if waiting.by:
            beside(console, _deed_lines(waiting.status, waiting.by), words_of(waiting.by.passage))
        if waiting.later:
            lines = [Text("overtaken by", style="magenta"), *stand_fact(waiting.later)]
            beside(console, lines, words_of(waiting.later.passage))
        for deed in waiting.near_misses:
            beside(console, _deed_lines("not met by", deed), words_of(deed.passage))


def _deed_lines(word: str, deed: Deed) -> list[Text]:
    lines = [Text(f"{word}, {_day(deed.day)}", style=STATUS_STYLES.get(word, "dim"))]
    lines.append(Text(printable(f"{', '.join(deed.actors)} {deed.type} {', '.join(deed.recipients)}".rstrip())))
    return [*lines, Text(printable(deed.why), style="dim")]


def show_contradictions(console: Console, found: Sequence[Contradiction]) -> None:
    """Print contradictions, both passages each."""
    for number, pair in enumerate(found):
        if number:
            console.print()
        apart = f"{pair.days_apart} days apart" if pair.days_apart else "the same day"
        console.print(Text(printable(f"{pair.what} ({apart})"), style="bold"))
        console.print(Text(printable(f"{pair.sort}, {pair.score:.0%} sure"), style="dim"))
        for stand in pair.stands:
            beside(console, stand_fact(stand), words_of(stand.passage))
        for told in pair.events:
            beside(console, told_fact(told), words_of(told.passage))


def told_fact(told: Told) -> list[Text]:
    """An event in a few lines: who did what to whom, and whether it happened on whose word."""
    deed = " ".join([told.type, *([told.mode] if told.mode else [])])
    rest = printable(f" {deed} {', '.join(told.recipients)}".rstrip())
    first = Text.assemble((printable(", ".join(told.actors) or "somebody"), "bold"), rest)
    second = Text(told.reality.replace("_", " "), style=REALITY_STYLES[told.reality])
    day = _day(told.day) if told.day_known else f"reported {_day(told.day)}"
    span = f" to {told.last_day}" if told.day_known and told.last_day != told.day else ""
    parts = [
        f"{day}{span}",
        f"on the word of {told.source} ({told.authority})" if told.source else told.authority or "",
    ]
    parts += [f"in {told.place}" if told.place else "", *told.context, told.fact]
    second.append(printable("".join(f", {part}" for part in parts if part)), style="dim")
    return [first, second]


def show_told(console: Console, events: Sequence[Told]) -> None:
    """Print events, each beside its passage."""
    for told in events:
        beside(console, told_fact(told), words_of(told.passage))


def show_happenings(console: Console, found: Sequence[Happening]) -> None:
    """Print happenings with their differences, and every telling beside its passage."""
    for happening in found:
        who = printable(f"{', '.join(happening.actors)} {happening.type} {', '.join(happening.recipients)}".strip())
        copies = len(happening.tellings) - happening.reports
        reports = f"{happening.reports} reports{f', and {copies} copies' if copies else ''}"
        heading(console, f"{who}, {_day(happening.day)}: {reports}")
        for difference in happening.differences:
            versions = " | ".join(f"{one.value} ({', '.join(one.publishers)})" for one in difference.versions)
            console.print(Text(printable(f"{difference.aspect}: {versions}"), style="yellow"))
        for told in happening.tellings:
            beside(console, told_fact(told), words_of(told.passage))


def show_hanging(console: Console, found: Sequence[Hanging]) -> None:
    """Print facts that hang on one unnamed source, each beside its passage."""
    for hanging in found:
        if hanging.event is not None:
            beside(console, told_fact(hanging.event), words_of(hanging.event.passage))
        if hanging.stand is not None:
            beside(console, stand_fact(hanging.stand), words_of(hanging.stand.passage))


def show_said(console: Console, statements: Sequence[Said]) -> None:
    """Print statements, each beside its words."""
    for said in statements:
        name = said.source or "nobody named"
        lines = [Text.assemble((printable(name), "bold"), f" {SAYS[said.act]}")]
        speaks_for = [f"for {said.speaks_for}"] if said.speaks_for and said.speaks_for != said.source else []
        parts = [_day(said.day), said.authority, said.form, *speaks_for, said.fact]
        beside(console, [*lines, Text(printable(", ".join(parts)), style="dim")], words_of(said.passage))


def show_profiles(console: Console, profiles: Sequence[Profile]) -> None:
    """Print who somebody is, and why appearances in several articles were taken for one actor."""
    for profile in profiles:
        what = ", ".join([profile.kind.replace("_", " "), *([profile.country] if profile.country else [])])
        console.print(Text.assemble((printable(profile.name), "bold"), printable(f", {what} · #{profile.number}")))
        console.print(printable(f"names: {'; '.join(profile.names)}"), style=None)
        span = f"{_day(profile.first)} to {_day(profile.last)}"
        counts = f"{profile.statements} statements, {profile.events} events, {profile.positions} positions"
        console.print(f"{profile.articles} articles, {span}: {counts}")
        if profile.roles:
            heading(console, "Roles")
        for role in profile.roles:
            days = f"{_day(role.first)} to {_day(role.last)}" if role.first != role.last else _day(role.first)
            title = " ".join([*([role.state] if role.state else []), role.title])
            org = f", {role.org}" if role.org else ""
            lines = [Text(printable(f"{title}{org}"))]
            beside(console, lines, Text(printable(f"{days}, in {role.articles} articles, e.g. {role.passage.article}")))
        heading(console, "Taken for one")
        for joined in profile.joined:
            beside(
                console,
                [Text(printable(joined.name))],
                Text(printable(f"{joined.why} · {joined.article}"), style="dim"),
            )
        console.print()


def show_outlets(console: Console, outlets: Sequence[Outlet]) -> None:
    """Print the outlets, one a line."""
    for outlet in outlets:
        span = f"{_day(outlet.first)} to {_day(outlet.last)}"
        reports = f"{outlet.articles} articles, {outlet.independent} of them independent reports"
        counts = f"{outlet.statements} statements ({outlet.unnamed} unnamed), {outlet.events} events"
        name = [Text(printable(outlet.publisher or "no outlet"), style="bold")]
        beside(console, name, Text(f"{reports}, {span}: {counts}, {outlet.positions} positions"))


def show_coverage(console: Console, found: Sequence[Coverage]) -> None:
    """Print what the ledger has, month by month, and what was skipped."""
    for coverage in found:
        console.print(f"{coverage.articles} articles, {coverage.without_day} of them without a day")
        silent = 0
        for month in coverage.months:
            if not month.articles:
                silent += 1
                continue
            if silent:
                console.print(Text(f"{silent} months without any article", style="dim"))
            silent = 0
            beside(
                console,
                [Text(month.month), Text(f"{month.articles} articles")],
                Text(printable(", ".join(month.publishers))),
            )
        for skipped in coverage.skipped:
            beside(console, [Text("skipped", style="yellow")], Text(printable(f"{skipped.path}: {skipped.reason}")))


def show_hits(console: Console, hits: Sequence[Hit]) -> None:
    """Print articles that hold the words."""
    for hit in hits:
        lines = [Text(printable(hit.title or "(no title)"), style="bold")]
        lines.append(
            Text(printable(f"{hit.publisher or 'no outlet'}, {_day(hit.published)}, {hit.article}"), style="dim")
        )
        beside(console, lines, Text(printable(hit.piece)))


def show_judgements(console: Console, judgements: Sequence[Judgement]) -> None:
    """Print judgements, undone ones too."""
    for one in judgements:
        state = f", undone {one.undone:%Y-%m-%d} by {one.undone_by}" if one.undone else ""
        lines = [Text(printable(f"{one.number} {one.act}"), style="bold")]
        lines.append(Text(printable(f"{one.made:%Y-%m-%d %H:%M}, {one.author}{state}"), style="dim"))
        subject = ", ".join(f"{key} {value}" for key, value in one.subject.items() if value not in ({}, [], None))
        beside(console, lines, Text(printable(one.reason)).append("\n").append(printable(subject), style="dim"))


SHOWN_BY: dict[type, Callable[[Console, Any], None]] = {
    Profile: show_profiles,
    Stand: show_stands,
    History: show_history,
    Shift: show_shifts,
    Contradiction: show_contradictions,
    Waiting: show_conditions,
    Told: show_told,
    Happening: show_happenings,
    Said: show_said,
    Outlet: show_outlets,
    Hanging: show_hanging,
    Coverage: show_coverage,
    Hit: show_hits,
    Judgement: show_judgements,
}
"""How each kind of row is printed."""
