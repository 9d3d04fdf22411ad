"""Which lines are the body: the model's choice, mended where any reader of any text would know better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dragoman.readers.line_model import TITLE, Choice
from dragoman.readers.lines import COLUMNS, Flags, Floats, words_of
from dragoman.readers.published import HEAD_LINES
from dragoman.readers.removed import (
    BREADCRUMB,
    CREDIT,
    RIGHTS,
    SIGN_UP,
    TEASER,
    is_cue_of_chrome,
    is_head,
    is_headline,
    is_insert,
    is_label_of_teasers,
    is_signature,
    reads_like_title,
)  # fmt: skip

TITLE_CHANCE = 0.25
"""Probability from which on a line above the body is taken for its title."""
PLAIN_SHARE = 0.9
"""Share of words that are body, or running text, in a text without any chrome."""
LONG_LINE = 12
"""Words; a line of that many is running text even where no full stop ends it."""
FOLLOWING = 3
"""Lines under a headline, and who issued it, among which running text begins."""
MOST_TEASERS = 5
"""Lines under a label inside the body that lead to other pages."""
CUT_SHORT = ("…", "...", "[…]", "[...]")
"""How the beginning of another page ends where a page leads to it."""
LABEL = 6
"""Words; a line of so few is a heading or a label: with one, chrome after a report begins."""


def grown(texts: Sequence[str], choice: Choice, running: Flags) -> Choice:
    """The choice with whole sentences that stand right before it, and one right after it that ends the text's block.

    A model is at its weakest at the ends: the first paragraph may look like a deck, the last one like a teaser.
    """
    if not choice.keep.any():
        return choice
    keep, first, last = choice.keep.copy(), choice.first, choice.last
    while first > 0 and running[first - 1] and _is_long_and_plain(texts[first - 1]):
        first -= 1
    after = last + 1
    ends_block = after + 1 >= len(texts) or texts[after + 1].count(" ") < LABEL
    if after < len(texts) and running[after] and ends_block and _is_long_and_plain(texts[after]):
        last = after
    keep[first : choice.first] = keep[choice.last + 1 : last + 1] = True
    return Choice(keep, first, last)


def _is_long_and_plain(text: str) -> bool:
    """True for a long line that isn't what a page says to its visitor, or prints under a picture."""
    notice = any(pattern.search(text) for pattern in (SIGN_UP, RIGHTS, CREDIT)) or TEASER.match(text)
    return text.count(" ") + 1 >= LONG_LINE and not notice


def title_line(texts: Sequence[str], states: Floats, choice: Choice) -> int | None:
    """The line that most probably is the title; where it stands twice, the one nearer to the body.

    Where the model knows none, it's the nearest line above the body that reads like one, or the first line of a text
    that has nothing above its first sentence but who issued it, where and when.
    """
    if not choice.keep.any() or choice.first == 0:
        return None
    chances = np.exp(states[: choice.first, TITLE])
    for number in map(int, np.flatnonzero(chances >= TITLE_CHANCE)):
        if is_signature(texts[number]) or (texts[number][-1] == "." and _is_long_and_plain(texts[number])):
            chances[number] = 0
    best = int(chances.argmax())
    if chances[best] < TITLE_CHANCE:
        near = range(choice.first - 1, max(-1, choice.first - 1 - HEAD_LINES), -1)
        found = next((number for number in near if reads_like_title(texts[number])), None)
        alone = choice.first <= HEAD_LINES and is_headline(texts[0]) and all(map(is_head, texts[1 : choice.first]))
        return 0 if found is None and alone else found
    return max(number for number in range(best, choice.first) if texts[number] == texts[best])


def without_head(texts: Sequence[str], choice: Choice, running: Flags) -> Choice:
    """The choice without the headline, and the lines that say who issued it, where and when, that it may begin with."""
    kept = np.flatnonzero(choice.keep)[: HEAD_LINES + 1].tolist()
    begin = 0
    while begin < len(kept) and (is_head(texts[kept[begin]]) or (begin == 0 and _is_first_line(texts, kept[0]))):
        begin += 1
    if begin == 0 or not running[kept[begin : begin + FOLLOWING]].any():
        return choice
    keep = choice.keep.copy()
    keep[: kept[begin]] = False
    return replace(choice, keep=keep, first=kept[begin])


def without_inserts(texts: Sequence[str], choice: Choice, running: Flags) -> Choice:
    """The choice without lines inside the body that lead to other pages, or speak to the visitor."""
    keep = choice.keep.copy()
    for number in range(choice.first, choice.last + 1):
        if is_insert(texts[number]):
            after = (
                _end_of_teasers(texts, number, choice.last, running) if is_label_of_teasers(texts[number]) else number
            )
            keep[number : after + 1] = False
    if not keep.any():
        return choice
    kept = np.flatnonzero(keep)
    return Choice(keep, int(kept[0]), int(kept[-1]))


def _end_of_teasers(texts: Sequence[str], label: int, last: int, running: Flags) -> int:
    """The last line under a label that leads to another page: headlines, and the beginnings of what they lead to."""
    end = label
    for number in range(label + 1, min(last, label + MOST_TEASERS) + 1):
        headline = not running[number] and reads_like_title(texts[number])
        if not headline and (end == label or not texts[number].endswith(CUT_SHORT)):
            break
        end = number
    return end


def _is_first_line(texts: Sequence[str], number: int) -> bool:
    """True for a headline; what asks or cries out right under another headline is someone's words."""
    second = number > 0 and texts[number][-1] in "?!" and reads_like_title(texts[number - 1])
    return is_headline(texts[number]) and not second


def running_text(texts: Sequence[str], matrix: Floats) -> Flags:
    """Which lines are running text: whole sentences, or many words without a menu's bars."""
    words = words_of(matrix)
    sentence = matrix[:, COLUMNS.index("ends_sentence")] > 0
    running = (sentence & (words >= 4)) | (words >= LONG_LINE)
    for number in map(int, np.flatnonzero(running & (matrix[:, COLUMNS.index("bar")] > 0))):
        running[number] = BREADCRUMB.search(texts[number]) is None
    return np.asarray(running)


def is_plain(texts: Sequence[str], choice: Choice, running: Flags, words: Floats, without_cue: Flags) -> bool:
    """True for a text without chrome: nearly all its words are body, and no line says what only a web page says."""
    share = words[choice.keep | running].sum() / words.sum()
    others = np.flatnonzero(~without_cue).tolist()
    return bool(share >= PLAIN_SHARE) and not any(is_cue_of_chrome(texts[number]) for number in others)


def keep_all_running_text(choice: Choice, running: Flags) -> Choice:
    """The choice with every line of running text kept, and all that stands between two of them."""
    kept = np.flatnonzero(running | choice.keep)
    first, last = int(kept[0]), int(kept[-1])
    keep = np.zeros(len(running), dtype=bool)
    keep[first : last + 1] = True
    return replace(choice, keep=keep, first=first, last=last)
