"""Contents read once more as texts of their own, since the model was trained on outermost attributions only.

PolNeAR has no attribution within another one's content. So that *the agency quoted the minister as saying the army had
told him …* gives three statements, a content with a likely cue in it is given to the model without what is around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from spacy.tokens import Doc

from dragoman.statements.raw import RawAttribution
from dragoman.statements.windows import MOST_PIECES, Window
from dragoman.statements.words import CLOSING, OPENING, OUTSIDE, Words

SHORTEST = 5
"""Words of a content in which another attribution is looked for."""


def inner_windows(doc: Doc, words: Words, found: Sequence[RawAttribution], cue_words: AbstractSet[str]) -> list[Window]:
    """The contents that are to be read once more, without quotation marks around them and a *that* before them."""
    place = {int(token): i for i, token in enumerate(words.token)}
    windows: dict[tuple[int, int], Window] = {}
    for raw in found:
        for run in raw.content:
            start, end = place[run[0]], place[run[1] - 1] + 1
            while start < end and words.quote[start] in (OPENING, CLOSING):
                start += 1
            while start < end and words.quote[end - 1] in (OPENING, CLOSING):
                end -= 1
            if start < end and doc[int(words.token[start])].lower_ == "that":
                start += 1
            if end - start >= SHORTEST and any(doc[int(token)].lower_ in cue_words for token in words.token[start:end]):
                end = _cut(words, start, end)
                windows[start, end] = Window(start, end, start, end)
    return list(windows.values())


def _cut(words: Words, start: int, end: int) -> int:
    """The end of what a window can hold of a long content."""
    sizes = np.cumsum([len(words.pieces[i]) for i in range(start, end)])
    return start + int(np.searchsorted(sizes, MOST_PIECES, side="right"))


def unquoted(words: Words, windows: Sequence[Window]) -> Words:
    """The words as they would be if the contents stood outside the quotations that hold all of them."""
    quote, segment = words.quote.copy(), words.segment.copy()
    for window in windows:
        span = slice(window.start, window.end)
        if segment[window.start] and (segment[span] == segment[window.start]).all():
            quote[span] = OUTSIDE
            segment[span] = 0
    return replace(words, quote=quote, segment=segment)
