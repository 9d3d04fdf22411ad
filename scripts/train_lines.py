"""Trains the line model of the text-dump reader and says how good it is on sites it hasn't seen.

    python scripts/train_lines.py DATA [--folds 5] [--out src/dragoman/readers/weights/lines.npz]

The model is the mean of two networks: one learns lines, the other also which course of a whole page is the likeliest.

DATA holds ``page_dumps``, ``page_html`` and ``page_dates``. Pages of page_dumps carry their true body. Pages of
page_dates carry none: trafilatura's (precision mode) stands in for it, and they weigh less; those where it holds what
it shouldn't, or lacks what it should, by the annotators' own snippets, are left out. Needs html2text 2025.4.15, to
dump the pages of page_dates in a second style. Everything is seeded; the same data give the same weights.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html2text
import numpy as np
import trafilatura
from trafilatura.settings import Document

from dragoman.readers.blocks import blocks_of, lines_of
from dragoman.readers.line_model import (
    AFTER,
    BEFORE,
    BODY,
    CLIP,
    DILATIONS,
    FIXED,
    INSIDE,
    STATES,
    TITLE,
    LineModel,
    Network,
    choose,
    ends_of,
)  # fmt: skip
from dragoman.readers.lines import COLUMNS, Floats, Ints, Lines, Seen, see, split_lines, word_hashes, words_of

WORD = re.compile(r"\w+")
GOLD_WEIGHT, WEAK_WEIGHT, MADE_WEIGHT = 3.0, 1.0, 0.5
"""How much a page counts: with a true body, with trafilatura's, and as a factor for a page cut from another."""
FEWEST_SITES = 12
"""Sites on which a word must stand to be learned: words of the matter stay out, words of chrome and grammar get in."""
CHANNELS, BAG, END_WORDS = 32, 8, 6
EPOCHS, BATCH, RATE, DECAY = 12, 16, 3e-3, 1e-5
KEPT = 0.997
"""How much of the mean weights is kept at each step: the mean of the last steps beats the last one."""
COURSES = (0.0, 0.2)
"""How much whole pages count in training, for each network: one learns lines, the other pages as well."""
DROP_COLUMN, DROP_WORD, DROP_HIDDEN = 0.1, 0.2, 0.15


@dataclass(frozen=True, slots=True)
class Example:
    """A page to learn from."""

    id: str
    site: str
    url: str | None
    lines: Lines
    body: str
    is_body: list[bool]
    is_title: list[bool]
    weight: float
    style: str | None = None
    """For a page with a true body, the file it comes from; only these are scored."""


# --- the data ---------------------------------------------------------------------------------------------------------


def saved_page(folder: Path, row: Mapping[str, Any]) -> bytes:
    """The HTML of a page of ``page_html`` or ``page_dates``."""
    return gzip.decompress((folder / "dev" / f"{row['id']}.html.gz").read_bytes())


def saved_pages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What is known of each page of ``page_html`` or ``page_dates``, and its HTML."""
    for row in json.loads((folder / "dev.json").read_text("utf-8")):
        yield row, saved_page(folder, row)


def dated_dumps(data: Path) -> Iterator[dict[str, Any]]:
    """The pages of ``page_dates`` as text dumps."""
    with gzip.open(data / "page_dates" / "dev_dumps.jsonl.gz", "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def site_of(url: str) -> str:
    """The registered domain, roughly: folds never share one."""
    host = urlsplit(url if "://" in url else f"http://{url}").netloc.lower().split(":")[0].split(".")
    return ".".join(host[-3 if len(host) > 2 and host[-2] in ("co", "com", "org", "gov", "ac", "or") else -2 :])


def body_lines(texts: Sequence[str], body: str) -> list[bool]:
    """Which lines stand in the body: the two are aligned word by word."""
    words = [WORD.findall(text) for text in texts]
    owner = [number for number, line in enumerate(words) for _ in line]
    matcher = difflib.SequenceMatcher(
        None, [word for line in words for word in line], WORD.findall(body), autojunk=False
    )
    hits: Counter[int] = Counter()
    for start, _, size in matcher.get_matching_blocks():
        if size >= 1:
            hits.update(owner[start : start + size])
    found = [bool(line) and hits[number] >= len(line) / 2 for number, line in enumerate(words)]
    sure = [number for number, line in enumerate(words) if found[number] and len(line) >= 5]
    return [
        is_body and (len(words[number]) >= 5 or not sure or any(0 < abs(number - other) <= 6 for other in sure))
        for number, is_body in enumerate(found)
    ]


def title_lines(texts: Sequence[str], title: str, is_body: Sequence[bool]) -> list[bool]:
    """Which lines give the title, or most of it."""
    wanted = " ".join(WORD.findall(title.casefold()))
    marks = []
    for text, body in zip(texts, is_body, strict=True):
        line = " ".join(WORD.findall(text.casefold()))
        partly = len(line.split()) >= 4 and (
            wanted.startswith(line) or (line.startswith(wanted) and len(line) < 1.5 * len(wanted))
        )
        marks.append(not body and len(wanted) >= 8 and (line == wanted or partly))
    return marks


def gold_examples(data: Path) -> Iterator[Example]:
    """The pages with a true body, in both dump styles and as the blocks of the HTML page."""
    for name in ("dev.jsonl", "dev_html2text.jsonl"):
        for row in map(json.loads, (data / "page_dumps" / name).read_text("utf-8").rstrip("\n").split("\n")):
            tree = trafilatura.load_html(saved_page(data / "page_html", row))
            title = str(trafilatura.extract_metadata(tree, default_url=row["url"]).title or "")
            yield _example(row, split_lines(row["dump"]), row["body"], title, GOLD_WEIGHT, style=name)
            if name == "dev.jsonl":
                yield _example(row, lines_of(blocks_of(tree)), row["body"], title, GOLD_WEIGHT)


def weak_examples(data: Path) -> Iterator[Example]:
    """The pages whose body is trafilatura's, in both dump styles and as blocks."""
    for row in dated_dumps(data):
        html = saved_page(data / "page_dates", row)
        tree = trafilatura.load_html(html)
        if tree is None:
            continue
        found = trafilatura.bare_extraction(tree, url=row["url"], favor_precision=True, include_comments=False)
        if not isinstance(found, Document):
            continue
        body = found.text or ""
        if not body or any(part not in body for part in row.get("with", [])):
            continue
        if any(part in body for part in row.get("without", [])):
            continue
        title = str(row.get("title") or found.title or "")
        for lines in (split_lines(row["dump"]), split_lines(_html2text(html)), lines_of(blocks_of(tree))):
            if lines.texts:
                yield _example(row, lines, body, title, WEAK_WEIGHT)


def _html2text(html: bytes) -> str:
    writer = html2text.HTML2Text()
    writer.ignore_links = writer.ignore_images = writer.ignore_emphasis = True
    writer.body_width = 0
    try:
        text = html.decode("utf-8")
    except UnicodeDecodeError:
        text = html.decode("latin-1")
    return re.sub(r"\n{3,}", "\n\n", str(writer.handle(text)))


def _example(
    row: dict[str, str], lines: Lines, body: str, title: str, weight: float, style: str | None = None
) -> Example:
    is_body = body_lines(lines.texts, body)
    titles = title_lines(lines.texts, title, is_body)
    return Example(row["id"], site_of(row["url"]), row["url"], lines, body, is_body, titles, weight, style)


def made_examples(example: Example, rng: random.Random) -> Iterator[Example]:
    """Pages cut from a page: with little chrome around the body, and the body alone, as plain texts have it."""
    body = [number for number, is_body in enumerate(example.is_body) if is_body]
    if not body:
        return
    first, last = body[0], body[-1]
    titles = [number for number in range(first) if example.is_title[number]]
    before = [number for number in range(first) if not example.is_title[number]]
    size = min(len(before), rng.choice([0, 1, 2, 3, 5, 8, 15]))
    start = rng.randrange(len(before) - size + 1) if rng.random() < 0.5 else len(before) - size
    head = sorted(before[start : start + size] + (titles if rng.random() < 0.85 else []))
    inside = [number for number in range(first, last + 1) if example.is_body[number] or rng.random() < 0.7]
    after = range(last + 1, len(example.is_body))[: rng.choice([0, 0, 2, 3, 5, 8, 15])]
    yield _cut(example, [*head, *inside, *after])
    if rng.random() < 0.5:
        title = titles[-1:] if rng.random() < 0.3 else []
        yield _cut(example, [*title, *body], blank=rng.random() < 0.6)


def _cut(example: Example, numbers: Sequence[int], blank: bool | None = None) -> Example:
    """The page with only these lines; `blank` says whether blank lines part them all, or none."""
    lines, rows = example.lines, np.array(numbers)
    blank_before = lines.blank_before[rows] if blank is None else np.full(len(rows), blank)
    blank_before[0] = True
    return replace(
        example, url=None, style=None, weight=example.weight * MADE_WEIGHT,
        lines=Lines([lines.texts[n] for n in numbers], blank_before, lines.heading[rows], lines.bullet[rows]),
        is_body=[example.is_body[n] for n in numbers], is_title=[example.is_title[n] for n in numbers],
    )  # fmt: skip


def states_of(example: Example) -> Ints:
    """What each line is."""
    states = np.full(len(example.is_body), BEFORE)
    body = np.flatnonzero(example.is_body)
    if len(body):
        states[body[0] : body[-1] + 1] = INSIDE
        states[body] = BODY
        states[body[-1] + 1 :] = AFTER
        titles = np.flatnonzero(example.is_title)
        states[titles[titles < body[0]]] = TITLE
    return states


# --- the training -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages side by side, filled up to the longest one."""

    columns: Floats
    first: Ints
    last: Ints
    scale: Floats
    on_page: Floats
    word_line: Ints
    word: Ints
    states: Ints
    weight: Floats


class Trainer:
    """Weights, their gradients by hand, and Adam."""

    def __init__(self, seen: Sequence[Seen], vocabulary: Sequence[str], seed: int, course: float) -> None:
        self.course = course
        self.rng = np.random.default_rng(seed)
        hashes = np.array([word_hashes(word)[0] for word in vocabulary])
        order = np.argsort(hashes)
        self.words = [vocabulary[number] for number in order]
        matrix = np.concatenate([page.matrix for page in seen])
        place = np.concatenate([page.place for page in seen])
        width = len(COLUMNS) + place.shape[1] + BAG + 2 * END_WORDS + 1
        rows = len(vocabulary) + 1
        weights = {
            "E": self._random(rows, BAG, 0.05), "F": self._random(rows, END_WORDS, 0.05),
            "L": self._random(rows, END_WORDS, 0.05),
            "W": self._random(3 * width, CHANNELS, (2 / (3 * width)) ** 0.5), "b": np.zeros(CHANNELS, np.float32),
            "U": self._random(CHANNELS, STATES, CHANNELS**-0.5), "c": np.zeros(STATES, np.float32),
        }  # fmt: skip
        for number in range(len(DILATIONS)):
            weights[f"W{number}"] = self._random(3 * CHANNELS, CHANNELS, 0.5 * (2 / (3 * CHANNELS)) ** 0.5)
            weights[f"b{number}"] = np.zeros(CHANNELS, np.float32)
        for table in "EFL":
            weights[table][-1] = 0
        self.learned = weights
        self.fixed: dict[str, Floats] = {
            "mean": np.asarray(matrix.mean(0), np.float32), "deviation": np.asarray(matrix.std(0) + 0.01, np.float32),
            "place_mean": np.asarray(place.mean(0), np.float32),
            "place_deviation": np.asarray(place.std(0) + 0.01, np.float32),
        }  # fmt: skip
        self.model = Network(hashes[order], weights | self.fixed)
        self.mean = {name: array.copy() for name, array in weights.items()}
        self._first = {name: np.zeros_like(array) for name, array in weights.items()}
        self._second = {name: np.zeros_like(array) for name, array in weights.items()}
        self._steps = 0

    def trained(self) -> Network:
        """The network with the mean of the weights of the last steps."""
        return replace(self.model, weights=self.mean | self.fixed)

    def _random(self, rows: int, columns: int, scale: float) -> Floats:
        return self.rng.normal(0, scale, (rows, columns)).astype(np.float32)

    def batch(self, pages: Sequence[tuple[Seen, Ints, Floats]]) -> Batch:
        """Pages made ready to learn from: what was seen, states, weights of lines."""
        unknown, longest = len(self.model.known), max(len(states) for _, states, _ in pages)
        shape = len(pages), longest
        first, last, states = np.full(shape, unknown), np.full(shape, unknown), np.zeros(shape, np.intp)
        columns = np.zeros((*shape, len(COLUMNS) + len(self.fixed["place_mean"])), np.float32)
        scale, on_page, weight = (
            np.zeros(shape, np.float32),
            np.zeros((*shape, 1), np.float32),
            np.zeros(shape, np.float32),
        )
        word_line, word = [], []
        for row, (seen, page_states, page_weight) in enumerate(pages):
            size, ids = len(page_states), self.model.ids(seen.words)
            first[row, :size], last[row, :size], counts = ends_of(seen, ids, unknown)
            columns[row, :size] = np.concatenate([
                np.clip((seen.matrix - self.fixed["mean"]) / self.fixed["deviation"], -CLIP, CLIP),
                np.clip((seen.place - self.fixed["place_mean"]) / self.fixed["place_deviation"], -CLIP, CLIP),
            ], axis=1)  # fmt: skip
            scale[row, :size], on_page[row, :size] = 1 / np.sqrt(np.maximum(counts, 1)), 1
            states[row, :size], weight[row, :size] = page_states, page_weight / len(pages)
            word_line.append((np.repeat(np.arange(size), counts) + row * longest)[ids < unknown])
            word.append(ids[ids < unknown])
        return Batch(
            columns, first, last, scale, on_page, np.concatenate(word_line), np.concatenate(word), states, weight
        )

    def step(self, batch: Batch, rate: float) -> None:
        """One step downhill: forward with dropout, backward, Adam."""
        w, rng = self.learned, self.rng
        pages, longest = batch.states.shape
        kept = rng.random(len(batch.word)) > DROP_WORD
        word_line, word = batch.word_line[kept], batch.word[kept]
        columns = batch.columns * (rng.random(batch.columns.shape, dtype=np.float32) > DROP_COLUMN)
        bag = _gathered(word_line, w["E"][word], pages * longest).reshape(pages, longest, BAG) * batch.scale[..., None]
        parts = [columns, bag, w["F"][batch.first], w["L"][batch.last]]
        line = np.concatenate([*(part * batch.on_page for part in parts), 1 - batch.on_page], axis=2)
        near = np.concatenate([_moved(line, -1), line, _moved(line, 1)], axis=2)
        hidden = [np.maximum(near @ w["W"] + w["b"], 0) * batch.on_page]
        seen_by, active, masks = [], [], []
        for number, dilation in enumerate(DILATIONS):
            mask = (rng.random(hidden[-1].shape, dtype=np.float32) > DROP_HIDDEN) / np.float32(1 - DROP_HIDDEN)
            dropped = hidden[-1] * mask
            around = np.concatenate([_moved(dropped, -dilation), dropped, _moved(dropped, dilation)], axis=2)
            added = np.maximum(around @ w[f"W{number}"] + w[f"b{number}"], 0) * batch.on_page
            seen_by.append(around)
            active.append(added > 0)
            masks.append(mask)
            hidden.append(hidden[-1] + added)
        scores = hidden[-1] @ w["U"] + w["c"]
        error = _softmax_error(scores, batch)
        if self.course:
            error += np.float32(self.course) * _course_error(scores, batch)
        gradients = {"U": _flat(hidden[-1]).T @ _flat(error), "c": _flat(error).sum(0)}
        back = error @ w["U"].T
        for number in reversed(range(len(DILATIONS))):
            inner = back * active[number]
            gradients[f"W{number}"] = _flat(seen_by[number]).T @ _flat(inner)
            gradients[f"b{number}"] = _flat(inner).sum(0)
            left, middle, right = np.split(inner @ w[f"W{number}"].T, 3, axis=2)
            back = back + (_moved(left, DILATIONS[number]) + middle + _moved(right, -DILATIONS[number])) * masks[number]
        inner = back * (hidden[0] > 0)
        gradients["W"], gradients["b"] = _flat(near).T @ _flat(inner), _flat(inner).sum(0)
        left, middle, right = np.split(inner @ w["W"].T, 3, axis=2)
        to_line = (_moved(left, 1) + middle + _moved(right, -1)) * batch.on_page
        gradients |= self._word_gradients(batch, to_line[..., columns.shape[2] : -1], word_line, word)
        self._adam(gradients, rate)

    def _word_gradients(self, batch: Batch, error: Floats, word_line: Ints, word: Ints) -> dict[str, Floats]:
        """What each word's numbers should change by; the row of unknown words stays zero."""
        rows = len(self.model.known) + 1
        bag = _flat(error[..., :BAG] * batch.scale[..., None])
        ends = _flat(error[..., BAG:])
        gradients = {
            "E": _gathered(word, bag[word_line], rows),
            "F": _gathered(batch.first.ravel(), ends[:, :END_WORDS], rows),
            "L": _gathered(batch.last.ravel(), ends[:, END_WORDS:], rows),
        }
        for gradient in gradients.values():
            gradient[-1] = 0
        return gradients

    def _adam(self, gradients: dict[str, Floats], rate: float) -> None:
        self._steps += 1
        for name, array in self.learned.items():
            gradient = (gradients[name] + DECAY * array).astype(np.float32)
            first, second = self._first[name], self._second[name]
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient**2 - second)
            step = (first / (1 - 0.9**self._steps)) / (np.sqrt(second / (1 - 0.999**self._steps)) + 1e-8)
            array -= np.float32(rate) * step.astype(np.float32)
            self.mean[name] += np.float32(1 - min(KEPT, self._steps / (self._steps + 10))) * (array - self.mean[name])


def _moved(rows: Floats, by: int) -> Floats:
    """Line *i* of each page is line *i + by*; zero beyond the page."""
    out = np.zeros_like(rows)
    if abs(by) < rows.shape[1]:
        out[:, max(0, -by) : rows.shape[1] - max(0, by)] = rows[:, max(0, by) : rows.shape[1] + min(0, by)]
    return out


def _flat(array: Floats) -> Floats:
    return array.reshape(-1, array.shape[-1])


def _gathered(rows: Ints, values: Floats, count: int) -> Floats:
    """The values summed by row."""
    columns = [np.bincount(rows, values[:, column], count) for column in range(values.shape[1])]
    return np.stack(columns, axis=1).astype(np.float32)


def _softmax_error(scores: Floats, batch: Batch) -> Floats:
    error = np.exp(scores - scores.max(2, keepdims=True))
    error /= error.sum(2, keepdims=True)
    place = batch.states[..., None]
    np.put_along_axis(error, place, np.take_along_axis(error, place, 2) - 1, 2)
    return np.asarray(error * batch.weight[..., None], dtype=np.float32)


def _course_error(scores: Floats, batch: Batch) -> Floats:
    """How much too likely each state of each line is over all courses that a page can take.

    A course is lines before the body, lines of the body, lines after it. The chances of all places where the body may
    begin and end are summed up in one pass each, so that the network learns to get the whole page right.
    """
    raised = scores.astype(np.float64)
    chances = raised - np.logaddexp.reduce(raised, axis=2, keepdims=True)
    on_page = batch.on_page[..., 0] > 0
    before = np.where(on_page, np.logaddexp(chances[..., BEFORE], chances[..., TITLE]), 0)
    inside = np.where(on_page, np.logaddexp(chances[..., BODY], chances[..., INSIDE]), 0)
    after = np.where(on_page, chances[..., AFTER], 0)
    summed = [np.pad(np.cumsum(part, axis=1), ((0, 0), (1, 0))) for part in (before, inside, after)]
    begins = (summed[0] - summed[1])[:, :-1]
    ends = np.where(on_page, summed[1][:, 1:] - summed[2][:, 1:], -1e9)
    courses = np.logaddexp.accumulate(begins, axis=1) + ends
    whole = np.logaddexp.reduce(courses, axis=1, keepdims=True)
    last = np.exp(courses - whole)
    first = np.exp(begins + np.logaddexp.accumulate(ends[:, ::-1], axis=1)[:, ::-1] - whole)
    is_before, is_after = 1 - np.cumsum(first, axis=1), np.cumsum(last, axis=1) - last
    error = np.empty_like(chances)
    for state in (BEFORE, TITLE):
        error[..., state] = is_before * np.exp(chances[..., state] - before)
    for state in (BODY, INSIDE):
        error[..., state] = (1 - is_before - is_after) * np.exp(chances[..., state] - inside)
    error[..., AFTER] = is_after
    place = batch.states[..., None]
    np.put_along_axis(error, place, np.take_along_axis(error, place, 2) - 1, 2)
    has_body = ((batch.states == BODY) & on_page).any(axis=1)
    weight = batch.weight.sum(axis=1) * has_body
    return np.asarray(error * on_page[..., None] * weight[:, None, None], dtype=np.float32)


def train(examples: Sequence[Example], seed: int, course: float) -> Trainer:
    """A network trained on the examples; `course` is how much whole pages count beside single lines."""
    ready = []
    for example in examples:
        seen = see(example.lines, example.url)
        weight = np.sqrt([len(WORD.findall(text)) + 1 for text in example.lines.texts]).astype(np.float32)
        ready.append((seen, states_of(example), weight / weight.sum() * np.float32(example.weight)))
    trainer = Trainer([seen for seen, _, _ in ready], vocabulary_of(examples), seed, course)
    rng = trainer.rng
    sizes = np.log([len(states) for _, states, _ in ready])
    steps = EPOCHS * -(-len(ready) // BATCH)
    done = 0
    for _ in range(EPOCHS):
        order = np.argsort(sizes + rng.normal(0, 0.3, len(ready)))  # pages of like length go together
        batches = [order[start : start + BATCH] for start in range(0, len(ready), BATCH)]
        for number in rng.permutation(len(batches)):
            trainer.step(trainer.batch([ready[page] for page in batches[number]]), RATE * (1 - done / steps) + 1e-5)
            done += 1
    return trainer


def train_all(examples: Sequence[Example], seed: int) -> list[Trainer]:
    """The networks whose mean is the model: one for each of `COURSES`."""
    return [train(examples, seed, course) for course in COURSES]


def vocabulary_of(examples: Sequence[Example]) -> list[str]:
    """The words that stand on enough sites."""
    sites: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        if example.url is not None:  # pages cut from others add nothing
            for word in set(re.findall(r"[^\W_]+", "\n".join(example.lines.texts).lower())):
                sites[word].add(example.site)
    return sorted(word for word, where in sites.items() if len(where) >= FEWEST_SITES and not word.isdigit())


# --- the figures ------------------------------------------------------------------------------------------------------


def fold_of(site: str, folds: int) -> int:
    """Which fold a site belongs to."""
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % folds


def cross_validate(examples: Sequence[Example], folds: int, seed: int, models: Path | None) -> None:
    """Prints the body scores of models that never saw a page of the same site, and keeps them in a folder."""
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for fold in range(folds):
        trainers = train_all([e for e in examples if fold_of(e.site, folds) != fold], seed)
        model = LineModel(tuple(trainer.trained() for trainer in trainers))
        if models is not None:
            save(trainers, models / f"fold{fold}.npz")
        for example in examples:
            if example.style is not None and fold_of(example.site, folds) == fold:
                seen = see(example.lines, example.url)
                keep = choose(model.states(seen), words_of(seen.matrix)).keep
                text = "\n".join(t for t, kept in zip(example.lines.texts, keep, strict=True) if kept)
                scores[example.style].append(precision_recall(example.body, text))
        print(f"fold {fold + 1} of {folds} done", flush=True)
    for style, pairs in scores.items():
        precision, recall = (sum(values) / len(values) for values in zip(*pairs, strict=True))
        print(f"{style}: F1 {2 * precision * recall / (precision + recall):.4f} (P {precision:.4f}, R {recall:.4f})")


def precision_recall(gold: str, found: str) -> tuple[float, float]:
    """Shared runs of four words, as bench/pages counts them."""
    want, got = (Counter(zip(*(WORD.findall(text)[k:] for k in range(4)), strict=False)) for text in (gold, found))
    shared = (want & got).total()
    return shared / max(1, got.total()), shared / max(1, want.total())


def save(trainers: Sequence[Trainer], path: Path) -> None:
    """Writes the weights as half-precision arrays, one row a network, the words as one text."""
    path.parent.mkdir(exist_ok=True)
    learned = {name: np.stack([trainer.mean[name] for trainer in trainers]) for name in trainers[0].mean}
    arrays = {name: array.astype(np.float16) for name, array in learned.items()}
    fixed = {name: trainers[0].fixed[name].astype(np.float32) for name in FIXED}
    stored: dict[str, Any] = {
        "columns": np.array(COLUMNS),
        "words": np.array("\n".join(trainers[0].words)),
        **arrays,
        **fixed,
    }
    np.savez_compressed(path, **stored)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=5, help="0: no cross-validation")
    parser.add_argument("--fold-models", type=Path, help="folder for the models of the folds, for train_blocks.py")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/readers/weights/lines.npz"))
    args = parser.parse_args()
    rng = random.Random(args.seed)
    whole = [*gold_examples(args.data), *weak_examples(args.data)]
    examples = whole + [made for example in whole for made in made_examples(example, rng)]
    print(f"{len(whole)} dumps, {len(examples) - len(whole)} cut from them, {len({e.site for e in whole})} sites")
    if args.folds:
        cross_validate(examples, args.folds, args.seed, args.fold_models)
    save(train_all(examples, args.seed), args.out)


if __name__ == "__main__":
    main()
