"""The network of actors as GraphML. Source: graphml.graphdrawing.org, 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from dragoman.exports.graph import Edge, nodes_and_edges
from dragoman.records import Actor, Record

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE_FIELDS = {"name": "string", "kind": "string", "country": "string", "unnamed": "boolean"}
EDGE_FIELDS = {
    "kind": "string", "label": "string", "reality": "string", "mode": "string", "issue": "string", "day": "string",
    "conditional": "boolean", "article": "string", "text": "string",
}  # fmt: skip
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold."""


def write_graphml(records: Iterable[Record], out: Path) -> None:
    """Write actors as nodes, events and positions as directed edges, several between two actors."""
    with out.open("wb") as stream, etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("graphml", nsmap={None: NAMESPACE}):
            for scope, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
                for name, kind in fields.items():
                    key = {"id": f"{scope}-{name}", "for": scope, "attr.name": name, "attr.type": kind}
                    file.write(etree.Element("key", key))
            with file.element("graph", {"id": "actors", "edgedefault": "directed"}):
                for one in nodes_and_edges(records):
                    file.write(_node(one) if isinstance(one, Actor) else _edge(one))
                    file.write("\n")


def _node(actor: Actor) -> Any:
    return _with_data(etree.Element("node", {"id": actor.id}), "node", actor, NODE_FIELDS)


def _edge(edge: Edge) -> Any:
    element = etree.Element("edge", {"id": edge.id, "source": edge.source, "target": edge.target})
    return _with_data(element, "edge", edge, EDGE_FIELDS)


def _with_data(element: Any, scope: str, struct: Struct, fields: Iterable[str]) -> Any:
    for name in fields:
        value = getattr(struct, name)
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else FORBIDDEN.sub("\ufffd", value)
            etree.SubElement(element, "data", {"key": f"{scope}-{name}"}).text = text
    return element
