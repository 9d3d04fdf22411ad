"""Judgements on a ledger: two actors are one, a fact is wrong, and back again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.ledgers import DEFAULT_LEDGER, AnswerFormat, Form, LedgerName, current_author, open_ledger

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.", show_default=False)]
Author = Annotated[str | None, typer.Option("--author", metavar="NAME", envvar="DRAGOMAN_AUTHOR", help="Who judges.")]
Fact = Annotated[str, typer.Argument(metavar="FACT", help="Id of a fact, as answers give it.", show_default=False)]
InArticle = Annotated[
    str | None, typer.Option("--article", metavar="ID", help="Where the fact is in several articles.")
]


def _judge(ledger: str, author: str | None, decide: Callable[[Ledger, str], int]) -> None:
    """Make a judgement in somebody's name, and print its number."""
    with open_ledger(ledger) as book:
        number = decide(book, author or current_author())
    typer.echo(f"judgement {number}")


def merge(
    kept: Annotated[str, typer.Argument(metavar="NAME", help="Whose name stays.", show_default=False)],
    joined: Annotated[str, typer.Argument(metavar="OTHER", help="Who is the same.", show_default=False)],
    reason: Reason,
    author: Author = None,
    ledger: LedgerName = DEFAULT_LEDGER,
) -> None:
    """Say that two actors are one."""
    _judge(ledger, author, lambda book, who: book.merge(kept, joined, author=who, reason=reason))


def split(
    actor: Annotated[str, typer.Argument(metavar="NAME", help="Who is two.", show_default=False)],
    reason: Reason,
    name: Annotated[list[str] | None, typer.Option(metavar="FORM", help="A name that is the other one's.")] = None,
    article: Annotated[list[str] | None, typer.Option(metavar="ID", help="An article on the other one.")] = None,
    author: Author = None,
    ledger: LedgerName = DEFAULT_LEDGER,
) -> None:
    """Say that an actor is somebody else under some names, or in some articles."""
    _judge(
        ledger,
        author,
        lambda book, who: book.split(actor, forms=name or (), in_articles=article or (), author=who, reason=reason),
    )


def accept(
    fact: Fact, reason: Reason, article: InArticle = None, author: Author = None, ledger: LedgerName = DEFAULT_LEDGER
) -> None:
    """Say that a fact is right."""
    _judge(ledger, author, lambda book, who: book.review(fact, "accept", article=article, author=who, reason=reason))


def reject(
    fact: Fact, reason: Reason, article: InArticle = None, author: Author = None, ledger: LedgerName = DEFAULT_LEDGER
) -> None:
    """Say that a fact is wrong; answers leave it out."""
    _judge(ledger, author, lambda book, who: book.review(fact, "reject", article=article, author=who, reason=reason))


def edit(
    fact: Fact,
    reason: Reason,
    change: Annotated[list[str], typer.Option("--set", metavar="FIELD=VALUE", help="act=refuses, reality=planned …")],
    article: InArticle = None,
    author: Author = None,
    ledger: LedgerName = DEFAULT_LEDGER,
) -> None:
    """Accept a fact with a change."""
    changes = dict(_change(text) for text in change)
    _judge(
        ledger,
        author,
        lambda book, who: book.review(fact, "edit", changes=changes, article=article, author=who, reason=reason),
    )


def _change(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not (field and equals and value):
        raise typer.BadParameter(f"{text!r} changes nothing; write it as act=refuses", param_hint="--set")
    return field, value


def undo(
    judgement: Annotated[int, typer.Argument(metavar="NUMBER", help="The judgement's number.", show_default=False)],
    author: Author = None,
    ledger: LedgerName = DEFAULT_LEDGER,
) -> None:
    """Take a judgement back."""
    with open_ledger(ledger) as book:
        book.undo(judgement, author=author or current_author())


def judgements(ledger: LedgerName = DEFAULT_LEDGER, form: Form = AnswerFormat.TABLE) -> None:
    """All judgements, undone ones too."""
    from dragoman.cli.answers import answer

    with open_ledger(ledger) as book:
        answer(book.judgements(), form)


JUDGEMENTS = (merge, split, accept, reject, edit, undo, judgements)
