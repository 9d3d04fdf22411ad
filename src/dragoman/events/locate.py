"""Where a given actor stands in a sentence."""

from __future__ import annotations

import re

from rapidfuzz import fuzz
from spacy.tokens import Doc, Token

LOOSE = re.compile(r"\s*(?:\.\.\.|…)\s*")


def locate(doc: Doc, name: str) -> list[Token]:
    """The tokens of the first passage that a name stands for, empty where the sentence doesn't have it.

    The name may be abridged with dots, differ in case or spacing, or be a slightly different wording of the passage.
    """
    name = name.strip()
    if not name:
        return []
    found = doc.text.lower().find(name.lower())
    if found < 0:
        for piece in sorted(LOOSE.split(name), key=len, reverse=True):
            found = doc.text.lower().find(piece.lower()) if piece else -1
            if found >= 0:
                name = piece
                break
    if found < 0:
        best = fuzz.partial_ratio_alignment(name.lower(), doc.text.lower(), score_cutoff=70)
        if best is None:
            return []
        span = doc.char_span(best.dest_start, best.dest_end, alignment_mode="expand")
    else:
        span = doc.char_span(found, found + len(name), alignment_mode="expand")
    return list(span) if span is not None else []
