"""The question box: an actor, an issue, words in the texts, together or alone."""

from __future__ import annotations

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.ledger.lookup import Known
from dragoman.ledger.search import Hit
from dragoman.ledger.stands import Stand
from dragoman.web import asking
from dragoman.web.pages import ledger_of, page

HITS, MOST_HITS = 20, 200
STANDS = 30


class Found(Struct, frozen=True, kw_only=True):
    """What the question box answers."""

    actors: list[Known]
    positions: list[Stand]
    """Of the actor, or of all, on the issue; the latest first."""
    texts: list[Hit]


def search(request: Request) -> Response:
    """Who is meant, where he stands on it, and which texts hold the words."""
    ledger = ledger_of(request)
    actor, issue, words = (asking.text(request, name) for name in ("actor", "issue", "words"))
    limit = asking.whole(request, "limit", HITS, most=MOST_HITS)
    actors = ledger.find(actor) if actor else ledger.find(words) if words else []
    stands = ledger.positions(holder=actor, issue=issue, limit=STANDS)[::-1] if actor or issue else []
    texts = ledger.search(words, limit=limit) if words else []
    answer = Found(actors=actors, positions=stands, texts=texts)
    return page(
        request, "search.html", answer=answer, asked=bool(actor or issue or words), limit=limit,
        tables={"texts": texts, "positions": stands, "actors": actors},
    )  # fmt: skip


routes = [Route("/search", search, name="search")]
