"""Words in the texts: passages that hold them, the best first.

SQLite has its own index of words (FTS5), PostgreSQL a vector of words in a column of its own. Both find the same: words
as they are, without accents and capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct
from sqlalchemy import Connection, text

from dragoman.errors import UsageError

WORD = re.compile(r"[^\W_]+")
PIECE = 24
"""Words of an article that are shown around what was found."""
LONGEST = 500_000
"""Characters of a body whose words PostgreSQL keeps: a vector may hold a megabyte."""

ACCENTED = "".join(
    letter
    for letter in map(chr, range(0xC0, 0x1F00))
    if letter.isalpha() and unicodedata.normalize("NFD", letter)[0].isascii()
)
"""Letters that are a letter of ASCII with marks; they end with Latin Extended Additional."""
PLAIN = "".join(unicodedata.normalize("NFD", letter)[0] for letter in ACCENTED)

VECTOR = (
    f"to_tsvector('simple', regexp_replace(translate(left(coalesce(title, '') || ' ' || body, {LONGEST}), "
    f"'{ACCENTED}', '{PLAIN}'), '[^[:alnum:]]+', ' ', 'g'))"
)
"""What PostgreSQL keeps of an article: its words, without accents; its own parser would take "U.S." for an address."""

SQLITE = """
SELECT a.id, a.title, a.publisher, a.day, a.body
FROM article_search JOIN articles a ON a.n = article_search.rowid
WHERE article_search MATCH :words ORDER BY rank, a.n LIMIT :limit
"""
POSTGRES = """
SELECT id, title, publisher, day, body FROM articles, (SELECT {query} AS q) wanted
WHERE words @@ q ORDER BY ts_rank_cd(words, q, 1) DESC, n LIMIT :limit
"""


class Hit(Struct, frozen=True, kw_only=True):
    """An article that holds the words, with the piece around them; what was looked for stands in [brackets]."""

    article: str
    title: str | None
    publisher: str | None
    published: date | None
    piece: str


def find_hits(connection: Connection, words: str, *, limit: int = 20) -> list[Hit]:
    """Articles with all of the words; words in "double quotes" must stand together.

    Raises:
        UsageError: There is no word in it.
    """
    parts = [[folded_word(word) for word in WORD.findall(part)] for part in re.findall(r'"[^"]*"|\S+', words)]
    parts = [part for part in parts if part]
    if not parts:
        raise UsageError(f"nothing to search for in {words!r}: name at least one word")
    if connection.dialect.name == "sqlite":
        wanted = " ".join(f'"{" ".join(part)}"' for part in parts)
        rows = connection.execute(text(SQLITE), {"words": wanted, "limit": limit})
    else:
        names = [f"part_{number}" for number in range(len(parts))]
        query = " && ".join(f"phraseto_tsquery('simple', :{name})" for name in names)
        given = {name: " ".join(part) for name, part in zip(names, parts, strict=True)}
        rows = connection.execute(text(POSTGRES.format(query=query)), {**given, "limit": limit})
    return [
        Hit(article=row[0], title=row[1], publisher=row[2], published=_day(row[3]), piece=piece_of(row[4], parts))
        for row in rows
    ]


def folded_word(word: str) -> str:
    """A word without capitals and accents, as both databases compare it."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)).lower()


def piece_of(body: str, parts: Sequence[Sequence[str]]) -> str:
    """The piece of a text in which most of the parts stand, each in brackets, on one line."""
    found = list(WORD.finditer(body))
    words = [folded_word(match.group()) for match in found]
    starts = {
        number: len(part)
        for part in sorted(parts, key=len)
        for number in range(len(words))
        if words[number] == part[0] and words[number : number + len(part)] == part
    }
    first = max(starts, key=lambda start: (sum(start <= other < start + PIECE for other in starts), -start), default=0)
    first = max(0, min(first - 4, len(words) - PIECE))
    shown = range(first, min(first + PIECE, len(words)))
    if not shown:
        return ""
    marked = [(found[n].start(), found[min(n + starts[n], len(found)) - 1].end()) for n in shown if n in starts]
    begin, end = found[shown[0]].start(), max([found[shown[-1]].end(), *(stop for _, stop in marked)])
    return " ".join(f"{'…' * (begin > 0)}{_bracketed(body, begin, end, marked)}{'…' * (end < len(body))}".split())


def _bracketed(body: str, begin: int, end: int, marked: Sequence[tuple[int, int]]) -> str:
    """A piece of the text with brackets around the marked passages; of two that overlap the first is taken."""
    apart: list[tuple[int, int]] = []
    for start, stop in marked:
        if not apart or start >= apart[-1][1]:
            apart.append((start, stop))
    edges = [(begin, begin), *apart, (end, end)]
    between = (body[one[1] : other[0]] for one, other in pairwise(edges))
    inside = [f"[{body[start:stop]}]" for start, stop in apart]
    return "".join(gap + hit for gap, hit in zip(between, [*inside, ""], strict=True))


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
