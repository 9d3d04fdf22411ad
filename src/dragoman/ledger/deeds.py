"""Which deed a condition waits for, and which one an event tells: texts sorted by the codebook `deeds`.

A matter (see `dragoman.positions.issue_keys`) says what is done to which thing. A condition often names the deed alone
("until the senate has approved it"), and its object is an actor; so deeds have a codebook of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from dragoman.codebooks.load import load_codebook
from dragoman.ledger.stems import place_of, stem, stems

REACH = 3
"""Words that may stand between two words of a deed's phrase."""


class DeedEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of ``codebooks/deeds.yaml``."""

    id: str
    words: tuple[str, ...]
    contrary: tuple[str, ...]
    source: str
    example: str
    counter: str
    also: tuple[str, ...] = ()
    """Deeds that are this deed too: who approves has decided."""


type Phrase = tuple[str, ...]


def _phrases(words: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(tuple(stems(phrase)) for phrase in words)  # the star of an object is no part of a word


@cache
def _deeds() -> tuple[tuple[str, tuple[Phrase, ...], tuple[Phrase, ...]], ...]:
    entries = load_codebook("deeds", DeedEntry)
    return tuple((entry.id, _phrases(entry.words), _phrases(entry.contrary)) for entry in entries)


@cache
def deeds_that_are(deed: str) -> tuple[str, ...]:
    """The deed, and those that are this deed too."""
    return next((entry.id, *entry.also) for entry in load_codebook("deeds", DeedEntry) if entry.id == deed)


@cache
def deeds_that_have_others() -> tuple[str, ...]:
    """The deeds that other deeds are too."""
    return tuple(entry.id for entry in load_codebook("deeds", DeedEntry) if entry.also)


@lru_cache(maxsize=16384)
def deed_in(text: str) -> str | None:
    """The deed that is named first in the text."""
    words = stems(text)
    found = [
        (place, -len(phrase), deed)
        for deed, phrases, _ in _deeds()
        for phrase in phrases
        if (place := place_of(phrase, words, REACH)) is not None
    ]
    return min(found)[2] if found else None


def deed_told(text: str, trigger: str) -> tuple[str, bool] | None:
    """The deed of which an event's trigger is a word, and whether the contrary of it was done; ``None`` for no deed.

    The longest phrase wins, so that a vote of confidence is an approval and no mere decision.
    """
    words, own = stems(text), set(stems(trigger))
    told = [
        (-len(phrase), place, deed, {*phrase, *own}, contraries)
        for deed, phrases, contraries in _deeds()
        for phrase in (*phrases, *contraries)
        if not own.isdisjoint(phrase) and (place := place_of(phrase, words, REACH)) is not None
    ]
    if not told:
        return None
    _, _, deed, said, contraries = min(told, key=lambda one: one[:3])
    undone = any(not said.isdisjoint(each) and place_of(each, words, REACH) is not None for each in contraries)
    return deed, undone


@cache
def deed_words(deed: str) -> frozenset[str]:
    """The stems of all words for a deed and its contrary, without those that name what it is done to."""
    return frozenset(
        stem(word)
        for entry in load_codebook("deeds", DeedEntry)
        if entry.id == deed
        for phrase in (*entry.words, *entry.contrary)
        for word in phrase.split()
        if not word.startswith("*")
    )
