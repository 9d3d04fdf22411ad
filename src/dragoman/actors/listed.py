"""Actors that a user lists in tables: CSV, and FollowTheMoney entities as JSON lines.

Each reader gives the entries with the names under which they are known, and says of each line that can't be used where
it is and why.

Source: https://followthemoney.tech (schemata and properties of persons and organisations), retold.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pycountry

from dragoman.records import ActorKind, values_of

COLUMNS = ("name", "aliases", "kind", "country", "role", "codes", "since", "until")
"""The columns of a CSV of actors; only the first must be there. Several aliases or codes are parted by ``;``."""
KINDS: frozenset[str] = frozenset(values_of(ActorKind))

SCHEMATA: dict[str, ActorKind | None] = {
    "Person": "person", "Organization": "other", "Company": "company", "PublicBody": "government_body",
    "LegalEntity": None,
}  # fmt: skip
"""The schemata that name actors, and the kind each means; `None`: the report says."""
TOPICS: dict[str, tuple[ActorKind | None, str]] = {
    "gov": ("government_body", "GOV"), "gov.head": (None, "GOV"), "gov.executive": (None, "GOV"),
    "gov.legislative": (None, "LEG"), "gov.judicial": (None, "JUD"), "gov.security": (None, "MIL"),
    "gov.igo": ("igo", "IGO"), "mil": (None, "MIL"), "pol.party": ("party", "PTY"), "pol.union": ("ngo", "CVL"),
    "crime.terror": ("armed_group", "REB"), "role.pol": (None, "GOV"), "role.judge": (None, "JUD"),
    "role.journo": (None, "MED"), "role.spy": (None, "SPY"),
}  # fmt: skip
"""What topics say of an actor: its kind, where they tell it, and its sector."""


@dataclass(slots=True)
class Listed:
    """An actor of a table, under all its names."""

    name: str
    place: str
    """File and line."""
    aliases: tuple[str, ...] = ()
    kind: ActorKind | None = None
    country: str | None = None
    roles: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


def read_csv(path: Path, problems: list[str]) -> Iterator[Listed]:
    """The actors of a CSV with a header line; what is wrong with a line is added to ``problems``."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.DictReader(stream)
        known = [name.strip().lower() for name in rows.fieldnames or ()]
        if "name" not in known:
            problems.append(f"{path}:1: no column 'name'; the columns are {', '.join(COLUMNS)}")
            return
        problems.extend(
            f"{path}:1: column {name!r} isn't known and is left out; the columns are {', '.join(COLUMNS)}"
            for name in known
            if name not in COLUMNS
        )
        for row in rows:
            cells = {
                (key or "").strip().lower(): (value or "").strip() for key, value in row.items() if _is_cell(value)
            }
            try:
                yield _from_cells(cells, f"{path}:{rows.line_num}")
            except ValueError as error:
                problems.append(f"{path}:{rows.line_num}: {error}")


def _is_cell(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _from_cells(cells: dict[str, str], place: str) -> Listed:
    if not cells.get("name"):
        raise ValueError("no name")
    listed = Listed(
        name=cells["name"],
        place=place,
        aliases=_several(cells.get("aliases", "")),
        kind=_kind(cells.get("kind", "")),
        country=country_code(cells["country"]) if cells.get("country") else None,
        roles=_several(cells.get("role", "")),
        codes=tuple(code.upper() for code in _several(cells.get("codes", ""))),
        since=_day(cells.get("since", "")),
        until=_day(cells.get("until", "")),
    )
    if listed.since and listed.until and listed.since > listed.until:
        raise ValueError(f"the dates are out of order: {listed.since} is after {listed.until}")
    return listed


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _kind(text: str) -> ActorKind | None:
    if not text:
        return None
    if text not in KINDS:
        raise ValueError(f"kind {text!r}; use one of: {', '.join(sorted(KINDS))}")
    return text  # type: ignore[return-value]  # checked above


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it as 2016-12-03") from None


@cache
def country_code(text: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country given by a code or a name.

    Raises:
        ValueError: No such country.
    """
    try:
        return str(pycountry.countries.lookup(text).alpha_3)
    except LookupError:
        raise ValueError(f"country {text!r}; use a code or name of ISO 3166, like LBY") from None


def read_entities(path: Path, problems: list[str]) -> Iterator[Listed]:
    """The persons and organisations of a file of FollowTheMoney entities; entities of other sorts are passed over."""
    with path.open(encoding="utf-8", errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            place = f"{path}:{number}"
            try:
                entity = _entity(line)
                if entity.get("schema") in SCHEMATA:
                    yield _from_entity(entity, place, problems)
            except json.JSONDecodeError as error:
                problems.append(f"{place}: no JSON: {error.msg} at column {error.colno}")
            except ValueError as error:
                problems.append(f"{place}: {error}")


def _entity(line: str) -> dict[str, Any]:
    entity = json.loads(line)
    if isinstance(entity, dict) and isinstance(entity.get("properties", {}), dict):
        return entity
    raise ValueError("no entity; each line is an object with 'schema' and 'properties'")


def _from_entity(entity: dict[str, Any], place: str, problems: list[str]) -> Listed:
    properties: dict[str, Sequence[Any]] = entity.get("properties", {})

    def values(*names: str) -> tuple[str, ...]:
        given = (properties.get(name, ()) for name in names)
        lists = ([value] if isinstance(value, str) else value for value in given)
        return tuple(str(value) for several in lists for value in several if value)

    names = values("name", "alias", "weakAlias", "previousName", "abbreviation")
    if not names:
        raise ValueError("an entity without a name")
    country = None
    for given in values("country", "nationality", "jurisdiction", "mainCountry")[:1]:
        try:
            country = country_code(given)
        except ValueError as error:
            problems.append(f"{place}: {error}")
    told = [TOPICS[topic] for topic in values("topics") if topic in TOPICS]
    kind = SCHEMATA[entity["schema"]]
    if kind != "person":
        kind = next((one for one, _ in told if one is not None), kind)
    return Listed(
        name=str(entity.get("caption") or names[0]),
        place=place,
        aliases=names,
        kind=kind,
        country=country,
        roles=values("position"),
        codes=tuple(dict.fromkeys(code for _, code in told)),
    )
