"""Events for those who count them: PLOVER, POLECAT, CAMEO."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from msgspec import structs
from tests.exports.reports import first_report, reports

from dragoman.events import goldstein, quad_class
from dragoman.exports import write_export
from dragoman.exports.polecat import COLUMNS
from dragoman.records import EventType, values_of

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared"))


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_plover_holds_every_event_with_its_reality(tmp_path):
    write_export("plover", reports(), tmp_path / "events.jsonl")
    events = [json.loads(line) for line in (tmp_path / "events.jsonl").read_bytes().splitlines()]
    assert [(event["event"], event["mode"], event["reality"]) for event in events] == [
        ("AID", None, "happened"), ("ASSAULT", None, "denied"), ("CONSULT", "meet", "happened"),
        ("MOBILIZE", "troops", "possible"),
    ]  # fmt: skip
    assert {event["event"] for event in events} <= set(values_of(EventType))
    assert events[0]["actor"] == [{"name": "Egypt", "country": "EGY", "sector": ["GOV"]}]
    assert (events[0]["date"], events[0]["publication_date"]) == ("2020-01-06", "2020-01-08")
    assert (events[0]["location"], events[0]["place"]["geonames"]) == ("Libya", 2215636)
    assert events[1]["place"] is None
    assert events[0]["text"] == 'supplied rifles to the "Army\\Council"'
    assert events[1]["date"] is None


def test_polecat_has_its_forty_columns_and_one_row_for_each_pair(tmp_path):
    write_export("polecat", reports(), tmp_path / "events.tsv")
    found = rows(tmp_path / "events.tsv")
    assert list(found[0]) == list(COLUMNS)
    assert len(set(COLUMNS)) == 40
    assert [(row["Event Type"], row["Actor Name"], row["Recipient Name"]) for row in found] == [
        ("AID", "Egypt", '"Army\\Council"'), ("AID", "Egypt", "Türkiye"), ("CONSULT", "An official of Egypt", "Smith"),
    ]  # fmt: skip
    first = found[0]
    assert (first["Actor COW"], first["Recipient COW"], first["Actor Country"]) == ("651", "620", "EGY")
    assert (first["Event Date"], first["Contexts"]) == ("2020-01-06", "military")
    where = [first[column] for column in ("Raw Placename", "Placename", "Country", "Latitude", "GeoNames ID", "City")]
    assert where == ["Libya", "State of Libya", "LBY", "28.0", "2215636", "None"]
    assert (first["Quad Code"], first["Intensity"]) == ("MATERIAL COOPERATION", f"{goldstein('072'):g}")
    assert (first["Primary Recipient Sector"], first["Recipient Sectors"]) == ("REB", "REB;MIL")
    assert first["Story Locations"] == "Egypt;Türkiye"
    assert found[2]["Latitude"] == first["Event Mode"] == found[2]["Event Date"] == "None"
    assert len({row["Event ID"] for row in found}) == len(found)


def test_polecat_columns_are_those_of_the_data_set():
    path = SHARED / "data" / "polecat_columns.txt"
    if not path.exists():
        pytest.skip("the list of POLECAT's columns isn't here: set DRAGOMAN_SHARED")
    assert path.read_text("utf-8").split("\n")[:40] == list(COLUMNS)


def test_cameo_has_code_value_and_class_that_agree(tmp_path):
    write_export("cameo", reports(), tmp_path / "events.tsv")
    found = rows(tmp_path / "events.tsv")
    assert [(row["Source Code"], row["CAMEO Code"], row["Target Code"]) for row in found] == [
        ("EGYGOV", "072", "LBYREBMIL"), ("EGYGOV", "072", "TURGOV"), ("EGY", "040", "---"),
    ]  # fmt: skip
    for row in found:
        assert row["CAMEO Root"] == row["CAMEO Code"][:2]
        assert row["Quad Class"] == quad_class(row["CAMEO Code"])
        assert float(row["Goldstein"]) == goldstein(row["CAMEO Code"])


@pytest.mark.parametrize("name", ["polecat", "cameo"])
@pytest.mark.parametrize("reality", ["planned", "possible", "conditional", "denied", "alleged", "not_done"])
def test_what_isnt_done_is_no_row_where_it_would_be_counted_as_done(tmp_path, name, reality):
    report = first_report()
    undone = structs.replace(report, events=(structs.replace(report.events[0], reality=reality),))
    write_export(name, [undone], tmp_path / "events.tsv")
    assert rows(tmp_path / "events.tsv") == []
