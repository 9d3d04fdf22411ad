"""What stands between the world and the room: each request passes here before a page sees it.

Report text is hostile, and so is every other site that the reader has open. So: nothing runs in a page but our own
script; the room answers only to its own names (a foreign name that leads to this machine is somebody's trick); what
changes something must come from a page of the room, and bring the token that this page was given; and nobody sends more
than is allowed. Where others can reach the room, it asks for a password.

Sources: OWASP cheat sheets on cross-site request forgery and on content security policy; Fetch standard, origin header.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import FormData, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.pages import refusal
from dragoman.web.visits import Visit, VisitorsBook, new_visit

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
READING_METHODS = frozenset({"GET", "HEAD"})
LOGIN, STATIC = "/login", "/static/"
"""What a visitor sees before he gave the password."""

LARGEST_UPLOAD = 64 * 2**20
LARGEST_FIELD = 4 * 2**20
MOST_FILES, MOST_FIELDS = 200, 2000
DRAINED = 8
"""So many times the limit is taken in and thrown away, so that a browser shows the refusal and not a broken line."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not "no-referrer": it would turn the origin of our own forms into "null"
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True)
class Rules:
    """Who may come in, and with how much."""

    password: str | None = None
    """What a visitor must know; ``None`` where only this machine can reach the room."""
    names: frozenset[str] = frozenset()
    """Names by which the room is called besides those of this machine's loopback."""
    largest: int = LARGEST_UPLOAD
    """Bytes of one request."""
    book: VisitorsBook = field(default_factory=VisitorsBook)

    def answers_to(self, host: str) -> bool:
        """True for a ``Host`` header that means this room.

        A number can't be pointed at another machine, as a name can: with a password, any number will do.
        """
        name = _name_in(host)
        return name in LOOPBACK_NAMES or name in self.names or (self.password is not None and _is_number(name))


def form_of(request: Request) -> FormData:
    """The fields and files of a form; the token was checked."""
    form: FormData = request.scope["form"]
    return form


def visit_of(request: Request) -> Visit:
    """The visitor; what is changed in it goes into his cookie."""
    visit: Visit = request.scope["visit"]
    return visit


class TooLargeError(Exception):
    """A request whose body is larger than the limit."""


class Security:
    """The middleware: checks, then the room, then headers on whatever it answers."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the room has no websockets
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        if not self._rules.answers_to(request.headers.get("host", "")):
            await self._not_here()(scope, receive, send)
            return
        known = self._rules.book.visit_of(request)
        scope["visit"] = known or new_visit()
        scope["form_token"] = scope["visit"].token
        before = repr(known)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "private, no-cache")
                if repr(scope["visit"]) != before and not scope["path"].startswith(STATIC):
                    headers.append("Set-Cookie", self._rules.book.cookie(request, scope["visit"]))
            await send(message)

        await self._answer(request, receive, guarded)

    async def _answer(self, request: Request, receive: Receive, send: Send) -> None:
        scope = request.scope
        refused = self._stranger(request) or self._outsider(request)
        if refused is not None or request.method in READING_METHODS:
            await (refused or self._app)(scope, receive, send)
            return
        allowed = _Allowed(receive, self._rules.largest)
        body = Request(scope, allowed)
        try:
            form = await body.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)
        except TooLargeError:
            await allowed.drain()
            await self._too_large(request)(scope, receive, send)
            return
        except (HTTPException, MultiPartException) as error:
            reason = error.detail if isinstance(error, HTTPException) else error.message
            await refusal(request, 400, "usage", f"the form can't be read: {reason}")(scope, receive, send)
            return
        try:
            refused = self._forged(request, form)
            scope["form"] = form
            await (refused or self._app)(scope, _nothing_more, send)
        finally:
            await form.close()

    def _not_here(self) -> Response:
        known = ", ".join(sorted(LOOPBACK_NAMES | self._rules.names))
        message = f"This room answers to {known}. Another name is given by 'dragoman serve --name NAME'.\n"
        return PlainTextResponse(message, status_code=421)

    def _stranger(self, request: Request) -> Response | None:
        """A refusal where a change is asked for by another site, or in a way that the room doesn't know."""
        if request.method in READING_METHODS:
            return self._embedded(request)
        if request.method != "POST":
            return PlainTextResponse("The room knows GET, HEAD and POST.\n", 405, {"Allow": "GET, HEAD, POST"})
        if request.headers.get("origin") != f"{request.url.scheme}://{request.headers['host']}":
            return refusal(request, 403, "origin", "a change must come from a page of this room; open it and try again")
        return None

    def _embedded(self, request: Request) -> Response | None:
        """A refusal where another site wants something of the room in its page; a link to the room may be followed."""
        headers = request.headers
        from_elsewhere = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        is_link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if from_elsewhere and not is_link:
            return PlainTextResponse("Another site can't use this room.\n", 403)
        return None

    def _outsider(self, request: Request) -> Response | None:
        """The way to the login page, where a password is asked for and wasn't given."""
        path = request.url.path
        is_open = path == LOGIN or path.startswith(STATIC)
        if self._rules.password is None or request.scope["visit"].entered or is_open:
            return None
        if request.method not in READING_METHODS or "format" in request.query_params:
            return refusal(request, 401, "login", "give the password first, at /login")
        target = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"{LOGIN}?{urlencode({'to': target})}", 303)

    def _too_large(self, request: Request) -> Response:
        most = self._rules.largest
        size = f"{most / 2**20:g} MiB" if most >= 2**20 else f"{most} bytes"
        advice = "upload fewer files at once, or use 'dragoman add' for a large collection"
        return refusal(request, 413, "too_large", f"more than {size} at once isn't taken; {advice}")

    def _forged(self, request: Request, form: FormData) -> Response | None:
        token = form.get("token")
        if isinstance(token, str) and request.scope["visit"].has(token):
            return None
        message = "the form is from an earlier visit; go back, load the page anew, and send it again"
        return refusal(request, 403, "token", message)


class _Allowed:
    """A request's body, up to a limit."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left, self._most = receive, most, most
        self._more = True

    async def __call__(self) -> Message:
        """The next piece.

        Raises:
            TooLargeError: It goes beyond the limit.
        """
        message = await self._receive()
        self._more = bool(message.get("more_body"))
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message

    async def drain(self) -> None:
        """Take in what is still sent, and throw it away."""
        left = DRAINED * self._most
        while self._more and left > 0:
            message = await self._receive()
            left -= len(message.get("body", b""))
            self._more = message["type"] == "http.request" and bool(message.get("more_body"))


async def _nothing_more() -> Message:
    """What is left of a body that was read: nothing."""
    return {"type": "http.request", "body": b"", "more_body": False}


def _name_in(host: str) -> str:
    """The name in a ``Host`` header, without its port; empty where it holds anything else."""
    try:
        parts = urlsplit(f"//{host}")
        is_plain = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    return (parts.hostname or "") if is_plain and parts.netloc == host and not parts.username else ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
