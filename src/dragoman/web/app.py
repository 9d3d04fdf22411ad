"""The site: routes, pages for errors, and the ledger that it is open on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.web import home
from dragoman.web.pages import error_page, refusal

READING: Sequence[Sequence[BaseRoute]] = (home.routes,)


def create_app(ledger: Path | str, *, token: str | None = None) -> Starlette:
    """The reading room of a ledger, made where there is none yet.

    Args:
        ledger: The ledger's file, or its ``postgresql+psycopg://`` address.
        token: What a visitor must know; ``None`` where only this machine can reach the site.

    Raises:
        LedgerError: The file is no ledger, or can't be opened.
    """
    book = Ledger(ledger, create=True)

    @asynccontextmanager
    async def until_closed(_: Starlette) -> AsyncIterator[None]:
        yield
        book.close()

    app = Starlette(
        routes=[
            *(route for routes in READING for route in routes),
            Mount("/static", StaticFiles(packages=[("dragoman.web", "static")]), name="static"),
        ],
        exception_handlers={DragomanError: error_page, HTTPException: _missing},
        lifespan=until_closed,
    )
    app.state.ledger = book
    return app


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = "missing" if error.status_code == 404 else "usage"
    message = "there is no such page" if error.status_code == 404 else error.detail
    return refusal(request, error.status_code, kind, message)
