"""One happening in several reports, and two reports side by side: where they agree and where they differ."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.ledger.reports import Opened
from dragoman.web import asking
from dragoman.web.comparison import compared
from dragoman.web.kept import kept
from dragoman.web.pages import ledger_of, page

ROWS, MOST_ROWS = 100, 1000


def happenings(request: Request) -> Response:
    """What several reports tell, and in what they differ."""
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    actor, first, last = asking.text(request, "actor"), asking.day(request, "from"), asking.day(request, "to")
    found = kept(
        request, lambda: ledger_of(request).happenings(party=actor, first=first, last=last, limit=limit),
        "happenings", actor, first, last, limit,
    )  # fmt: skip
    return page(request, "happenings.html", answer=found, limit=limit)


def happening(request: Request) -> Response:
    """One happening in all its tellings, or as two outlets tell it."""
    number = request.path_params["number"]
    one, other = asking.text(request, "one"), asking.text(request, "other")
    ledger = ledger_of(request)
    whole = ledger.happening(number)
    if whole is None:
        raise HTTPException(404, f"the ledger has no happening {number}")
    outlets = list(dict.fromkeys(told.passage.publisher or "?" for told in whole.tellings))
    found = ledger.compare(number, one, other) if one and other else whole
    return page(
        request, "happening.html", answer=found, tables={"tellings": found.tellings if found else ()},
        outlets=outlets, one=one, other=other,
    )  # fmt: skip


def beside(request: Request) -> Response:
    """A report laid beside another one, or the choice of the other."""
    first, other = _opened(request, request.path_params["article"]), asking.text(request, "other")
    if other is None:
        found = ledger_of(request).reports_beside(first.record.article.id)
        return page(request, "beside.html", answer=found, article=first.record.article)
    answer = compared(first, _opened(request, other))
    return page(
        request, "compared.html", answer=answer,
        tables={"both": answer.both, "only one": answer.only_one, "only other": answer.only_other},
    )  # fmt: skip


def _opened(request: Request, article: str) -> Opened:
    opened = ledger_of(request).report(article)
    if opened is None:
        raise HTTPException(404, f"the ledger has no report {article!r}")
    return opened


routes = [
    Route("/compare", happenings, name="compare"),
    Route("/compare/{number:int}", happening, name="happening"),
    Route("/reports/{article}/beside", beside, name="beside"),
]
