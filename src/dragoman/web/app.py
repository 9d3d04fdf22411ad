"""The site: routes, pages for errors, and the ledger that it is open on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.web import (
    actors,
    adding,
    compare,
    entering,
    exporting,
    home,
    issues,
    questions,
    reports,
    reviewing,
    search,
)
from dragoman.web.kept import Kept
from dragoman.web.pages import error_page, refusal
from dragoman.web.readings import Readings
from dragoman.web.security import LARGEST_UPLOAD, Rules, Security

READING: Sequence[Sequence[BaseRoute]] = (
    home.routes, reports.routes, actors.routes, issues.routes, questions.routes, compare.routes, search.routes,
)  # fmt: skip
WORKING: Sequence[Sequence[BaseRoute]] = (entering.routes, adding.routes, reviewing.routes, exporting.routes)


def create_app(
    ledger: Path | str,
    *,
    password: str | None = None,
    names: Iterable[str] = (),
    author: str = "somebody",
    largest_upload: int = LARGEST_UPLOAD,
    pipeline: str | None = None,
) -> Starlette:
    """The reading room of a ledger, made where there is none yet.

    Args:
        ledger: The ledger's file, or its ``postgresql+psycopg://`` address.
        password: What a visitor must know; ``None`` where only this machine can reach the site.
        names: Names by which browsers call the site, besides ``localhost`` and its numbers.
        author: Who signs the judgements of a visitor who gave no name.
        largest_upload: Bytes of one request.
        pipeline: The spaCy pipeline that parses what is added.

    Raises:
        LedgerError: The file is no ledger, or can't be opened.
    """
    book = Ledger(ledger, create=True)
    readings = Readings(ledger, pipeline)

    @asynccontextmanager
    async def until_closed(_: Starlette) -> AsyncIterator[None]:
        yield
        readings.close()
        book.close()

    app = Starlette(
        routes=[
            *(route for routes in (*READING, *WORKING) for route in routes),
            Mount("/static", StaticFiles(packages=[("dragoman.web", "static")]), name="static"),
        ],
        exception_handlers={DragomanError: error_page, HTTPException: _missing},
        middleware=[
            Middleware(Security, rules=Rules(password=password, names=frozenset(names), largest=largest_upload))
        ],
        lifespan=until_closed,
    )
    app.state.ledger, app.state.author, app.state.password = book, author, password
    app.state.door, app.state.readings, app.state.largest_upload = anyio.Lock(), readings, largest_upload
    app.state.kept = Kept()
    return app


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = "missing" if error.status_code == 404 else "usage"
    message = "there is no such page" if error.detail == "Not Found" else error.detail
    return refusal(request, error.status_code, kind, message)
