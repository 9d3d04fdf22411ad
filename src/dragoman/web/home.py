"""The first page: what changed since a day."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.web.pages import ledger_of, page


def home(request: Request) -> Response:
    """What changed."""
    coverage = ledger_of(request).coverage()
    return page(request, "home.html", answer=coverage)


routes = [Route("/", home, name="home")]
