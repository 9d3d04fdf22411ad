"""Questions to a ledger: each command calls one method of `dragoman.ledger.Ledger` and prints what it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.ledgers import (
    DEFAULT_LEDGER,
    DEFAULT_MOST,
    AnswerFormat,
    Form,
    From,
    LedgerName,
    Most,
    To,
    day,
    open_ledger,
)
from dragoman.records import Authority, EventType, Reality, StatementAct, values_of

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

NameGiven = Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling, or #12.", show_default=False)]
Holder = Annotated[str | None, typer.Option(metavar="NAME", help="Whose stand it is.")]
Toward = Annotated[str | None, typer.Option(metavar="NAME", help="Towards whom.")]
Issue = Annotated[str | None, typer.Option(metavar="WORDS", help="On what: arms, elections, recognition, ceasefire …")]


class Status(StrEnum):
    """Whether a condition still holds."""

    OPEN = "open"
    MET = "met"
    BROKEN = "broken"
    OVERTAKEN = "overtaken"


def _one_of(alias: object) -> object:
    values = values_of(alias)

    def checked(text: str) -> str:
        if text not in values:
            raise typer.BadParameter(f"{text!r} is none of: {', '.join(values)}")
        return text

    return checked


def _answer(ledger: str, form: AnswerFormat, question: Callable[[Ledger], Sequence[Any]]) -> None:
    """Ask, and print the answer; a name that could be several asks back, in the form of the answer."""
    from dragoman.cli.answers import answer, ask_back
    from dragoman.ledger import AmbiguousNameError, UnknownNameError

    with open_ledger(ledger) as book:
        try:
            rows = question(book)
        except (AmbiguousNameError, UnknownNameError) as error:
            if form is not AnswerFormat.JSON:
                raise
            ask_back(error)
            raise typer.Exit(2) from None
    answer(rows, form)


def who(name: NameGiven, ledger: LedgerName = DEFAULT_LEDGER, form: Form = AnswerFormat.TABLE) -> None:
    """Who somebody is: names, roles, and why appearances in several reports were taken for one."""
    _answer(ledger, form, lambda book: book.who(name))


def positions(
    holder: Holder = None,
    toward: Toward = None,
    issue: Issue = None,
    at: Annotated[
        date | None, typer.Option(metavar="YYYY-MM-DD", parser=day, help="Only what was known on that day.")
    ] = None,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="Only what somebody has accepted.")] = False,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """Who demands, refuses, supports or recognises what, under which condition, on whose word."""
    _answer(
        ledger,
        form,
        lambda book: book.positions(holder=holder, toward=toward, issue=issue, at=at, reviewed=reviewed, limit=limit),
    )


def history(
    holder: Holder = None,
    toward: Toward = None,
    issue: Issue = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """How stands came about: one holder, one issue, towards one actor, oldest first."""
    from dragoman.cli.answers import History

    def histories(book: Ledger) -> list[Any]:
        found = book.history(holder=holder, toward=toward, issue=issue, limit=limit)
        is_table = form is AnswerFormat.TABLE
        return [History(stands=tuple(each)) for each in found] if is_table else [one for each in found for one in each]

    _answer(ledger, form, histories)


def shifts(
    holder: Holder = None,
    toward: Toward = None,
    issue: Issue = None,
    since: Annotated[
        date | None, typer.Option(metavar="YYYY-MM-DD", parser=day, help="Whose later stand is from that day on.")
    ] = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
) -> None:
    """Where a stand changed, or a condition was added or is no longer mentioned; both passages each."""
    _answer(ledger, form, lambda book: book.shifts(holder=holder, toward=toward, issue=issue, since=since))


def contradictions(
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Whose words or deeds.")] = None,
    first: From = None,
    last: To = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
) -> None:
    """Words against words of the same holder at the same time, and denials against what is told as a fact."""
    _answer(ledger, form, lambda book: book.contradictions(actor=actor, first=first, last=last))


def conditions(
    on: Annotated[str | None, typer.Option(metavar="NAME", help="Who must act.")] = None,
    holder: Holder = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only conditions that nothing has met yet.")] = False,
    status: Annotated[Status | None, typer.Option(help="Only conditions with this status.")] = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """What would have to happen, who can do it, and whether it has happened, by which event."""
    if is_open and status not in (None, Status.OPEN):
        raise typer.BadParameter(f"--open and --status {status} exclude each other")
    wanted = Status.OPEN if is_open else status
    _answer(
        ledger,
        form,
        lambda book: book.conditions(on=on, holder=holder, status=wanted.value if wanted else None, limit=limit),
    )


def timeline(
    actor: Annotated[str, typer.Option(metavar="NAME", help="Who took part.", show_default=False)],
    first: From = None,
    last: To = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """What somebody did and what was done to him, day by day."""
    _answer(ledger, form, lambda book: book.events(party=actor, first=first, last=last, limit=limit))


def statements(
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Whose words.")] = None,
    about: Annotated[str | None, typer.Option(metavar="NAME", help="Who is named in them.")] = None,
    authority: Annotated[
        str | None, typer.Option(metavar="KIND", parser=_one_of(Authority), help="named, unnamed, institution …")
    ] = None,
    act: Annotated[
        str | None, typer.Option(metavar="ACT", parser=_one_of(StatementAct), help="say, deny, demand, promise …")
    ] = None,
    first: From = None,
    last: To = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """Who said what, on whose authority."""
    _answer(
        ledger,
        form,
        lambda book: book.statements(
            by=by, about=about, authority=authority, act=act, first=first, last=last, limit=limit
        ),
    )


def events(
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who did it.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="NAME", help="To whom.")] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", parser=_one_of(EventType), help="A PLOVER type: CONSULT …")
    ] = None,
    reality: Annotated[
        str | None, typer.Option(metavar="REALITY", parser=_one_of(Reality), help="happened, planned, denied …")
    ] = None,
    first: From = None,
    last: To = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """Who did what to whom, and whether it happened."""
    _answer(
        ledger,
        form,
        lambda book: book.events(
            actor=actor, recipient=recipient, type_=type_, reality=reality, first=first, last=last, limit=limit
        ),
    )


def happenings(
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who took part.")] = None,
    first: From = None,
    last: To = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """What several reports tell of one event, and in what they differ: a number, a day, who did it."""
    _answer(ledger, form, lambda book: book.happenings(party=actor, first=first, last=last, limit=limit))


def sources(
    unnamed: Annotated[
        bool, typer.Option("--unnamed", help="The facts that hang on the word of one unnamed source.")
    ] = False,
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = DEFAULT_MOST,
) -> None:
    """Which outlets the ledger has, how many independent reports of each, and how much of it is unnamed."""
    _answer(ledger, form, lambda book: book.on_one_unnamed(limit=limit) if unnamed else book.sources())


def coverage(ledger: LedgerName = DEFAULT_LEDGER, form: Form = AnswerFormat.TABLE) -> None:
    """Which months and outlets the ledger has, so that silence isn't read as no."""
    _answer(ledger, form, lambda book: [book.coverage()])


def search(
    words: Annotated[str, typer.Argument(metavar="TEXT", help='Words; "quoted ones" together.', show_default=False)],
    ledger: LedgerName = DEFAULT_LEDGER,
    form: Form = AnswerFormat.TABLE,
    limit: Most = 20,
) -> None:
    """Articles whose text holds all of the words."""
    _answer(ledger, form, lambda book: book.search(words, limit=limit))


QUESTIONS = (
    who, positions, history, shifts, contradictions, conditions, timeline, statements, events, happenings, sources,
    coverage, search,
)  # fmt: skip
