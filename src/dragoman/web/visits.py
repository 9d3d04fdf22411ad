"""Who visits: a signed cookie that says whether he gave the password, how he signs, and the token of his forms."""

from __future__ import annotations

import hmac
import secrets
from http.cookies import SimpleCookie

import msgspec
from itsdangerous import BadSignature, URLSafeTimedSerializer
from msgspec import Struct
from starlette.requests import HTTPConnection

DAYS_VALID = 7
LONGEST_NAME = 80


class Notice(Struct, frozen=True, kw_only=True):
    """What a page says once, above everything else."""

    words: str | None = None
    judgement: int | None = None


class Visit(Struct, kw_only=True):
    """What a visitor's cookie holds. It is signed, so that he can read it and not change it."""

    token: str
    """What each of his forms must bring back."""
    entered: bool = False
    """True once he gave the password."""
    author: str | None = None
    """How he signs his judgements."""
    notice: str | None = None
    """What is said on the next page that he sees, once."""
    judgement: int | None = None
    """The judgement that the notice is about, which can be undone from there."""

    def take_notice(self) -> Notice:
        """What is to be said, which then is said no more."""
        taken = Notice(words=self.notice, judgement=self.judgement)
        self.notice = self.judgement = None
        return taken

    def has(self, token: str) -> bool:
        """True where the token is this visitor's; compared in constant time."""
        return hmac.compare_digest(self.token.encode(), token.encode())


def new_visit() -> Visit:
    """A visitor of whom nothing is known."""
    return Visit(token=secrets.token_urlsafe(24))


class VisitorsBook:
    """Signs cookies and reads them. Its key is made anew with each start, and ends all visits with it."""

    def __init__(self) -> None:
        self._signer = URLSafeTimedSerializer(secrets.token_bytes(32), salt="visit")

    def visit_of(self, connection: HTTPConnection) -> Visit | None:
        """The visit that a request's cookie tells of; ``None`` where there is none, or it isn't ours."""
        signed = connection.cookies.get(cookie_name(connection))
        if not signed:
            return None
        try:
            found = self._signer.loads(signed, max_age=DAYS_VALID * 86400)
            return msgspec.convert(found, Visit)
        except (BadSignature, msgspec.ValidationError):
            return None

    def cookie(self, connection: HTTPConnection, visit: Visit) -> str:
        """The header that gives a visitor his cookie: out of scripts' reach, and not sent along from other sites."""
        name = cookie_name(connection)
        jar: SimpleCookie = SimpleCookie()
        jar[name] = str(self._signer.dumps(msgspec.to_builtins(visit)))
        jar[name]["path"] = "/"
        jar[name]["httponly"] = True
        jar[name]["samesite"] = "Strict"
        jar[name]["secure"] = connection.url.scheme == "https"
        return jar[name].OutputString()


def cookie_name(connection: HTTPConnection) -> str:
    """The cookie's name, with the port: a browser gives cookies of one host to all its ports."""
    return f"dragoman-{connection.url.port or connection.url.scheme}"
