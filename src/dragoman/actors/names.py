"""How likely two name forms are one person's, across spellings, alphabets and name orders.

Names alone: whether role or country contradict is for whoever asks to see.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from anyascii import anyascii
from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from dragoman.actors.words import words
from dragoman.codebooks.load import load_codebook

SAME = 0.8
"""From this score on two names are taken for one. Tuned on the project's own 300 pairs, 2026-11."""
NEAR = 0.9
"""Jaro-Winkler similarity from which on two words with unlike skeletons are one word with a slip of the pen."""
SKELETON_ONLY = 0.75
"""What words with one skeleton are worth at least: Hafter, Hifter."""
INITIAL = 0.85
"""What an initial is worth beside a name that begins with it."""
SURNAME_ALONE = 0.72
"""What one word is worth beside a longer name that has it: too little to be sure."""

PARTICLES = frozenset(
    "al el as ash an ar at ad az bin ben ibn bint abu ould wuld u de da do dos das di del della la le van von der den "
    "ter ten st zu y i e".split()
)
"""Words that come and go between spellings of one name."""

SOUNDS: tuple[tuple[str, str], ...] = (
    (r"dh|th|dd|tt|d", "t"),
    (r"sch|sh|ch|tch|tsch|cz|cs|sz|zh|dzh|dj|j|x|tz|ts|c(?=[ei])", "s"),
    (r"gh|kh|qh|ck|q|k|g|c|h(?=[aeiouy]?f)", "k"),
    (r"ph|ff|vv|w(?=[aeiou])|v|f", "f"),
    (r"z", "s"),
    (r"b", "p"),
)
"""Letters that transliterations write for one sound, and what stands for it; in this order."""

type Word = str


class GivenName(Struct, frozen=True, forbid_unknown_fields=True):
    """One given name in its spellings."""

    id: str
    forms: tuple[str, ...]
    source: str
    example: str
    counter: str


def same_name(first: str, second: str) -> float:
    """A score from 0 to 1: from `SAME` on the two forms are taken to name one person.

    "Khalifa Haftar" and "Field Marshal Khalifa Hifter" are one name, "Hassan Rouhani" and "Hossein Rouhani" two. A
    surname beside a full name stays below `SAME`, since father and son share it.
    """
    one, other = name_parts(first), name_parts(second)
    if not one or not other:
        return 0.0
    if "".join(one) == "".join(other):
        return 1.0
    return max(_aligned(one, other), _joined(one, other))


@lru_cache(maxsize=100_000)
def name_parts(name: str) -> tuple[Word, ...]:
    """The words of a name that tell: Latin, lower case, without titles and particles; hyphened parts apart."""
    # Chinese characters come out as one word with capitals inside
    latin = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", anyascii(name)) if not name.isascii() else name
    cleaned = re.sub(r"[’'`ʿʾ]", "", latin.lower())
    parts = re.findall(r"[a-z]+", cleaned)
    told = [part for part in parts if part not in PARTICLES and part not in _titles()]
    return tuple(told or parts)


@cache
def _titles() -> frozenset[str]:
    """Forms of address of one word that are never names."""
    return frozenset(word.rstrip(".") for word in words("honorifics") if " " not in word) - {"king", "prince"}


@lru_cache(maxsize=200_000)
def skeleton(word: Word) -> str:
    """The consonants of a word as sounds, doubles once: the same for "qaddafi" and "gadhafi".

    Two forms of one name mostly share a word's skeleton, so that it serves to find candidates.
    """
    sound = word
    for pattern, letter in SOUNDS:
        sound = re.sub(pattern, letter, sound)
    first, rest = sound[:1], re.sub(r"[aeiouwyh]", "", sound[1:])
    first = "a" if first in "aeiou" else first
    return re.sub(r"(.)\1+", r"\1", first + rest)


@cache
def _given_names() -> dict[Word, str]:
    return {form: entry.id for entry in load_codebook("given_names", GivenName) for form in entry.forms}


@lru_cache(maxsize=200_000)
def _likeness(one: Word, other: Word) -> float:
    """How alike two words are as parts of names."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    first, second = _given_names().get(one), _given_names().get(other)
    if first is not None and second is not None:
        return 1.0 if first == second else 0.0
    plain = JaroWinkler.similarity(one, other)
    if skeleton(one) == skeleton(other):
        return max(SKELETON_ONLY, plain) if len(skeleton(one)) > 1 else plain * 0.9
    return plain if plain >= NEAR and min(len(one), len(other)) > 4 else plain * 0.5


def _joined(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Names that differ in where words are parted: "Xi Jin Ping", "Abdul Aziz"; 0 for others."""
    whole, rest = "".join(one), "".join(other)
    if len(one) == len(other) or skeleton(whole) != skeleton(rest):
        return 0.0
    return JaroWinkler.similarity(whole, rest)


def _aligned(one: Sequence[Word], other: Sequence[Word]) -> float:
    """The mean likeness of the words that belong together, less for words that are left over on both sides."""
    short, long = sorted((list(one), list(other)), key=len)
    pairs = sorted(
        ((_likeness(a, b) + 0.01 * (i == j), i, j) for i, a in enumerate(short) for j, b in enumerate(long)),
        reverse=True,
    )
    taken: dict[int, float] = {}
    used: set[int] = set()
    for score, i, j in pairs:
        if i not in taken and j not in used:
            taken[i] = min(score, 1.0)
            used.add(j)
    if len(short) == 1:
        return min(taken[0], SURNAME_ALONE) if len(long) > 1 else taken[0]
    mean = sum(taken.values()) / len(taken)
    return min(mean, min(taken.values()) + 0.1)
