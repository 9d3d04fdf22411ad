"""Which lines are the body: the model's choice, mended where any reader of any text would know better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dragoman.readers.line_model import TITLE, Choice
from dragoman.readers.lines import COLUMNS, Flags, Floats
from dragoman.readers.published import HEAD_LINES
from dragoman.readers.removed import BREADCRUMB, CREDIT, RIGHTS, SIGN_UP, TEASER, reads_like_title

TITLE_CHANCE = 0.25
"""Probability from which on a line above the body is taken for its title."""
PLAIN_SHARE = 0.9
"""Share of lines that are running text, from the first sentence on, in a text without any chrome."""
LONG_LINE = 12
"""Words; a line of that many is running text even where no full stop ends it."""
LABEL = 6
"""Words; a line of so few is a heading or a label: with one, chrome after a report begins."""


def grown(texts: Sequence[str], choice: Choice, running: Flags) -> Choice:
    """The choice with whole sentences that stand right before it, and one right after it that ends the text's block.

    A model is at its weakest at the ends: the first paragraph may look like a deck, the last one like a teaser.
    """
    if not choice.keep.any():
        return choice
    running = running & np.array([text.count(" ") + 1 >= LONG_LINE for text in texts], dtype=bool)
    keep, first, last = choice.keep.copy(), choice.first, choice.last
    while first > 0 and running[first - 1] and not _is_notice(texts[first - 1]):
        first -= 1
    after = last + 1
    ends_block = after + 1 >= len(texts) or texts[after + 1].count(" ") < LABEL
    if after < len(texts) and running[after] and ends_block and not _is_notice(texts[after]):
        last = after
    keep[first : choice.first] = keep[choice.last + 1 : last + 1] = True
    return Choice(keep, first, last)


def _is_notice(text: str) -> bool:
    """True for sentences that a page says to its visitor, or prints under a picture."""
    return any(pattern.search(text) for pattern in (SIGN_UP, RIGHTS, CREDIT)) or TEASER.match(text) is not None


def title_line(texts: Sequence[str], states: Floats, choice: Choice) -> int | None:
    """The line that most probably is the title; where it stands twice, the one nearer to the body.

    Where the model knows none, it's the nearest line above the body that reads like one.
    """
    if not choice.keep.any() or choice.first == 0:
        return None
    chances = np.exp(states[: choice.first, TITLE])
    best = int(chances.argmax())
    if chances[best] < TITLE_CHANCE:
        near = range(choice.first - 1, max(-1, choice.first - 1 - HEAD_LINES), -1)
        return next((number for number in near if reads_like_title(texts[number])), None)
    return max(number for number in range(best, choice.first) if texts[number] == texts[best])


def without_title(texts: Sequence[str], choice: Choice, running: Flags) -> Choice:
    """The choice without a headline that it begins with: no full stop, and running text after it."""
    body = np.flatnonzero(choice.keep)
    if len(body) < 2 or not reads_like_title(texts[body[0]]) or not running[body[1]]:
        return choice
    keep = choice.keep.copy()
    keep[body[0]] = False
    return replace(choice, keep=keep, first=int(body[1]))


def running_text(texts: Sequence[str], matrix: Floats) -> Flags:
    """Which lines are running text: whole sentences, or many words without a menu's bars."""
    words = np.expm1(matrix[:, COLUMNS.index("words")])
    sentence = matrix[:, COLUMNS.index("ends_sentence")] > 0
    crumbs = np.array([BREADCRUMB.search(text) is not None for text in texts], dtype=bool)
    return np.asarray(((sentence & (words >= 4)) | (words >= LONG_LINE)) & ~crumbs)


def is_plain(running: Flags, matrix: Floats) -> bool:
    """True for a text without chrome: from its first sentence on all is running text, and no line stands twice."""
    if not running.any() or (matrix[:, COLUMNS.index("repeated")] > 0).any():
        return False
    first = int(running.argmax())
    return first <= HEAD_LINES and bool(running[first:].mean() >= PLAIN_SHARE) and bool(running[-1])


def keep_all_running_text(choice: Choice, running: Flags) -> Choice:
    """The choice with every line of running text kept, and all that stands between two of them."""
    kept = np.flatnonzero(running | choice.keep)
    first, last = int(kept[0]), int(kept[-1])
    keep = np.zeros(len(running), dtype=bool)
    keep[first : last + 1] = True
    return replace(choice, keep=keep, first=first, last=last)
