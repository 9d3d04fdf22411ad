"""Signed quotations: a paragraph that is one quotation, a dash and a name, as letters and reader panels print them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from spacy.tokens import Doc

from dragoman.statements.raw import RawAttribution
from dragoman.statements.words import CLOSING, OPENING, OTHER, Words

DASHES: Final = frozenset({"—", "–", "-", "--", "~"})
LONGEST_SIGNATURE = 16
"""Words of a name with its description; more is a sentence that goes on after the dash."""


def find_signed(doc: Doc, words: Words) -> Iterator[RawAttribution]:
    """The signed quotations of a document; the dash is the cue."""
    borders = np.nonzero(words.border)[0].tolist()
    for start, end in zip([0, *(b + 1 for b in borders)], [*borders, len(words)], strict=True):
        closings = np.nonzero(words.quote[start:end] == CLOSING)[0]
        if end - start < 4 or words.quote[start] != OPENING or not len(closings):
            continue
        dash = start + int(closings[-1]) + 1
        last = end - 1 if words.shape[end - 1] == OTHER else end
        signature = doc[int(words.token[dash])] if dash < end else None
        if signature is None or signature.text not in DASHES or not 0 < last - dash - 1 <= LONGEST_SIGNATURE:
            continue
        name = doc[int(words.token[dash + 1]) : int(words.token[last - 1]) + 1]
        if name[0].is_title or name[0].is_upper:
            yield RawAttribution(
                source=((name.start, name.end),),
                cue=((signature.i, signature.i + 1),),
                content=((int(words.token[start]), int(words.token[dash - 1]) + 1),),
                rule="tagger:signed",
                score=1.0,
            )
