"""The trained model that says of each line of a dump what it is: a small stack of dilated convolutions.

A line is seen with its words (a few learned numbers each), then with its neighbours, then with theirs, twice as far
away in each layer, so that the page's whole course counts. ``scripts/train_lines.py`` trains it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError
from dragoman.readers.lines import COLUMNS, Flags, Floats, Hashes, Ints, Seen, word_hashes

BEFORE, BODY, INSIDE, AFTER, TITLE = range(5)
"""What a line can be: chrome before the body, body, chrome inside it, chrome after it, the title above it."""
STATES = 5

DILATIONS = (1, 2, 4, 8, 16)
"""How many lines away the neighbours stand that each layer looks at."""
CLIP = 5.0
"""Standard deviations at which an odd value is cut off."""
BENEFIT = 1.0
"""By how much chrome must be likelier than body, in logarithms, for a line inside the body to go: words that are lost
weigh more than words too many. Tuned on `page_dumps` dev, cross-validated, November 2026."""
WEIGHTS = "weights/lines.npz"
FIXED = ("mean", "deviation", "place_mean", "place_deviation")
"""What all networks share; every other array is stored with one row a network."""


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, and the hashes of the words that the network knows, in order."""

    known: Hashes
    weights: dict[str, Floats]

    def states(self, seen: Seen) -> Floats:
        """For each line, the log-probability of each state."""
        weights = self.weights
        line = self._lines(seen)
        width = weights["W"].shape[0] // 3
        near = _with_neighbours(line @ self._side_by_side("W"), 1)
        near[0] += weights["W"][width - 1]  # the marks of what lies beyond the page
        near[-1] += weights["W"][-1]
        hidden = np.maximum(near + weights["b"], 0)
        for number, dilation in enumerate(DILATIONS):
            near = _with_neighbours(hidden @ self._side_by_side(f"W{number}"), dilation)
            near += weights[f"b{number}"]
            hidden += np.maximum(near, 0, out=near)
        return _normalised(hidden @ weights["U"] + weights["c"])

    def _side_by_side(self, name: str) -> Floats:
        """The weights for the line before, the line itself and the one after, beside each other."""
        stacked = self.weights.get(f"{name} side by side")
        if stacked is None:
            stacked = np.concatenate(np.split(self.weights[name], 3), axis=1)
            self.weights[f"{name} side by side"] = stacked
        return stacked

    def _lines(self, seen: Seen) -> Floats:
        """One row a line: its columns, its place, its words; the last column marks what lies beyond the page."""
        weights = self.weights
        ids = self.ids(seen.words)
        first, last, words = ends_of(seen, ids, len(self.known))
        bounds = np.append(seen.first_word, len(ids))
        summed = np.zeros((len(ids) + 1, weights["E"].shape[1]))
        np.cumsum(weights["E"][ids], axis=0, dtype=np.float64, out=summed[1:])
        count, columns, places = len(words), seen.matrix.shape[1], seen.place.shape[1]
        bag, ends = weights["E"].shape[1], weights["F"].shape[1]
        line = np.zeros((count, columns + places + bag + 2 * ends + 1), dtype=np.float32)
        line[:, :columns] = (seen.matrix - weights["mean"]) / weights["deviation"]
        line[:, columns : columns + places] = (seen.place - weights["place_mean"]) / weights["place_deviation"]
        seen_part = line[:, : columns + places]
        np.clip(seen_part, -CLIP, CLIP, out=seen_part)
        in_line = summed[bounds[1:]] - summed[bounds[:-1]]
        line[:, columns + places : columns + places + bag] = in_line / np.sqrt(np.maximum(words, 1))[:, None]
        line[:, -2 * ends - 1 : -ends - 1] = weights["F"][first]
        line[:, -ends - 1 : -1] = weights["L"][last]
        return line

    def ids(self, words: Hashes) -> Ints:
        """The row of each word; unknown words share the last row, which is zero."""
        if not len(words):
            return np.zeros(0, dtype=np.intp)
        place = np.minimum(np.searchsorted(self.known, words), len(self.known) - 1)
        return np.where(self.known[place] == words, place, len(self.known))


@dataclass(frozen=True, slots=True)
class LineModel:
    """Networks that differ in what they were trained to get right: their mean is better than each."""

    networks: tuple[Network, ...]

    def states(self, seen: Seen) -> Floats:
        """For each line, the log-probability of each state."""
        return _normalised(np.mean([network.states(seen) for network in self.networks], axis=0))


def _normalised(scores: Floats) -> Floats:
    """The scores as log-probabilities."""
    scores = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), dtype=np.float32)


def ends_of(seen: Seen, ids: Ints, unknown: int) -> tuple[Ints, Ints, Ints]:
    """For each line the id of its first word, of its last, and how many it has."""
    bounds = np.append(seen.first_word, len(ids))
    words = np.diff(bounds)
    padded = np.append(ids, unknown)
    first = np.where(words > 0, padded[bounds[:-1]], unknown)
    last = np.where(words > 0, padded[np.maximum(bounds[1:] - 1, 0)], unknown)
    return first, last, words


def _with_neighbours(parts: Floats, by: int) -> Floats:
    """What each line adds to itself and to those `by` lines after and before it, summed up; nothing beyond the page.

    `parts` holds side by side what a line gives to the one after it, to itself, to the one before it.
    """
    width = parts.shape[1] // 3
    summed = parts[:, width : 2 * width].copy()
    summed[by:] += parts[:-by, :width]
    summed[:-by] += parts[by:, 2 * width :]
    return summed


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lines are body: among those from `first` to `last`, the ones that `keep` marks; maybe none."""

    keep: Flags
    first: int
    last: int


def choose(states: Floats, words: Ints | Floats) -> Choice:
    """The most probable course of a page: lines before the body, the body with chrome inside, lines after it.

    Args:
        states: What the model says of each line.
        words: How many words each line has: a long line weighs more, as the square root.
    """
    weight = np.sqrt(words)
    before = np.maximum(states[:, BEFORE], states[:, TITLE]) * weight
    inside = np.maximum(states[:, BODY], states[:, INSIDE]) * weight
    after = states[:, AFTER] * weight
    gain_before = _summed(before) - _summed(inside)
    best_start = np.maximum.accumulate(gain_before[:-1])
    total = best_start + _summed(inside)[1:] - _summed(after)[1:]
    last = int(total.argmax())
    first = int(np.argmax(gain_before[: last + 1] >= best_start[last]))
    keep = np.zeros(len(states), dtype=bool)
    keep[first : last + 1] = states[first : last + 1, BODY] + BENEFIT >= states[first : last + 1, INSIDE]
    return Choice(keep, first, last)


def _summed(values: Floats) -> npt.NDArray[np.float64]:
    return np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))


@cache
def line_model() -> LineModel:
    """The model that comes with dragoman.

    Raises: `ModelError`.
    """
    return load_line_model(Path(str(files("dragoman.readers"))) / WEIGHTS)


def load_line_model(path: Path) -> LineModel:
    """The model in a file of plain arrays; nothing in it is run.

    Raises: `ModelError`, where there is none or it was trained for other columns.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if tuple(arrays.pop("columns")) != COLUMNS:
            raise ModelError(f"{path}: trained for other columns; run scripts/train_lines.py again")
        words = str(arrays.pop("words")).split("\n")
        weights = {name: array.astype(np.float32) for name, array in arrays.items()}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: no line model: {error}") from error
    hashes = np.concatenate([word_hashes(word)[:1] for word in words])
    order = np.append(np.argsort(hashes), len(hashes))
    for table in "EFL":
        weights[table] = weights[table][:, order]
    fixed = {name: weights.pop(name) for name in FIXED}
    networks = [{name: array[number] for name, array in weights.items()} for number in range(len(weights["c"]))]
    return LineModel(tuple(Network(hashes[order[:-1]], learned | fixed) for learned in networks))
