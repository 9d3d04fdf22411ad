"""Events with CAMEO code, quad class and Goldstein value, one line for each actor and recipient.

Source: CAMEO 1.1b3 (codes), Goldstein 1992 (values); the columns are those that the event data of the field share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.events.cameo import goldstein, quad_class
from dragoman.exports.cameo_codes import code_of
from dragoman.exports.done import Dyad, dyads_of
from dragoman.exports.separated import write_separated
from dragoman.records import Actor, Record

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Code", "Source Country", "Source Sectors", "Target Name",
    "Target Code", "Target Country", "Target Sectors", "CAMEO Code", "CAMEO Root", "Quad Class", "Goldstein",
    "Location", "Article", "Publisher", "Publication Date", "URL", "Text",
)  # fmt: skip
NOBODY = "---"
"""CAMEO's code for a side that isn't known."""


def write_cameo(records: Iterable[Record], out: Path) -> None:
    """Write the events of records as tab-separated values, with a header."""
    write_separated(out, COLUMNS, (row for record in records for row in cameo_rows(record)))


def cameo_rows(record: Record) -> Iterator[dict[str, str]]:
    """One row for each actor and recipient of what was done."""
    for dyad in dyads_of(record):
        yield _row(dyad, record)


def _row(dyad: Dyad, record: Record) -> dict[str, str]:
    article = record.article
    code = code_of(dyad.event, article.body)
    return {
        "Event ID": dyad.id,
        "Event Date": dyad.day.isoformat() if dyad.day else "",
        **_side("Source", dyad.actor),
        **_side("Target", dyad.recipient),
        "CAMEO Code": code,
        "CAMEO Root": code[:2],
        "Quad Class": quad_class(code),
        "Goldstein": f"{goldstein(code):g}",
        "Location": dyad.event.place or "",
        "Article": article.id,
        "Publisher": article.publisher or "",
        "Publication Date": article.published.date.isoformat() if article.published else "",
        "URL": article.url or "",
        "Text": article.body[slice(*dyad.event.evidence)],
    }


def _side(name: str, actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return {f"{name} Name": "", f"{name} Code": NOBODY, f"{name} Country": "", f"{name} Sectors": ""}
    return {
        f"{name} Name": actor.name,
        f"{name} Code": actor_code(actor),
        f"{name} Country": actor.country or "",
        f"{name} Sectors": ";".join(actor.codes),
    }


def actor_code(actor: Actor) -> str:
    """CAMEO's code of an actor: the country, then what it is: ``RUSGOV``, ``IGO``; `NOBODY` where neither is known."""
    return f"{actor.country or ''}{''.join(code for code in actor.codes if code != 'UNK')}" or NOBODY
