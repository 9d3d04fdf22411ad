"""How each word of a window stands to a cue: the way between them in the parse, and by quotation marks.

These are the features with which the model links a cue to its source and content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # the training script loads this module alone
    from dragoman.statements.words import Ints, Words

REACH = 80
"""How many words before and after a cue are looked at. In PolNeAR train 99.9 % of attributions are shorter (2018)."""
WIDTH = 2 * REACH
LABELS = 64
"""Room for the numbers of dependency labels."""
LEVELS = 4
"""Below the cue, and below its first, second and any further ancestor."""
SELF, BEFORE, AFTER = LABELS * LEVELS, LABELS * LEVELS + 1, LABELS * LEVELS + 2
"""The cue itself; a word of an earlier or later sentence."""
PADDING = LABELS * LEVELS + 3
RELATIONS = LABELS * LEVELS + 4
QUOTE_RELATIONS = 5


class Tree:
    """The parse of a document as needed here: each word's children and the stretch of words below it."""

    def __init__(self, words: Words) -> None:
        self.head: list[int] = words.head.tolist()
        size = len(self.head)
        left = right = np.arange(size, dtype=np.int32)
        while True:
            wider, higher = left.copy(), right.copy()
            np.minimum.at(wider, words.head, left)
            np.maximum.at(higher, words.head, right)
            if (wider == left).all() and (higher == right).all():
                break
            left, right = wider, higher
        self.left: list[int] = left.tolist()
        self.right: list[int] = right.tolist()
        self.children: list[list[int]] = [[] for _ in range(size)]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)

    def ancestors(self, word: int) -> list[int]:
        """The word itself, its head, that one's head, … up to the root."""
        line = [word]
        while self.head[line[-1]] != line[-1]:
            line.append(self.head[line[-1]])
        return line


def relations(words: Words, tree: Tree, cue: int, start: int, end: int) -> tuple[Ints, Ints]:
    """Relation numbers of the `WIDTH` words around a cue, by parse and by quotation; outside ``[start, end)`` padding.

    The cue stands at place `REACH`.
    """
    base = cue - REACH
    row = np.full(WIDTH, PADDING, np.int32)
    low, high = max(start, base), min(end, cue + REACH)
    row[low - base : REACH] = BEFORE
    row[REACH : high - base] = AFTER
    line = tree.ancestors(cue)
    for level in range(len(line) - 1, -1, -1):
        shift = min(level, LEVELS - 1) * LABELS
        above = line[level]
        for child in tree.children[above]:
            a, b = max(tree.left[child], low), min(tree.right[child] + 1, high)
            if a < b:
                row[a - base : b - base] = shift + words.dep[child]
        if low <= above < high:
            row[above - base] = shift
    row[REACH] = SELF
    quotes = np.zeros(WIDTH, np.int32)
    segments = words.segment[low:high]
    own = words.segment[cue]
    if own:
        quotes[low - base : high - base] = np.where(segments == own, 1, np.where(segments > 0, 2, 3))
    else:
        quotes[low - base : high - base] = np.where(segments > 0, 4, 0)
    return row, quotes
