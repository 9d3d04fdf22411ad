"""The network of actors, read back by the libraries of its formats."""

from __future__ import annotations

import networkx
import pydot
import pytest
from msgspec import structs
from tests.exports.reports import reports

from dragoman.exports import write_export
from dragoman.exports.dot import quoted


@pytest.fixture
def graph(tmp_path):
    write_export("graphml", reports(), tmp_path / "actors.graphml")
    return networkx.read_graphml(tmp_path / "actors.graphml", force_multigraph=True)


def test_graphml_reads_back_with_every_edge_between_the_right_actors(graph):
    assert graph.is_directed()
    names = dict(graph.nodes(data="name"))
    assert sorted((names[one], data["label"], names[other]) for one, other, data in graph.edges(data=True)) == [
        ("An official of Egypt", "CONSULT", "Smith"), ("Egypt", "AID", '"Army\\Council"'), ("Egypt", "AID", "Türkiye"),
        ("Egypt", "does_not_recognise", "Türkiye"), ("Libya", "ASSAULT", "Egypt"),
    ]  # fmt: skip
    stand = next(data for *_, data in graph.edges(data=True) if data["kind"] == "position")
    assert (stand["conditional"], stand["issue"]) == (True, "Türkiye’s map 🗺")
    assert {data.get("reality") for *_, data in graph.edges(data=True)} == {"happened", "denied", None}


def test_two_men_with_one_name_are_two_nodes(graph):
    assert [own for own, data in graph.nodes(data=True) if data["name"] == "Egypt"] == ["egypt"]
    (smith,) = [own for own, data in graph.nodes(data=True) if data["name"] == "Smith"]
    assert smith == f"{reports()[1].article.id}.smith"


def test_graphml_holds_what_xml_cannot(tmp_path):
    record = reports()[0]
    odd = structs.replace(
        record, actors=(structs.replace(record.actors[0], name="Egypt\x00\ud800"), *record.actors[1:])
    )
    write_export("graphml", [odd], tmp_path / "actors.graphml")
    names = dict(networkx.read_graphml(tmp_path / "actors.graphml", force_multigraph=True).nodes(data="name"))
    assert names["egypt"] == "Egypt\ufffd\ufffd"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot calls pyparsing by old names
def test_dot_reads_back_to_the_same_network(tmp_path, graph):
    write_export("dot", reports(), tmp_path / "actors.dot")
    graphs = pydot.graph_from_dot_file(tmp_path / "actors.dot", encoding="utf-8")
    assert graphs is not None
    (found,) = graphs
    labels = {node.get_name(): node.get("label") for node in found.get_nodes()}
    assert labels == {quoted(own): quoted(name) for own, name in graph.nodes(data="name")}
    edges = [(edge.get_source(), edge.get_destination(), edge.get("style")) for edge in found.get_edges()]
    expected = [
        (quoted(one), quoted(other), "dashed" if data["conditional"] or data.get("reality") == "denied" else "solid")
        for one, other, data in graph.edges(data=True)
    ]
    assert sorted(edges) == sorted(expected)
