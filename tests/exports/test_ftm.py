from __future__ import annotations

import json

import pytest
from tests.exports.reports import first_report, reports, second_report

from dragoman.exports import write_export
from dragoman.exports.ftm import entities_of


def by_schema(record, schema):
    return [one for one in entities_of(record) if one["schema"] == schema]


def test_actors_and_roles_of_a_report():
    (egypt, turkiye) = by_schema(first_report(), "PublicBody")
    assert egypt["properties"]["jurisdiction"] == ["eg"]
    assert turkiye["properties"]["name"] == ["Türkiye"]
    (smith,) = by_schema(first_report(), "Person")
    assert smith["properties"] | {"proof": None} == {
        "name": ["Smith"], "country": ["eg"], "classification": ["GOV"], "position": ["envoy"], "proof": None,
    }  # fmt: skip
    (employment,) = by_schema(first_report(), "Employment")
    assert (employment["properties"]["employee"], employment["properties"]["employer"]) == (
        [smith["id"]],
        [egypt["id"]],
    )


def test_only_what_was_done_is_an_event():
    (met,) = by_schema(second_report(), "Event")
    assert met["properties"]["name"] == ["Consult (meet)"]
    assert met["properties"]["organizer"] == [f"{second_report().article.id}.an-official"]
    assert met["properties"]["proof"] == [second_report().article.id]


def test_followthemoney_finds_every_entity_valid_and_loses_no_value(tmp_path):
    reason = "followthemoney isn't installed: 'pip install followthemoney' builds PyICU, which needs ICU's headers"
    ftm = pytest.importorskip("followthemoney", reason=reason)
    write_export("ftm", reports(), tmp_path / "entities.jsonl")
    entities = [json.loads(line) for line in (tmp_path / "entities.jsonl").read_bytes().splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(entities) == 15
    for entity in entities:
        schema = ftm.model.get(entity["schema"])
        schema.validate(entity)
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert {name: len(values) for name, values in kept.items()} == {
            name: len(values) for name, values in entity["properties"].items()
        }
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert ftm.model.get(by_id[value]["schema"]).is_a(prop.range), (prop.name, value)
