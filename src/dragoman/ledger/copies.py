"""The same report at several outlets: copies are linked, so that they count as one source."""

from __future__ import annotations

from array import array
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dragoman.ledger.tables import articles, fingerprints


def signed(body: str) -> bytes:
    """A body's signature as the ledger keeps it."""
    from dragoman.readers.duplicates import signature_of  # the readers take a second to load: not for a question

    return array("I", signature_of(body)).tobytes()


def note_copy(connection: Connection, article: int) -> None:
    """Find of which earlier article, if any, this one is a copy, and let later ones be compared with it."""
    from dragoman.readers.duplicates import ALIKE, bands_of, share_of

    own = connection.execute(select(articles.c.n, articles.c.signature).where(articles.c.n == article)).one()
    bands = bands_of(_signature(own))
    near = select(fingerprints.c.article).where(fingerprints.c.band.in_(bands), fingerprints.c.article != article)
    rows = connection.execute(
        select(articles.c.n, articles.c.signature, articles.c.copy_of).where(articles.c.n.in_(near))
    )
    shares = [(share_of(_signature(own), _signature(row)), -row.n, row) for row in rows]
    connection.execute(insert(fingerprints), [{"article": article, "band": band} for band in set(bands)])
    share, _, likest = max(shares, default=(0.0, 0, None), key=lambda found: found[:2])
    if likest is not None and share >= ALIKE:
        original = likest.n if likest.copy_of is None else likest.copy_of
        connection.execute(update(articles).where(articles.c.n == article).values(copy_of=original))


def _signature(row: Any) -> array[int]:
    return array("I", row.signature)
