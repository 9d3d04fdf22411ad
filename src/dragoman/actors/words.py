"""The word classes of the codebook ``actor_words``."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from dragoman.codebooks.load import load_codebook


class WordEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A class of words, with a sentence that has one and a sentence that has none."""

    id: str
    words: tuple[str, ...]
    source: str
    example: str
    counter: str


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class: ``words("honorifics")``."""
    entry = next(entry for entry in load_codebook("actor_words", WordEntry) if entry.id == name)
    return frozenset(entry.words)
