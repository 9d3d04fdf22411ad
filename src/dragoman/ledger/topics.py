"""What a stand is about, and which deed a condition waits for: texts sorted by the codebooks `issues` and `deeds`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from dragoman.codebooks.load import load_codebook
from dragoman.ledger.stems import content_stems, place_of, stem, stems

ISSUE_REACH = 6
"""Words that may stand between two words of an issue's phrase."""
DEED_REACH = 3


class IssueEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of ``codebooks/issues.yaml``."""

    id: str
    words: tuple[str, ...]
    source: str
    example: str
    counter: str


class DeedEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of ``codebooks/deeds.yaml``."""

    id: str
    words: tuple[str, ...]
    contrary: tuple[str, ...]
    source: str
    example: str
    counter: str


type Phrases = tuple[tuple[str, ...], ...]


def _phrases(words: Iterable[str]) -> Phrases:
    return tuple(tuple(stems(phrase)) for phrase in words)  # the star of an object is no part of a word


@cache
def _issues() -> tuple[tuple[str, Phrases], ...]:
    return tuple((entry.id, _phrases(entry.words)) for entry in load_codebook("issues", IssueEntry))


@cache
def _deeds() -> tuple[tuple[str, Phrases, Phrases], ...]:
    entries = load_codebook("deeds", DeedEntry)
    return tuple((entry.id, _phrases(entry.words), _phrases(entry.contrary)) for entry in entries)


@lru_cache(maxsize=16384)
def issue_of(text: str) -> str | None:
    """The issue that the text is about, ``None`` where no entry of the codebook fits."""
    words = stems(text)
    for issue, phrases in _issues():
        if any(place_of(phrase, words, ISSUE_REACH) is not None for phrase in phrases):
            return issue
    return None


@lru_cache(maxsize=16384)
def deed_in(text: str) -> str | None:
    """The deed that is named first in the text."""
    words = stems(text)
    found = [
        (place, -len(phrase), deed)
        for deed, phrases, _ in _deeds()
        for phrase in phrases
        if (place := place_of(phrase, words, DEED_REACH)) is not None
    ]
    return min(found)[2] if found else None


@lru_cache(maxsize=16384)
def does(deed: str, text: str) -> bool | None:
    """True where the text tells of the deed, False where of the contrary, ``None`` where of neither."""
    words = stems(text)
    for entry, phrases, contrary in _deeds():
        if entry == deed:
            if any(place_of(phrase, words, DEED_REACH) is not None for phrase in contrary):
                return False
            return True if any(place_of(phrase, words, DEED_REACH) is not None for phrase in phrases) else None
    return None


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


def alike(one: str, other: str) -> float:
    """How much two issues without an entry in the codebook share: Jaccard of their words that carry meaning."""
    first, second = content_stems(one), content_stems(other)
    return len(first & second) / len(first | second) if first and second else 0.0
