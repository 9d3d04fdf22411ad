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


@dataclass(frozen=True, slots=True)
class LineModel:
    """The weights, and the hashes of the words that the model knows, in order."""

    known: Hashes
    weights: dict[str, Floats]

    def states(self, seen: Seen) -> Floats:
        """For each line, the log-probability of each state."""
        weights = self.weights
        line = self._lines(seen)
        near = np.concatenate([_shifted(line, -1, 1.0), line, _shifted(line, 1, 1.0)], axis=1)
        hidden = np.maximum(near @ weights["W"] + weights["b"], 0)
        for number, dilation in enumerate(DILATIONS):
            near = np.concatenate([_shifted(hidden, -dilation), hidden, _shifted(hidden, dilation)], axis=1)
            hidden = hidden + np.maximum(near @ weights[f"W{number}"] + weights[f"b{number}"], 0)
        scores = hidden @ weights["U"] + weights["c"]
        scores -= scores.max(axis=1, keepdims=True)
        return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), dtype=np.float32)

    def _lines(self, seen: Seen) -> Floats:
        """One row a line: its columns, its place, its words; the last column marks what lies beyond the page."""
        weights = self.weights
        ids = self.ids(seen.words)
        first, last, words = ends_of(seen, ids, len(self.known))
        summed = np.zeros((len(ids) + 1, weights["E"].shape[1]))
        np.cumsum(weights["E"][ids], axis=0, out=summed[1:])
        bounds = np.append(seen.first_word, len(ids))
        bag = (summed[bounds[1:]] - summed[bounds[:-1]]) / np.sqrt(np.maximum(words, 1))[:, None]
        columns = np.clip((seen.matrix - weights["mean"]) / weights["deviation"], -CLIP, CLIP)
        place = np.clip((seen.place - weights["place_mean"]) / weights["place_deviation"], -CLIP, CLIP)
        beyond = np.zeros((len(columns), 1))
        parts = [columns, place, bag, weights["F"][first], weights["L"][last], beyond]
        return np.concatenate(parts, axis=1, dtype=np.float32)

    def ids(self, words: Hashes) -> Ints:
        """The row of each word; unknown words share the last row, which is zero."""
        if not len(words):
            return np.zeros(0, dtype=np.intp)
        place = np.minimum(np.searchsorted(self.known, words), len(self.known) - 1)
        return np.where(self.known[place] == words, place, len(self.known))


def ends_of(seen: Seen, ids: Ints, unknown: int) -> tuple[Ints, Ints, Ints]:
    """For each line the id of its first word, of its last, and how many it has."""
    bounds = np.append(seen.first_word, len(ids))
    words = np.diff(bounds)
    padded = np.append(ids, unknown)
    first = np.where(words > 0, padded[bounds[:-1]], unknown)
    last = np.where(words > 0, padded[np.maximum(bounds[1:] - 1, 0)], unknown)
    return first, last, words


def _shifted(rows: Floats, by: int, mark: float = 0.0) -> Floats:
    """Row *i* is row *i + by*; beyond the page all is zero, but the last column where `mark` is set."""
    out = np.zeros_like(rows)
    if by > 0:
        out[:-by] = rows[by:]
        out[-by:, -1] = mark
    else:
        out[-by:] = rows[:by]
        out[:-by, -1] = mark
    return out


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lines are body: among those from `first` to `last`, the ones that `keep` marks; maybe none."""

    keep: Flags
    first: int
    last: int


def choose(states: Floats) -> Choice:
    """The most probable course of a page: lines before the body, the body with chrome inside, lines after it."""
    before = np.maximum(states[:, BEFORE], states[:, TITLE])
    inside = np.maximum(states[:, BODY], states[:, INSIDE])
    gain_before = _summed(before) - _summed(inside)
    best_start = np.maximum.accumulate(gain_before[:-1])
    total = best_start + _summed(inside)[1:] - _summed(states[:, AFTER])[1:]
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
    order = np.argsort(hashes)
    for table in "EFL":
        weights[table] = np.concatenate([weights[table][order], weights[table][-1:]])
    return LineModel(hashes[order], weights)
