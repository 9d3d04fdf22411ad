"""The same report at several outlets: copies are found by their wording, so that they count as one source."""

from __future__ import annotations

import hashlib
import re

from sqlalchemy import Connection, func, insert, select, update

from dragoman.ledger.tables import articles, fingerprints

WORDS_TOGETHER = 6
KEPT = 24
"""The smallest hashes of an article's word groups that are kept: a sample that is the same for the same wording.
Source: Broder 1997, On the resemblance and containment of documents."""
SHARED = 0.5
"""The share of the sample that two articles have in common from which one is a copy; own choice, 2026-11."""

WORD = re.compile(r"\w+")


def fingerprint_of(body: str) -> list[int]:
    """The sample of an article's wording."""
    words = WORD.findall(body.casefold())
    groups = {" ".join(words[i : i + WORDS_TOGETHER]) for i in range(max(1, len(words) - WORDS_TOGETHER + 1))}
    return sorted(int.from_bytes(hashlib.blake2b(g.encode(), digest_size=7).digest()) for g in groups)[:KEPT]


def note_copy(connection: Connection, article: int, body: str) -> None:
    """Find of which earlier article, if any, this one is a copy, and keep its fingerprint."""
    values = fingerprint_of(body)
    shared = func.count().label("shared")
    likest = connection.execute(
        select(fingerprints.c.article, shared)
        .where(fingerprints.c.value.in_(values))
        .group_by(fingerprints.c.article)
        .order_by(shared.desc(), fingerprints.c.article)
        .limit(1)
    ).first()
    connection.execute(insert(fingerprints), [{"article": article, "value": value} for value in values])
    if likest is not None and likest.shared >= SHARED * len(values):
        original = connection.scalar(select(articles.c.copy_of).where(articles.c.n == likest.article))
        copy_of = original if original is not None else likest.article
        connection.execute(update(articles).where(articles.c.n == article).values(copy_of=copy_of))
