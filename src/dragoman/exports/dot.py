"""The network of actors for Graphviz. Source: graphviz.org, the DOT language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dragoman.exports.graph import Edge, nodes_and_edges
from dragoman.records import Actor, ActorKind, Record

SHAPES: dict[ActorKind, str] = {"person": "ellipse", "state": "box", "government_body": "box", "igo": "hexagon"}
UNDONE = {"planned", "possible", "conditional", "denied", "alleged", "not_done"}
"""Realities that are drawn with dashes: what is not said to have happened."""


def write_dot(records: Iterable[Record], out: Path) -> None:
    """Write a directed graph: events in black, positions in blue, dashed where undone or on conditions."""
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("digraph actors {\n  rankdir=LR;\n")
        stream.writelines(
            f"  {_node(one) if isinstance(one, Actor) else _edge(one)};\n" for one in nodes_and_edges(records)
        )
        stream.write("}\n")


def _node(actor: Actor) -> str:
    return f"{quoted(actor.id)} [label={quoted(actor.name)}, shape={SHAPES.get(actor.kind, 'octagon')}]"


def _edge(edge: Edge) -> str:
    said = [edge.label.replace("_", " "), *([edge.reality.replace("_", " ")] if edge.reality in UNDONE else [])]
    style = "dashed" if edge.reality in UNDONE or edge.conditional else "solid"
    return (
        f"{quoted(edge.source)} -> {quoted(edge.target)} [label={quoted(', '.join(said))}, "
        f"tooltip={quoted(edge.text)}, color={'black' if edge.kind == 'event' else 'blue'}, style={style}]"
    )


def quoted(text: str) -> str:
    """A string of the DOT language; a backslash would begin one of its escapes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{" ".join(escaped.split())}"'
