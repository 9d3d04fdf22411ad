"""Places that an article names, on the map."""

from __future__ import annotations

import pytest

from dragoman.parse import load_parser
from dragoman.places import find_places
from dragoman.readers.plain import plain_article
from dragoman.records import Place


def places_of(text: str) -> dict[str, Place]:
    article = plain_article(text)
    found = find_places(load_parser().parse(article), article)
    assert [place.text for place in found] == [article.body[place.start : place.end] for place in found]
    return {place.text: place for place in found}


@pytest.mark.parametrize(
    ("text", "name", "country", "geonames"),
    [
        ("The envoy met Libyan leaders in Tripoli on Monday.", "Tripoli", "LBY", 2210247),
        ("He flew from Tripoli, Lebanon, to Cairo.", "Tripoli", "LBN", 266826),
        ("Lebanese troops marched through Tripoli on Monday.", "Tripoli", "LBN", 266826),
        ("She spoke in Paris, Texas, on Monday.", "Paris", "USA", 4717560),
        ("She spoke in Paris on Monday.", "Paris", "FRA", 2988507),
        ("Fighting went on in Donetsk, Ukrainian officers said.", "Donetsk", "UKR", 709717),
        ("Voters in Texas and Ohio waited.", "Texas", "USA", 4736286),
        ("Peru closed its border.", "Peru", "PER", 3932488),
    ],
)
def test_place(text, name, country, geonames):
    place = places_of(text)[name]
    assert (place.country, place.geonames) == (country, geonames)


def test_town_has_its_region_and_coordinates():
    homs = places_of("Syrian officials went to Homs on Monday.")["Homs"]
    assert (homs.kind, homs.admin) == ("town", "SY.11")
    assert homs.latitude == pytest.approx(34.7, abs=0.1)
    assert homs.longitude == pytest.approx(36.7, abs=0.1)


def test_georgia_beside_alabama_is_a_region():
    assert places_of("Voters in Georgia and Alabama waited.")["Georgia"].admin == "US-GA"
    assert places_of("Armenia and Georgia signed a treaty.")["Georgia"].kind == "country"


def test_small_town_without_its_country_is_left_out():
    assert "Springdale" not in places_of("The meeting took place in Springdale on Monday.")


def test_person_with_the_name_of_a_town_is_no_place():
    assert places_of("Ms. London said that she was tired.") == {}
