"""A page and its twins: the same answer as HTML, JSON, CSV, or a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dragoman.errors import DragomanError, LedgerError, UsageError
from dragoman.exports.rows import csv_of
from dragoman.ledger import AmbiguousNameError, Ledger, UnknownNameError
from dragoman.web.asking import one_of
from dragoman.web.wording import FILTERS

FORMATS = ("html", "json", "csv", "svg")
THEMES = ("auto", "light", "dark")


def ledger_of(request: Request) -> Ledger:
    """The ledger that the room is open on."""
    ledger: Ledger = request.app.state.ledger
    return ledger


def page(
    request: Request,
    template: str,
    *,
    answer: Any = None,
    rows: Sequence[msgspec.Struct] | None = None,
    picture: Callable[[], str] | None = None,
    status: int = 200,
    **data: Any,
) -> Response:
    """The page, or the twin that ``?format=`` asks for.

    Args:
        request: The request; its address is what the twins' addresses are made from.
        template: A file of ``templates/``.
        answer: What the JSON twin holds: structs, lists, mappings. A page without an answer has no twin.
        rows: What the CSV twin holds; ``answer`` where that is a list.
        picture: Draws the page's picture as SVG text; called only for the SVG twin, and by templates as ``picture()``.
        status: The response's status.
        **data: What the template shows.

    Raises:
        UsageError: The address asks for a twin that the page doesn't have.
    """
    form = one_of(request, "format", FORMATS) or "html"
    table = rows if rows is not None else answer if isinstance(answer, list | tuple) else None
    twins: dict[str, Callable[[], Response]] = {}
    if answer is not None:
        twins["json"] = lambda: _saved(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n", "json")
    if table is not None:
        twins["csv"] = lambda: _saved(csv_of(table).encode(), "csv")
    if picture is not None:
        twins["svg"] = lambda: _saved(picture().encode(), "svg")
    if form != "html":
        if form not in twins:
            raise UsageError(f"this page has no {form} twin; it has: {', '.join(twins) or 'none'}")
        return twins[form]()
    html = environment.get_template(template).render(
        data | {"answer": answer, "picture": picture, "request": request, "twins": tuple(twins)}
    )
    return HTMLResponse(html, status_code=status)


MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}


def _saved(data: bytes, form: str) -> Response:
    """A twin; pictures and tables are offered for saving, since nothing of a report may run in this site's name."""
    headers = {} if form == "json" else {"Content-Disposition": f'attachment; filename="dragoman.{form}"'}
    return Response(data, media_type=MEDIA[form], headers=headers)


# --- errors --------------------------------------------------------------------------------------------------------

STATUS: Mapping[type[DragomanError], tuple[int, str]] = {
    AmbiguousNameError: (300, "ambiguous_name"),
    UnknownNameError: (404, "unknown_name"),
    LedgerError: (503, "ledger"),
}


def error_page(request: Request, error: Exception) -> Response:
    """An error as a page, or in one shape as JSON: ``{"error": {"kind", "message", "choices"}}``."""
    status, kind = next((found for cls, found in STATUS.items() if isinstance(error, cls)), (400, "usage"))
    return refusal(request, status, kind, str(error), choices=getattr(error, "choices", ()))


def refusal(request: Request, status: int, kind: str, message: str, *, choices: Sequence[Any] = ()) -> Response:
    """A refusal in words, in the form that the address asks for."""
    if request.query_params.get("format") in ("json", "csv", "svg"):
        body = {"error": {"kind": kind, "message": message, "choices": choices}}
        return Response(msgspec.json.encode(body), status_code=status, media_type=MEDIA["json"])
    name = next(
        (name for name, value in request.query_params.items() if kind == "ambiguous_name" and value in message), ""
    )
    html = environment.get_template("error.html").render(
        request=request, twins=(), kind=kind, message=message, choices=choices, status=status, parameter=name
    )
    return HTMLResponse(html, status_code=status)


# --- what templates can call ---------------------------------------------------------------------------------------


@pass_context
def _url_for(context: Context, name: str, /, **path: Any) -> str:
    """The path of a route; no host, so that pages work behind any."""
    query = path.pop("query", {})
    address = str(context["request"].app.url_path_for(name, **path))
    asked = {key: str(value) for key, value in query.items() if value not in (None, "")}
    return f"{address}?{urlencode(asked)}" if asked else address


@pass_context
def _this_page(context: Context, **changes: Any) -> str:
    """The page's own address with some parameters changed, or left out where they are ``None``."""
    request: Request = context["request"]
    asked = {key: value for key, value in request.query_params.items() if key != "format"} | changes
    asked = {key: str(value) for key, value in asked.items() if value not in (None, "")}
    return f"{request.url.path}?{urlencode(asked)}" if asked else request.url.path


@pass_context
def _token_field(context: Context) -> Markup:
    """The hidden field by which a form proves that it comes from a page of this site."""
    token = context["request"].scope.get("form_token", "")
    return Markup('<input type="hidden" name="token" value="{}">').format(token)


@pass_context
def _theme(context: Context) -> str:
    chosen: str = context["request"].cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("dragoman.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"url_for": _url_for, "this_page": _this_page, "token_field": _token_field, "theme": _theme}
    made.filters |= FILTERS
    return made


environment = _environment()
