"""The model that says which blocks of an HTML page are the report.

It hears three witnesses: trafilatura, the line model of the text dumps, and the markup. ``scripts/train_blocks.py``
trains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from dragoman.errors import ModelError
from dragoman.readers.blocks import HINT_NAMES, Block
from dragoman.readers.line_model import AFTER, BEFORE, BODY, INSIDE, TITLE, Choice
from dragoman.readers.lines import Flags, Floats, Ints
from dragoman.readers.removed import CREDIT, RIGHTS, SIGN_UP, TEASER

WORD = re.compile(r"\w+")
RUN = 4
"""Words in a row by which a block is found again in what trafilatura kept."""
NEIGHBOURS = 2
TAGS = ("p", "heading", "li", "td", "div")
CUES = {"cue_teaser": TEASER, "cue_sign_up": SIGN_UP, "cue_credit": CREDIT, "cue_rights": RIGHTS}
"""What the words of a block may say."""
WITNESS = ("kept", "kept_whole", "kept_none", "body", "outside", "chosen")
SHAPE = ("length", "link", "ends_sentence", "repeated", "all_capitals", "capitals")
NAMES = (
    *WITNESS, *(f"{name}_{side}{step}" for step in range(1, NEIGHBOURS + 1) for side in "-+" for name in WITNESS),
    *SHAPE, *TAGS, *HINT_NAMES, *("in_article", "in_aside", "in_caption", "in_chrome", "in_quote"),
    "kept_here", "kept_before", "kept_after", "container", *CUES,
)  # fmt: skip
"""What is known of a block, in the order of the weights."""


class BlockWeights(msgspec.Struct, frozen=True):
    """The trained weights."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The blocks of a page with what the witnesses say."""

    blocks: list[Block]
    states: Floats
    choice: Choice
    kept: Floats
    """Share of each block that trafilatura kept."""
    shape: Floats
    """The columns of `SHAPE` but ``link``."""
    running: Flags
    """Which blocks are running text."""
    digits: Ints
    """How many digits each block has."""
    plain: Flags
    """Which blocks hold nothing that tells chrome by its wording."""


def share_kept(texts: Iterable[str], kept: str) -> Floats:
    """Which share of each text stands in what was kept, by runs of words; a short text must stand there as a line."""
    runs: set[tuple[str, ...]] = set()
    lines: set[tuple[str, ...]] = set()
    for line in kept.split("\n"):
        words = WORD.findall(line)
        lines.add(tuple(words))
        runs.update(zip(*(words[shift:] for shift in range(RUN)), strict=False))
    shares = []
    for text in texts:
        words = WORD.findall(text)
        own = list(zip(*(words[shift:] for shift in range(RUN)), strict=False))
        shares.append(sum(run in runs for run in own) / len(own) if own else float(tuple(words) in lines))
    return np.array(shares, dtype=np.float32)


def features_of(read: Judged) -> Floats:
    """One row a block, one column for each of `NAMES`."""
    states, kept, count = read.states, read.kept, len(read.kept)
    outside = np.maximum(np.maximum(states[:, BEFORE], states[:, TITLE]), states[:, AFTER])
    witness = np.stack([
        kept, kept > 0.8, kept < 0.2, np.clip(states[:, BODY] - states[:, INSIDE], -6, 6),
        np.clip(states[:, BODY] - outside, -6, 6), read.choice.keep,
    ], axis=1).astype(np.float32)  # fmt: skip
    padded = np.zeros((count + 2 * NEIGHBOURS, len(WITNESS)), dtype=np.float32)
    padded[NEIGHBOURS : NEIGHBOURS + count] = witness
    steps = [shift for step in range(1, NEIGHBOURS + 1) for shift in (-step, step)]
    around = [padded[NEIGHBOURS + shift : NEIGHBOURS + shift + count] for shift in steps]
    link = np.array([[block.link / len(block.text)] for block in read.blocks], dtype=np.float32)
    shape = np.concatenate([read.shape[:, :1], link, read.shape[:, 1:]], axis=1)
    markup = np.array([_markup(block.tag, block.inside, block.hints) for block in read.blocks], dtype=np.float32)
    words = read.kept * np.expm1(read.shape[:, 0])
    before = np.concatenate(([0.0], np.cumsum(words)))
    amount = [before[-1] - before[:-1] > 0, before[:-1] > 0, before[-1] - before[1:] > 0]
    container = np.array([block.container for block in read.blocks])
    amount.append(_share_of_container(container, words))
    amount += list(_cues(read))
    return np.concatenate([witness, *around, shape, markup, np.stack(amount, axis=1)], axis=1, dtype=np.float32)


def _cues(read: Judged) -> Flags:
    """One row for each of `CUES`: what the wording of each block says."""
    found = np.zeros((len(CUES), len(read.blocks)), dtype=bool)
    for number in np.flatnonzero(~read.plain).tolist():
        text = read.blocks[number].text[:200]
        found[:, number] = [cue.search(text) is not None for cue in CUES.values()]
    return found


def _share_of_container(container: Ints, words: Floats) -> Floats:
    """For each block, the share of all words kept that stand in the same container."""
    _, number = np.unique(container, return_inverse=True)
    return np.asarray(np.bincount(number, words)[number] / max(1.0, float(words.sum())), dtype=np.float32)


@lru_cache(4096)  # a page has many blocks and few kinds of them
def _markup(tag: str, inside: frozenset[str], hints: int) -> list[float]:
    tags = (
        tag == "p",
        tag in ("h1", "h2", "h3", "h4", "h5", "h6"),
        tag == "li",
        tag in ("tr", "td", "th"),
        tag == "div",
    )
    return [
        *map(float, tags), *(float(hints >> bit & 1) for bit in range(len(HINT_NAMES))),
        float("article" in inside or "main" in inside), float("aside" in inside),
        float("figcaption" in inside or "figure" in inside),
        float(bool(inside & {"nav", "footer", "header", "form"})), float("blockquote" in inside),
    ]  # fmt: skip


def kept_blocks(features: Floats, learned: BlockWeights) -> Flags:
    """Which blocks are the report, by their features."""
    rows = (features - np.array(learned.mean)) / np.array(learned.deviation)
    return np.asarray(rows @ np.array(learned.weights) + learned.bias > 0)


def body_of(read: Judged) -> Choice:
    """Which blocks are the report."""
    return choice_of(kept_blocks(features_of(read), block_weights()))


def choice_of(keep: Flags) -> Choice:
    """The blocks kept, with the first and the last of them."""
    body = np.flatnonzero(keep)
    return Choice(keep, int(body[0]), int(body[-1])) if len(body) else Choice(keep, 0, 0)


@cache
def block_weights() -> BlockWeights:
    """The weights that come with dragoman.

    Raises: `ModelError`.
    """
    path = files("dragoman.readers").joinpath("weights/blocks.json")
    try:
        weights = msgspec.json.decode(path.read_bytes(), type=BlockWeights)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"{path}: no weights for blocks: {error}") from error
    if weights.names != NAMES:
        raise ModelError(f"{path}: learned for other features; run scripts/train_blocks.py again")
    return weights
