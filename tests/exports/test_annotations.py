from __future__ import annotations

import json

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from tests.exports.reports import first_report, reports

from dragoman.exports import write_export
from dragoman.exports.annotations import CONTEXT, annotations_of

OA = Namespace("http://www.w3.org/ns/oa#")
STREAMS = Namespace("https://www.w3.org/ns/activitystreams#")
TERMS = {
    "@vocab": str(OA), "id": "@id", "type": "@type", "target": {"@id": str(OA.hasTarget), "@type": "@id"},
    "source": {"@id": str(OA.hasSource), "@type": "@id"}, "selector": {"@id": str(OA.hasSelector)},
    "body": {"@id": str(OA.hasBody)}, "items": {"@id": str(STREAMS.items), "@container": "@list", "@type": "@id"},
    "first": {"@id": str(STREAMS.first), "@type": "@id"}, "partOf": {"@id": str(STREAMS.partOf), "@type": "@id"},
    "total": str(STREAMS.totalItems),
}  # fmt: skip
"""What of the standard's own context is needed here, since a test fetches nothing."""


@pytest.fixture
def document(tmp_path):
    write_export("annotations", reports(), tmp_path / "annotations.jsonld")
    return json.loads((tmp_path / "annotations.jsonld").read_text("utf-8"))


def test_annotation_quotes_the_passage_that_its_offsets_give():
    made = first_report()
    annotations = list(annotations_of(made))
    assert [one["id"].rpartition(":")[2] for one in annotations] == ["st-1", "ev-1", "po-1"]
    for annotation in annotations:
        for target in annotation["target"]:
            position, quote = target["selector"]
            assert made.article.body[position["start"] : position["end"]] == quote["exact"]
            assert made.article.body[: position["start"]].endswith(quote["prefix"])
            assert made.article.body[position["end"] :].startswith(quote["suffix"])


def test_document_is_a_collection_that_counts_its_annotations(document):
    assert document["@context"] == CONTEXT
    assert document["type"] == "AnnotationCollection"
    assert document["total"] == len(document["first"]["items"]) == 6
    values = [json.loads(item["body"]["value"]) for item in document["first"]["items"]]
    assert [value["kind"] for value in values] == ["statement", "event", "position", "event", "event", "event"]
    assert values[3] == {
        "kind": "event", "type": "ASSAULT", "mode": None, "reality": "denied", "actors": ["Libya"],
        "recipients": ["Egypt"],
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser still uses it
def test_document_is_json_ld_whose_selectors_hang_on_the_page(document):
    graph = Graph().parse(data=json.dumps(document | {"@context": TERMS}), format="json-ld")
    assert len(list(graph.subjects(RDF.type, OA.Annotation))) == 6
    sources = set(graph.objects(None, OA.hasSource))
    assert URIRef("https://courier.example/a%20page?x=1%7C2") in sources
    for selector in graph.subjects(RDF.type, OA.TextPositionSelector):
        (target,) = graph.subjects(OA.hasSelector, selector)
        assert (None, OA.hasTarget, target) in graph
