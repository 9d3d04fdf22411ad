"""How wide words are when drawn: no browser is there to measure them, so an estimate on the wide side is used."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NARROW, WIDE = frozenset("iljtfrI.,:;'’‘!|()[] -"), frozenset("mwMW@%—")
PER_CHARACTER = {"narrow": 0.34, "plain": 0.57, "capital": 0.68, "wide": 0.92, "full": 1.0}
"""Ems, measured on DejaVu Sans, the widest of the fonts that the pictures ask for; 2026-11."""


@lru_cache(maxsize=8192)
def text_width(words: str, size: float = 12) -> float:
    """Pixels that a line of text takes."""
    return size * sum(map(_ems, words))


def _ems(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return PER_CHARACTER["full"]
    if character in NARROW:
        return PER_CHARACTER["narrow"]
    if character in WIDE:
        return PER_CHARACTER["wide"]
    return PER_CHARACTER["capital" if character.isupper() else "plain"]


def cut(words: str, room: float, size: float = 12) -> str:
    """The words, or as many of their letters as there is room for and a sign of omission."""
    if text_width(words, size) <= room:
        return words
    left = room - size * _ems("…")
    kept = 0
    for character in words:
        left -= size * _ems(character)
        if left < 0:
            break
        kept += 1
    return f"{words[:kept].rstrip()}…"


def wrapped(words: str, room: float, *, most: int, size: float = 12) -> list[str]:
    """The words in at most so many lines; what doesn't fit in the last of them is cut off."""
    lines: list[str] = []
    left = words.split()
    while left and len(lines) < most - 1:
        line = left.pop(0)
        while left and text_width(f"{line} {left[0]}", size) <= room:
            line = f"{line} {left.pop(0)}"
        lines.append(cut(line, room, size))
    return [*lines, cut(" ".join(left), room, size)] if left else lines
