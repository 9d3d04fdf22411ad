"""The door: the page that asks for the password, and the name by which a visitor signs."""

from __future__ import annotations

import hmac
import secrets

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import UsageError
from dragoman.web.pages import page
from dragoman.web.security import form_of, visit_of
from dragoman.web.visits import LONGEST_NAME

SECONDS_AFTER_A_WRONG_ONE = 1


def ask(request: Request) -> Response:
    """The page that asks for the password."""
    return page(request, "login.html", to=local_path(request.query_params.get("to")), wrong=False)


async def enter(request: Request) -> Response:
    """Let somebody in who knows the password."""
    form, visit = form_of(request), visit_of(request)
    given, to = str(form.get("password", "")), local_path(str(form.get("to", "")))
    # passwords are tried one after the other, so that a thousand at once are no faster than one
    async with request.app.state.door:
        password: str | None = request.app.state.password
        if password is not None and not hmac.compare_digest(given.encode(), password.encode()):
            await anyio.sleep(SECONDS_AFTER_A_WRONG_ONE)
            return page(request, "login.html", status=403, to=to, wrong=True)
    visit.entered, visit.token = True, secrets.token_urlsafe(24)
    return RedirectResponse(to, 303)


def leave(request: Request) -> Response:
    """End the visit."""
    visit = visit_of(request)
    visit.entered, visit.author, visit.token = False, None, secrets.token_urlsafe(24)
    return RedirectResponse("/", 303)


def sign(request: Request) -> Response:
    """Change the name by which the visitor signs his judgements.

    Raises:
        UsageError: The name is empty or too long.
    """
    form = form_of(request)
    name = " ".join(str(form.get("author", "")).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise UsageError(f"a name has 1 to {LONGEST_NAME} characters, this one {len(name)}")
    visit_of(request).author = name
    return RedirectResponse(local_path(str(form.get("back", ""))), 303)


def author_of(request: Request) -> str:
    """Who judges: the name that the visitor gave, else the one who started the room."""
    author: str = visit_of(request).author or request.app.state.author
    return author


def local_path(address: str | None) -> str:
    """The address, if it is a path of this site; the first page, if it would lead anywhere else."""
    is_path = bool(address) and address is not None and address.isprintable() and address[:1] == "/"
    return address if address and is_path and address[1:2] not in ("/", "\\") else "/"


routes = [
    Route("/login", ask, name="login"),
    Route("/login", enter, name="enter", methods=["POST"]),
    Route("/leave", leave, name="leave", methods=["POST"]),
    Route("/name", sign, name="sign", methods=["POST"]),
]
