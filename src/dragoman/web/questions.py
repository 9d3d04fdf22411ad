"""The ledger's questions, one page each: positions, shifts, statements, events, conditions, contradictions, sources."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.ledger.conditions import Status, Waiting
from dragoman.ledger.coverage import Month
from dragoman.ledger.happenings import Told
from dragoman.ledger.stands import histories_of
from dragoman.records import Authority, EventType, Reality, StatementAct, values_of
from dragoman.web import asking
from dragoman.web.kept import kept
from dragoman.web.pages import address_of_fact, ledger_of, page
from dragoman.web.pictures import lanes_of_events, swimlanes

ROWS, MOST_ROWS = 100, 1000
STATUSES: tuple[Status, ...] = ("open", "met", "broken", "overtaken")


def positions(request: Request) -> Response:
    """Who demands, refuses, supports or recognises what, as histories."""
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    found = ledger_of(request).positions(
        holder=asking.text(request, "holder"), toward=asking.text(request, "toward"),
        issue=asking.text(request, "issue"), at=asking.day(request, "at"),
        reviewed=asking.text(request, "reviewed") is not None, limit=limit,
    )  # fmt: skip
    return page(request, "positions.html", answer=found, histories=histories_of(found), limit=limit)


def shifts(request: Request) -> Response:
    """Where a stand changed."""
    limit = asking.whole(request, "limit", MOST_ROWS, most=MOST_ROWS)
    found = ledger_of(request).shifts(
        holder=asking.text(request, "holder"), toward=asking.text(request, "toward"),
        issue=asking.text(request, "issue"), since=asking.day(request, "since"), limit=limit,
    )  # fmt: skip
    return page(request, "shifts.html", answer=found)


def statements(request: Request) -> Response:
    """Who said what, on whose authority."""
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    found = ledger_of(request).statements(
        by=asking.text(request, "by"), about=asking.text(request, "about"),
        authority=asking.one_of(request, "authority", values_of(Authority)),
        act=asking.one_of(request, "act", values_of(StatementAct)), first=asking.day(request, "from"),
        last=asking.day(request, "to"), limit=limit,
    )  # fmt: skip
    return page(
        request, "statements.html", answer=found, limit=limit, authorities=values_of(Authority),
        acts=values_of(StatementAct),
    )  # fmt: skip


def timeline(request: Request) -> Response:
    """Who did what to whom, month by month."""
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    actor = asking.text(request, "actor")
    found = ledger_of(request).events(
        party=actor, type_=asking.one_of(request, "type", values_of(EventType)),
        reality=asking.one_of(request, "reality", values_of(Reality)), first=asking.day(request, "from"),
        last=asking.day(request, "to"), limit=limit,
    )  # fmt: skip
    lanes = lanes_of_events(f"Timeline of {actor}" if actor else "Timeline", found, address_of_fact(request))
    return page(
        request, "timeline.html", answer=found, limit=limit, months=_months(found), types=values_of(EventType),
        realities=values_of(Reality), pictures={"timeline": partial(swimlanes, lanes)} if lanes.lanes else {},
    )  # fmt: skip


def conditions(request: Request) -> Response:
    """What would have to happen, by who can do it, and whether it has happened."""
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    on, holder = asking.text(request, "on"), asking.text(request, "holder")
    status: Status | None = next((one for one in STATUSES if one == asking.one_of(request, "status", STATUSES)), None)
    found = kept(
        request, lambda: ledger_of(request).conditions(on=on, holder=holder, status=status, limit=limit),
        "conditions", on, holder, status, limit,
    )  # fmt: skip
    board = [(one, _by_who(waiting for waiting in found if waiting.status == one)) for one in STATUSES]
    return page(
        request, "conditions.html", answer=found, limit=limit, statuses=STATUSES,
        board=[column for column in board if column[1]],
    )  # fmt: skip


def contradictions(request: Request) -> Response:
    """Passages that can't both be right, side by side."""
    actor = asking.text(request, "actor")
    first, last = asking.day(request, "from"), asking.day(request, "to")
    found = kept(
        request, lambda: ledger_of(request).contradictions(actor=actor, first=first, last=last),
        "contradictions", actor, first, last,
    )  # fmt: skip
    return page(request, "contradictions.html", answer=found)


def sources(request: Request) -> Response:
    """Which outlets and days the ledger has, and what it could not read."""
    ledger = ledger_of(request)
    outlets, coverage = kept(request, ledger.sources, "sources"), kept(request, ledger.coverage, "coverage")
    return page(
        request, "sources.html", answer={"sources": outlets, "coverage": coverage},
        tables={"sources": outlets, "months": coverage.months, "skipped": coverage.skipped}, outlets=outlets,
        coverage=coverage, years=_years(coverage.months),
    )  # fmt: skip


def unnamed(request: Request) -> Response:
    """Facts that the record has only on the word of one unnamed source."""
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    found = kept(request, lambda: ledger_of(request).on_one_unnamed(limit=limit), "unnamed", limit)
    return page(request, "unnamed.html", answer=found, limit=limit)


def _months(events: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    """Events under their months, the latest first; those without a day last."""
    found: dict[str, list[Told]] = {}
    for told in sorted(events, key=lambda told: (told.day is not None, told.day, told.number), reverse=True):
        found.setdefault(f"{told.day:%B} {told.day.year}" if told.day else "no day", []).append(told)
    return list(found.items())


def _years(months: Sequence[Month]) -> list[tuple[str, list[tuple[Month, date, date]]]]:
    """Months under their years, each with its first and its last day."""
    found: dict[str, list[tuple[Month, date, date]]] = {}
    for month in months:
        year, number = map(int, month.month.split("-"))
        last = date(year, number, monthrange(year, number)[1])
        found.setdefault(str(year), []).append((month, last.replace(day=1), last))
    return list(found.items())


def _by_who(waiting: Iterable[Waiting]) -> list[tuple[str, list[Waiting]]]:
    """Conditions under those who can act; those up to nobody in particular last."""
    found: dict[str, list[Waiting]] = {}
    for one in waiting:
        found.setdefault(" and ".join(one.condition.who), []).append(one)
    return sorted(found.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))


routes = [
    Route("/positions", positions, name="positions"),
    Route("/shifts", shifts, name="shifts"),
    Route("/statements", statements, name="statements"),
    Route("/timeline", timeline, name="timeline"),
    Route("/conditions", conditions, name="conditions"),
    Route("/contradictions", contradictions, name="contradictions"),
    Route("/sources", sources, name="sources"),
    Route("/sources/unnamed", unnamed, name="unnamed"),
]
