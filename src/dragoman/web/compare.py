"""Two reports on one happening, side by side: what both tell, what only one tells, where they differ."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.ledger.reports import Opened
from dragoman.web import asking
from dragoman.web.comparison import compared
from dragoman.web.pages import ledger_of, page


def compare(request: Request) -> Response:
    """Two reports, or the choice of the second, or of the first."""
    ledger = ledger_of(request)
    one, other = asking.text(request, "one"), asking.text(request, "other")
    if one is None:
        return page(request, "compare.html", answer=ledger.reports(limit=30), one=None, beside=None)
    first = _opened(request, one)
    if other is None:
        return page(request, "compare.html", answer=ledger.reports_beside(one), one=first, beside=True)
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


routes = [Route("/compare", compare, name="compare")]
