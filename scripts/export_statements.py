"""Writes the trained statement model as the runtime reads it: two ONNX graphs in 8-bit weights, and the embeddings.

The graphs are built operator by operator, so that attention is ONNX Runtime's own fused one.
"""

# mypy: disable-error-code="misc, import-not-found"
# PyTorch and safetensors live in an environment of their own.

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from safetensors.numpy import load_file

from train_statements import DILATIONS, HEADS, LINK, ROLES, WIDTH, four_bits, minilm_embeddings, rel

MICROSOFT = "com.microsoft"


class Graph:
    """A graph under construction; each method adds an operator and returns the name of what it gives."""

    def __init__(self, weights: dict[str, np.ndarray], *, exact: bool) -> None:
        self.weights = weights
        self.exact = exact
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, array: np.ndarray) -> str:
        """A constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array.copy(order="C"), name))
        return name

    def add(self, op: str, *inputs: str, domain: str = "", outputs: tuple[str, ...] = (), **attributes: Any) -> str:
        """An operator; its first output unless others are named."""
        outputs = outputs or (f"n{len(self.nodes)}",)
        self.nodes.append(helper.make_node(op, list(inputs), list(outputs), domain=domain, **attributes))
        return outputs[0]

    def linear(self, x: str, name: str, *, bits: int = 8) -> str:
        """A linear layer; in 8 bits the weights have one scale a column, the inputs one scale a batch."""
        weight, bias = self.weights[f"{name}.weight"].T, self.constant(self.weights[f"{name}.bias"])
        if self.exact or bits == 32:
            return self.add("Add", self.add("MatMul", x, self.constant(weight)), bias)
        scale = np.abs(weight).max(0) / 127
        codes = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
        zeros = np.zeros(len(scale), np.int8)
        inputs = (x, self.constant(codes), self.constant(scale.astype(np.float32)), self.constant(zeros), bias)
        return self.add("DynamicQuantizeMatMul", *inputs, domain=MICROSOFT)

    def norm_of_sum(self, x: str, y: str, name: str) -> str:
        """The layer norm of a sum; ONNX Runtime's fused operator for it is seven times as slow (1.32, AVX-512)."""
        gamma, beta = self.constant(self.weights[f"{name}.weight"]), self.constant(self.weights[f"{name}.bias"])
        return self.add("LayerNormalization", self.add("Add", x, y), gamma, beta, axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        """GELU."""
        return self.add("Gelu", x, domain=MICROSOFT)

    def save(self, path: Path, inputs: list[Any], outputs: list[Any]) -> None:
        """Check and write the graph, gzipped."""
        graph = helper.make_graph(self.nodes, path.name.split(".")[0], inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        checker.check_model(model)
        path.write_bytes(gzip.compress(model.SerializeToString(), 9, mtime=0))


def value(name: str, shape: list[Any], kind: int = TensorProto.FLOAT) -> Any:
    """An input or output of a graph."""
    return helper.make_tensor_value_info(name, kind, shape)


def write_encoder(weights: dict[str, np.ndarray], path: Path, *, exact: bool) -> None:
    """From summed embeddings to each word's score as a cue and its two vectors for linking."""
    graph = Graph(weights, exact=exact)
    gamma, beta = (graph.constant(weights[f"encoder.norm.{k}"]) for k in ("weight", "bias"))
    x = graph.add("LayerNormalization", "embedded", gamma, beta, axis=-1, epsilon=1e-12)
    layers = {int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers.")}
    for number in sorted(layers):
        name = f"encoder.layers.{number}"
        parts = tuple(f"{part}{number}" for part in "qkv")
        graph.add("Split", graph.linear(x, f"{name}.qkv"), outputs=parts, axis=2, num_outputs=3)
        read = graph.add("MultiHeadAttention", *parts, "", "lengths", domain=MICROSOFT, num_heads=HEADS)
        x = graph.norm_of_sum(graph.linear(read, f"{name}.out"), x, f"{name}.norm1")
        inner = graph.gelu(graph.linear(x, f"{name}.up"))
        x = graph.norm_of_sum(graph.linear(inner, f"{name}.down"), x, f"{name}.norm2")
    words = graph.add("GatherND", x, "first", batch_dims=1)
    hidden = graph.gelu(graph.linear(words, "cue.0"))
    squeezed = graph.constant(np.array([2], np.int64))
    graph.add("Squeeze", graph.linear(hidden, "cue.2", bits=32), squeezed, outputs=("cues",))
    for given, name in (("as_word", "as_word"), ("as_cue", "as_cue")):
        graph.add("Identity", graph.linear(words, name), outputs=(given,))
    inputs = [
        value("embedded", ["windows", "pieces", WIDTH]),
        value("lengths", ["windows"], TensorProto.INT32),
        value("first", ["windows", "words", 1], TensorProto.INT64),
    ]
    outputs = [value("cues", ["windows", "words"])]
    outputs += [value(name, ["windows", "words", 2 * LINK]) for name in ("as_word", "as_cue")]
    graph.save(path, inputs, outputs)


def write_linker(weights: dict[str, np.ndarray], path: Path, *, exact: bool) -> None:
    """From a cue and the words around it to the words' roles, and whether it is a cue at all.

    The places from ``start`` to ``end`` are read, the cue at ``centre`` among them; all else must be padding.
    """
    own = {k.removeprefix("linker."): v for k, v in weights.items() if k.startswith("linker.")}
    graph = Graph(own, exact=exact)
    one = graph.constant(np.array([1], np.int64))
    cue = graph.add("Unsqueeze", "cue", one)
    graph.add("Split", "words", outputs=("added", "times"), axis=2, num_outputs=2)
    graph.add("Split", cue, outputs=("cue_added", "cue_times"), axis=2, num_outputs=2)
    x = graph.add("Add", "added", "cue_added")
    x = graph.add("Add", x, graph.add("Mul", "times", "cue_times"))
    for table in ("relation", "quotes"):
        x = graph.add("Add", x, graph.add("Gather", graph.constant(own[f"{table}.weight"]), table))
    place = graph.add("Slice", graph.constant(own["place"]), "start", "end")
    x = graph.gelu(graph.add("Add", x, place))
    padding = graph.add("Equal", "relation", graph.constant(np.array(rel.PADDING, np.int64)))
    outside = graph.add("Unsqueeze", padding, graph.constant(np.array([2], np.int64)))
    zero, low = graph.constant(np.array(0, np.float32)), graph.constant(np.array(-1e4, np.float32))
    for number, dilation in enumerate(DILATIONS):
        x = graph.add("Where", outside, zero, x)
        pads = graph.constant(np.array([0, dilation, 0, 0, dilation, 0], np.int64))
        padded = graph.add("Pad", x, pads)
        shifted = []
        for start, end in ((0, -2 * dilation), (2 * dilation, np.iinfo(np.int64).max)):
            bounds = (np.array([start], np.int64), np.array([end], np.int64), np.array([1], np.int64))
            shifted.append(graph.add("Slice", padded, *(graph.constant(b) for b in bounds)))
        joined = graph.add("Concat", shifted[0], x, shifted[1], axis=2)
        x = graph.add("Add", x, graph.gelu(graph.linear(joined, f"convolutions.{number}")))
    graph.add("Identity", graph.linear(x, "role", bits=32), outputs=("roles",))
    pooled = graph.add("ReduceMax", graph.add("Where", outside, low, x), one, keepdims=0)
    centre = graph.add("Gather", x, "centre", axis=1)
    both = graph.add("Concat", centre, pooled, axis=1)
    graph.add("Squeeze", graph.linear(both, "exists", bits=32), one, outputs=("exists",))
    inputs = [
        value("words", ["cues", "places", 2 * LINK]),
        value("cue", ["cues", 2 * LINK]),
        value("relation", ["cues", "places"], TensorProto.INT64),
        value("quotes", ["cues", "places"], TensorProto.INT64),
        value("start", [1], TensorProto.INT64),
        value("end", [1], TensorProto.INT64),
        value("centre", [], TensorProto.INT64),
    ]
    graph.save(path, inputs, [value("roles", ["cues", "places", ROLES]), value("exists", ["cues"])])


def write_embeddings(weights: dict[str, np.ndarray], words: np.ndarray, path: Path) -> None:
    """The tables that are summed before the first layer: word pieces in 4 bits, two to a byte, the others in 16."""
    codes, scales = four_bits(words)
    packed = ((codes[:, 0::2] + 8) | ((codes[:, 1::2] + 8) << 4)).astype(np.uint8)
    tables: dict[str, Any] = {
        k: weights[f"encoder.features.{k}.weight"].astype(np.float16) for k in ("dep", "tag", "shape", "quote")
    }
    position = weights["encoder.position.weight"].astype(np.float16)
    np.savez_compressed(path, codes=packed, scales=scales.astype(np.float16), position=position, **tables)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="what train_statements.py wrote")
    parser.add_argument("model", type=Path, help="folder to write to")
    parser.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--exact", action="store_true", help="32-bit weights, to see what 8 bits cost")
    parser.add_argument("--threshold", type=float, help="least score of an attribution")
    options = parser.parse_args()
    weights = load_file(options.weights)
    write_encoder(weights, options.model / "encoder.onnx.gz", exact=options.exact)
    write_linker(weights, options.model / "linker.onnx.gz", exact=options.exact)
    pieces = (options.model / "pieces.txt").read_text(encoding="utf-8").split("\n")[:-1]
    write_embeddings(weights, minilm_embeddings(options.minilm, pieces), options.model / "embeddings.npz")
    if options.threshold is not None:
        about = json.loads((options.model / "about.json").read_text(encoding="utf-8"))
        about["threshold"] = options.threshold
        (options.model / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
