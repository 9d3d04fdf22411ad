"""The record's JSON: its shape, its schema, and that it comes back as it was."""

import json
from datetime import date

import jsonschema
import msgspec
import pytest

from dragoman.records import (
    Article,
    NotPublished,
    Published,
    Reality,
    Record,
    Time,
    record_from_json,
    record_schema,
    record_to_json,
    values_of,
)


@pytest.fixture
def record() -> Record:
    article = Article(
        id="ar-1",
        body="The envoy left last week.",
        paragraphs=((0, 25),),
        published=Published(date=date(2016, 12, 3), source="dateline", evidence="3 December 2016"),
        not_published=(NotPublished(date=date(2020, 8, 4), why="the site's clock above the page"),),
    )
    time = Time(
        id="ti-1",
        start=15,
        end=24,
        text="last week",
        first=date(2016, 11, 21),
        last=date(2016, 11, 27),
        precision="week",
    )
    return Record(article=article, times=(time,))


def test_json_has_the_field_names_of_the_design(record):
    data = json.loads(record_to_json(record))
    assert data["schema"] == 1
    assert data["article"]["published"] == {
        "date": "2016-12-03",
        "precision": "day",
        "from": "dateline",
        "evidence": "3 December 2016",
    }
    assert data["times"][0]["from"] == "2016-11-21"
    assert data["times"][0]["to"] == "2016-11-27"
    assert data["article"]["title"] is None
    assert data["positions"] == []


def test_a_record_comes_back_as_it_was(record):
    assert record_from_json(record_to_json(record)) == record


def test_a_record_fits_its_schema(record):
    jsonschema.Draft202012Validator(record_schema()).validate(json.loads(record_to_json(record)))


def test_an_unknown_value_is_refused_with_its_path(record):
    broken = record_to_json(record).replace(b'"from":"dateline"', b'"from":"guess"')
    with pytest.raises(msgspec.ValidationError, match=r"Invalid enum value 'guess' - at `\$.article.published.from`"):
        record_from_json(broken)


def test_values_come_in_their_written_order():
    assert values_of(Reality)[:3] == ("happened", "ongoing", "planned")
