"""Words in the texts: passages that hold them, the best first."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, text

from dragoman.errors import UsageError

WORD = re.compile(r"\w+")


class Hit(Struct, frozen=True, kw_only=True):
    """An article that holds the words, with the piece around them; what was looked for stands in [brackets]."""

    article: str
    title: str | None
    publisher: str | None
    published: date | None
    piece: str


SQLITE = """
SELECT a.id, a.title, a.publisher, a.day, snippet(article_search, 1, '[', ']', '…', 24) AS piece
FROM article_search JOIN articles a ON a.n = article_search.rowid
WHERE article_search MATCH :words ORDER BY rank LIMIT :limit
"""
POSTGRES = """
SELECT id, title, publisher, day,
       ts_headline('english', body, q, 'StartSel=[, StopSel=], MaxWords=24, MinWords=12') AS piece
FROM articles, plainto_tsquery('english', :words) q
WHERE to_tsvector('english', coalesce(title, '') || ' ' || body) @@ q
ORDER BY ts_rank(to_tsvector('english', coalesce(title, '') || ' ' || body), q) DESC LIMIT :limit
"""


def find_hits(connection: Connection, words: str, *, limit: int = 20) -> list[Hit]:
    """Articles with all of the words; words in "double quotes" must stand together.

    Raises:
        UsageError: There is no word in it.
    """
    parts = [" ".join(WORD.findall(part)) for part in re.findall(r'"[^"]*"|\S+', words)]
    parts = [part for part in parts if part]
    if not parts:
        raise UsageError(f"nothing to search for in {words!r}: name at least one word")
    if connection.dialect.name == "sqlite":
        query, wanted = SQLITE, " ".join(f'"{part}"' for part in parts)
    else:
        query, wanted = POSTGRES, " ".join(parts)
    rows = connection.execute(text(query), {"words": wanted, "limit": limit})
    return [
        Hit(article=row[0], title=row[1], publisher=row[2], published=_day(row[3]), piece=" ".join(row[4].split()))
        for row in rows
    ]


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
