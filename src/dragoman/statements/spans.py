"""From the roles of single words to spans: the source, cue and content of an attribution as runs of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.statements.network import Linked
from dragoman.statements.raw import RawAttribution, Tokens
from dragoman.statements.relations import REACH
from dragoman.statements.words import CLOSING, OTHER, Words

NONE, SOURCE, CUE, CONTENT = range(4)
SWITCH = 1.0
"""What beginning or ending a run of content costs, in log-odds; keeps runs whole. PolNeAR dev, 2026-11."""
SOURCE_SWITCH = 0.0
"""The same for sources and cues, which are shorter."""
WHOLE_QUOTE = 0.3
"""From this mean probability on a quotation is content from mark to mark. PolNeAR dev, 2026-11."""

QUOTED_SHARE = 0.9
"""From this share of its words in quotation marks on a content is a direct quotation; PolNeAR's own border."""


def smooth(
    roles: NDArray[np.float32], switch: float = SWITCH, source_switch: float = SOURCE_SWITCH
) -> NDArray[np.int64]:
    """The likeliest role of each word if each change between neighbours costs; ``roles``: (cue, place, role)."""
    cost = np.full((4, 4), source_switch, np.float32)
    cost[CONTENT, :] = cost[:, CONTENT] = switch
    np.fill_diagonal(cost, 0.0)
    cues, places, kinds = roles.shape
    best = roles[:, 0].copy()
    came_from = np.zeros((cues, places, kinds), np.int64)
    for place in range(1, places):
        moved = best[:, :, None] - cost
        came_from[:, place] = moved.argmax(1)
        best = moved.max(1) + roles[:, place]
    path = np.zeros((cues, places), np.int64)
    path[:, -1] = best.argmax(1)
    every = np.arange(cues)
    for place in range(places - 1, 0, -1):
        path[:, place - 1] = came_from[every, place, path[:, place]]
    return path


def runs_of(places: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of neighbouring places, ends exclusive."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least scores (log-odds) that make an attribution: of words in quotation marks less is asked."""

    quoted: float
    other: float


def to_attribution(
    words: Words, layout: Layout, linked: Linked, path: NDArray[np.int64], thresholds: Thresholds
) -> RawAttribution | None:
    """The attribution of one cue; None where no word is its content or its score is too low."""
    base = linked.cue - REACH
    role = {kind: (np.nonzero(path == kind)[0] + base).tolist() for kind in (SOURCE, CUE, CONTENT)}
    cue = next((run for run in runs_of(role[CUE]) if run[0] <= linked.cue < run[1]), (linked.cue, linked.cue + 1))
    content = layout.snap(layout.keep_near(set(role[CONTENT]), linked.cue), content_share(linked.roles), linked.cue)
    content = content.difference(range(*cue), role[SOURCE])
    runs = runs_of(sorted(content))
    runs = [run for run in runs if not _punctuation(words, run)] or runs
    if not runs or linked.score < (thresholds.quoted if layout.is_quoted(content) else thresholds.other):
        return None
    return RawAttribution(
        source=_tokens(words, runs_of(role[SOURCE])),
        cue=_tokens(words, [cue]),
        content=_tokens(words, runs),
        rule="tagger",
        score=1.0 / (1.0 + float(np.exp(-linked.score))),
    )


def content_share(roles: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probability of each place to be content."""
    odds = np.exp(roles - roles.max(1, keepdims=True))
    share: NDArray[np.float32] = odds[:, CONTENT] / odds.sum(1)
    return share


class Layout:
    """The paragraphs of a document and its quotations, as ranges of words; a quotation holds its marks."""

    def __init__(self, words: Words) -> None:
        self._segment = words.segment
        self._paragraph = np.cumsum(words.border) - words.border
        self._closed = words.quote == CLOSING
        self._quotations: dict[int, tuple[int, int]] = {}
        for i in np.nonzero(words.segment)[0].tolist():
            number = int(words.segment[i])
            self._quotations[number] = (self._quotations.get(number, (i, i))[0], i + 1)

    def is_quoted(self, content: set[int]) -> bool:
        """True where nearly all of a content stands in quotation marks."""
        return sum(1 for i in content if self._segment[i]) >= QUOTED_SHARE * len(content)

    def keep_near(self, content: set[int], cue: int) -> set[int]:
        """The content without what lies in other paragraphs than the cue, where any lies in the cue's own.

        A quotation that runs on into the next paragraph is put together by `snap`.
        """
        own = {i for i in content if self._paragraph[i] == self._paragraph[cue]}
        return own or content

    def snap(self, content: set[int], share: NDArray[np.float32], cue: int) -> set[int]:
        """The content with each quotation that is mostly in it taken whole, and with its next paragraphs.

        A quotation that the cue itself stands in stays as it is. ``share`` is the probability of each place around
        the cue to be content.
        """
        base = cue - REACH
        low, high = max(0, base), min(len(self._segment), base + len(share))
        touched = {int(self._segment[i]) for i in content} - {0, int(self._segment[cue])}
        for number in touched:
            start, end = self._quotations[number]
            seen = share[max(start, low) - base : min(end, high) - base]
            if seen.mean() >= WHOLE_QUOTE:
                content = content | set(range(start, end)) | self._continued(number)
        return content

    def _continued(self, number: int) -> set[int]:
        """The words of the next paragraphs where a quotation runs on: not closed, opened again, closed at last."""
        more: set[int] = set()
        start, end = self._quotations[number]
        while not self._closed[end - 1] and number + 1 in self._quotations:
            following = self._quotations[number + 1]
            if following[0] != end + 1 or self._paragraph[following[0]] != self._paragraph[start] + 1:
                break
            more.update(range(*following))
            number, (start, end) = number + 1, following
        return more if more and self._closed[end - 1] else set()


def _punctuation(words: Words, run: tuple[int, int]) -> bool:
    return bool((words.shape[run[0] : run[1]] == OTHER).all())


def _tokens(words: Words, runs: Sequence[tuple[int, int]]) -> tuple[Tokens, ...]:
    return tuple((int(words.token[a]), int(words.token[b - 1]) + 1) for a, b in runs)
