"""Users' tables of actors, and what they do to the actors of a report."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from spacy.tokens import Doc

from dragoman.actors import find_actors
from dragoman.actors.dictionaries import Dictionaries, load_dictionaries
from dragoman.records import Actor, Article

type Parse = Callable[[str], tuple[Article, Doc]]

TABLE = """\
name,aliases,kind,country,role,codes,since,until
Omar Said,Umar Saeed;Abu Karim,person,LBY,defence minister,,,
Harbour Front,HFR,armed_group,TCD,,REB;SEP,2010-01-01,
"""


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str, str], Dictionaries]:
    def write(text: str, name: str = "ours.csv") -> Dictionaries:
        (tmp_path / name).write_text(text, "utf-8")
        return load_dictionaries([tmp_path / name])

    return write


def actors_of(parse: Parse, text: str, dictionaries: Dictionaries) -> dict[str, Actor]:
    article, doc = parse(text)
    return {actor.name: actor for actor in find_actors(doc, article, dictionaries)[0]}


def test_listed_actors_are_what_the_table_says(parse, table):
    text = "Umar Saeed met the Harbour Front. The defence minister said that HFR would disarm."
    found = actors_of(parse, text, table(TABLE))
    assert (found["Omar Said"].kind, found["Omar Said"].country, found["Omar Said"].codes) == (
        "person",
        "LBY",
        ("GOV",),
    )
    assert "The defence minister" in found["Omar Said"].names
    assert found["Harbour Front"].kind == "armed_group"
    assert found["Harbour Front"].country == "TCD"
    assert set(found["Harbour Front"].names) == {"Harbour Front", "HFR"}


def test_table_goes_before_what_is_known(parse, table):
    text = "NATO condemned Russia."
    assert actors_of(parse, text, table("name,kind\nNorland,state\n"))["NATO"].kind == "igo"
    mine = actors_of(parse, text, table("name,kind,codes\nNATO,armed_group,MIL\n"))
    assert (mine["NATO"].kind, mine["NATO"].codes) == ("armed_group", ("MIL",))


def test_codes_hold_on_their_days_alone(parse, table):
    dictionaries = table(TABLE)
    article, doc = parse("The Harbour Front attacked Chad.")
    assert article.published is None
    undated = {actor.name: actor for actor in find_actors(doc, article, dictionaries)[0]}
    assert undated["Harbour Front"].codes != ("REB", "SEP")
    (entry,) = {id(found.entry): found.entry for found in dictionaries.actors_in("Harbour Front")}.values()
    assert entry.code(date(2011, 5, 1)) == "TCDREBSEP"


def test_name_inside_a_longer_name_is_not_the_listed_one(parse, table):
    found = actors_of(parse, "The Bank of Norland closed. Norland protested.", table("name,kind\nNorland,state\n"))
    assert found["Norland"].names == ("Norland",)


def test_what_is_wrong_with_a_table_is_listed_and_the_rest_loads(table, tmp_path):
    dictionaries = table(
        "name,kind,country,since,until,colour\nA Row,ghost,,,,\nLate Row,party,LBY,2012-01-01,2011-01-01,\n"
        "Far Row,party,Atlantis,,,\n,party,,,,\nGood Row,party,LBY,,,\nGood Row,ngo,LBY,,,\n"
        "Day Row,party,LBY,12/1/2011,,\n"
    )
    file = tmp_path / "ours.csv"
    kinds = "armed_group, company, government_body, igo, media, ngo, other, party, person, population, state"
    columns = "name, aliases, kind, country, role, codes, since, until"
    assert dictionaries.problems == [
        f"{file}:1: column 'colour' isn't known and is left out; the columns are {columns}",
        f"{file}:2: kind 'ghost'; use one of: {kinds}",
        f"{file}:3: the dates are out of order: 2012-01-01 is after 2011-01-01",
        f"{file}:4: country 'Atlantis'; use a code or name of ISO 3166, like LBY",
        f"{file}:5: no name",
        f"{file}:8: '12/1/2011' is no day; write it as 2016-12-03",
        f"{file}:7: 'Good Row' stands already at {file}:6; that entry holds",
    ]
    assert len(dictionaries) == 1


def test_table_without_a_column_of_names(table, tmp_path):
    columns = "name, aliases, kind, country, role, codes, since, until"
    problems = table("who,kind\nA,party\n").problems
    assert problems == [f"{tmp_path / 'ours.csv'}:1: no column 'name'; the columns are {columns}"]


def test_followthemoney_entities(parse, table, tmp_path):
    rows = [
        {
            "id": "1",
            "schema": "Person",
            "properties": {"name": ["Omar Said"], "country": ["ly"], "position": ["mayor"]},
        },
        {"id": "2", "schema": "Organization", "properties": {"name": ["Harbour Front"], "topics": ["crime.terror"]}},
        {"id": "3", "schema": "Vessel", "properties": {"name": ["Harbour Queen"]}},
        {"id": "4", "schema": "Company", "properties": {}},
    ]
    dictionaries = table("\n".join(map(json.dumps, rows)) + "\n{broken\n", "ours.ftm.json")
    file = tmp_path / "ours.ftm.json"
    assert dictionaries.problems == [
        f"{file}:4: an entity without a name",
        f"{file}:5: no JSON: Expecting property name enclosed in double quotes at column 2",
    ]
    found = actors_of(parse, "Omar Said met the Harbour Front.", dictionaries)
    assert found["Omar Said"].country == "LBY"
    assert (found["Harbour Front"].kind, found["Harbour Front"].codes) == ("armed_group", ("REB",))


def test_petrarch_codes_say_kind_country_and_sectors(parse, table):
    dictionaries = table("HARBOUR_FRONT_ [TCDREB]\nOMAR_SAID_ [LBYGOV]\n", "ours.actors.txt")
    found = actors_of(parse, "Omar Said met the Harbour Front in Paris.", dictionaries)
    assert (found["Omar Said"].kind, found["Omar Said"].country, found["Omar Said"].codes) == (
        "person",
        "LBY",
        ("GOV",),
    )
    assert (found["Harbour Front"].kind, found["Harbour Front"].country) == ("armed_group", "TCD")
