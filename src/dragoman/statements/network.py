"""The statement model's weights, run by ONNX Runtime: windows of words to cues, cues to the roles of words.

The model is MiniLM's first five layers, fine-tuned; `scripts/train_statements.py` says how, ``docs/quality.md`` on
what.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.statements.relations import PADDING, REACH, WIDTH, Tree, relations
from dragoman.statements.windows import Window
from dragoman.statements.words import Labels, Pieces, Words

type Floats = NDArray[np.float32]

FOLDER = Path(__file__).parent / "model"
PIECES_AT_ONCE = 384
CUES_AT_ONCE = 6
NO_ROLE = np.array([0.0, -99.0, -99.0, -99.0], np.float32)
"""What stands for a place without a word."""
FEATURES = ("dep", "tag", "shape", "quote")


@dataclass(frozen=True, slots=True)
class Reading:
    """A window that is to be read, with all that is known about its document."""

    doc: int
    """Which document of the batch."""
    words: Words
    tree: Tree
    window: Window

    def size(self) -> int:
        """Word pieces in the window."""
        return sum(map(len, self.words.pieces[self.window.start : self.window.end]))


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the encoder sees it; the arrays run over the window's words."""

    reading: Reading
    cues: Floats
    """Score (log-odds) of each word as the head of a cue."""
    as_word: Floats
    as_cue: Floats


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with the roles of the words around it."""

    cue: int
    """Index among the document's words."""
    score: float
    """Log-odds that this is a cue, both judgements together."""
    roles: Floats
    """Log-odds by place and role; the cue stands at place `REACH`. Roles: none, source, cue, content."""


class Network:
    """The loaded model."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        try:
            self.about: dict[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            self.pieces = Pieces((folder / "pieces.txt").read_text(encoding="utf-8").split("\n")[:-1])
            self._encoder = _session(folder / "encoder.onnx.gz", threads)
            self._linker = _session(folder / "linker.onnx.gz", threads)
            tables = np.load(folder / "embeddings.npz", allow_pickle=False)
        except OSError as error:
            raise ModelError(f"{folder}: the statement model isn't complete: {error}; install dragoman anew") from error
        self._words = _unpack(tables["codes"], tables["scales"])
        self._position: Floats = tables["position"].astype(np.float32)
        self._features: dict[str, Floats] = {name: tables[name].astype(np.float32) for name in FEATURES}
        self._continued: Floats = np.add.reduce([table[0] for table in self._features.values()])
        """Stands for the features in the second and later pieces of a word."""
        self.deps, self.tags = Labels(self.about["deps"]), Labels(self.about["tags"])

    @classmethod
    def load(cls, folder: Path = FOLDER, *, threads: int = 1) -> Self:
        """The model in a folder.

        Raises:
            ModelError: A file is missing.
        """
        return cls(folder, threads=threads)

    def encode(self, readings: Sequence[Reading]) -> Iterator[Encoded]:
        """The windows encoded, in no certain order: those of like length are read together."""
        batch: list[Reading] = []
        for size, _, reading in sorted((reading.size(), number, reading) for number, reading in enumerate(readings)):
            if batch and size * (len(batch) + 1) > PIECES_AT_ONCE:
                yield from self._encode(batch)
                batch = []
            batch.append(reading)
        if batch:
            yield from self._encode(batch)

    def _encode(self, readings: Sequence[Reading]) -> Iterator[Encoded]:
        windows = [reading.window for reading in readings]
        pieces = [[p for word in r.words.pieces[r.window.start : r.window.end] for p in word] for r in readings]
        longest = max(map(len, pieces))
        embedded = np.empty((len(windows), longest, self._position.shape[1]), np.float32)
        embedded[:] = self._position[:longest]
        first = np.zeros((len(windows), max(w.end - w.start for w in windows), 1), np.int64)
        for row, (reading, ids) in enumerate(zip(readings, pieces, strict=True)):
            words, window = reading.words, reading.window
            embedded[row, : len(ids)] += self._words[ids]
            sizes = [len(word) for word in words.pieces[window.start : window.end]]
            places = np.cumsum([0, *sizes[:-1]])
            first[row, : len(places), 0] = places
            span = slice(window.start, window.end)
            added = self._features["dep"][words.dep[span]] + self._features["tag"][words.tag[span]]
            added += self._features["shape"][words.shape[span] + 1]
            added += self._features["quote"][words.quote[span] + 1]
            embedded[row, places] += added
            rest = np.ones(len(ids), np.bool_)
            rest[places] = False
            embedded[row, : len(ids)][rest] += self._continued
        lengths = np.array([len(ids) for ids in pieces], np.int32)
        feed = {"embedded": embedded, "lengths": lengths, "first": first}
        cues, as_word, as_cue = self._encoder.run(None, feed)
        for row, reading in enumerate(readings):
            size = reading.window.end - reading.window.start
            yield Encoded(reading, cues[row, :size], as_word[row, :size], as_cue[row, :size])

    def link(self, encoded: Sequence[Encoded], least: float) -> Iterator[tuple[Reading, Linked]]:
        """The words around each cue whose score is at least ``least``, by window and place."""
        found = [(e, i) for e in encoded for i in _candidates(e, least)]
        for at in range(0, len(found), CUES_AT_ONCE):
            yield from self._link(found[at : at + CUES_AT_ONCE])

    def _link(self, cues: Sequence[tuple[Encoded, int]]) -> Iterator[tuple[Reading, Linked]]:
        start = REACH - min(REACH, max(place for _, place in cues))
        end = REACH + min(REACH, max(len(e.as_word) - place for e, place in cues))
        around = np.zeros((len(cues), end - start, cues[0][0].as_word.shape[1]), np.float32)
        relation = np.zeros((len(cues), end - start), np.int64)
        quotes = np.zeros((len(cues), end - start), np.int64)
        for row, (e, place) in enumerate(cues):
            low, high = max(0, place - REACH), min(len(e.as_word), place + REACH)
            shift = REACH - start - place
            around[row, low + shift : high + shift] = e.as_word[low:high]
            reading = e.reading
            first, last = reading.window.start, reading.window.end
            found = relations(reading.words, reading.tree, first + place, first, last)
            relation[row], quotes[row] = (numbers[start:end] for numbers in found)
        feed = {
            "words": around,
            "cue": np.stack([e.as_cue[place] for e, place in cues]),
            "relation": relation,
            "quotes": quotes,
            "start": np.array([start]),
            "end": np.array([end]),
            "centre": np.array(REACH - start),
        }
        found_roles, exists = self._linker.run(None, feed)
        roles = np.tile(NO_ROLE, (len(cues), WIDTH, 1))
        roles[:, start:end] = np.where((relation == PADDING)[:, :, None], NO_ROLE, found_roles)
        for row, (e, place) in enumerate(cues):
            score = (float(e.cues[place]) + float(exists[row])) / 2
            yield e.reading, Linked(e.reading.window.start + place, score, roles[row])


def _candidates(encoded: Encoded, least: float) -> list[int]:
    window = encoded.reading.window
    low, high = window.core_start - window.start, window.core_end - window.start
    found: list[int] = (np.nonzero(encoded.cues[low:high] >= least)[0] + low).tolist()
    return found


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The graphs are fused as they should be; more fusing gives a slow operator for the norms.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(gzip.decompress(path.read_bytes()), options, providers=["CPUExecutionProvider"])


def _unpack(codes: NDArray[np.uint8], scales: NDArray[np.float16]) -> Floats:
    """The embeddings of the word pieces from 4 bits a weight, two to a byte, one scale for each group of weights."""
    table = np.empty((codes.shape[0], codes.shape[1] * 2), np.float32)
    table[:, 0::2] = (codes & 15).astype(np.float32) - 8
    table[:, 1::2] = (codes >> 4).astype(np.float32) - 8
    grouped = table.reshape(len(table), scales.shape[1], -1) * scales.astype(np.float32)[:, :, None]
    unpacked: Floats = grouped.reshape(table.shape)
    return unpacked
