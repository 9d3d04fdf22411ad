"""A page and its twins: the same answer as HTML, JSON, CSV, or a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import PurePath
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from dragoman.errors import DragomanError, LedgerError, UsageError
from dragoman.exports.rows import csv_of
from dragoman.ledger import AmbiguousNameError, Ledger, UnknownNameError
from dragoman.web.asking import one_of
from dragoman.web.pictures import for_any_screen
from dragoman.web.visits import Notice, Visit
from dragoman.web.wording import FILTERS, isolated

FORMATS = ("html", "json", "csv", "svg")
PART = re.compile(r"\{(\w+)(:\w+)?\}")
"""A part of a route's pattern: ``{number:int}``."""

THEMES = ("auto", "light", "dark")


def ledger_of(request: Request) -> Ledger:
    """The ledger that the room is open on."""
    ledger: Ledger = request.app.state.ledger
    return ledger


type Draw = Callable[..., Markup]
"""Draws a picture: ``draw(width=…)`` for the page, ``draw(saved=True)`` for a file."""


def page(
    request: Request,
    template: str,
    *,
    answer: Any = None,
    tables: Mapping[str, Sequence[msgspec.Struct]] | None = None,
    pictures: Mapping[str, Draw] | None = None,
    status: int = 200,
    **data: Any,
) -> Response:
    """The page, or the twin that ``?format=`` asks for.

    Args:
        request: The request; its address is what the twins' addresses are made from.
        template: A file of ``templates/``.
        answer: What the JSON twin holds: structs, lists, mappings. A page without an answer has no twin.
        tables: What the CSV twin can hold, by name; ``?table=`` picks one, the first is the default. Where it is left
            out, an answer that is a list is the table.
        pictures: What the SVG twin can hold, by name; ``?picture=`` picks one.
        status: The response's status.
        **data: What the template shows.

    Raises:
        UsageError: The address asks for a twin that the page doesn't have.
    """
    if tables is None:
        tables = {"rows": answer} if isinstance(answer, list | tuple) else {}
    pictures = pictures or {}
    form = one_of(request, "format", FORMATS) or "html"
    if form == "json" and answer is not None:
        return _saved(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n", "json")
    if form == "csv" and tables:
        return _saved(csv_of(tables[one_of(request, "table", tuple(tables)) or next(iter(tables))]).encode(), "csv")
    if form == "svg" and pictures:
        return _saved(pictures[one_of(request, "picture", tuple(pictures)) or next(iter(pictures))](saved=True), "svg")
    if form != "html":
        raise UsageError(f"this page can't be had as {form}")
    html = environment.get_template(template).render(
        data
        | {"answer": answer, "pictures": pictures, "request": request}
        | {"twins": _twins(answer, tuple(tables), tuple(pictures))}
    )
    return HTMLResponse(html, status_code=status)


class Twin(msgspec.Struct, frozen=True):
    """A link to another form of a page: its parameters, and what the link says."""

    asked: dict[str, str]
    words: str


def _twins(answer: Any, tables: Sequence[str], pictures: Sequence[str]) -> list[Twin]:
    found = [Twin({"format": "json"}, "JSON")] if answer is not None else []
    for form, names, words in (("csv", tables, "CSV"), ("svg", pictures, "SVG")):
        for name in names:
            kind = {"csv": "table", "svg": "picture"}[form]
            several = len(names) > 1
            found.append(Twin({"format": form} | ({kind: name} if several else {}), f"{words}{f': {name}' * several}"))
    return found


MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}


def _saved(data: bytes | str, form: str) -> Response:
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
    html = environment.get_template("error.html").render(
        request=request, twins=(), kind=kind, message=message, choices=choices, status=status,
        parameter=_parameter_of(request, message) if choices else None,
    )  # fmt: skip
    return HTMLResponse(html, status_code=status)


def _parameter_of(request: Request, message: str) -> str | None:
    """The parameter whose value an error is about."""
    return next((name for name, value in request.query_params.items() if value and repr(value) in message), None)


# --- addresses -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _route_paths(app: Starlette) -> dict[str, Callable[[dict[str, Any]], str]]:
    """What makes the path of each route, by the route's name; a page has hundreds of links, and each must be quick."""
    found: dict[str, Callable[[dict[str, Any]], str]] = {}
    for route in app.routes:
        if isinstance(route, Route | Mount) and route.name:
            pattern = route.path if isinstance(route, Route) else f"{route.path}/{{path:path}}"
            safe = [(name, "/" if kind == ":path" else "") for name, kind in PART.findall(pattern)]
            found[route.name] = partial(_path_of, PART.sub("{}", pattern), safe)
    return found


def _path_of(pattern: str, parts: Sequence[tuple[str, str]], values: dict[str, Any]) -> str:
    """The path of a route with its values put in, quoted."""
    return pattern.format(*(quote(str(values[name]), safe) for name, safe in parts))


def address_of_fact(request: Request) -> Callable[[str, str], str]:
    """Gives the path of a fact, by its article's id and its own."""
    path = _route_paths(request.app)["fact"]
    return lambda article, fact: path({"article": article, "fact": fact})


def address_of_actor(request: Request) -> Callable[[int], str]:
    """Gives the path of an actor, by the number."""
    path = _route_paths(request.app)["actor"]
    return lambda number: path({"number": number})


# --- what templates can call ---------------------------------------------------------------------------------------


@pass_context
def _url_for(context: Context, name: str, /, **path: Any) -> str:
    """The path of a route; no host, so that pages work behind any."""
    query = path.pop("query", {})
    address = _route_paths(context["request"].app)[name](path)
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
def _actor_link(context: Context, name: str, number: int | None) -> Markup:
    """An actor's name, which leads to his page where the ledger knows him."""
    if not number:
        return Markup(f'<span class="who">{isolated(name)}</span>')
    path = _route_paths(context["request"].app)["actor"]({"number": number})
    return Markup(f'<a class="who" href="{path}">{isolated(name)}</a>')


@pass_context
def _actor_links(context: Context, names: Sequence[str], numbers: Sequence[int | None]) -> Markup:
    """Actors in a row: ``A, B and C``."""
    links = [_actor_link(context, name, number) for name, number in zip(names, numbers, strict=True)]
    return Markup(" and ".join([", ".join(links[:-1]), links[-1]] if len(links) > 1 else links))


@pass_context
def _party_links(context: Context, parties: Sequence[Any]) -> Markup:
    """The parties of a fact in a row."""
    return _actor_links(context, [party.name for party in parties], [party.number for party in parties])


@pass_context
def _ledger_name(context: Context) -> str:
    """The ledger's file, without its folder; an address may hold a password, and isn't shown."""
    name: str = context["request"].app.state.ledger.name
    return "ADDRESS" if "://" in name else PurePath(name).name


@pass_context
def _notice(context: Context) -> Notice:
    """What the page says once, above everything else."""
    visit: Visit | None = context["request"].scope.get("visit")
    return visit.take_notice() if visit else Notice()


@pass_context
def _theme(context: Context) -> str:
    chosen: str = context["request"].cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("dragoman.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {
        "actor_link": _actor_link, "actor_links": _actor_links, "party_links": _party_links,
        "for_any_screen": for_any_screen, "ledger_name": _ledger_name, "theme": _theme,
        "this_page": _this_page, "token_field": _token_field, "notice": _notice, "url_for": _url_for,
    }  # fmt: skip
    made.filters |= FILTERS
    return made


environment = _environment()
