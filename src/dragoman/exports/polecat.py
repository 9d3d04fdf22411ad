"""Events in the 40 columns of the POLECAT data set, one line for each actor and recipient.

What dragoman doesn't know (Wikipedia pages, districts) is ``None``, as there. Story People and the like list whom the
article names. Source: POLECAT, Halterman et al., 2023; states' numbers: codebook ``cow``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from dragoman.codebooks.load import load_codebook
from dragoman.events.cameo import PLOVER_QUADS, goldstein
from dragoman.exports.cameo_codes import code_of
from dragoman.exports.done import Dyad, dyads_of, place_of
from dragoman.exports.separated import write_separated
from dragoman.records import Actor, Place, Record

SIDE = (
    "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw",
    "Wikipedia {} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in SIDE), *(name.format("Recipient") for name in SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
UNKNOWN = "None"
STORY = {
    "Story People": {"person"},
    "Story Organizations": {"government_body", "party", "armed_group", "igo", "ngo", "company", "media"},
    "Story Locations": {"state"},
}
"""Which kinds of actors a column lists."""


class StateNumber(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The Correlates of War number of a state."""

    id: str
    number: int


def write_polecat(records: Iterable[Record], out: Path) -> None:
    """Write the events of records as tab-separated values, with a header."""
    write_separated(out, COLUMNS, (row for record in records for row in polecat_rows(record)))


def polecat_rows(record: Record) -> Iterator[dict[str, str]]:
    """One row for each actor and recipient of what was done; every column, in their order."""
    story = _story(record)
    for dyad in dyads_of(record):
        row = dict.fromkeys(COLUMNS, UNKNOWN) | _event(dyad, record) | story
        row |= _side("Actor", dyad.actor) | _side("Recipient", dyad.recipient)
        yield row


def _event(dyad: Dyad, record: Record) -> dict[str, str]:
    event, article = dyad.event, record.article
    return _known({
        "Event ID": dyad.id,
        "Event Date": dyad.day.isoformat() if dyad.day else None,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": f"{goldstein(code_of(event, article.body)):g}",
        "Quad Code": PLOVER_QUADS[event.type].upper(),
        "Contexts": ";".join(event.context),
        "Raw Placename": event.place,
        **_place(place_of(event, record)),
    })  # fmt: skip


def _place(place: Place | None) -> dict[str, str | None]:
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": place.name if place.kind == "town" else None,
        "Province": place.name if place.kind == "region" else None,
        "Country": place.country,
        "Latitude": str(place.latitude) if place.latitude is not None else None,
        "Longitude": str(place.longitude) if place.longitude is not None else None,
        "GeoNames ID": str(place.geonames) if place.geonames is not None else None,
        "Feature Type": place.kind,
    }


def _story(record: Record) -> dict[str, str]:
    article = record.article
    named = [actor for actor in record.actors if not actor.unnamed]
    lists: dict[str, str | None] = {
        column: ";".join(dict.fromkeys(actor.name for actor in named if actor.kind in kinds))
        for column, kinds in STORY.items()
    }
    return _known(lists | {
        "Source": article.publisher,
        "Publication Date": article.published.date.isoformat() if article.published else None,
        "Language": article.language,
        "Version": f"dragoman {record.dragoman}",
    })  # fmt: skip


def _side(name: str, actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return {}
    return _known({
        f"{name} Name": actor.name,
        f"{name} Country": actor.country,
        f"{name} COW": _state_numbers().get(actor.country or ""),
        f"Primary {name} Sector": next(iter(actor.codes), None),
        f"{name} Sectors": ";".join(actor.codes),
        f"{name} Title": next((role.title for role in actor.roles), None),
        f"{name} Name Raw": next(iter(actor.names), actor.name),
    })  # fmt: skip


def _known(cells: dict[str, str | None]) -> dict[str, str]:
    return {column: value for column, value in cells.items() if value}


@cache
def _state_numbers() -> dict[str, str]:
    return {entry.id: str(entry.number) for entry in load_codebook("cow", StateNumber)}
