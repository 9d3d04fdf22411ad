"""The first page: what changed since a day that the reader picks, and how far the record reaches."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.ledger.changes import Change, Changes, Unreviewed
from dragoman.ledger.coverage import Coverage
from dragoman.web import asking
from dragoman.web.kept import kept
from dragoman.web.pages import THEMES, ledger_of, page

ROWS, MOST_ROWS = 40, 400
YEAR = 366 * 24 * 60 * 60
"""Seconds for which a browser remembers the chosen theme."""


class Since(Struct, frozen=True, kw_only=True):
    """What the first page answers."""

    changes: Changes
    reviewed: Unreviewed
    coverage: Coverage


def home(request: Request) -> Response:
    """What changed since a day."""
    ledger = ledger_of(request)
    since, actor = asking.day(request, "since"), asking.text(request, "actor")
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    coverage = kept(request, ledger.coverage, "coverage")
    if not coverage.articles:
        return page(request, "empty.html", answer=coverage)
    changes = kept(request, lambda: ledger.changes(since, actor=actor, limit=limit), "changes", since, actor, limit)
    answer = Since(changes=changes, reviewed=kept(request, ledger.reviewed, "reviewed"), coverage=coverage)
    return page(
        request, "home.html", answer=answer, limit=limit, by_holder=_by_holder(changes.stands),
        tables={
            "positions": changes.stands, "conditions": changes.conditions, "contradictions": changes.contradictions,
            "meetings": changes.meetings,
        },
    )  # fmt: skip


def _by_holder(changes: Iterable[Change]) -> list[tuple[str, int, list[Change]]]:
    """Changes under their holders; those who shifted first, then those with most to say."""
    found: dict[tuple[str, int], list[Change]] = {}
    for one in changes:
        found.setdefault((one.stand.holder, one.stand.holder_number), []).append(one)
    order = sorted(found.items(), key=lambda item: (-sum(one.kind == "shifted" for one in item[1]), -len(item[1])))
    return [(name, number, sorted(own, key=_order)) for (name, number), own in order]


def _order(one: Change) -> tuple[bool, int, int]:
    """Shifts first, then the latest."""
    day = one.stand.day
    return one.kind != "shifted", -day.toordinal() if day else 0, -one.stand.number


def theme(request: Request) -> Response:
    """Remember whether pages are light or dark, and go back to the page."""
    chosen = asking.one_of(request, "choice", THEMES) or "auto"
    back = request.query_params.get("back", "")
    is_own = back.startswith("/") and not back.startswith(("//", "/\\"))  # no way out of the site
    response = RedirectResponse(back if is_own else "/", status_code=303)
    response.set_cookie("theme", chosen, max_age=YEAR, httponly=True, samesite="strict")
    return response


routes = [Route("/", home, name="home"), Route("/theme", theme, name="theme")]
